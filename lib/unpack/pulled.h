/* unpack/pulled.h - a stream as the source that libarchive reads. */
#ifndef UNPACK_PULLED_H
#define UNPACK_PULLED_H
#include <archive.h>
#include "unpack/stream_source.h"

struct pulled {
	stream *from;
	size_t lent;		/* bytes that libarchive has in hand */
	uint64_t bytes;		/* given to it so far */
	enum status status;	/* why the stream gave no more */
	struct error why;
};

/* The read callback; its context is a struct pulled. */
la_ssize_t pulled_read(struct archive *archive, void *context,
		       const void **block);

/* What libarchive said last, as a line of text. */
void pulled_words(char *out, size_t size, struct archive *archive);
/* What went wrong, after libarchive said that something did: the stream's own
 * failure, or "truncated" or "damaged" with libarchive's words. */
enum status pulled_error(const struct pulled *pulled, struct archive *archive,
			 struct error *err);

#endif
