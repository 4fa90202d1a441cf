#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"

struct json json_into(struct buf *out)
{
	return (struct json){ out, false };
}

static void separate(struct json *json)
{
	if (json->comma)
		buf_put_byte(json->out, ',');
	json->comma = true;
}

static void begin(struct json *json, unsigned char bracket)
{
	separate(json);
	buf_put_byte(json->out, bracket);
	json->comma = false;
}

static void end(struct json *json, unsigned char bracket)
{
	buf_put_byte(json->out, bracket);
	json->comma = true;
}

void json_begin_object(struct json *json)
{
	begin(json, '{');
}

void json_end_object(struct json *json)
{
	end(json, '}');
}

void json_begin_array(struct json *json)
{
	begin(json, '[');
}

void json_end_array(struct json *json)
{
	end(json, ']');
}

static void put_escaped(struct buf *out, uint32_t cp)
{
	static const char letters[] = "btn?fr";	/* from U+0008 on */

	if (cp >= 8 && cp <= 13 && cp != 11)
		buf_put_format(out, "\\%c", letters[cp - 8]);
	else
		buf_put_format(out, "\\u%04x", (unsigned)cp);
}

/* Step over what can be copied as it is. */
static const char *skip_plain(const char *at, const char *stop)
{
	while (at < stop) {
		unsigned char byte = (unsigned char)*at;
		const char *next = at + 1;
		bool bad = false;

		if (byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F)
			break;
		if (byte >= 0x80) {
			uint32_t cp;

			next = at;
			cp = utf8_next_checked(&next, stop, &bad);
			if (bad || cp < 0xA0)
				break;
		}
		at = next;
	}
	return at;
}

static void put_quoted(struct buf *out, const char *text, size_t len)
{
	const char *at = text, *stop = text + len;

	buf_put_byte(out, '"');
	while (at < stop) {
		const char *plain = at;
		char bytes[4];
		uint32_t cp;

		at = skip_plain(at, stop);
		buf_put(out, plain, (size_t)(at - plain));
		if (at == stop)
			break;
		cp = utf8_next(&at, stop);
		if (cp == '"' || cp == '\\')
			buf_put_format(out, "\\%c", (int)cp);
		else if (cp < 0xA0)
			put_escaped(out, cp);
		else
			buf_put(out, bytes, utf8_encode(bytes, cp));
	}
	buf_put_byte(out, '"');
}

void json_key(struct json *json, const char *key)
{
	separate(json);
	put_quoted(json->out, key, strlen(key));
	buf_put_byte(json->out, ':');
	json->comma = false;
}

void json_string_len(struct json *json, const char *text, size_t len)
{
	separate(json);
	put_quoted(json->out, text, len);
}

void json_string(struct json *json, const char *text)
{
	if (text)
		json_string_len(json, text, strlen(text));
	else
		json_null(json);
}

void json_raw(struct json *json, const char *text, size_t len)
{
	separate(json);
	buf_put(json->out, text, len);
}

void json_int(struct json *json, int64_t value)
{
	separate(json);
	buf_put_format(json->out, "%" PRId64, value);
}

void json_uint(struct json *json, uint64_t value)
{
	separate(json);
	buf_put_format(json->out, "%" PRIu64, value);
}

void json_real(struct json *json, double value, int decimals)
{
	size_t from;

	if (!isfinite(value)) {
		json_null(json);
		return;
	}
	separate(json);
	from = json->out->len;
	buf_put_format(json->out, "%.*f", decimals, value);
	/* the locale's decimal comma, if it has one */
	for (size_t i = from; i < json->out->len; i++) {
		if (json->out->data[i] == ',')
			json->out->data[i] = '.';
	}
}

void json_bool(struct json *json, bool value)
{
	separate(json);
	buf_put_string(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
	json_raw(json, "null", 4);
}

void json_put_string(struct json *json, const char *key, const char *text)
{
	json_key(json, key);
	json_string(json, text);
}

void json_put_uint(struct json *json, const char *key, uint64_t value)
{
	json_key(json, key);
	json_uint(json, value);
}

void json_put_bool(struct json *json, const char *key, bool value)
{
	json_key(json, key);
	json_bool(json, value);
}

void json_put_null(struct json *json, const char *key)
{
	json_key(json, key);
	json_null(json);
}
