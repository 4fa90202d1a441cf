#include "read/reader.h"

#include <stdio.h>
#include <string.h>
#include <libxml/parser.h>

#include "read/feed.h"
#include "read/html_fragment.h"
#include "read/markup.h"
#include "read/xml_about.h"
#include "read/xml_layout.h"
#include "read/xml_making.h"
#include "read/xml_meaning.h"
#include "read/xml_push.h"
#include "read/xml_reference.h"
#include "read/xml_scan.h"
#include "read/xml_string.h"

enum {
	DEPTH_MOST = 512,
	TEXT_TIMES = 20,	/* text at most this often the input, and */
	TEXT_MORE = 1 << 20	/* this many bytes more */
};

/* An element that is open. */
struct element {
	const char *name;	/* the parser's, for as long as it lives */
	enum xml_kind kind;	/* as it counts here */
	bool has_text;		/* of its own, before its first element or after */
	bool separates;
	bool ends_capture;
};

struct document {
	xmlParserCtxtPtr parser;
	struct xml_meanings meanings;
	struct feed feed;
	struct xml_references references;
	struct element open[DEPTH_MOST];
	size_t depth;
	size_t paragraphs, headers, skipped;	/* that are open */
	struct xml_making whole, part;
	struct xml_making *now;		/* one of these */
	const struct reader_input *input;
	struct raw_document raw;	/* of the part */
	size_t part_depth;		/* elements that are open around it */
	bool in_caption;		/* text goes to the captions */
	bool in_fragment;	/* text goes to fragment */
	struct text fragment;
	size_t text_len, text_most;	/* bytes of text reported, allowed */
	enum status status;
	struct error *err;
};

static void fail(struct document *document, const char *reason)
{
	if (!document->status)
		document->status = error_set(document->err, STATUS_BAD_INPUT,
					     "%s", reason);
	xmlStopParser(document->parser);
}

static void fail_at(struct document *document, int line, const char *reason)
{
	char text[256];

	xml_push_fault(text, sizeof(text), line, reason);
	fail(document, text);
}

static bool is_in_part(const struct document *document)
{
	return document->now == &document->part;
}

/* What stands right in an entry is about it, also behind its text. */
static bool is_of_part(const struct document *document)
{
	return is_in_part(document) && document->depth == document->part_depth + 1;
}

static bool is_about_document(const struct document *document)
{
	return document->headers || is_of_part(document) ||
	       (!document->now->markup.count && !document->now->markup.visible &&
		!document->paragraphs && !document->now->sections);
}

static enum xml_kind kind_elsewhere(enum xml_kind kind)
{
	return kind == XML_KIND_TITLE ? XML_KIND_HEADING :
	       kind == XML_KIND_URL || kind == XML_KIND_STAMP ||
	       kind == XML_KIND_GUID ? XML_KIND_SKIPPED :
	       XML_KIND_UNKNOWN;
}

static enum xml_kind kind_in_paragraph(enum xml_kind kind)
{
	return kind == XML_KIND_GUID ? XML_KIND_SKIPPED :
	       kind == XML_KIND_BREAK || kind == XML_KIND_SKIPPED ||
	       kind == XML_KIND_PARAGRAPH || kind == XML_KIND_STRING ||
	       kind == XML_KIND_LINE ? kind : XML_KIND_INLINE;
}

