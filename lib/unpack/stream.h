/* unpack/stream.h - a source file as a stream of bytes, decompressed.
 *
 * .gz (all members, length and CRC checked), .zst, .bz2 and .xz are recognised
 * by their first bytes.  Memory stays bounded: a window, or what one line or
 * file may have at most.
 * Units:  offsets count bytes of what the stream delivers. */
#ifndef UNPACK_STREAM_H
#define UNPACK_STREAM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"

enum {
	STREAM_FILE_MOST = 64 << 20,	/* bytes of a document read whole */
	STREAM_LINE_MOST = 64 << 20	/* bytes of one line */
};

typedef struct stream stream;

/* path NULL: standard input.  STATUS_NOT_FOUND, STATUS_IO. */
enum status stream_open(stream **out, const char *path, struct error *err);
/* The same over a descriptor, which becomes the stream's. */
enum status stream_open_fd(stream **out, int fd, struct error *err);
void stream_close(stream *stream);	/* NULL is fine */

/* The beginning of what it delivers, at most 4096 bytes, without consuming it;
 * borrowed until the next call. */
enum status stream_peek(stream *stream, const char **head, size_t *len,
			struct error *err);
/* At least len bytes, unless fewer are left, without consuming them; borrowed
 * until the next call.  The status is a failure only when it is what ended
 * them, and *have may be over 0 then as well. */
enum status stream_ahead(stream *stream, size_t len, const char **head,
			 size_t *have, struct error *err);
void stream_consume(stream *stream, size_t len);
/* All that is left, appended to out.  STATUS_BAD_INPUT: "too-large",
 * "truncated", "checksum", "bomb" and others; out has what came before. */
enum status stream_all(stream *stream, struct buf *out, struct error *err);
/* The next line without its end, borrowed until the next call, and the offset
 * of its first byte.  STATUS_DONE at the end.  A longer line than
 * STREAM_LINE_MOST is passed over with *too_long set and no bytes. */
enum status stream_line(stream *stream, const char **line, size_t *len,
			uint64_t *offset, bool *too_long, struct error *err);
bool stream_is_compressed(const stream *stream);
/* Bytes of the file itself that were read so far, for progress. */
uint64_t stream_file_bytes(const stream *stream);

#endif
