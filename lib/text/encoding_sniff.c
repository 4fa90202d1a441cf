#include "text/encoding_sniff.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define NAME_IS(part, name) part_is(part, name, sizeof(name) - 1)

struct part {
	const char *begin, *end;
};

struct attribute {
	struct part name, value;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && is_space(*at))
		at++;
	return at;
}

static bool part_is(const struct part *part, const char *name, size_t len)
{
	return (size_t)(part->end - part->begin) == len &&
	       !strncasecmp(part->begin, name, len);
}

static bool begins(const char *at, const char *end, const char *with)
{
	size_t len = strlen(with);

	return (size_t)(end - at) >= len && !strncasecmp(at, with, len);
}

/* After the next occurrence of mark (its case counts), or end. */
static const char *skip_past(const char *at, const char *end, const char *mark)
{
	const char *found = memmem(at, (size_t)(end - at), mark, strlen(mark));

	return found ? found + strlen(mark) : end;
}

/* The value at *at: quoted, or up to white space or one of stops. */
static struct part read_value(const char **at, const char *end,
			      const char *stops)
{
	struct part value = { *at, *at };
	char quote = *at < end ? **at : '\0';

	if (quote == '"' || quote == '\'') {
		value.begin = ++*at;
		while (*at < end && **at != quote)
			++*at;
		value.end = *at;
		*at += *at < end;
		return value;
	}
	while (*at < end && !is_space(**at) && !memchr(stops, **at, strlen(stops)))
		++*at;
	value.end = *at;
	return value;
}

/* Step to the next attribute inside a tag; false at its end. */
static bool next_attribute(struct attribute *out, const char **at,
			   const char *end)
{
	const char *p = *at;

	while (p < end && (is_space(*p) || *p == '/' || *p == '?'))
		p++;
	out->name.begin = p;
	while (p < end && !is_space(*p) && *p != '=' && *p != '>' && *p != '/')
		p++;
	out->name.end = p;
	out->value = (struct part){ p, p };
	*at = p;
	if (p == end || (*p == '>' && p == out->name.begin))
		return false;
	p = skip_space(p, end);
	if (p == end || *p != '=')
		return true;
	p = skip_space(p + 1, end);
	out->value = read_value(&p, end, ">");
	*at = p;
	return true;
}

static const char *label_of(size_t *len, struct part part)
{
	part.begin = skip_space(part.begin, part.end);
	while (part.end > part.begin && is_space(part.end[-1]))
		part.end--;
	*len = (size_t)(part.end - part.begin);
	return *len ? part.begin : NULL;
}

const char *encoding_sniff_content_type(size_t *label_len, const char *value,
					size_t len)
{
	const char *end = value + len;

	*label_len = 0;
	for (const char *at = value; at < end; at++) {
		const char *p = at;

		if (!begins(at, end, "charset"))
			continue;
		p = skip_space(at + 7, end);
		if (p == end || *p != '=')
			continue;
		p = skip_space(p + 1, end);
		return label_of(label_len, read_value(&p, end, ";,"));
	}
	return NULL;
}

/* The attributes of a meta element.  The charset attribute beats content. */
static const char *read_meta(size_t *label_len, const char **at,
			     const char *end)
{
	struct attribute attribute;
	const char *label = NULL, *content = NULL;
	size_t content_len = 0;
	bool is_content_type = false;

	while (next_attribute(&attribute, at, end)) {
		struct part value = attribute.value;

		if (NAME_IS(&attribute.name, "charset") && !label)
			label = label_of(label_len, value);
		else if (NAME_IS(&attribute.name, "http-equiv"))
			is_content_type = NAME_IS(&value, "content-type");
		else if (NAME_IS(&attribute.name, "content") && !content)
			content = encoding_sniff_content_type(
				&content_len, value.begin,
				(size_t)(value.end - value.begin));
	}
	if (label || !content || !is_content_type)
		return label;
	*label_len = content_len;
	return content;
}

static const char *read_xml_declaration(size_t *label_len, const char *at,
					const char *end)
{
	struct attribute attribute;

	while (next_attribute(&attribute, &at, end))
		if (NAME_IS(&attribute.name, "encoding"))
			return label_of(label_len, attribute.value);
	return NULL;
}

/* After the end tag of a raw text element whose start tag is at at. */
static const char *skip_element(const char *at, const char *end,
				const char *end_tag)
{
	for (; at < end; at++) {
		at = memchr(at, '<', (size_t)(end - at));
		if (!at)
			return end;
		if (begins(at, end, end_tag))
			return at + strlen(end_tag);
	}
	return end;
}

static bool begins_tag(const char *at, const char *end, const char *tag)
{
	const char *after = at + strlen(tag);

	return begins(at, end, tag) &&
	       (after == end || is_space(*after) || *after == '/' || *after == '>');
}

/* Step over the markup at at, which is not a meta element, or over '<'. */
static const char *skip_markup(const char *at, const char *end)
{
	if (begins(at, end, "<!--"))
		return skip_past(at + 2, end, "-->");
	if (begins_tag(at, end, "<script"))
		return skip_element(at, end, "</script");
	if (begins_tag(at, end, "<style"))
		return skip_element(at, end, "</style");
	return at + 1;
}

const char *encoding_sniff_label(size_t *label_len, const void *bytes,
				 size_t len)
{
	size_t look = len < ENCODING_SNIFF_BYTES ? len : ENCODING_SNIFF_BYTES;
	const char *at = bytes, *end = at + look, *label = NULL;

	*label_len = 0;
	if (begins(at, end, "\xEF\xBB\xBF"))
		at += 3;
	at = skip_space(at, end);
	if (begins(at, end, "<?xml"))
		label = read_xml_declaration(label_len, at + 5, end);
	while (!label && at < end) {
		at = memchr(at, '<', (size_t)(end - at));
		if (!at)
			break;
		if (begins_tag(at, end, "<meta")) {
			at += 5;
			label = read_meta(label_len, &at, end);
		} else {
			at = skip_markup(at, end);
		}
	}
	return label;
}
