/* unpack/field.h - "Name: value" lines, as WARC and HTTP have them. */
#ifndef UNPACK_FIELD_H
#define UNPACK_FIELD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed from the text; the value without white space around it. */
struct field {
	const char *name, *value;
	size_t name_len, value_len;
};

enum fields {
	FIELDS_ONE,	/* *out is the next one */
	FIELDS_END,	/* the empty line, which was stepped over */
	FIELDS_CUT	/* the text ends before that */
};

/* Read the line at *at and step over it.  Lines may end in CR LF or LF; a value
 * that goes on in lines that begin with white space is cut at its first; a line
 * without a colon is a field without a name. */
enum fields field_next(struct field *out, const char **at, const char *end);

bool field_named(const struct field *field, const char *name);
bool field_is(const struct field *field, const char *value);
/* The value as a decimal number of at most 18 digits. */
bool field_number(const struct field *field, uint64_t *out);

#endif
