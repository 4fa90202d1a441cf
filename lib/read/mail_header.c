#include "read/mail_header.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "read/mail_words.h"

static size_t line_end(const char *bytes, size_t at, size_t end)
{
	const char *found = memchr(bytes + at, '\n', end - at);

	return found ? (size_t)(found - bytes) + 1 : end;
}

static bool is_blank(const char *bytes, size_t begin, size_t end)
{
	while (begin < end && (bytes[begin] == '\r' || bytes[begin] == '\n'))
		begin++;
	return begin == end;
}

struct mail_header mail_header_at(const char *bytes, size_t begin, size_t end)
{
	struct mail_header header = { bytes, begin, end };

	for (size_t at = begin, next; at < end; at = next) {
		next = line_end(bytes, at, end);
		if (!is_blank(bytes, at, next))
			continue;
		header.body = next;
		break;
	}
	return header;
}

static bool names(const char *line, size_t len, const char *name)
{
	size_t size = strlen(name);

	return len > size && line[size] == ':' &&
	       !strncasecmp(line, name, size);
}

/* Append a line without its end; what a folded line begins with is a space. */
static void put_line(struct buf *out, const char *line, size_t len)
{
	size_t begin = 0;

	while (len && (line[len - 1] == '\r' || line[len - 1] == '\n'))
		len--;
	while (begin < len && (line[begin] == ' ' || line[begin] == '\t'))
		begin++;
	if (out->len)
		buf_put_byte(out, ' ');
	buf_put(out, line + begin, len - begin);
}

char *mail_field(const struct mail_header *header, const char *name)
{
	const char *bytes = header->bytes;
	struct buf out = BUF_INIT;
	bool found = false;

	for (size_t at = header->begin, next; at < header->body; at = next) {
		next = line_end(bytes, at, header->body);
		if (found && bytes[at] != ' ' && bytes[at] != '\t')
			break;
		if (found) {
			put_line(&out, bytes + at, next - at);
		} else if (names(bytes + at, next - at, name)) {
			size_t skip = strlen(name) + 1;

			found = true;
			put_line(&out, bytes + at + skip, next - at - skip);
		}
	}
	if (found)
		return buf_detach(&out);
	return NULL;
}

char *mail_field_text(const struct mail_header *header, const char *name)
{
	char *value = mail_field(header, name);
	char *text = value ? mail_words(value) : NULL;

	free(value);
	return text;
}

static const char *skip_space(const char *at)
{
	return at + strspn(at, " \t");
}

/* The value at at, in quotes or not; *end is behind it. */
static void put_value(struct buf *out, const char *at, const char **end)
{
	bool is_quoted = *at == '"';

	for (at += is_quoted; *at && (is_quoted ? *at != '"' :
				      !strchr("; \t", *at)); at++) {
		if (is_quoted && *at == '\\' && at[1])
			at++;
		buf_put_byte(out, (unsigned char)*at);
	}
	*end = at + (is_quoted && *at == '"');
}

/* Is this the parameter: name, name*, name*0, name*0*? */
static bool is_parameter(const char *at, size_t len, const char *name,
			 bool *is_extended)
{
	size_t size = strlen(name);

	if (len < size || strncasecmp(at, name, size))
		return false;
	*is_extended = len > size && at[len - 1] == '*';
	return len == size || at[size] == '*';
}

/* charset'language'percent-encoded, the pieces of it joined. */
static char *extended(const char *value)
{
	const char *first = strchr(value, '\'');
	const char *second = first ? strchr(first + 1, '\'') : NULL;
	struct buf bytes = BUF_INIT;
	char *charset, *text;

	charset = second ? mem_string_len(value, (size_t)(first - value)) : NULL;
	mail_put_percent(&bytes, second ? second + 1 : value);
	text = mail_decode(bytes.data ? bytes.data : "", bytes.len, charset);
	buf_release(&bytes);
	free(charset);
	return text;
}

char *mail_parameter(const char *value, const char *name)
{
	struct buf out = BUF_INIT;
	bool found = false, is_extended = false;
	char *text;

	for (const char *at = strchr(value, ';'); at; at = strchr(at, ';')) {
		bool is_this_extended = false;
		struct buf other = BUF_INIT;
		size_t len;

		at = skip_space(at + 1);
		len = strcspn(at, "=; \t");
		if (*skip_space(at + len) != '=')
			continue;
		if (is_parameter(at, len, name, &is_this_extended)) {
			found = true;
			is_extended |= is_this_extended;
			put_value(&out, skip_space(skip_space(at + len) + 1),
				  &at);
		} else {
			put_value(&other, skip_space(skip_space(at + len) + 1),
				  &at);
		}
		buf_release(&other);
	}
	if (!found)
		return NULL;
	buf_put_string(&out, "");
	text = is_extended ? extended(out.data) : mail_words(out.data);
	buf_release(&out);
	return text;
}

char *mail_date(const char *value)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	const char *at = value + strcspn(value, "0123456789");
	char text[40], month[4] = "";
	long day, year;
	char *end;

	day = strtol(at, &end, 10);
	at = skip_space(end);
	if (day < 1 || day > 31 || strlen(at) < 4)
		return NULL;
	memcpy(month, at, 3);
	year = strtol(at + 3, &end, 10);
	year += year >= 0 && year < 50 ? 2000 : year < 100 ? 1900 : 0;
	for (int i = 0; i < 12; i++) {
		if (strncasecmp(months + i * 3, month, 3))
			continue;
		if (year < 1970 || year > 9999)
			return NULL;
		snprintf(text, sizeof(text), "%04d-%02d-%02d", (int)year,
			 i + 1, (int)day);
		return mem_string(text);
	}
	return NULL;
}

char *mail_person(const char *value)
{
	const char *bracket = strchr(value, '<');
	size_t len = bracket && bracket > value ? (size_t)(bracket - value) :
		     strlen(value);

	while (len && strchr(" \t\"'", value[len - 1]))
		len--;
	while (len && strchr(" \t\"'<", *value)) {
		value++;
		len--;
	}
	while (len && value[len - 1] == '>')
		len--;
	return len ? mem_string_len(value, len) : NULL;
}