/* What an element counts as where it stands. */
static enum xml_kind kind_here(struct document *document,
			       const struct xml_name *name)
{
	const struct xml_meaning *meaning =
		xml_meaning_of(&document->meanings, name);
	enum xml_kind kind = meaning->kind;

	if (document->paragraphs)
		return kind_in_paragraph(kind);
	if (kind == XML_KIND_CAPTION)
		return document->headers ? kind : XML_KIND_FRAGMENT;
	if (kind == XML_KIND_DOCUMENT)
		return XML_KIND_SECTION;
	if (kind == XML_KIND_STAMP && is_of_part(document) &&
	    xml_name_in(name->name, "published issued"))
		return XML_KIND_DATE;
	if (kind == XML_KIND_TITLE && is_of_part(document) &&
	    document->now->raw->title && !meaning->is_mapped)
		return kind_elsewhere(kind);
	if (kind == XML_KIND_HEAD)
		return !document->now->sections &&
		       xml_holds_elements(&document->feed,
					  feed_position(document->parser)) ?
		       XML_KIND_HEADER : XML_KIND_HEADING;
	if (xml_about_has(kind) && !meaning->is_mapped &&
	    !is_about_document(document))
		return kind_elsewhere(kind);
	if (document->headers && kind != XML_KIND_SKIPPED &&
	    !xml_about_has(kind))
		return kind == XML_KIND_HEADER ? kind : XML_KIND_INLINE;
	return kind;
}

static bool separates(const struct document *document, enum xml_kind kind)
{
	const struct element *parent = document->depth ?
		&document->open[document->depth - 1] : NULL;

	if (kind != XML_KIND_UNKNOWN)
		return kind != XML_KIND_INLINE && kind != XML_KIND_BREAK &&
		       kind != XML_KIND_SKIPPED && kind != XML_KIND_STRING &&
		       kind != XML_KIND_LINE;
	return !parent || !parent->has_text ||
	       xml_begins_line(&document->feed, feed_position(document->parser));
}

/* A date in an attribute (TEI, NITF) is more exact than the words; others are
 * what the user's mapping says. */
static void take_attributes(struct document *document, enum xml_kind kind,
			    const struct xml_name *name, int count,
			    const xmlChar **attributes)
{
	if (kind == XML_KIND_URL)
		xml_about_link(&document->now->about, attributes, count);
	for (int i = 0; i < count; i++, attributes += 5) {
		const char *own = (const char *)attributes[0], *wanted;
		const char *value = (const char *)attributes[3];
		const char *end = (const char *)attributes[4];
		size_t rule = 0;
		enum xml_kind mapped;

		if (kind == XML_KIND_DATE &&
		    (!strcmp(own, "when") || !strcmp(own, "norm")))
			xml_about_set(&document->now->about, kind, value, end);
		while ((wanted = xml_map_attribute(&mapped,
						   document->meanings.map,
						   name, &rule)))
			if (!strcmp(own, wanted))
				xml_about_set(&document->now->about, mapped, value,
					      end);
	}
}

static void count_open(struct document *document, enum xml_kind kind, bool opens)
{
	size_t *counter = kind == XML_KIND_PARAGRAPH ? &document->paragraphs :
			  kind == XML_KIND_HEADING ? &document->paragraphs :
			  kind == XML_KIND_SECTION ? &document->now->sections :
			  kind == XML_KIND_HEADER ? &document->headers :
			  kind == XML_KIND_SKIPPED ? &document->skipped : NULL;

	if (counter)
		*counter += opens ? 1 : (size_t)-1;
}

/* What was held back of a fragment is HTML, or plain text. */
static void settle_fragment(struct document *document)
{
	struct markup *markup = &document->now->markup;
	struct text *fragment = &document->fragment;

	if (!document->in_fragment)
		return;
	document->in_fragment = false;
	if (xml_has_tags(fragment))
		html_read_fragment(markup, fragment);
	else
		text_put_span(&markup->raw->text, fragment, 0, fragment->count);
	text_clear(fragment);
}

/* The source byte at offset at of the feed. */
static uint64_t source_of(const struct document *document, size_t at)
{
	const struct text *text = document->feed.text;
	size_t index = feed_index(&document->feed, at);

	return index < text->count ? text->src[index] : text->src_end;
}

/* Is the element that begins a document of its own? */
static bool begins_part(struct document *document, const struct xml_name *name)
{
	return document->input->each && !is_in_part(document) &&
	       !document->headers && !document->skipped &&
	       !document->paragraphs && !document->now->about.is_capturing &&
	       xml_meaning_of(&document->meanings, name)->is_document;
}

