/* unpack/stream_source.h - what a stream is made of: inside this folder only.
 *
 * A source gives bytes when asked; the stream keeps those that were not
 * consumed yet.  Whatever a source reports as its failure comes after the
 * bytes before it, and stays. */
#ifndef UNPACK_STREAM_SOURCE_H
#define UNPACK_STREAM_SOURCE_H
#include "unpack/stream.h"

enum { STREAM_WINDOW = 1 << 18 };

struct stream_source {
	/* Append what comes next to out, a window or less.  STATUS_DONE: there
	 * is nothing more.  Nothing appended and STATUS_OK: ask again. */
	enum status (*more)(void *self, struct buf *out, struct error *err);
	void (*close)(void *self);			/* or NULL */
	/* After a failure: find a place from which more() works again. */
	enum status (*resync)(void *self, struct error *err);	/* or NULL */
	/* Where what is delivered at offset lies in the file, if that is a
	 * place at which reading can begin. */
	bool (*place)(const void *self, uint64_t offset, uint64_t *out); /* or NULL */
	/* Any bytes of it, in any order, where that is possible: its size, and
	 * len bytes from offset on.  STATUS_DONE: they are not all there. */
	bool (*size)(const void *self, uint64_t *out);	/* or NULL */
	enum status (*read_at)(void *self, uint64_t offset, void *to,
			       size_t len, struct error *err);	/* or NULL */
	bool (*is_packed)(const void *self);		/* or NULL: it is not */
	uint64_t (*file_bytes)(const void *self);	/* or NULL: none */
};

/* self becomes the stream's. */
stream *stream_over(const struct stream_source *source, void *self);
/* The bytes of a file as they are, and bytes in memory, which become the
 * stream's (*bytes is left empty). */
stream *stream_of_fd(int fd, uint64_t *total);	/* counts bytes; or NULL */
stream *stream_of_bytes(struct buf *bytes);

/* Pass over len bytes.  STATUS_DONE: they are not all there. */
enum status stream_skip(stream *stream, uint64_t len, struct error *err);
uint64_t stream_offset(const stream *stream);	/* of the next byte */
/* After a failure, and once all before it was consumed.  STATUS_DONE: no
 * place to go on was found. */
enum status stream_resync(stream *stream, struct error *err);
bool stream_place(const stream *stream, uint64_t offset, uint64_t *out);
bool stream_size(const stream *stream, uint64_t *out);
enum status stream_read_at(stream *stream, uint64_t offset, void *to,
			   size_t len, struct error *err);

#endif
