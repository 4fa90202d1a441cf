#include "unpack/field.h"

#include <string.h>
#include <strings.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void trim(const char **at, size_t *len)
{
	while (*len && is_space(**at)) {
		++*at;
		--*len;
	}
	while (*len && is_space((*at)[*len - 1]))
		--*len;
}

enum fields field_next(struct field *out, const char **at, const char *end)
{
	const char *line = *at, *colon, *newline;
	size_t len;

	newline = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
	if (!newline)
		return FIELDS_CUT;
	*at = newline + 1;
	len = (size_t)(newline - line);
	if (!len || (len == 1 && *line == '\r'))
		return FIELDS_END;
	colon = is_space(*line) ? NULL : memchr(line, ':', len);
	*out = (struct field){ line, line, 0, len };
	if (colon) {
		out->name_len = (size_t)(colon - line);
		out->value = colon + 1;
		out->value_len = len - out->name_len - 1;
	}
	trim(&out->name, &out->name_len);
	trim(&out->value, &out->value_len);
	return FIELDS_ONE;
}

bool field_named(const struct field *field, const char *name)
{
	return field->name_len == strlen(name) &&
	       !strncasecmp(field->name, name, field->name_len);
}

bool field_is(const struct field *field, const char *value)
{
	return field->value_len == strlen(value) &&
	       !strncasecmp(field->value, value, field->value_len);
}

bool field_number(const struct field *field, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < field->value_len; i++) {
		if (field->value[i] < '0' || field->value[i] > '9')
			return false;
		*out = *out * 10 + (uint64_t)(field->value[i] - '0');
	}
	return field->value_len && field->value_len <= 18;
}
