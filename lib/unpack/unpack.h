/* unpack/unpack.h - stage 0: a source file as the members that it holds.
 *
 * A plain file, compressed or not, is its own only member.  An archive (tar and
 * zip, WACZ, WARC, ARC) gives its files or captures one after the other, those
 * of archives inside it included, three levels deep.  What kind a file is, its
 * bytes say first and its name second.  Nothing here opens a file: the source
 * is a descriptor, so this runs where opening is forbidden.
 *
 * Owner:  a member and its stream are the unpacker's until the next call.
 * Units:  offsets and lengths are bytes.
 * Errors: what is wrong with a member is the member's (state and reason, or the
 *         failure of its stream); what is wrong with the source ends it.
 * Reasons: a word, and what follows it for a reader of the report
 *   skipped   symlink hardlink special-file empty no-members http-404
 *             media-type
 *   refused   encrypted unsupported nesting truncated damaged bad-header
 *             checksum bomb overlap too-large too-many-members name-too-long
 *   readable  name-repaired path-escape duplicate-name truncated bad-header,
 *             one or more with "; " between them
 *   a stream's failure, and a source's end: truncated checksum damaged bomb
 *             too-large overlap bad-header too-many-members */
#ifndef UNPACK_UNPACK_H
#define UNPACK_UNPACK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "unpack/stream.h"

enum {
	UNPACK_NESTING_MOST = 3,	/* an archive in an archive in an archive */
	UNPACK_MEMBERS_MOST = 1000000,
	UNPACK_NAME_MOST = 4096
};

enum unpack_state {
	UNPACK_READABLE,	/* stream gives its bytes */
	UNPACK_REVISIT,		/* a capture that found url as it was before */
	UNPACK_SKIPPED,		/* nothing to read, by its nature (a link) */
	UNPACK_REFUSED		/* damaged, encrypted, too large, ... */
};

struct unpack_member {
	enum unpack_state state;
	const char *name;	/* valid UTF-8: "" the source itself, "a/b.html",
				 * "inner.zip!/c.txt"; a capture's is its URL */
	const char *url;	/* of a capture, or NULL */
	const char *date;	/* of a capture, "2009-06-01T12:00:00Z", or NULL */
	const char *type;	/* media type that HTTP declared, or NULL */
	const char *charset;	/* encoding that HTTP declared, or NULL */
	uint64_t begin, end;	/* where the container, unpacked, holds it (a
				 * capture: where the file does, as it is); end
				 * or both 0: unknown */
	size_t number;		/* from 0, in the order of the source */
	const char *reason;	/* skipped, refused: why, the report's word first
				 * ("encrypted", "truncated: ..."); readable: a
				 * remark ("name-repaired"), or NULL */
	stream *stream;		/* when readable, else NULL */
};

typedef struct unpack unpack;

/* fd becomes the unpacker's.  name is the source's, as far as it tells a kind.
 * STATUS_IO. */
enum status unpack_open(unpack **out, int fd, const char *name,
			struct error *err);
void unpack_close(unpack *unpack);

/* The next member.  STATUS_DONE: there is none.  STATUS_IO: the source cannot
 * be read any further.  STATUS_BAD_INPUT: nor can this container, and why;
 * what came before it stands. */
enum status unpack_next(unpack *unpack, struct unpack_member *out,
			struct error *err);

/* Does the source hold members, rather than being one? Known after the first
 * unpack_next(). */
bool unpack_is_container(const unpack *unpack);
/* Bytes of the source that were read so far, for progress. */
uint64_t unpack_position(const unpack *unpack);

#endif
