#include "read/xml_making.h"

#include <string.h>

#include "base/utf8.h"
#include "read/page_title.h"

void xml_making_init(struct xml_making *making, struct raw_document *raw)
{
	memset(making, 0, sizeof(*making));
	making->raw = making->about.raw = raw;
	markup_init(&making->markup, raw);
}

void xml_making_release(struct xml_making *making)
{
	markup_release(&making->markup);
	xml_about_release(&making->about);
	text_release(&making->captions);
}

void xml_making_heading(struct xml_making *making)
{
	making->markup.kind = BLOCK_HEADING;
	making->markup.level = making->sections > 6 ? 6 :
			       making->sections ? (int)making->sections : 1;
}

static bool has_title_block(const struct raw_document *raw)
{
	for (size_t i = 0; i < raw->count; i++)
		if (raw->blocks[i].kind == BLOCK_TITLE)
			return true;
	return false;
}

void xml_making_end_caption(struct xml_making *making)
{
	struct text *captions = &making->captions;

	text_put(captions, 0, captions->src_end, captions->src_end);
}

static void put_captions(struct xml_making *making)
{
	const struct text *captions = &making->captions;
	size_t begin = 0;

	for (size_t i = 0; i < captions->count; i++) {
		if (captions->cp[i])
			continue;
		text_put_span(&making->raw->text, captions, begin, i);
		markup_end(&making->markup);
		begin = i + 1;
	}
}

/* The title is all that there is; where in the document it stood is not kept. */
static void put_title(struct raw_document *raw, struct markup *markup)
{
	const char *at = raw->title, *end = at + strlen(at);

	while (at < end)
		text_put(&raw->text, utf8_next(&at, end),
			 (uint32_t)raw->part_begin, (uint32_t)raw->part_end);
	markup->kind = BLOCK_TITLE;
	markup_end(markup);
}

void xml_making_finish(struct xml_making *making)
{
	struct markup *markup = &making->markup;

	markup_end(markup);
	if (!markup->count)
		put_captions(making);
	if (!markup->count && making->title_counts && making->raw->title)
		put_title(making->raw, markup);
	xml_about_finish(&making->about);
	page_title_choose(markup, NULL, NULL);
	markup_finish(markup);
	if (making->title_counts)
		making->raw->title_apart = making->raw->title &&
					   !has_title_block(making->raw);
}

static void inherit(char **field, const char *value)
{
	if (value)
		raw_set(field, value, strlen(value));
}

void xml_making_inherit(struct raw_document *raw,
			const struct raw_document *file)
{
	inherit(&raw->publisher, file->publisher);
	inherit(&raw->publisher, file->title);
	inherit(&raw->author, file->author);
	inherit(&raw->region, file->region);
}
