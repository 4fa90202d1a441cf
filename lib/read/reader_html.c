#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <libxml/HTMLparser.h>

#include "base/mem.h"
#include "read/feed.h"
#include "read/furniture.h"
#include "read/html_element.h"
#include "read/html_fragment.h"
#include "read/html_meta.h"
#include "read/html_scan.h"
#include "read/markup.h"
#include "read/page_title.h"

enum {
	DEPTH_MOST = 512,
	CHUNK = 65536		/* bytes handed to the parser at once */
};

/* A page while it is read.  libxml2 closes whatever it opened, so counters do
 * for a stack.  Nested deeper than DEPTH_MOST, the page goes on in a new parser
 * at the top level: flattened, and none of its text lost. */
struct page {
	htmlParserCtxtPtr parser;
	struct feed feed;
	size_t fed_to;		/* the new parser's first offset in the feed */
	bool is_deep;
	struct markup *markup;
	size_t depth;		/* elements open */
	size_t skipped;		/* elements open whose text is not read */
	size_t preformatted;
	bool in_title, has_title;
	struct buf title;
	char *og;
};

/* Given to each parser first: one whose elements are all closed would take that
 * for the end of the page. */
static const char root[] = "<html>";

static size_t position(const struct page *page)
{
	return page->fed_to + feed_position(page->parser) - strlen(root);
}

static void end_block(struct page *page)
{
	page->in_title = false;
	markup_end(page->markup);
}

static const char *attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (!strcasecmp((const char *)attributes[0], name))
			return attributes[1] ? (const char *)attributes[1] : "";
	return NULL;
}

static void note_region(struct page *page, enum html_kind kind,
		       const char *name, const xmlChar **attributes)
{
	const char *class = attribute(attributes, "class");
	const char *id = attribute(attributes, "id");
	enum markup_place place = MARKUP_BODY;

	if (kind == HTML_ASIDE)
		place = MARKUP_ASIDE;
	else if (kind == HTML_BLOCK && strcmp(name, "body") &&
		 strcmp(name, "html") &&
		 ((class && html_names_furniture(class)) ||
		  (id && html_names_furniture(id))))
		place = MARKUP_LISTED;
	if (place != MARKUP_BODY)
		markup_enter(page->markup, place, page->depth);
}

static void note_meta(struct page *page, const xmlChar **attributes)
{
	const char *name = attribute(attributes, "name");
	const char *content = attribute(attributes, "content");

	if (!name)
		name = attribute(attributes, "property");
	if (name && content)
		html_meta_put(page->markup->raw, &page->og, name, content);
}

static bool says_something(const struct buf *title)
{
	return title->len && title->data[strspn(title->data, " \t\r\n")];
}

static void start_heading(struct page *page, const char *name)
{
	end_block(page);
	page->markup->kind = BLOCK_HEADING;
	page->markup->level = name[1] - '0';
}

static void on_start(void *context, const xmlChar *xml_name,
		     const xmlChar **attributes)
{
	struct page *page = context;
	const char *name = (const char *)xml_name;
	enum html_kind kind = html_kind(name);

	if (page->is_deep)
		return;
	markup_see(page->markup);
	switch (kind) {
	case HTML_INLINE: break;
	case HTML_BLOCK:
	case HTML_ASIDE: end_block(page); break;
	case HTML_HEADING: start_heading(page, name); break;
	case HTML_CELL: markup_end_cell(page->markup); break;
	case HTML_PRE:
		end_block(page);
		page->markup->is_preformatted = true;
		page->preformatted++;
		break;
	case HTML_BREAK:
		if (!page->skipped)
			markup_break(page->markup);
		break;
	case HTML_LINK:
		page->markup->in_link = attribute(attributes, "href") != NULL;
		break;
	case HTML_TITLE:
		end_block(page);
		page->in_title = !page->skipped;
		page->has_title = says_something(&page->title);
		break;
	case HTML_META: note_meta(page, attributes); break;
	case HTML_SKIPPED: page->skipped++; break;
	}
	note_region(page, kind, name, attributes);
	page->depth++;
	if (page->parser->nameNr > DEPTH_MOST) {
		page->is_deep = true;
		page->fed_to = position(page);
		xmlStopParser(page->parser);
	}
}

static void end_preformatted(struct page *page)
{
	end_block(page);
	page->preformatted -= page->preformatted > 0;
	page->markup->is_preformatted = page->preformatted > 0;
}

