/* tests/fuzz/members.h - a source file of any bytes, taken apart member by member. */
#ifndef FUZZ_MEMBERS_H
#define FUZZ_MEMBERS_H
#include <sys/mman.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"
#include "unpack/unpack.h"

enum { FUZZ_MEMBERS_MOST = 200 };	/* of one input; more only take time */

static inline void fuzz_member(const struct unpack_member *member)
{
	struct buf bytes = BUF_INIT;

	FUZZ_MUST(member->name);
	FUZZ_MUST(utf8_is_valid(member->name, strlen(member->name)));
	FUZZ_MUST(!member->end || member->begin <= member->end);
	FUZZ_MUST((member->state == UNPACK_READABLE) == !!member->stream);
	FUZZ_MUST(member->state == UNPACK_READABLE || member->reason ||
		  member->state == UNPACK_REVISIT);
	if (member->stream)
		stream_all(member->stream, &bytes, NULL);
	buf_release(&bytes);
}

static inline void fuzz_members(const uint8_t *bytes, size_t len,
				const char *name)
{
	int fd = memfd_create("source", MFD_CLOEXEC);
	struct unpack_member member;
	unpack *source = NULL;

	FUZZ_MUST(fd >= 0 && write(fd, bytes, len) == (ssize_t)len &&
		  !lseek(fd, 0, SEEK_SET));
	if (unpack_open(&source, fd, name, NULL))
		return;
	for (size_t i = 0; i < FUZZ_MEMBERS_MOST &&
	     !unpack_next(source, &member, NULL); i++)
		fuzz_member(&member);
	unpack_close(source);
}

#endif
