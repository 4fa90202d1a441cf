#include "read/office.h"

#include <stdlib.h>
#include <string.h>

#include "read/docx_styles.h"
#include "read/page_title.h"
#include "read/xml_sax.h"

enum { LEVEL_DEEPEST = 6 };

struct docx {
	package *package;
	struct markup markup;
	struct docx_styles styles;
	size_t skipped;		/* elements open in what is not read */
	size_t paragraphs, runs, texts, boxes, cells;	/* that are open */
	bool is_hidden;		/* the run */
	bool is_title;		/* the paragraph */
	struct text boxed;	/* text boxes, a line a paragraph, until the
				 * paragraph that they hang on ends */
	struct buf title;	/* docProps says so */
	struct buf author;
	struct buf *property;
};

/* The elements that count, each under its local name. */
static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

/* Deleted text, the copy of a drawing for old programs, what formatting was
 * before a change, the small characters over others. */
static bool is_skipped(const char *name)
{
	size_t len = strlen(name);

	return is(name, "del") || is(name, "moveFrom") ||
	       is(name, "Fallback") || is(name, "rt") ||
	       is(name, "instrText") || is(name, "delText") ||
	       (len > 6 && is(name + len - 6, "Change"));
}

static struct text *target(struct docx *docx)
{
	return docx->boxes ? &docx->boxed : &docx->markup.raw->text;
}

static void put(struct docx *docx, const char *utf8, size_t len)
{
	package_put_text(docx->package, target(docx), utf8, len);
}

static void put_break(struct docx *docx)
{
	if (docx->boxes)
		put(docx, "\n", 1);
	else
		markup_break(&docx->markup);
}

static void set_level(struct docx *docx, int level)
{
	if (level == DOCX_UNSET || docx->boxes)
		return;
	docx->is_title = level == DOCX_TITLE;
	docx->markup.kind = level == DOCX_TEXT ? BLOCK_TEXT : BLOCK_HEADING;
	docx->markup.level = level == DOCX_TITLE ? 1 :
			     level > LEVEL_DEEPEST ? LEVEL_DEEPEST : level;
}

static void set_style(struct docx *docx, const struct xml_tag *tag)
{
	char *id = xml_tag_string(tag, "val");

	if (id)
		set_level(docx, docx_style_level(&docx->styles, id));
	free(id);
}

static void end_block(struct docx *docx)
{
	if (docx->cells)
		markup_end_cell(&docx->markup);
	else
		markup_end(&docx->markup);
}

/* The lines of text boxes are blocks of their own. */
static void settle_boxes(struct docx *docx)
{
	struct text *boxed = &docx->boxed;

	for (size_t begin = 0, end; begin < boxed->count; begin = end + 1) {
		for (end = begin; end < boxed->count && boxed->cp[end] != '\n';)
			end++;
		text_put_span(&docx->markup.raw->text, boxed, begin, end);
		end_block(docx);
	}
	text_clear(boxed);
}

static void start_paragraph(struct docx *docx)
{
	if (docx->boxes || docx->paragraphs++)
		return;
	end_block(docx);
	set_level(docx, DOCX_TEXT);
}

static void end_paragraph(struct docx *docx)
{
	struct text *text = &docx->markup.raw->text;
	struct buf title = BUF_INIT;

	if (docx->boxes) {
		put(docx, "\n", 1);
		return;
	}
	if (!docx->paragraphs || --docx->paragraphs)
		return;
	if (docx->is_title && !docx->markup.raw->title) {
		text_to_utf8(&title, text, docx->markup.begin, text->count);
		if (title.len)
			page_title_set(&docx->markup.raw->title, title.data,
				       title.len);
		buf_release(&title);
	}
	end_block(docx);
	set_level(docx, DOCX_TEXT);
	settle_boxes(docx);
}

static void start_in_run(struct docx *docx, const struct xml_tag *tag)
{
	const char *name = tag->name;

	if (is(name, "t"))
		docx->texts++;
	else if (is(name, "tab") || is(name, "ptab"))
		put(docx, " ", 1);
	else if (is(name, "cr") ||
		 (is(name, "br") && !xml_tag_is(tag, "type", "page") &&
		  !xml_tag_is(tag, "type", "column")))
		put_break(docx);
	else if (is(name, "noBreakHyphen"))
		put(docx, "-", 1);
	else if (is(name, "vanish") && !xml_tag_is(tag, "val", "0") &&
		 !xml_tag_is(tag, "val", "false"))
		docx->is_hidden = true;
}

