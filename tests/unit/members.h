/* tests/unit/members.h - what a source holds, as lines of text that a test can
 * compare:
 *
 *	read a/b.html 12 (name-repaired)
 *	skip d (symlink)
 *	refuse c.html (encrypted)
 *	fail b.html (truncated)		its stream did
 *	revisit http://a/
 *	end (truncated: ...)		the source did
 */
#ifndef MEMBERS_H
#define MEMBERS_H
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/unit/unit.h"
#include "unpack/unpack.h"

struct members {
	struct buf lines;	/* as above */
	struct buf text;	/* of all that could be read */
	struct buf places;	/* "begin-end date type charset" lines */
	bool is_container;
	size_t count;
};

static inline void members_release(struct members *members)
{
	buf_release(&members->lines);
	buf_release(&members->text);
	buf_release(&members->places);
}

static inline void members_put(struct members *out,
			       const struct unpack_member *member)
{
	static const char *const states[] = {
		"read", "revisit", "skip", "refuse"
	};
	struct buf bytes = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	enum status status = STATUS_OK;
	const char *reason = member->reason;

	if (member->stream)
		status = stream_all(member->stream, &bytes, &err);
	if (status)
		reason = err.text;
	buf_put_format(&out->lines, "%s %s", status ? "fail" :
		       states[member->state], member->name);
	if (member->stream)
		buf_put_format(&out->lines, " %zu", bytes.len);
	if (reason)
		buf_put_format(&out->lines, " (%s)", reason);
	buf_put_byte(&out->lines, '\n');
	buf_put(&out->text, bytes.data, bytes.len);
	buf_put_format(&out->places, "%llu-%llu %s %s %s\n",
		       (unsigned long long)member->begin,
		       (unsigned long long)member->end,
		       member->date ? member->date : "-",
		       member->type ? member->type : "-",
		       member->charset ? member->charset : "-");
	buf_release(&bytes);
}

/* No file can be opened while soft is 0: what reads members must not need it. */
static inline void members_allow_files(rlim_t soft)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* fd becomes the unpacker's. */
static inline void members_list(struct members *out, int fd, const char *name)
{
	struct unpack_member member;
	struct error err = { STATUS_OK, "" };
	enum status status;
	unpack *unpack;

	members_allow_files(0);
	unpack_open(&unpack, fd, name, &err);
	while (!(status = unpack_next(unpack, &member, &err))) {
		members_put(out, &member);
		out->count++;
	}
	if (status != STATUS_DONE)
		buf_put_format(&out->lines, "end (%s)\n", err.text);
	out->is_container = unpack_is_container(unpack);
	unpack_close(unpack);
	members_allow_files(256);
	buf_put(&out->lines, "", 0);
	buf_put(&out->text, "", 0);
	buf_put(&out->places, "", 0);
}

/* The same of bytes in memory, through a file without a name. */
static inline void members_list_bytes(struct members *out,
				      const struct buf *bytes, const char *name)
{
	FILE *file = tmpfile();

	if (!file || fwrite(bytes->data, 1, bytes->len, file) != bytes->len ||
	    fflush(file))
		return;
	rewind(file);
	members_list(out, dup(fileno(file)), name);
	fclose(file);
}

/* EXPECT the lines that bytes give. */
static inline void members_check(const struct buf *bytes, const char *name,
				 const char *want)
{
	struct members members = { .count = 0 };

	members_list_bytes(&members, bytes, name);
	EXPECT_STR(members.lines.data, want);
	members_release(&members);
}

#endif