static void end_heading(struct page *page)
{
	end_block(page);
	page->markup->kind = BLOCK_TEXT;
	page->markup->level = 0;
}

static void on_end(void *context, const xmlChar *xml_name)
{
	struct page *page = context;

	if (page->is_deep)
		return;
	markup_see(page->markup);
	switch (html_kind((const char *)xml_name)) {
	case HTML_INLINE:
	case HTML_BREAK:
	case HTML_META: break;
	case HTML_BLOCK:
	case HTML_ASIDE:
	case HTML_TITLE: end_block(page); break;
	case HTML_HEADING: end_heading(page); break;
	case HTML_CELL: markup_end_cell(page->markup); break;
	case HTML_PRE: end_preformatted(page); break;
	case HTML_LINK: page->markup->in_link = false; break;
	case HTML_SKIPPED: page->skipped -= page->skipped > 0; break;
	}
	page->depth -= page->depth > 0;
	markup_leave(page->markup, page->depth);
}

static void on_text(void *context, const xmlChar *bytes, int len)
{
	struct page *page = context;
	struct text *text = &page->markup->raw->text;
	const char *chars = (const char *)bytes;

	if (page->is_deep)
		return;
	if (page->in_title && !page->has_title &&
	    page->title.len < TITLE_MOST * 4)
		buf_put(&page->title, bytes, (size_t)len);
	if (!page->in_title && !page->skipped)
		feed_report(text, &page->feed, position(page), chars,
			    (size_t)len);
}

static void on_error(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

/* A new parser begins at the top: nothing is open. */
static void open_parser(struct page *page)
{
	htmlSAXHandler sax = {
		.startElement = on_start, .endElement = on_end,
		.characters = on_text, .ignorableWhitespace = on_text,
		.initialized = XML_SAX2_MAGIC, .serror = on_error,
	};

	page->parser = htmlCreatePushParserCtxt(&sax, page, NULL, 0, NULL,
						XML_CHAR_ENCODING_UTF8);
	htmlCtxtUseOptions(page->parser, HTML_PARSE_RECOVER |
			   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	page->is_deep = false;
	page->depth = page->skipped = page->preformatted = 0;
	page->markup->in_link = page->markup->is_preformatted = false;
	page->markup->kind = BLOCK_TEXT;
	markup_leave(page->markup, 0);
	htmlParseChunk(page->parser, root, (int)strlen(root), 0);
}

/* Go on behind the tag that was too deep. */
static size_t reopen_parser(struct page *page)
{
	const struct buf *bytes = &page->feed.bytes;
	size_t at = page->fed_to;

	while (at < bytes->len && bytes->data[at] != '>' &&
	       bytes->data[at] != '<')
		at++;
	at += at < bytes->len && bytes->data[at] == '>';
	page->fed_to = at;
	page->feed.located = at;
	htmlFreeParserCtxt(page->parser);
	open_parser(page);
	return at;
}

static void parse(struct page *page)
{
	const struct buf *bytes = &page->feed.bytes;
	size_t at = 0;
	bool is_ended = false;

	open_parser(page);
	while (!is_ended) {
		size_t len = bytes->len - at < CHUNK ? bytes->len - at : CHUNK;

		is_ended = !len;
		htmlParseChunk(page->parser, bytes->data + at, (int)len,
			       is_ended);
		at += len;
		if (!page->is_deep)
			continue;
		at = reopen_parser(page);
		is_ended = false;
	}
	htmlFreeParserCtxt(page->parser);
	markup_end(page->markup);
}

static void read_page(struct page *page, const struct text *text)
{
	feed_init(&page->feed, text);
	html_scan(&page->feed);
	parse(page);
	feed_release(&page->feed);
}

static void release(struct page *page)
{
	buf_release(&page->title);
	free(page->og);
}

void html_read_fragment(struct markup *markup, const struct text *html)
{
	struct page page = { .markup = markup };

	read_page(&page, html);
	release(&page);
}

enum status reader_html_text(struct raw_document *out, const struct text *text,
			     struct error *err)
{
	struct markup markup;
	struct page page = { .markup = &markup };

	(void)err;
	markup_init(&markup, out);
	read_page(&page, text);
	furniture_settle(&markup);
	page_title_choose(&markup, page.title.data, page.og);
	furniture_mark(&markup);
	markup_finish(&markup);
	markup_release(&markup);
	release(&page);
	return STATUS_OK;
}

enum status reader_html(struct raw_document *out,
			const struct reader_input *input, struct error *err)
{
	return reader_declared(out, input, reader_html_text, err);
}
