/* query/render/snippet.h - stage 9: which part of a passage to show when there is no
 * room for all of it.
 *
 * Units: spans are characters; size is terminal columns (width.h), which on a
 * page is as good a measure as any. */
#ifndef QUERY_RENDER_SNIPPET_H
#define QUERY_RENDER_SNIPPET_H
#include <stddef.h>
#include <stdint.h>
#include "text/text.h"

/* A passage as the renderers work on it: its characters, and which of them are
 * marked.  Owner: the caller; snippet_text_release(). */
struct snippet_text {
	uint32_t *cp;
	unsigned char *marked;	/* 1 where a highlight covers cp[i] */
	size_t count;
};

/* Decode utf8 and lay the highlights over it; spans outside are cut. */
void snippet_text_init(struct snippet_text *text, const char *utf8, size_t len,
		       const struct text_span *highlights, size_t count);
/* Make blanks of line ends, for a text that is shown as one run. */
void snippet_text_join(struct snippet_text *text);
void snippet_text_release(struct snippet_text *text);

/* The window of at most size columns within [from, text->count) that shows most
 * of what is marked: different words first, then more of them, then the
 * earliest.  It begins at a sentence where that loses no mark, and cuts no
 * number or Latin word in two.  All of it when
 * it fits; its beginning when nothing is marked. */
struct text_span snippet_window(const struct snippet_text *text, size_t from,
				size_t size);

#endif