static void begin_part(struct document *document)
{
	const struct decode_report decoded = document->whole.raw->decoded;
	size_t at = feed_position(document->parser);

	markup_end(&document->whole.markup);
	raw_clear(&document->raw);
	document->raw.decoded = decoded;
	document->raw.part_begin =
		source_of(document, xml_tag_begin(&document->feed, at));
	document->part_depth = document->depth;
	xml_making_init(&document->part, &document->raw);
	document->part.title_counts = true;
	document->now = &document->part;
}

static void end_part(struct document *document)
{
	const struct reader_input *input = document->input;

	document->raw.part_end =
		source_of(document, feed_position(document->parser));
	xml_making_finish(&document->part);
	xml_making_inherit(&document->raw, document->whole.raw);
	xml_making_release(&document->part);
	document->now = &document->whole;
	document->status = input->each(input->context, &document->raw,
				       document->err);
	if (document->status)
		xmlStopParser(document->parser);
}

static void open_element(struct document *document, struct element *element,
			 const struct xml_name *name, int attributes,
			 const xmlChar **values)
{
	struct markup *markup = &document->now->markup;
	enum xml_kind kind = begins_part(document, name) ? XML_KIND_DOCUMENT :
			     kind_here(document, name);

	if (kind == XML_KIND_DOCUMENT) {
		begin_part(document);
		markup = &document->now->markup;
	}
	*element = (struct element){ .name = name->name, .kind = kind,
				     .separates = separates(document, kind) };
	take_attributes(document, kind, name, attributes, values);
	if (xml_about_has(kind) && !document->now->about.is_capturing) {
		element->ends_capture = true;
		xml_about_begin(&document->now->about);
	}
	if (element->separates)
		markup_end(markup);
	if (kind == XML_KIND_BREAK)
		markup_break(markup);
	if (kind == XML_KIND_STRING && !document->skipped && !document->headers)
		xml_string_put(markup, &document->feed,
			       feed_position(document->parser), values,
			       attributes);
	document->in_caption = kind == XML_KIND_CAPTION;
	document->now->title_counts |= kind == XML_KIND_TITLE &&
				       !strcmp(name->name, "headline");
	document->in_fragment = kind == XML_KIND_FRAGMENT &&
				!document->headers && !document->skipped;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int namespaces, const xmlChar **given,
		     int attributes, int defaulted, const xmlChar **values)
{
	struct document *document = context;
	size_t depth = document->depth;
	struct xml_name names = {
		(const char *)name, uri ? (const char *)uri : "",
		depth ? document->open[depth - 1].name : "" };
	struct element *element = &document->open[depth];

	(void)prefix, (void)namespaces, (void)given, (void)defaulted;
	if (document->status)
		return;
	if (document->depth == DEPTH_MOST) {
		fail(document, "too-deep: over 512 elements inside one another");
		return;
	}
	settle_fragment(document);
	markup_see(&document->now->markup);
	open_element(document, element, &names, attributes, values);
	if (element->kind == XML_KIND_HEADING)
		xml_making_heading(document->now);
	count_open(document, element->kind, true);
	document->depth++;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct document *document = context;
	struct text *text = &document->now->markup.raw->text;
	struct element *element;

	(void)name, (void)prefix, (void)uri;
	if (document->status || !document->depth)
		return;
	settle_fragment(document);
	markup_see(&document->now->markup);
	element = &document->open[--document->depth];
	count_open(document, element->kind, false);
	if (element->ends_capture)
		xml_about_end(&document->now->about, element->kind);
	if (element->kind == XML_KIND_CAPTION) {
		document->in_caption = false;
		xml_making_end_caption(document->now);
	}
	if (element->kind == XML_KIND_LINE)
		text_put(text, '\n', text->src_end, text->src_end);
	if (element->separates &&
	    (element->kind != XML_KIND_UNKNOWN ||
	     !xml_text_follows(&document->feed, feed_position(document->parser))))
		markup_end(&document->now->markup);
	if (element->kind == XML_KIND_HEADING) {
		document->now->markup.kind = BLOCK_TEXT;
		document->now->markup.level = 0;
	}
	if (is_in_part(document) && document->depth == document->part_depth)
		end_part(document);
}

