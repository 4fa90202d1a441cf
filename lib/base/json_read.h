/* base/json_read.h - one JSON text in memory, read strictly and in order.
 *
 *	json_reader_init(&reader, line, len);
 *	if ((status = json_read_value(&reader, &value, err)) != STATUS_OK) ...
 *	if (value.kind != JSON_OBJECT) ...
 *	while ((status = json_read_key(&reader, &key, err)) == STATUS_OK) {
 *		json_read_value(&reader, &value, err)		-- its value
 *		if (json_is(&reader, &key, "title") && value.kind == JSON_STRING)
 *			... json_chars(&reader, &value) ...
 *		else
 *			json_read_skip(&reader, &value, err)
 *	}
 *	if (status == STATUS_DONE) status = json_read_end(&reader, err);
 *
 * Units:  all offsets count bytes from the beginning of the text.
 * Errors: STATUS_BAD_INPUT, "byte N: why"; the reader is then of no more use.
 *         Bytes that are not UTF-8 inside a string, lone surrogates and NUL are
 *         no errors: they read as U+FFFD and are counted.
 * Owner:  the text is the caller's and must outlive reader and values. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"

enum { JSON_DEPTH = 64 };	/* arrays and objects inside one another */

struct json_reader {
	const char *text, *at, *end;
	unsigned depth;
	uint64_t is_object, has_items;	/* a bit for each open level */
	bool wants_value;		/* a key was read, and not its value */
};

enum json_kind {
	JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING,
	JSON_ARRAY, JSON_OBJECT
};

/* [begin, end): the digits of a number, what is between the quotes of a
 * string, the word of a constant, the opening bracket of an array or object. */
struct json_value {
	enum json_kind kind;
	size_t begin, end;
	bool is_plain;		/* a string without escapes */
};

void json_reader_init(struct json_reader *reader, const char *text, size_t len);

/* Read the next value: the whole of a scalar, or the opening bracket of an
 * array or object, whose items come next.  Not for items of an array. */
enum status json_read_value(struct json_reader *reader, struct json_value *out,
			    struct error *err);
/* In an object: step to the next key (a string).  STATUS_DONE: it ended here,
 * and the reader stands behind it. */
enum status json_read_key(struct json_reader *reader, struct json_value *out,
			  struct error *err);
/* In an array: read the next item as json_read_value() does.  STATUS_DONE: it
 * ended here, and the reader stands behind it. */
enum status json_read_item(struct json_reader *reader, struct json_value *out,
			   struct error *err);
/* Pass over what is left of value, the array or object opened last; nothing
 * for a scalar. */
enum status json_read_skip(struct json_reader *reader,
			   const struct json_value *value, struct error *err);
/* Nothing but white space may be left. */
enum status json_read_end(struct json_reader *reader, struct error *err);

/* The bytes of a value as they stand in the text. */
const char *json_raw_bytes(const struct json_reader *reader,
			   const struct json_value *value, size_t *len);
/* Is this string, escapes resolved, that text? */
bool json_is(const struct json_reader *reader, const struct json_value *value,
	     const char *text);
/* Append the string as UTF-8; how many characters were replaced. */
size_t json_put_text(struct buf *out, const struct json_reader *reader,
		     const struct json_value *value);
/* A whole number within int64_t, without point or exponent. */
bool json_integer(int64_t *out, const struct json_reader *reader,
		  const struct json_value *value);

/* A cursor over the characters of a string. */
struct json_chars {
	const char *text, *at, *end;
	size_t replaced;	/* characters that were bad, so far */
};

struct json_chars json_chars(const struct json_reader *reader,
			     const struct json_value *value);
/* The next character, a scalar value and never NUL, and the bytes [begin, end)
 * of the text that it stands for; false after the last. */
bool json_chars_next(struct json_chars *chars, uint32_t *cp, size_t *begin,
		     size_t *end);

#endif
