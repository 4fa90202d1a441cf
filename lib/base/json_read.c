#include "base/json_read.h"

#include <string.h>

#include "base/utf8.h"

void json_reader_init(struct json_reader *reader, const char *text, size_t len)
{
	*reader = (struct json_reader){ .text = text, .at = text,
					.end = text + len };
}

static enum status bad(const struct json_reader *reader, const char *why,
		       struct error *err)
{
	return error_set(err, STATUS_BAD_INPUT, "byte %zu: %s",
			 (size_t)(reader->at - reader->text), why);
}

static void skip_space(struct json_reader *reader)
{
	while (reader->at < reader->end &&
	       (*reader->at == ' ' || *reader->at == '\n' ||
		*reader->at == '\r' || *reader->at == '\t'))
		reader->at++;
}

/* The next byte that is not white space, or NUL at the end (and for a NUL,
 * which no rule allows either). */
static char peek(struct json_reader *reader)
{
	skip_space(reader);
	return reader->at < reader->end ? *reader->at : '\0';
}

static uint64_t level_bit(const struct json_reader *reader)
{
	return UINT64_C(1) << (reader->depth - 1);
}

/* Not 0 when one of the eight bytes is a quote, a backslash or a control. */
static uint64_t special_bytes(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';

	return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
		((word - ones * 0x20) & ~word)) & ones * 0x80;
}

static const char *skip_plain(const char *at, const char *end)
{
	while (end - at >= 8) {
		uint64_t word;

		memcpy(&word, at, sizeof(word));
		if (special_bytes(word))
			break;
		at += 8;
	}
	while (at < end && *at != '"' && *at != '\\' &&
	       (unsigned char)*at >= 0x20)
		at++;
	return at;
}

