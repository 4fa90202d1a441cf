#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/feed.h"
#include "read/html_fragment.h"
#include "read/markup.h"
#include "read/page_title.h"
#include "read/xml_about.h"
#include "read/xml_map.h"
#include "read/xml_scan.h"
#include "read/xml_string.h"

enum {
	DEPTH_MOST = 512,
	CHUNK = 65536,		/* bytes handed to the parser at once */
	KNOWN = 64,		/* names whose meaning is remembered */
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

/* What an element means.  The parser gives a name at the same place each time,
 * so that comparing places does. */
struct meaning {
	const char *name, *space, *parent;
	enum xml_kind kind;
	bool is_mapped;		/* by the user, and holds wherever it stands */
};

struct document {
	xmlParserCtxtPtr parser;
	const xml_map *map;	/* NULL: none */
	struct meaning known[KNOWN];
	struct feed feed;
	struct xml_entities entities;
	xmlEntity entity;	/* handed to the parser until its next question */
	struct markup markup;
	struct element open[DEPTH_MOST];
	size_t depth;
	size_t paragraphs, sections, headers, skipped;	/* that are open */
	struct xml_about about;
	bool in_fragment;	/* text goes to fragment */
	struct text fragment;
	struct buf entity_value;	/* the value of entity */
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
	char text[256], clean[256];

