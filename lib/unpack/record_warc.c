#include <string.h>
#include <strings.h>

#include "unpack/field.h"
#include "unpack/record_head.h"

void record_head_release(struct record_head *head)
{
	buf_release(&head->url);
	buf_release(&head->date);
	buf_release(&head->type);
}

void record_head_clear(struct record_head *head)
{
	buf_clear(&head->url);
	buf_clear(&head->date);
	buf_clear(&head->type);
	head->what = RECORD_OTHER;
	head->len = 0;
	head->has_len = head->is_http = head->is_cut = false;
}

static enum record_what what_of(const struct field *field)
{
	static const struct { const char *type; enum record_what what; } known[] = {
		{ "response", RECORD_CAPTURE }, { "resource", RECORD_CAPTURE },
		{ "conversion", RECORD_CAPTURE }, { "revisit", RECORD_REVISIT },
		{ "continuation", RECORD_SEGMENT },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (field_is(field, known[i].type))
			return known[i].what;
	return RECORD_OTHER;
}

/* Early writers put the address in angle brackets. */
static void put_url(struct buf *url, const struct field *field)
{
	size_t len = field->value_len;
	const char *value = field->value;

	if (len >= 2 && *value == '<' && value[len - 1] == '>') {
		value++;
		len -= 2;
	}
	buf_put(url, value, len);
}

static void take_field(struct record_head *out, const struct field *field)
{
	if (field_named(field, "WARC-Type")) {
		out->what = what_of(field);
		out->is_http = field_is(field, "response");
	} else if (field_named(field, "WARC-Target-URI")) {
		put_url(&out->url, field);
	} else if (field_named(field, "WARC-Date")) {
		buf_put(&out->date, field->value, field->value_len);
	} else if (field_named(field, "Content-Type")) {
		buf_put(&out->type, field->value, field->value_len);
	} else if (field_named(field, "WARC-Truncated")) {
		out->is_cut = true;
	} else if (field_named(field, "Content-Length")) {
		out->has_len = field_number(field, &out->len);
	}
}

/* Addresses of the crawler's own notes, which are no pages. */
static bool is_own_note(const struct buf *url)
{
	static const char *const schemes[] = {
		"dns:", "metadata:", "filedesc:", "whois:", "warcinfo:",
		"screenshot:", "thumbnail:", "urn:"
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (url->len && !strncasecmp(url->data, schemes[i],
					     strlen(schemes[i])))
			return true;
	return false;
}

static size_t parse(struct record_head *out, const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	struct field field;
	bool has_type = false;
	enum fields got;

	record_head_clear(out);
	if (len < 8 || memcmp(text, "WARC/", 5) || !memchr(text, '\n', len))
		return 0;
	at = (const char *)memchr(text, '\n', len) + 1;
	while ((got = field_next(&field, &at, end)) == FIELDS_ONE) {
		has_type = has_type || field_named(&field, "WARC-Type");
		take_field(out, &field);
	}
	if (got != FIELDS_END || !has_type)
		return 0;
	if (out->type.len && !strncasecmp(out->type.data, "application/http", 16))
		out->is_http = true;
	if (is_own_note(&out->url) || !out->url.len)
		out->what = RECORD_OTHER;
	return (size_t)(at - text);
}

static const char *find(const char *text, size_t len)
{
	const char *end = text + len, *at = text + 1;

	for (; at < end; at++) {
		at = memmem(at, (size_t)(end - at), "WARC/", 5);
		if (!at)
			return NULL;
		if (end - at > 5 && (at[5] == '1' || at[5] == '0'))
			return at;
	}
	return NULL;
}

const struct record_format record_format_warc = { parse, find };