static int hex_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* The value of four hexadecimal digits, or -1. */
static int32_t hex4(const char *at, const char *end)
{
	int32_t value = 0;

	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(at[i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* Step over the escape at reader->at. */
static bool skip_escape(struct json_reader *reader)
{
	if (reader->end - reader->at < 2)
		return false;
	if (reader->at[1] == 'u') {
		if (hex4(reader->at + 2, reader->end) < 0)
			return false;
		reader->at += 6;
		return true;
	}
	if (!reader->at[1] || !strchr("\"\\/bfnrt", reader->at[1]))
		return false;
	reader->at += 2;
	return true;
}

static enum status read_string(struct json_reader *reader,
			       struct json_value *out, struct error *err)
{
	reader->at++;
	*out = (struct json_value){ JSON_STRING,
		(size_t)(reader->at - reader->text), 0, true };
	for (;;) {
		reader->at = skip_plain(reader->at, reader->end);
		if (reader->at == reader->end)
			return bad(reader, "a string is not ended", err);
		if (*reader->at == '"')
			break;
		if (*reader->at != '\\')
			return bad(reader, "a control character in a string", err);
		if (!skip_escape(reader))
			return bad(reader, "a bad escape in a string", err);
		out->is_plain = false;
	}
	out->end = (size_t)(reader->at++ - reader->text);
	return STATUS_OK;
}

static bool skip_digits(struct json_reader *reader)
{
	const char *from = reader->at;

	while (reader->at < reader->end && *reader->at >= '0' &&
	       *reader->at <= '9')
		reader->at++;
	return reader->at > from;
}

static bool skip_byte(struct json_reader *reader, const char *any)
{
	if (reader->at == reader->end || !*reader->at ||
	    !strchr(any, *reader->at))
		return false;
	reader->at++;
	return true;
}

static enum status read_number(struct json_reader *reader,
			       struct json_value *out, struct error *err)
{
	size_t begin = (size_t)(reader->at - reader->text);

	skip_byte(reader, "-");
	if (!skip_byte(reader, "0") && !skip_digits(reader))
		return bad(reader, "a value is expected", err);
	if (skip_byte(reader, ".") && !skip_digits(reader))
		return bad(reader, "a digit is expected", err);
	if (skip_byte(reader, "eE")) {
		skip_byte(reader, "+-");
		if (!skip_digits(reader))
			return bad(reader, "a digit is expected", err);
	}
	*out = (struct json_value){ JSON_NUMBER, begin,
		(size_t)(reader->at - reader->text), false };
	return STATUS_OK;
}

static enum status read_word(struct json_reader *reader, const char *word,
			     enum json_kind kind, struct json_value *out,
			     struct error *err)
{
	size_t len = strlen(word), begin = (size_t)(reader->at - reader->text);

	if ((size_t)(reader->end - reader->at) < len ||
	    memcmp(reader->at, word, len))
		return bad(reader, "a value is expected", err);
	reader->at += len;
	*out = (struct json_value){ kind, begin, begin + len, false };
	return STATUS_OK;
}

static enum status open_level(struct json_reader *reader, enum json_kind kind,
			      struct json_value *out, struct error *err)
{
	size_t begin = (size_t)(reader->at - reader->text);

	if (reader->depth == JSON_DEPTH)
		return bad(reader, "nested too deeply", err);
	reader->at++;
	reader->depth++;
	reader->has_items &= ~level_bit(reader);
	if (kind == JSON_OBJECT)
		reader->is_object |= level_bit(reader);
	else
		reader->is_object &= ~level_bit(reader);
	*out = (struct json_value){ kind, begin, begin + 1, false };
	return STATUS_OK;
}

enum status json_read_value(struct json_reader *reader, struct json_value *out,
			    struct error *err)
{
	*out = (struct json_value){ JSON_NULL, 0, 0, false };
	reader->wants_value = false;
	switch (peek(reader)) {
	case '"': return read_string(reader, out, err);
	case '{': return open_level(reader, JSON_OBJECT, out, err);
	case '[': return open_level(reader, JSON_ARRAY, out, err);
	case 't': return read_word(reader, "true", JSON_TRUE, out, err);
	case 'f': return read_word(reader, "false", JSON_FALSE, out, err);
	case 'n': return read_word(reader, "null", JSON_NULL, out, err);
	default: return read_number(reader, out, err);
	}
}

/* Step over the comma before the next item, or over the closing bracket:
 * STATUS_DONE.  The value of the item before must have been read. */
static enum status next_item(struct json_reader *reader, char bracket,
			     struct error *err)
{
	bool is_object = bracket == '}';
	char byte = peek(reader);

	if (!reader->depth || reader->wants_value ||
	    is_object != !!(reader->is_object & level_bit(reader)))
		return error_set(err, STATUS_INTERNAL,
				 "byte %zu: the reader is not in this kind of "
				 "value", (size_t)(reader->at - reader->text));
	if (byte == bracket) {
		reader->at++;
		reader->depth--;
		return STATUS_DONE;
	}
	if (reader->has_items & level_bit(reader)) {
		if (byte != ',')
			return bad(reader, is_object ? "',' or '}' is expected"
						     : "',' or ']' is expected",
				   err);
		reader->at++;
	}
	reader->has_items |= level_bit(reader);
	return STATUS_OK;
}

enum status json_read_item(struct json_reader *reader, struct json_value *out,
			   struct error *err)
{
	enum status status = next_item(reader, ']', err);

	return status == STATUS_OK ? json_read_value(reader, out, err) : status;
}

enum status json_read_key(struct json_reader *reader, struct json_value *out,
			  struct error *err)
{
	enum status status = next_item(reader, '}', err);

	if (status != STATUS_OK)
		return status;
	if (peek(reader) != '"')
		return bad(reader, "a key is expected", err);
	status = read_string(reader, out, err);
	if (status != STATUS_OK)
		return status;
	if (peek(reader) != ':')
		return bad(reader, "':' is expected", err);
	reader->at++;
	reader->wants_value = true;
	return STATUS_OK;
}

enum status json_read_skip(struct json_reader *reader,
			   const struct json_value *value, struct error *err)
{
	unsigned outer = reader->depth - 1;
	enum status status = STATUS_OK;

	if (value->kind != JSON_ARRAY && value->kind != JSON_OBJECT)
		return STATUS_OK;
	while (reader->depth > outer) {
		struct json_value ignored;

		if (reader->is_object & level_bit(reader)) {
			status = json_read_key(reader, &ignored, err);
			if (status == STATUS_OK)
				status = json_read_value(reader, &ignored, err);
		} else {
			status = json_read_item(reader, &ignored, err);
		}
		if (status != STATUS_OK && status != STATUS_DONE)
			return status;
	}
	return STATUS_OK;
}

enum status json_read_end(struct json_reader *reader, struct error *err)
{
	skip_space(reader);
	if (reader->depth || reader->at < reader->end)
		return bad(reader, "nothing more is expected", err);
	return STATUS_OK;
}

const char *json_raw_bytes(const struct json_reader *reader,
			   const struct json_value *value, size_t *len)
{
	*len = value->end - value->begin;
	return reader->text + value->begin;
}

bool json_integer(int64_t *out, const struct json_reader *reader,
		  const struct json_value *value)
{
	const char *at = reader->text + value->begin;
	const char *end = reader->text + value->end;
	bool is_negative = value->kind == JSON_NUMBER && *at == '-';
	int64_t sum = 0;

	if (value->kind != JSON_NUMBER)
		return false;
	for (at += is_negative; at < end; at++) {
		if (*at < '0' || *at > '9' ||
		    __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_sub_overflow(sum, *at - '0', &sum))
			return false;
	}
	if (!is_negative && sum == INT64_MIN)
		return false;
	*out = is_negative ? sum : -sum;
	return true;
}

struct json_chars json_chars(const struct json_reader *reader,
			     const struct json_value *value)
{
	return (struct json_chars){ reader->text, reader->text + value->begin,
				    reader->text + value->end, 0 };
}

static bool is_high(int32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(int32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The escape at chars->at, a valid one. */
static uint32_t next_escape(struct json_chars *chars)
{
	static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
	const char *letter;
	int32_t unit, low;

	if (chars->at[1] != 'u') {
		letter = strchr(letters, chars->at[1]);
		chars->at += 2;
		return letter ? (unsigned char)meanings[letter - letters]
			      : (unsigned char)chars->at[-1];
	}
	unit = hex4(chars->at + 2, chars->end);
	chars->at += 6;
	if (is_high(unit) && chars->end - chars->at >= 6 &&
	    chars->at[0] == '\\' && chars->at[1] == 'u') {
		low = hex4(chars->at + 2, chars->end);
		if (is_low(low)) {
			chars->at += 6;
			return 0x10000u + ((uint32_t)(unit - 0xD800) << 10) +
			       (uint32_t)(low - 0xDC00);
		}
	}
	if (unit && !is_high(unit) && !is_low(unit))
		return (uint32_t)unit;
	chars->replaced++;
	return UTF8_REPLACEMENT;
}

/* Most characters of a Chinese text: three bytes, E1 to EC first, which cannot
 * be surrogates or too long. */
static inline bool is_common(const char *at, const char *end)
{
	const unsigned char *bytes = (const unsigned char *)at;

	return end - at >= 3 && bytes[0] >= 0xE1 && bytes[0] <= 0xEC &&
	       (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
}

bool json_chars_next(struct json_chars *chars, uint32_t *cp, size_t *begin,
		     size_t *end)
{
	const char *at = chars->at;
	bool is_bad = false;

	if (at == chars->end)
		return false;
	*begin = (size_t)(at - chars->text);
	if (is_common(at, chars->end)) {
		*cp = (uint32_t)(at[0] & 0x0F) << 12 |
		      (uint32_t)(at[1] & 0x3F) << 6 | (uint32_t)(at[2] & 0x3F);
		chars->at = at + 3;
	} else if (*at == '\\') {
		*cp = next_escape(chars);
	} else {
		*cp = utf8_next_checked(&chars->at, chars->end, &is_bad);
		chars->replaced += is_bad;
	}
	*end = (size_t)(chars->at - chars->text);
	return true;
}

size_t json_put_text(struct buf *out, const struct json_reader *reader,
		     const struct json_value *value)
{
	struct json_chars chars = json_chars(reader, value);
	size_t begin, end;
	uint32_t cp;

	buf_reserve(out, value->end - value->begin);
	while (json_chars_next(&chars, &cp, &begin, &end)) {
		char bytes[4];

		buf_put(out, bytes, utf8_encode(bytes, cp));
	}
	return chars.replaced;
}

bool json_is(const struct json_reader *reader, const struct json_value *value,
	     const char *text)
{
	struct json_chars chars = json_chars(reader, value);
	const char *stop = text + strlen(text);
	size_t begin, end;
	uint32_t cp;

	if (value->kind != JSON_STRING)
		return false;
	while (json_chars_next(&chars, &cp, &begin, &end)) {
		if (text == stop || utf8_next(&text, stop) != cp)
			return false;
	}
	return text == stop;
}