static void on_start(void *context, const struct xml_tag *tag)
{
	struct docx *docx = context;
	const char *name = tag->name;

	if (docx->skipped || is_skipped(name)) {
		docx->skipped++;
	} else if (is(name, "p")) {
		start_paragraph(docx);
	} else if (is(name, "r")) {
		docx->runs++;
		docx->is_hidden = false;
	} else if (is(name, "txbxContent")) {
		docx->boxes++;
	} else if (is(name, "tc")) {
		docx->cells++;
	} else if (is(name, "tbl") && !docx->boxes) {
		markup_end(&docx->markup);
	} else if (is(name, "pStyle")) {
		set_style(docx, tag);
	} else if (is(name, "outlineLvl")) {
		set_level(docx, docx_outline_level(xml_tag_int(tag, "val",
							       -1)));
	} else if (docx->runs) {
		start_in_run(docx, tag);
	}
}

static void on_end(void *context, const char *name)
{
	struct docx *docx = context;

	if (docx->skipped)
		docx->skipped--;
	else if (is(name, "p"))
		end_paragraph(docx);
	else if (is(name, "r") && docx->runs)
		docx->runs--;
	else if (is(name, "t") && docx->texts)
		docx->texts--;
	else if (is(name, "txbxContent"))
		docx->boxes--;
	else if (is(name, "tc"))
		docx->cells--;
	else if ((is(name, "tr") || is(name, "tbl")) && !docx->boxes)
		markup_end(&docx->markup);
}

static void on_text(void *context, const char *utf8, size_t len)
{
	struct docx *docx = context;

	if (docx->texts && !docx->skipped && !docx->is_hidden)
		put(docx, utf8, len);
}

/* One part of the document; not all need be there. */
static enum status read_part(struct docx *docx, const struct xml_sax *sax,
			     const char *name, struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status = STATUS_OK;

	if (package_has(docx->package, name))
		status = package_read(docx->package, &bytes, name, err);
	if (!status && bytes.len)
		status = xml_sax_parse(sax, docx, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return status;
}

static void start_property(void *context, const struct xml_tag *tag)
{
	struct docx *docx = context;

	docx->property = is(tag->name, "title") ? &docx->title :
			 is(tag->name, "creator") ? &docx->author : NULL;
}

static void end_property(void *context, const char *name)
{
	struct docx *docx = context;

	(void)name;
	docx->property = NULL;
}

static void property_text(void *context, const char *utf8, size_t len)
{
	struct docx *docx = context;

	if (docx->property && docx->property->len < TITLE_MOST * 4)
		buf_put(docx->property, utf8, len);
}

const char *docx_main_part(const package *package)
{
	static const char begins[] = "word/document", ends[] = ".xml";

	for (size_t i = 0; i < package_count(package); i++) {
		const char *name = package_name(package, i);
		size_t len = strlen(name);

		if (!strncmp(name, begins, strlen(begins)) &&
		    !strcmp(name + len - strlen(ends), ends) &&
		    len <= strlen(begins) + strlen(ends) + 1)
			return name;
	}
	return NULL;
}

static enum status read_parts(struct docx *docx, struct error *err)
{
	static const struct xml_sax sax = { on_start, on_end, on_text };
	const char *parts[] = { docx_main_part(docx->package),
		"word/footnotes.xml", "word/endnotes.xml", NULL };
	enum status status = docx_styles_read(&docx->styles, docx->package,
					      err);

	for (size_t i = 0; !status && parts[i]; i++)
		status = read_part(docx, &sax, parts[i], err);
	return status;
}

enum status docx_read(struct raw_document *out, package *package,
		      struct error *err)
{
	static const struct xml_sax sax = { start_property, end_property,
					    property_text };
	struct docx docx = { .package = package };
	enum status status;

	markup_init(&docx.markup, out);
	status = read_parts(&docx, err);
	/* What is said about it is no reason to refuse the text. */
	if (!status && !read_part(&docx, &sax, "docProps/core.xml", NULL))
		office_set_author(out, docx.author.data);
	if (!status)
		office_finish(&docx.markup, docx.title.data);
	markup_release(&docx.markup);
	docx_styles_release(&docx.styles);
	text_release(&docx.boxed);
	buf_release(&docx.title);
	buf_release(&docx.author);
	return status;
}