	snprintf(text, sizeof(text), "xml-malformed: line %d: %s", line, reason);
	utf8_copy_line(clean, sizeof(clean), text);
	fail(document, clean);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Before offset at, is a line end the last thing but blanks? */
static bool begins_line(const struct document *document, size_t at)
{
	const char *bytes = document->feed.bytes.data;

	while (at > 0 && bytes[at - 1] != '<')
		at--;
	at -= at > 0;
	while (at > 0 && is_blank(bytes[at - 1]))
		if (bytes[--at] == '\n')
			return true;
	return false;
}

/* From offset at on, does text of the same line come next? */
static bool text_follows(const struct document *document, size_t at)
{
	const struct buf *bytes = &document->feed.bytes;

	while (at < bytes->len && is_blank(bytes->data[at]))
		if (bytes->data[at++] == '\n')
			return false;
	return at < bytes->len && bytes->data[at] != '<';
}

/* Does the start tag, whose attributes end at offset at, have an element as its
 * first content? */
static bool holds_elements(const struct document *document, size_t at)
{
	const struct buf *bytes = &document->feed.bytes;

	while (at < bytes->len && bytes->data[at] != '>')
		at++;
	for (at++; at < bytes->len && is_blank(bytes->data[at]);)
		at++;
	return at + 1 < bytes->len && bytes->data[at] == '<' &&
	       bytes->data[at + 1] != '/' && bytes->data[at + 1] != '!';
}

static bool is_about_document(const struct document *document)
{
	return document->headers ||
	       (!document->markup.count && !document->markup.visible &&
		!document->paragraphs && !document->sections);
}

static enum xml_kind kind_elsewhere(enum xml_kind kind)
{
	return kind == XML_KIND_TITLE ? XML_KIND_HEADING :
	       kind == XML_KIND_URL || kind == XML_KIND_STAMP ?
	       XML_KIND_SKIPPED : XML_KIND_UNKNOWN;
}

static const struct meaning *meaning_of(struct document *document,
					const struct xml_name *name)
{
	uintptr_t mixed = ((uintptr_t)name->name ^ (uintptr_t)name->parent) >> 3;
	struct meaning *known = &document->known[mixed % KNOWN];

	if (known->name == name->name && known->space == name->space &&
	    known->parent == name->parent)
		return known;
	known->name = name->name;
	known->space = name->space;
	known->parent = name->parent;
	known->is_mapped = xml_map_kind(&known->kind, document->map, name);
	if (!known->is_mapped)
		known->kind = xml_kind(name);
	return known;
}

/* What an element counts as where it stands. */
static enum xml_kind kind_here(struct document *document,
			       const struct xml_name *name)
{
	const struct meaning *meaning = meaning_of(document, name);
	enum xml_kind kind = meaning->kind;

	if (document->paragraphs)
		return kind == XML_KIND_BREAK || kind == XML_KIND_SKIPPED ||
		       kind == XML_KIND_PARAGRAPH || kind == XML_KIND_STRING ||
		       kind == XML_KIND_LINE ? kind : XML_KIND_INLINE;
	if (kind == XML_KIND_HEAD)
		return !document->sections &&
		       holds_elements(document, feed_position(document->parser))
		       ? XML_KIND_HEADER : XML_KIND_HEADING;
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
	       begins_line(document, feed_position(document->parser));
}

/* A date in an attribute (TEI, NITF) is more exact than the words; others are
 * what the user's mapping says. */
static void take_attributes(struct document *document, enum xml_kind kind,
			    const struct xml_name *name, int count,
			    const xmlChar **attributes)
{
	for (int i = 0; i < count; i++, attributes += 5) {
		const char *own = (const char *)attributes[0], *wanted;
		const char *value = (const char *)attributes[3];
		const char *end = (const char *)attributes[4];
		size_t rule = 0;
		enum xml_kind mapped;

		if (kind == XML_KIND_DATE &&
		    (!strcmp(own, "when") || !strcmp(own, "norm")))
			xml_about_set(&document->about, kind, value, end);
		while ((wanted = xml_map_attribute(&mapped, document->map,
						   name, &rule)) != NULL)
			if (!strcmp(own, wanted))
				xml_about_set(&document->about, mapped, value,
					      end);
	}
}

static void count_open(struct document *document, enum xml_kind kind, bool opens)
{
	size_t *counter = kind == XML_KIND_PARAGRAPH ? &document->paragraphs :
			  kind == XML_KIND_HEADING ? &document->paragraphs :
			  kind == XML_KIND_SECTION ? &document->sections :
			  kind == XML_KIND_HEADER ? &document->headers :
			  kind == XML_KIND_SKIPPED ? &document->skipped : NULL;

	if (counter)
		*counter += opens ? 1 : (size_t)-1;
}

/* Does text look as if it had HTML tags in it? */
static bool has_tags(const struct text *text)
{
	for (size_t i = 0; i + 2 < text->count; i++)
		if (text->cp[i] == '<' &&
		    ((text->cp[i + 1] | 0x20) - 'a' < 26 ||
		     text->cp[i + 1] == '/'))
			return true;
	return false;
}

/* What was held back of a fragment is HTML, or plain text. */
static void settle_fragment(struct document *document)
{
	struct markup *markup = &document->markup;
	struct text *fragment = &document->fragment;

	if (!document->in_fragment)
		return;
	document->in_fragment = false;
	if (has_tags(fragment))
		html_read_fragment(markup, fragment);
	else
		text_put_span(&markup->raw->text, fragment, 0, fragment->count);
	text_clear(fragment);
}

static void open_element(struct document *document, struct element *element,
			 const struct xml_name *name, int attributes,
			 const xmlChar **values)
{
	struct markup *markup = &document->markup;
	enum xml_kind kind = kind_here(document, name);

	*element = (struct element){ .name = name->name, .kind = kind,
				     .separates = separates(document, kind) };
	take_attributes(document, kind, name, attributes, values);
	if (xml_about_has(kind) && !document->about.is_capturing) {
		element->ends_capture = true;
		xml_about_begin(&document->about);
	}
	if (element->separates)
		markup_end(markup);
	if (kind == XML_KIND_BREAK)
		markup_break(markup);
	if (kind == XML_KIND_STRING && !document->skipped && !document->headers)
		xml_string_put(markup, &document->feed,
			       feed_position(document->parser), values,
			       attributes);
	document->in_fragment = kind == XML_KIND_FRAGMENT &&
				!document->headers && !document->skipped;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int namespaces, const xmlChar **given,
		     int attributes, int defaulted, const xmlChar **values)
{
	struct document *document = context;
	struct markup *markup = &document->markup;
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
	markup_see(markup);
	open_element(document, element, &names, attributes, values);
	if (element->kind == XML_KIND_HEADING) {
		markup->kind = BLOCK_HEADING;
		markup->level = document->sections > 6 ? 6 :
				document->sections ? (int)document->sections : 1;
	}
	count_open(document, element->kind, true);
	document->depth++;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct document *document = context;
	struct text *text = &document->markup.raw->text;
	struct element *element;

	(void)name, (void)prefix, (void)uri;
	if (document->status || !document->depth)
		return;
	settle_fragment(document);
	markup_see(&document->markup);
	element = &document->open[--document->depth];
	count_open(document, element->kind, false);
	if (element->ends_capture)
		xml_about_end(&document->about, element->kind);
	if (element->kind == XML_KIND_LINE)
		text_put(text, '\n', text->src_end, text->src_end);
	if (element->separates &&
	    (element->kind != XML_KIND_UNKNOWN ||
	     !text_follows(document, feed_position(document->parser))))
		markup_end(&document->markup);
	if (element->kind == XML_KIND_HEADING) {
		document->markup.kind = BLOCK_TEXT;
		document->markup.level = 0;
	}
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
	for (int i = 0; i < len; i++)
		if (!is_blank(chars[i]))
			document->open[document->depth - 1].has_text = true;
	if (document->about.is_capturing) {
		xml_about_text(&document->about, chars, (size_t)len);
	} else if (!document->skipped && !document->headers) {
		feed_report(document->in_fragment ? &document->fragment :
			    &document->markup.raw->text, &document->feed,
			    position, chars, (size_t)len);
	}
}

/* Called for every reference but &lt; and its like.  A value without markup is
 * handed over as if it were one of those; the rest is refused. */
static xmlEntityPtr plain_entity(struct document *document, const char *name,
				 const char *value)
{
	memset(&document->entity, 0, sizeof(document->entity));
	document->entity.type = XML_ENTITY_DECL;
	document->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
	document->entity.name = (const xmlChar *)name;
	buf_clear(&document->entity_value);
	buf_put_string(&document->entity_value, value);
	document->entity.content = (xmlChar *)document->entity_value.data;
	document->entity.length = (int)document->entity_value.len;
	return &document->entity;
}

static xmlEntityPtr on_entity(void *context, const xmlChar *xml_name)
{
	struct document *document = context;
	const char *name = (const char *)xml_name;
	const struct xml_entity *entity =
		xml_entities_find(&document->entities, name);
	const htmlEntityDesc *html;

	if (entity && !entity->value) {
		fail(document, "external-entity: the document refers to one");
	} else if (entity && xml_entity_is_loop(&document->entities, entity)) {
		fail_at(document, document->parser->input->line,
			"an entity refers to itself");
	} else if (entity && (strpbrk(entity->value, "&<%") ||
			      strlen(entity->value) > XML_ENTITY_PLAIN_MOST)) {
		fail(document, "entity-expansion: entities that nest or are long");
	} else if (entity) {
		return plain_entity(document, name, entity->value);
	} else if ((html = htmlEntityLookup(xml_name)) != NULL) {
		char bytes[5] = "";

		bytes[utf8_encode(bytes, html->value)] = '\0';
		return plain_entity(document, name, bytes);
	}
	return NULL;
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
	snprintf(reason, sizeof(reason), "%.*s", (int)strcspn(message, "\n"),
		 message);
	fail_at(document, error->line, reason);
}

static xmlParserInputPtr on_external(void *context, const xmlChar *public_id,
				     const xmlChar *system_id)
{
	(void)context, (void)public_id, (void)system_id;
	return NULL;
}

static enum status parse(struct document *document)
{
	xmlSAXHandler sax = {
		.startElementNs = on_start, .endElementNs = on_end,
		.characters = on_text, .ignorableWhitespace = on_text,
		.cdataBlock = on_text, .getEntity = on_entity,
		.resolveEntity = on_external, .initialized = XML_SAX2_MAGIC,
		.serror = on_error,
	};
	const struct buf *bytes = &document->feed.bytes;

