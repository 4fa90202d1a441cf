#include "read/xml_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void xml_entities_release(struct xml_entities *entities)
{
	for (size_t i = 0; i < entities->count; i++) {
		free(entities->at[i].name);
		free(entities->at[i].value);
	}
	free(entities->at);
	memset(entities, 0, sizeof(*entities));
}

const struct xml_entity *xml_entities_find(const struct xml_entities *entities,
					   const char *name)
{
	for (size_t i = 0; i < entities->count; i++)
		if (!strcmp(entities->at[i].name, name))
			return &entities->at[i];
	return NULL;
}

/* Entities reached from one are walked once each: seen holds a flag for each. */
static bool reaches(const struct xml_entities *entities,
		    const struct xml_entity *from,
		    const struct xml_entity *to, bool *seen, unsigned depth)
{
	const char *at = from->value;

	if (depth > 100)
		return true;
	while (at && (at = strchr(at, '&')) != NULL) {
		const struct xml_entity *next;
		size_t len = strcspn(++at, ";&");
		char *name;

		if (at[len] != ';' || at[0] == '#')
			continue;
		name = mem_string_len(at, len);
		next = xml_entities_find(entities, name);
		free(name);
		if (next == to)
			return true;
		if (!next || seen[next - entities->at])
			continue;
		seen[next - entities->at] = true;
		if (reaches(entities, next, to, seen, depth + 1))
			return true;
	}
	return false;
}

bool xml_entity_is_loop(const struct xml_entities *entities,
			const struct xml_entity *entity)
{
	bool *seen = mem_array(entities->count, sizeof(*seen));
	bool found = reaches(entities, entity, entity, seen, 0);

	free(seen);
	return found;
}

static bool is_space_in_xml(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r';
}

static bool begins(const struct text *text, size_t at, const char *with)
{
	for (; *with; with++, at++)
		if (at >= text->count ||
		    text->cp[at] != (unsigned char)*with)
			return false;
	return true;
}

static size_t past(const struct text *text, size_t at, const char *mark)
{
	for (; at < text->count; at++)
		if (text->cp[at] == (unsigned char)*mark &&
		    begins(text, at, mark))
			return at + strlen(mark);
	return text->count;
}

static size_t skip_space(const struct text *text, size_t at)
{
	while (at < text->count && is_space_in_xml(text->cp[at]))
		at++;
	return at;
}

static size_t skip_word(const struct text *text, size_t at)
{
	while (at < text->count && !is_space_in_xml(text->cp[at]) &&
	       text->cp[at] != '>' && text->cp[at] != '"' &&
	       text->cp[at] != '\'')
		at++;
	return at;
}

static char *utf8(const struct text *text, size_t begin, size_t end)
{
	struct buf out = BUF_INIT;

	text_to_utf8(&out, text, begin, end);
	return buf_detach(&out);
}

/* A general entity; parameter entities are nothing to us. */
static void read_entity(struct xml_entities *entities, const struct text *text,
			size_t at, size_t end)
{
	size_t begin = skip_space(text, at + strlen("<!ENTITY"));
	size_t after = skip_word(text, begin);
	struct xml_entity *entity;

	if (begin >= end || after >= end || text->cp[begin] == '%' ||
	    entities->count >= XML_ENTITIES_MOST)
		return;
	mem_reserve(&entities->at, &entities->capacity, entities->count + 1,
		    sizeof(*entities->at));
	entity = &entities->at[entities->count++];
	entity->name = utf8(text, begin, after);
	entity->value = NULL;
	begin = skip_space(text, after);
	if (begin >= end ||
	    (text->cp[begin] != '"' && text->cp[begin] != '\''))
		return;
	after = begin + 1;
	while (after < end && text->cp[after] != text->cp[begin])
		after++;
	entity->value = utf8(text, begin + 1, after);
}

/* After the declaration at at: quotes hide a '>'. */
static size_t past_declaration(const struct text *text, size_t at)
{
	uint32_t quote = 0;

	for (; at < text->count; at++) {
		uint32_t cp = text->cp[at];

		if (quote)
			quote = cp == quote ? 0 : quote;
		else if (cp == '"' || cp == '\'')
			quote = cp;
		else if (cp == '>')
			return at + 1;
	}
	return at;
}

