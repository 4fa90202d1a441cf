#include "unpack/message.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "unpack/field.h"

void message_release(struct message *message)
{
	buf_release(&message->type);
	buf_release(&message->charset);
	buf_release(&message->codings);
}

/* In lower case, and never a byte that is not plain text. */
static char lower(char c)
{
	if (c < ' ' || c > '~')
		return '?';
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t until(const char *at, size_t len, const char *stops)
{
	size_t count = 0;

	while (count < len && !strchr(stops, at[count]))
		count++;
	return count;
}

/* The value of a parameter such as charset="gb2312", quoted or not. */
static void find_charset(struct buf *out, const char *at, size_t len)
{
	static const char name[] = "charset=";
	enum { NAME = sizeof(name) - 1 };

	for (; len > NAME; at++, len--)
		if (!strncasecmp(at, name, NAME)) {
			at += NAME;
			len -= NAME;
			while (len && strchr(" \"'", *at)) {
				at++;
				len--;
			}
			buf_put(out, at, until(at, len, " ;,\"'"));
			return;
		}
}

void message_set_type(struct message *out, const char *value, size_t len)
{
	size_t type_len = until(value, len, "; ,\t");

	buf_clear(&out->type);
	buf_clear(&out->charset);
	if (!len)
		return;
	for (size_t i = 0; i < type_len; i++)
		buf_put_byte(&out->type, (unsigned char)lower(value[i]));
	find_charset(&out->charset, value + type_len, len - type_len);
}

static void put_codings(struct message *out, const struct field *field)
{
	if (out->codings.len)
		buf_put_byte(&out->codings, ',');
	for (size_t i = 0; i < field->value_len; i++)
		buf_put_byte(&out->codings,
			     (unsigned char)lower(field->value[i]));
}

static void take_field(struct message *out, const struct field *field)
{
	if (field_named(field, "Content-Type") && field->value_len)
		message_set_type(out, field->value, field->value_len);
	else if (field_named(field, "Content-Encoding") ||
		 field_named(field, "Transfer-Encoding"))
		put_codings(out, field);
	else if (field_named(field, "Content-Length"))
		out->has_len = field_number(field, &out->len);
}

void message_parse(struct message *out, const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	struct field field;
	enum fields got;
	size_t space;

	out->status = 0;
	out->body = 0;
	out->has_len = out->is_chunked = false;
	buf_clear(&out->type);
	buf_clear(&out->charset);
	buf_clear(&out->codings);
	if (len < 5 || strncasecmp(text, "HTTP/", 5))
		return;
	space = until(text, len, " \r\n");
	for (at = text + space; at < end && *at == ' '; )
		at++;
	while (at < end && *at >= '0' && *at <= '9' && out->status < 1000)
		out->status = out->status * 10 + (unsigned)(*at++ - '0');
	at = memchr(text, '\n', len);
	at = at ? at + 1 : end;
	while ((got = field_next(&field, &at, end)) == FIELDS_ONE)
		take_field(out, &field);
	out->body = got == FIELDS_END ? (size_t)(at - text) : len;
	out->is_chunked = out->codings.len &&
			  strstr(out->codings.data, "chunked");
	out->has_len = out->has_len && !out->is_chunked;
}

bool message_type_is_text(const char *type)
{
	static const char *const others[] = {
		"image/", "audio/", "video/", "font/", "model/", "text/css",
		"text/javascript", "text/ecmascript", "text/x-javascript",
		"text/jscript", "application/javascript",
		"application/x-javascript", "application/ecmascript",
		"application/font", "application/x-font",
		"application/vnd.ms-fontobject", "application/x-shockwave",
		"application/wasm", "application/ocsp", "application/pkix",
		"application/x-x509", "application/vnd.apple.mpegurl",
		"application/dash+xml", "application/mp4", "application/ogg",
		"application/vnd.google.safebrowsing"
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!strncmp(type, others[i], strlen(others[i])))
			return false;
	return true;
}
