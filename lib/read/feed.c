#include "read/feed.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void feed_init(struct feed *feed, const struct text *text)
{
	memset(feed, 0, sizeof(*feed));
	feed->text = text;
	feed->offsets = mem_array(text->count + 1, sizeof(*feed->offsets));
	buf_reserve(&feed->bytes, text->count);
}

void feed_release(struct feed *feed)
{
	buf_release(&feed->bytes);
	free(feed->offsets);
	memset(feed, 0, sizeof(*feed));
}

static bool is_allowed(uint32_t cp)
{
	return cp >= 0x20 ? (cp < 0xD800 || cp > 0xDFFF) && cp != 0xFFFE &&
			    cp != 0xFFFF :
	       cp == '\t' || cp == '\n' || cp == '\r';
}

static void step(struct feed *feed)
{
	feed->offsets[++feed->taken] = (uint32_t)feed->bytes.len;
}

void feed_take(struct feed *feed, size_t end)
{
	while (feed->taken < end) {
		uint32_t cp = feed->text->cp[feed->taken];
		char bytes[4];

		buf_put(&feed->bytes, bytes,
			utf8_encode(bytes, is_allowed(cp) ? cp : ' '));
		step(feed);
	}
}

void feed_cut(struct feed *feed, size_t end)
{
	while (feed->taken < end) {
		if (feed->text->cp[feed->taken] == '\n')
			buf_put_byte(&feed->bytes, '\n');
		step(feed);
	}
}

void feed_replace(struct feed *feed, const char *bytes)
{
	buf_put_string(&feed->bytes, bytes);
	step(feed);
}

size_t feed_position(const xmlParserCtxt *parser)
{
	const xmlParserInput *input = parser->input;

	return input ? (size_t)input->consumed +
		       (size_t)(input->cur - input->base) : 0;
}

size_t feed_index(const struct feed *feed, size_t offset)
{
	size_t low = 0, high = feed->taken;

	if (offset >= feed->bytes.len)
		return feed->taken;
	while (high - low > 1) {	/* the last that begins at or before it */
		size_t middle = low + (high - low) / 2;

		if (feed->offsets[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool holds(const struct feed *feed, size_t offset, const char *bytes,
		  size_t len)
{
	return offset >= feed->located && offset <= feed->bytes.len &&
	       len <= feed->bytes.len - offset &&
	       !memcmp(feed->bytes.data + offset, bytes, len);
}

/* Where in the feed the reported bytes stand.  The parser is at their end, at
 * their beginning, or (when its buffer was full) at their last character. */
static bool find(size_t *out, const struct feed *feed, size_t position,
		 const char *bytes, size_t len)
{
	if (position >= len && holds(feed, position - len, bytes, len)) {
		*out = position - len;
		return true;
	}
	if (holds(feed, position, bytes, len)) {
		*out = position;
		return true;
	}
	for (size_t back = 1; back <= 4 && back <= len; back++) {
		if (position + back < len ||
		    !holds(feed, position + back - len, bytes, len))
			continue;
		*out = position + back - len;
		return true;
	}
	return false;
}

static void put_found(struct text *out, const struct feed *feed, size_t begin,
		      size_t end)
{
	const struct text *text = feed->text;

	for (size_t i = feed_index(feed, begin);
	     i < feed->taken && feed->offsets[i] < end; i++)
		if (feed->offsets[i + 1] > feed->offsets[i])
			text_put(out, text->cp[i], text->src[i],
				 text_src_end(text, i + 1));
}

/* What &#128; to &#159; mean to those who write them (windows-1252). */
static uint32_t numbered(uint32_t cp)
{
	static const uint16_t table[32] = {
		0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
		0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
	};

	return cp >= 0x80 && cp < 0xA0 ? table[cp - 0x80] : cp;
}

/* A reference ends at position; its '&' is the last one before. */
static void put_reference(struct text *out, const struct feed *feed,
			  size_t position, const char *bytes, size_t len)
{
	const struct text *text = feed->text;
	const char *at = bytes, *end = bytes + len;
	size_t begin = position < feed->bytes.len ? position : feed->bytes.len;
	size_t last = feed_index(feed, begin ? begin - 1 : 0), first;
	uint32_t src, src_end;

	while (begin > feed->located && feed->bytes.data[begin - 1] != '&')
		begin--;
	first = feed_index(feed, begin > feed->located ? begin - 1 : begin);
	if (first > last)
		first = last;
	src = first < text->count ? text->src[first] : text->src_end;
	src_end = text_src_end(text, last + 1);
	while (at < end)
		text_put(out, numbered(utf8_next(&at, end)), src, src_end);
}

void feed_report(struct text *out, struct feed *feed, size_t position,
		 const char *bytes, size_t len)
{
	size_t begin;

	if (find(&begin, feed, position, bytes, len)) {
		put_found(out, feed, begin, begin + len);
		feed->located = begin + len;
	} else {
		put_reference(out, feed, position, bytes, len);
		if (position > feed->located)
			feed->located = position;
	}
}
