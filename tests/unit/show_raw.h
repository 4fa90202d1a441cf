/* tests/unit/show_raw.h - a raw document as one readable line:
 *
 *	title=…|date=…|h2:…|text:…|lines:…/…
 * White space runs are one space, line ends of a block of lines are '/', and
 * what stands at the edges of a block is left out. */
#ifndef SHOW_RAW_H
#define SHOW_RAW_H
#include <string.h>
#include "base/buf.h"
#include "read/raw.h"
#include "read/reader.h"
#include "text/fold.h"

static inline void show_field(struct buf *out, const char *name,
			      const char *value)
{
	if (value)
		buf_put_format(out, "%s%s=%s", out->len ? "|" : "", name, value);
}

static inline void show_block(struct buf *out, const struct text *text,
			      const struct raw_block *block)
{
	bool is_lines = block->layout == CLEAN_LINES;
	size_t begin = block->begin, end = block->end;
	const char *gap = "";

	buf_put_format(out, "%s", out->len ? "|" : "");
	if (block->kind == BLOCK_HEADING)
		buf_put_format(out, "h%d:", block->level);
	else
		buf_put_string(out, block->kind == BLOCK_TITLE ? "TITLE:" :
				    is_lines ? "lines:" : "text:");
	while (begin < end && is_space(text->cp[begin]))
		begin++;
	while (end > begin && is_space(text->cp[end - 1]))
		end--;
	for (; begin < end; begin++) {
		uint32_t cp = text->cp[begin];

		if (is_space(cp)) {
			gap = is_lines && (cp == '\n' || *gap == '/') ? "/" : " ";
			continue;
		}
		buf_put_string(out, gap);
		text_cps_to_utf8(out, &cp, 1);
		gap = "";
	}
}

/* The document, or "! reason" of an error. */
static inline void show_raw(struct buf *out, const struct raw_document *raw)
{
	show_field(out, "title", raw->title);
	show_field(out, "date", raw->date);
	show_field(out, "publisher", raw->publisher);
	show_field(out, "author", raw->author);
	show_field(out, "url", raw->url);
	for (size_t i = 0; i < raw->count; i++)
		show_block(out, &raw->text, &raw->blocks[i]);
}

static inline void show_read(struct buf *out, reader_fn *read,
			     const char *bytes, size_t len)
{
	struct reader_input input = { .bytes = bytes, .len = len };
	struct raw_document raw;
	struct error err = { 0 };

	raw_init(&raw);
	buf_clear(out);
	if (read(&raw, &input, &err))
		buf_put_format(out, "! %s", err.text);
	else
		show_raw(out, &raw);
	if (!out->data)
		buf_put_string(out, "");
	raw_release(&raw);
}

#endif
