/* base/json.h - JSON text, written in order into a buffer.
 *
 * Commas are put where they belong; the caller only balances begin and end and
 * gives each value of an object its key.  What is written is valid UTF-8 and
 * valid JSON whatever the strings hold: a bad sequence becomes U+FFFD, control
 * characters (C0, DEL, C1) are escaped, everything else stays as it is.
 * Owner:  the buffer is the caller's and must outlive the writer. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

struct json {
	struct buf *out;
	bool comma;	/* the next value or key needs one before it */
};

/* Begin a new value at the end of out. */
struct json json_into(struct buf *out);

void json_begin_object(struct json *json);
void json_end_object(struct json *json);
void json_begin_array(struct json *json);
void json_end_array(struct json *json);
void json_key(struct json *json, const char *key);

void json_string(struct json *json, const char *text);	/* NULL gives null */
void json_string_len(struct json *json, const char *text, size_t len);
void json_int(struct json *json, int64_t value);
void json_uint(struct json *json, uint64_t value);
/* With so many digits after the point (0 to 15), always '.', whatever the
 * locale; what is not finite gives null. */
void json_real(struct json *json, double value, int decimals);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
/* A value that is JSON already. */
void json_raw(struct json *json, const char *text, size_t len);

/* A key with its value, the commonest lines of a caller. */
void json_put_string(struct json *json, const char *key, const char *text);
void json_put_uint(struct json *json, const char *key, uint64_t value);
void json_put_bool(struct json *json, const char *key, bool value);
void json_put_null(struct json *json, const char *key);

#endif
