/* text/text.h - the shape that every stage of the pipeline works on.
 *
 * A text is a sequence of code points, each with the place that it came from,
 * so that any span of a result can be shown in the original bytes.
 * Units:  an index or a span counts code points, half-open; src counts bytes
 *         from the beginning of the document's source (file, member or line).
 * Owner:  the caller; text_init() (or TEXT_INIT), then text_release().
 * Bound:  one text is one window or one record of a source, under 4 GiB. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

struct text {
	uint32_t *cp;	/* count scalar values */
	uint32_t *src;	/* src[i]: where the source bytes of cp[i] begin */
	size_t count, capacity;
	uint32_t src_end;	/* where the source bytes of the last one end */
};

#define TEXT_INIT { NULL, NULL, 0, 0, 0 }

struct text_span {
	size_t begin, end;
};

void text_init(struct text *text);
void text_release(struct text *text);
void text_clear(struct text *text);	/* empties, and keeps the memory */
void text_reserve(struct text *text, size_t more);

/* Append one character that came from source bytes [src, src_end). */
void text_put(struct text *text, uint32_t cp, uint32_t src, uint32_t src_end);
/* Append characters [begin, end) of from with their sources. */
void text_put_span(struct text *text, const struct text *from, size_t begin,
		   size_t end);
/* Append UTF-8 whose source is the bytes themselves, from offset src on. */
void text_put_utf8(struct text *text, const char *utf8, size_t len,
		   uint32_t src);

/* Where the source bytes of character index - 1 end: the end of a span. */
uint32_t text_src_end(const struct text *text, size_t index);

/* The offset that src means in a text of any size, where it counts modulo 2^32:
 * the one that is less than 4 GiB before end. */
uint64_t text_src_whole(uint32_t src, uint64_t end);

/* Append characters [begin, end) to out as UTF-8. */
void text_to_utf8(struct buf *out, const struct text *text, size_t begin,
		  size_t end);
void text_cps_to_utf8(struct buf *out, const uint32_t *cp, size_t count);

#endif
