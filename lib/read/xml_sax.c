#include "read/xml_sax.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml_push.h"
#include "read/xml_scan.h"
#include "text/decode.h"
#include "text/encoding_sniff.h"

struct parse {
	xmlParserCtxtPtr parser;
	const struct xml_sax *sax;
	void *context;
	size_t depth;
	xmlEntity entity;	/* handed to the parser until its next question */
	char entity_value[5];
	enum status status;
	struct error *err;
};

static void fail(struct parse *parse, const char *reason)
{
	if (!parse->status)
		parse->status = error_set(parse->err, STATUS_BAD_INPUT, "%s",
					  reason);
	xmlStopParser(parse->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int namespaces, const xmlChar **given,
		     int attributes, int defaulted, const xmlChar **values)
{
	struct parse *parse = context;
	struct xml_tag tag = {
		.name = (const char *)name,
		.space = uri ? (const char *)uri : "",
		.count = (size_t)attributes, .attributes = values,
	};

	(void)prefix, (void)namespaces, (void)given, (void)defaulted;
	if (parse->status)
		return;
	if (parse->depth++ == XML_SAX_DEPTH_MOST)
		fail(parse, "too-deep: over 512 elements inside one another");
	else
		parse->sax->start(parse->context, &tag);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct parse *parse = context;

	(void)prefix, (void)uri;
	if (parse->status)
		return;
	parse->depth--;
	parse->sax->end(parse->context, (const char *)name);
}

static void on_text(void *context, const xmlChar *bytes, int len)
{
	struct parse *parse = context;

	if (!parse->status && parse->sax->text)
		parse->sax->text(parse->context, (const char *)bytes,
				 (size_t)len);
}

static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
	struct parse *parse = context;
	const htmlEntityDesc *html = htmlEntityLookup(name);

	if (!html)
		return NULL;
	memset(&parse->entity, 0, sizeof(parse->entity));
	parse->entity_value[utf8_encode(parse->entity_value, html->value)] = '\0';
	parse->entity.type = XML_ENTITY_DECL;
	parse->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
	parse->entity.name = name;
	parse->entity.content = (xmlChar *)parse->entity_value;
	parse->entity.length = (int)strlen(parse->entity_value);
	return &parse->entity;
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct parse *parse = context;
	char reason[256];

	if (parse->status || error->level < XML_ERR_FATAL)
		return;
	xml_push_fault(reason, sizeof(reason), error->line,
		       error->message ? error->message : "");
	fail(parse, reason);
}

static enum status decode_part(struct text *out, const void *bytes, size_t len,
			       struct error *err)
{
	struct decode_report report = { .encoding = ENCODING_UNKNOWN };
	size_t label_len;
	const char *found = encoding_sniff_label(&label_len, bytes, len);
	char *label = found ? mem_string_len(found, label_len) :
			      mem_string("utf-8");
	enum status status = decode(out, &report, bytes, len, label,
				    ENCODING_UNKNOWN, NULL, err);

	free(label);
	return status;
}

enum status xml_sax_parse(const struct xml_sax *sax, void *context,
			  const void *bytes, size_t len, struct error *err)
{
	static const struct xml_push handlers = {
		on_start, on_end, on_text, on_entity, on_error };
	struct parse parse = { .sax = sax, .context = context, .err = err };
	struct xml_entities entities = { NULL, 0, 0 };
	struct text text = TEXT_INIT;
	struct feed feed;
	enum status status = decode_part(&text, bytes, len, err);

	if (status) {
		text_release(&text);
		return status;
	}
	feed_init(&feed, &text);
	status = xml_scan(&feed, &entities, err);
	if (!status) {
		xml_push(&handlers, &parse, &feed.bytes, &parse.parser,
			 &parse.status);
		status = parse.status;
	}
	feed_release(&feed);
	xml_entities_release(&entities);
	text_release(&text);
	return status;
}

const char *xml_tag_value(const struct xml_tag *tag, const char *name,
			  size_t *len)
{
	for (size_t i = 0; i < tag->count; i++) {
		const unsigned char **at = tag->attributes + i * 5;

		if (strcmp((const char *)at[0], name))
			continue;
		*len = (size_t)(at[4] - at[3]);
		return (const char *)at[3];
	}
	*len = 0;
	return NULL;
}

char *xml_unescaped(const char *value, size_t len)
{
	static const char escape[] = "&#38;";
	char *copy = mem_string_len(value, len), *to = copy;

	for (const char *from = copy; *from; to++) {
		*to = *from;
		from += strncmp(from, escape, strlen(escape)) ? 1 :
			strlen(escape);
	}
	*to = '\0';
	return copy;
}

char *xml_tag_string(const struct xml_tag *tag, const char *name)
{
	size_t len;
	const char *value = xml_tag_value(tag, name, &len);

	return value ? xml_unescaped(value, len) : NULL;
}

bool xml_tag_is(const struct xml_tag *tag, const char *name, const char *value)
{
	size_t len;
	const char *found = xml_tag_value(tag, name, &len);

	return found && len == strlen(value) && !memcmp(found, value, len);
}

int xml_tag_int(const struct xml_tag *tag, const char *name, int otherwise)
{
	size_t len;
	const char *value = xml_tag_value(tag, name, &len);
	bool is_negative = len > 1 && *value == '-';
	int number = 0;

	if (!len || len > 9)
		return otherwise;
	for (size_t i = is_negative; i < len; i++) {
		if (value[i] < '0' || value[i] > '9')
			return otherwise;
		number = number * 10 + (value[i] - '0');
	}
	return is_negative ? -number : number;
}
