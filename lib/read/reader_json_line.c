#include "read/reader.h"

#include <string.h>

#include "base/json_read.h"

/* The line while it is read: text may come before or after html. */
struct line {
	struct json_reader json;
	struct raw_document *raw;
	struct json_value text, html;
	bool has_text, has_html;
};

struct field {
	const char *key;
	size_t offset;		/* of the char * in struct raw_document */
};

#define FIELD(key, member) { key, offsetof(struct raw_document, member) }

static const struct field fields[] = {
	FIELD("id", id), FIELD("title", title), FIELD("date", date),
	FIELD("publisher", publisher), FIELD("source", publisher),
	FIELD("author", author), FIELD("url", url), FIELD("region", region),
};

static void set_scalar(struct line *line, char **field,
		       const struct json_value *value)
{
	struct buf bytes = BUF_INIT;

	if (value->kind == JSON_STRING) {
		line->raw->decoded.replaced +=
			json_put_text(&bytes, &line->json, value);
		raw_set(field, bytes.data ? bytes.data : "", bytes.len);
	} else if (value->kind == JSON_NUMBER) {
		size_t len;
		const char *digits = json_raw_bytes(&line->json, value, &len);

		raw_set(field, digits, len);
	}
	buf_release(&bytes);
}

static void add_to_list(struct line *line, struct raw_list *list,
			const struct json_value *value)
{
	struct buf bytes = BUF_INIT;

	if (value->kind == JSON_STRING) {
		json_put_text(&bytes, &line->json, value);
		raw_list_add(list, bytes.data ? bytes.data : "", bytes.len);
	}
	buf_release(&bytes);
}

/* A label key holds a string or an array of strings. */
static enum status read_labels(struct line *line, struct raw_list *list,
			       const struct json_value *value,
			       struct error *err)
{
	struct json_value item;
	enum status status;

	if (value->kind != JSON_ARRAY) {
		add_to_list(line, list, value);
		return json_read_skip(&line->json, value, err);
	}
	while (!(status = json_read_item(&line->json, &item, err))) {
		add_to_list(line, list, &item);
		status = json_read_skip(&line->json, &item, err);
		if (status)
			return status;
	}
	return status == STATUS_DONE ? STATUS_OK : status;
}

static enum status read_pair(struct line *line, const struct json_value *key,
			     struct error *err)
{
	struct json_value value;
	enum status status = json_read_value(&line->json, &value, err);

	if (status)
		return status;
	if (json_is(&line->json, key, "topic"))
		return read_labels(line, &line->raw->topics, &value, err);
	if (json_is(&line->json, key, "platform"))
		return read_labels(line, &line->raw->platforms, &value, err);
	if (value.kind == JSON_STRING && json_is(&line->json, key, "text")) {
		line->text = value;
		line->has_text = true;
	} else if (value.kind == JSON_STRING &&
		   json_is(&line->json, key, "html")) {
		line->html = value;
		line->has_html = true;
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (json_is(&line->json, key, fields[i].key))
			set_scalar(line, (char **)(void *)((char *)line->raw +
				   fields[i].offset), &value);
	return json_read_skip(&line->json, &value, err);
}

static void put_characters(struct line *line, struct text *out,
			   const struct json_value *value)
{
	struct json_chars chars = json_chars(&line->json, value);
	size_t begin, end;
	uint32_t cp;

	while (json_chars_next(&chars, &cp, &begin, &end))
		text_put(out, cp, (uint32_t)begin, (uint32_t)end);
	line->raw->decoded.replaced += chars.replaced;
}

static enum status put_blocks(struct line *line, struct error *err)
{
	size_t begin = line->raw->text.count;
	enum status status = STATUS_OK;

	if (line->has_text) {
		put_characters(line, &line->raw->text, &line->text);
		raw_end_block(line->raw, begin, BLOCK_TEXT, 0, CLEAN_LINES);
	} else {
		struct text html = TEXT_INIT;

		put_characters(line, &html, &line->html);
		status = reader_html_text(line->raw, &html, err);
		text_release(&html);
	}
	return status;
}

enum status reader_json_line(struct raw_document *out,
			     const struct reader_input *input,
			     struct error *err)
{
	struct line line = { .raw = out };
	struct json_value value, key;
	enum status status;

	out->decoded.encoding = ENCODING_UTF8;
	json_reader_init(&line.json, input->bytes, input->len);
	status = json_read_value(&line.json, &value, err);
	if (status)
		return status;
	if (value.kind != JSON_OBJECT)
		return error_set(err, STATUS_BAD_INPUT, "not a JSON object");
	while (!(status = json_read_key(&line.json, &key, err))) {
		status = read_pair(&line, &key, err);
		if (status)
			return status;
	}
	if (status != STATUS_DONE)
		return status;
	status = json_read_end(&line.json, err);
	if (status)
		return status;
	if (!line.has_text && !line.has_html)
		return error_set(err, STATUS_BAD_INPUT,
				 "neither \"text\" nor \"html\"");
	return put_blocks(&line, err);
}
