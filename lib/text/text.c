#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void text_init(struct text *text)
{
	*text = (struct text)TEXT_INIT;
}

void text_release(struct text *text)
{
	free(text->cp);
	free(text->src);
	text_init(text);
}

void text_clear(struct text *text)
{
	text->count = 0;
	text->src_end = 0;
}

void text_reserve(struct text *text, size_t more)
{
	size_t capacity = text->capacity;

	mem_reserve(&text->cp, &capacity, text->count + more,
		    sizeof(*text->cp));
	mem_reserve(&text->src, &text->capacity, text->count + more,
		    sizeof(*text->src));
}

void text_put(struct text *text, uint32_t cp, uint32_t src, uint32_t src_end)
{
	if (text->count == text->capacity)
		text_reserve(text, 1);
	text->cp[text->count] = cp;
	text->src[text->count++] = src;
	text->src_end = src_end;
}

uint32_t text_src_end(const struct text *text, size_t index)
{
	return index < text->count ? text->src[index] : text->src_end;
}

uint64_t text_src_whole(uint32_t src, uint64_t end)
{
	return end - (uint32_t)((uint32_t)end - src);
}

void text_put_span(struct text *text, const struct text *from, size_t begin,
		   size_t end)
{
	size_t count = end - begin;

	if (begin >= end)
		return;
	text_reserve(text, count);
	memcpy(text->cp + text->count, from->cp + begin,
	       count * sizeof(*text->cp));
	memcpy(text->src + text->count, from->src + begin,
	       count * sizeof(*text->src));
	text->count += count;
	text->src_end = text_src_end(from, end);
}

void text_put_utf8(struct text *text, const char *utf8, size_t len,
		   uint32_t src)
{
	const char *at = utf8, *end = len ? utf8 + len : utf8;

	while (at < end) {
		uint32_t from = src + (uint32_t)(at - utf8);
		uint32_t cp = utf8_next(&at, end);

		text_put(text, cp, from, src + (uint32_t)(at - utf8));
	}
}

void text_cps_to_utf8(struct buf *out, const uint32_t *cp, size_t count)
{
	buf_reserve(out, count * 3);
	for (size_t i = 0; i < count; i++) {
		char bytes[4];

		buf_put(out, bytes, utf8_encode(bytes, cp[i]));
	}
}

void text_to_utf8(struct buf *out, const struct text *text, size_t begin,
		  size_t end)
{
	if (begin < end)
		text_cps_to_utf8(out, text->cp + begin, end - begin);
}
