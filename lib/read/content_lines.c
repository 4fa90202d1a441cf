#include "read/content_lines.h"

#include <string.h>

#include "base/json_read.h"

/* A text that is cut is a string all the same. */
static enum status next_pair(struct json_reader *json, bool *has_text)
{
	struct json_value key, value;
	enum status status = json_read_key(json, &key, NULL);

	if (status)
		return status;
	status = json_read_value(json, &value, NULL);
	*has_text |= value.kind == JSON_STRING && (json_is(json, &key, "text") ||
						   json_is(json, &key, "html"));
	return status ? status : json_read_skip(json, &value, NULL);
}

bool content_is_json_lines(const char *head, size_t len)
{
	const size_t begin = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
	const char *end = memchr(head + begin, '\n', len - begin);
	struct json_reader json;
	struct json_value object;
	bool has_text = false;
	enum status status;

	json_reader_init(&json, head + begin,
			 (end ? (size_t)(end - head) : len) - begin);
	if (json_read_value(&json, &object, NULL) || object.kind != JSON_OBJECT)
		return false;
	do
		status = next_pair(&json, &has_text);
	while (!status);
	return has_text && (status == STATUS_DONE || !end);
}