static size_t past_subset(struct xml_entities *entities,
			  const struct text *text, size_t at)
{
	while (at < text->count && text->cp[at] != ']') {
		size_t end = at + 1;

		if (begins(text, at, "<!--"))
			end = past(text, at + 4, "-->");
		else if (begins(text, at, "<?"))
			end = past(text, at + 2, "?>");
		else if (text->cp[at] == '<')
			end = past_declaration(text, at);
		if (begins(text, at, "<!ENTITY"))
			read_entity(entities, text, at, end);
		at = end;
	}
	return at < text->count ? at + 1 : at;
}

/* After the DOCTYPE at at. */
static size_t past_doctype(struct xml_entities *entities,
			   const struct text *text, size_t at)
{
	uint32_t quote = 0;

	while (at < text->count) {
		uint32_t cp = text->cp[at++];

		if (quote)
			quote = cp == quote ? 0 : quote;
		else if (cp == '"' || cp == '\'')
			quote = cp;
		else if (cp == '[')
			at = past_subset(entities, text, at);
		else if (cp == '>')
			break;
	}
	return at;
}

/* After the tag at at; its attributes are counted by their '='. */
static size_t past_tag(const struct text *text, size_t at, size_t *attributes)
{
	uint32_t quote = 0;

	*attributes = 0;
	while (at < text->count) {
		uint32_t cp = text->cp[at++];

		if (quote)
			quote = cp == quote ? 0 : quote;
		else if (cp == '"' || cp == '\'')
			quote = cp;
		else if (cp == '=')
			++*attributes;
		else if (cp == '>')
			break;
	}
	return at;
}

/* XML reads "\r\n" as one line end: so that the parser need not, the first
 * character of the two is left out, and a lone '\r' is given as '\n'. */
static void take_text(struct feed *feed, size_t end)
{
	const struct text *text = feed->text;

	while (feed->taken < end) {
		size_t at = feed->taken;

		while (at < end && text->cp[at] != '\r')
			at++;
		feed_take(feed, at);
		if (at < end && at + 1 < text->count &&
		    text->cp[at + 1] == '\n')
			feed_cut(feed, at + 1);
		else if (at < end)
			feed_replace(feed, "\n");
	}
}

static enum status scan_markup(struct feed *feed, struct xml_entities *entities,
			       struct error *err)
{
	const struct text *text = feed->text;
	size_t at = feed->taken, attributes;

	if (begins(text, at, "<!--")) {
		take_text(feed, past(text, at + 4, "-->"));
	} else if (begins(text, at, "<![CDATA[")) {
		take_text(feed, past(text, at + 9, "]]>"));
	} else if (begins(text, at, "<?")) {
		take_text(feed, past(text, at + 2, "?>"));
	} else if (begins(text, at, "<!DOCTYPE")) {
		feed_cut(feed, past_doctype(entities, text, at));
	} else {
		take_text(feed, past_tag(text, at, &attributes));
		if (attributes > XML_ATTRIBUTES_MOST)
			return error_set(err, STATUS_BAD_INPUT,
					 "too-many-attributes: over %d",
					 XML_ATTRIBUTES_MOST);
	}
	return STATUS_OK;
}

enum status xml_scan(struct feed *feed, struct xml_entities *entities,
		     struct error *err)
{
	const struct text *text = feed->text;
	size_t at = skip_space(text, 0);
	enum status status = STATUS_OK;

	if (begins(text, at, "<?xml") && at + 5 < text->count &&
	    is_space_in_xml(text->cp[at + 5]))
		at = past(text, at, "?>");
	feed_cut(feed, at);
	while (!status && feed->taken < text->count) {
		at = feed->taken;
		while (at < text->count && text->cp[at] != '<')
			at++;
		take_text(feed, at);
		if (at < text->count)
			status = scan_markup(feed, entities, err);
	}
	return status;
}