static void on_text(void *context, const xmlChar *bytes, int len)
{
	struct document *document = context;
	size_t position = feed_position(document->parser);
	const char *chars = (const char *)bytes;

	if (document->status || !document->depth)
		return;
	document->text_len += (size_t)len;
	if (document->text_len > document->text_most) {
		fail(document, "entity-expansion: text grows without bound");
		return;
	}
	if (!xml_is_blank(chars, (size_t)len))
		document->open[document->depth - 1].has_text = true;
	if (document->now->about.is_capturing) {
		xml_about_text(&document->now->about, chars, (size_t)len);
	} else if (document->in_caption) {
		feed_report(&document->now->captions, &document->feed,
			    position, chars, (size_t)len);
	} else if (!document->skipped && !document->headers) {
		feed_report(document->in_fragment ? &document->fragment :
			    &document->now->markup.raw->text, &document->feed,
			    position, chars, (size_t)len);
	}
}

static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
	struct document *document = context;
	enum xml_fault fault;
	xmlEntityPtr entity = xml_reference(&document->references,
					    (const char *)name, &fault);

	switch (fault) {
	case XML_FAULT_NONE:
		break;
	case XML_FAULT_EXTERNAL:
		fail(document, "external-entity: the document refers to one");
		break;
	case XML_FAULT_LOOP:
		fail_at(document, document->parser->input->line,
			"an entity refers to itself");
		break;
	case XML_FAULT_EXPANSION:
		fail(document, "entity-expansion: entities that nest or are long");
		break;
	}
	return entity;
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct document *document = context;
	const char *message = error->message ? error->message : "";
	char reason[200];

	if (document->status || error->level < XML_ERR_FATAL)
		return;
	if (error->code == XML_ERR_DOCUMENT_END && document->depth)
		message = "the document ends before its elements do";
	snprintf(reason, sizeof(reason), "%s", message);
	fail_at(document, error->line, reason);
}

static enum status parse(struct document *document)
{
	static const struct xml_push handlers = {
		on_start, on_end, on_text, on_entity, on_error };

	xml_push(&handlers, document, &document->feed.bytes,
		 &document->parser, &document->status);
	return document->status;
}

static enum status read_text(struct raw_document *out, const struct text *text,
			     const struct reader_input *input,
			     struct error *err)
{
	struct document document = { .err = err, .input = input,
				     .meanings = { .map = input->map } };
	enum status status;

	feed_init(&document.feed, text);
	out->part_begin = 0;
	out->part_end = text->src_end;
	xml_making_init(&document.whole, out);
	document.now = &document.whole;
	status = xml_scan(&document.feed, &document.references.entities,
			  err);
	document.text_most = document.feed.bytes.len * TEXT_TIMES + TEXT_MORE;
	if (!status)
		status = parse(&document);
	if (!status)
		xml_making_finish(&document.whole);
	if (is_in_part(&document))
		xml_making_release(&document.part);
	xml_making_release(&document.whole);
	raw_release(&document.raw);
	feed_release(&document.feed);
	xml_references_release(&document.references);
	text_release(&document.fragment);
	return status;
}

enum status reader_xml(struct raw_document *out,
		       const struct reader_input *input, struct error *err)
{
	struct text text = TEXT_INIT;
	enum status status = reader_decode(&text, &out->decoded, input, err);

	if (!status)
		status = read_text(out, &text, input, err);
	text_release(&text);
	return status;
}