	document->parser = xmlCreatePushParserCtxt(&sax, document, NULL, 0,
						   NULL);
	xmlCtxtUseOptions(document->parser, XML_PARSE_NONET |
			  XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(document->parser, XML_CHAR_ENCODING_UTF8);
	for (size_t at = 0; at < bytes->len && !document->status; at += CHUNK)
		xmlParseChunk(document->parser, bytes->data + at,
			      (int)(bytes->len - at < CHUNK ? bytes->len - at :
							      CHUNK), 0);
	if (!document->status)
		xmlParseChunk(document->parser, NULL, 0, 1);
	xmlFreeParserCtxt(document->parser);
	markup_end(&document->markup);
	return document->status;
}

static enum status read_text(struct raw_document *out, const struct text *text,
			     const xml_map *map, struct error *err)
{
	struct document document = { .err = err, .map = map,
				     .about = { .raw = out } };
	enum status status;

	feed_init(&document.feed, text);
	markup_init(&document.markup, out);
	status = xml_scan(&document.feed, &document.entities, err);
	document.text_most = document.feed.bytes.len * TEXT_TIMES + TEXT_MORE;
	if (!status)
		status = parse(&document);
	if (!status) {
		xml_about_finish(&document.about);
		page_title_choose(&document.markup, NULL, NULL);
		markup_finish(&document.markup);
	}
	markup_release(&document.markup);
	feed_release(&document.feed);
	xml_entities_release(&document.entities);
	xml_about_release(&document.about);
	text_release(&document.fragment);
	buf_release(&document.entity_value);
	return status;
}

enum status reader_xml(struct raw_document *out,
		       const struct reader_input *input, struct error *err)
{
	struct text text = TEXT_INIT;
	enum status status = reader_decode(&text, &out->decoded, input, err);

	if (!status)
		status = read_text(out, &text, input->map, err);
	text_release(&text);
	return status;
}
