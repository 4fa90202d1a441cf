#include "read/office.h"

#include <stdlib.h>
#include <string.h>

#include "read/page_title.h"
#include "read/xml_sax.h"

enum { LEVEL_DEEPEST = 6, SPACES_MOST = 100 };

struct odf {
	package *package;
	struct markup markup;
	size_t skipped;		/* elements open in what is not read */
	size_t paragraphs;	/* open, those of notes and frames aside */
	size_t held;		/* notes and frames open inside a paragraph */
	size_t cells;
	struct text frames, notes;	/* their text, a line a paragraph */
	bool is_note;		/* what is held is one */
	struct buf title, author;	/* meta.xml says so */
	struct buf *property;
};

static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

/* The title and description of a drawing are not text; text:title is. */
static bool is_skipped(const struct xml_tag *tag)
{
	const char *name = tag->name;

	if (strstr(tag->space, "svg"))
		return is(name, "title") || is(name, "desc");
	return is(name, "tracked-changes") || is(name, "annotation") ||
	       is(name, "ruby-text") || is(name, "note-citation") ||
	       is(name, "forms") || is(name, "script") ||
	       is(name, "automatic-styles");
}

static struct text *target(struct odf *odf)
{
	return !odf->held ? &odf->markup.raw->text :
	       odf->is_note ? &odf->notes : &odf->frames;
}

static void put(struct odf *odf, const char *utf8, size_t len)
{
	package_put_text(odf->package, target(odf), utf8, len);
}

static void end_block(struct odf *odf)
{
	if (odf->cells)
		markup_end_cell(&odf->markup);
	else
		markup_end(&odf->markup);
}

static void settle(struct odf *odf, struct text *lines)
{
	for (size_t begin = 0, end; begin < lines->count; begin = end + 1) {
		for (end = begin; end < lines->count && lines->cp[end] != '\n';)
			end++;
		text_put_span(&odf->markup.raw->text, lines, begin, end);
		end_block(odf);
	}
	text_clear(lines);
}

static void start_paragraph(struct odf *odf, const struct xml_tag *tag)
{
	int level = is(tag->name, "h") ?
		    xml_tag_int(tag, "outline-level", 1) : 0;
	bool is_title = xml_tag_is(tag, "style-name", "Title");

	if (odf->held || odf->paragraphs++)
		return;
	end_block(odf);
	odf->markup.kind = level > 0 || is_title ? BLOCK_HEADING : BLOCK_TEXT;
	odf->markup.level = level < 1 ? is_title :
			    level > LEVEL_DEEPEST ? LEVEL_DEEPEST : level;
}

static void end_paragraph(struct odf *odf)
{
	if (odf->held) {
		put(odf, "\n", 1);
		return;
	}
	if (!odf->paragraphs || --odf->paragraphs)
		return;
	end_block(odf);
	odf->markup.kind = BLOCK_TEXT;
	odf->markup.level = 0;
	settle(odf, &odf->frames);
}

static void put_spaces(struct odf *odf, const struct xml_tag *tag)
{
	int count = xml_tag_int(tag, "c", 1);

	for (int i = 0; i < count && i < SPACES_MOST; i++)
		put(odf, " ", 1);
}

static void put_break(struct odf *odf)
{
	if (odf->held)
		put(odf, "\n", 1);
	else
		markup_break(&odf->markup);
}

static bool is_held(const struct odf *odf, const char *name)
{
	return odf->paragraphs && (is(name, "note") || is(name, "text-box"));
}

static void on_start(void *context, const struct xml_tag *tag)
{
	struct odf *odf = context;
	const char *name = tag->name;

	if (odf->skipped || is_skipped(tag)) {
		odf->skipped++;
	} else if (odf->held || is_held(odf, name)) {
		if (!odf->held++)
			odf->is_note = is(name, "note");
		if (is(name, "s"))
			put_spaces(odf, tag);
	} else if (is(name, "p") || is(name, "h")) {
		start_paragraph(odf, tag);
	} else if (is(name, "table-cell")) {
		odf->cells++;
	} else if (is(name, "table")) {
		markup_end(&odf->markup);
	} else if (is(name, "s")) {
		put_spaces(odf, tag);
	} else if (is(name, "tab")) {
		put(odf, " ", 1);
	} else if (is(name, "line-break")) {
		put_break(odf);
	}
}

static void on_end(void *context, const char *name)
{
	struct odf *odf = context;

	if (odf->skipped) {
		odf->skipped--;
	} else if (odf->held) {
		if (is(name, "p") || is(name, "h"))
			end_paragraph(odf);
		odf->held--;
	} else if (is(name, "p") || is(name, "h")) {
		end_paragraph(odf);
	} else if (is(name, "table-cell")) {
		odf->cells -= odf->cells > 0;
	} else if (is(name, "table-row") || is(name, "table")) {
		markup_end(&odf->markup);
	}
}

static void on_text(void *context, const char *utf8, size_t len)
{
	struct odf *odf = context;

	if (!odf->skipped && odf->paragraphs)
		put(odf, utf8, len);
}

static void start_property(void *context, const struct xml_tag *tag)
{
	struct odf *odf = context;

	odf->property = is(tag->name, "title") ? &odf->title :
			is(tag->name, "initial-creator") ? &odf->author : NULL;
}

static void end_property(void *context, const char *name)
{
	struct odf *odf = context;

	(void)name;
	odf->property = NULL;
}

static void property_text(void *context, const char *utf8, size_t len)
{
	struct odf *odf = context;

	if (odf->property && odf->property->len < TITLE_MOST * 4)
		buf_put(odf->property, utf8, len);
}

static enum status read_part(struct odf *odf, const struct xml_sax *sax,
			     const char *name, struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status = package_read(odf->package, &bytes, name, err);

	if (!status)
		status = xml_sax_parse(sax, odf, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return status;
}

static bool is_encrypted(package *package)
{
	struct buf bytes = BUF_INIT;
	bool found = !package_read(package, &bytes, "META-INF/manifest.xml",
				   NULL) &&
		     strstr(bytes.data, "encryption-data");

	buf_release(&bytes);
	return found;
}

enum status odf_read(struct raw_document *out, package *package,
		     struct error *err)
{
	static const struct xml_sax text = { on_start, on_end, on_text };
	static const struct xml_sax meta = { start_property, end_property,
					     property_text };
	struct odf odf = { .package = package };
	enum status status;

	if (is_encrypted(package))
		return error_set(err, STATUS_BAD_INPUT, "encrypted");
	markup_init(&odf.markup, out);
	status = read_part(&odf, &text, "content.xml", err);
	if (!status) {
		markup_end(&odf.markup);
		settle(&odf, &odf.notes);
		if (!read_part(&odf, &meta, "meta.xml", NULL))
			office_set_author(out, odf.author.data);
		office_finish(&odf.markup, odf.title.data);
	}
	markup_release(&odf.markup);
	text_release(&odf.frames);
	text_release(&odf.notes);
	buf_release(&odf.title);
	buf_release(&odf.author);
	return status;
}
