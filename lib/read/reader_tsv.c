#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a column holds; 0 is a column that is passed over. */
enum kind {
	KIND_OTHER, KIND_TEXT, KIND_TOPIC, KIND_PLATFORM,
	KIND_ID, KIND_TITLE, KIND_DATE, KIND_PUBLISHER, KIND_AUTHOR, KIND_URL,
	KIND_REGION
};

struct name {
	const char *name;
	enum kind kind;
};

static const struct name names[] = {
	{ "text", KIND_TEXT }, { "topic", KIND_TOPIC },
	{ "platform", KIND_PLATFORM }, { "id", KIND_ID },
	{ "title", KIND_TITLE }, { "date", KIND_DATE },
	{ "publisher", KIND_PUBLISHER }, { "source", KIND_PUBLISHER },
	{ "author", KIND_AUTHOR }, { "url", KIND_URL },
	{ "region", KIND_REGION },
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\r' || c == '\n' || c == '"';
}

static unsigned char kind_of(const char *name, size_t len)
{
	while (len && is_blank(*name))
		name++, len--;
	while (len && is_blank(name[len - 1]))
		len--;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == len &&
		    !strncasecmp(names[i].name, name, len))
			return (unsigned char)names[i].kind;
	return KIND_OTHER;
}

enum status tsv_columns_read(struct tsv_columns *out, const void *line,
			     size_t len, struct error *err)
{
	const char *at = line, *end = at + len;
	bool has_text = false;

	memset(out, 0, sizeof(*out));
	if (len >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3))
		at += 3;
	while (out->count < TSV_COLUMNS_MOST) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		size_t size = (size_t)((tab ? tab : end) - at);
		unsigned char kind = kind_of(at, size);

		out->kinds[out->count++] = kind;
		has_text |= kind == KIND_TEXT;
		if (!tab)
			break;
		at = tab + 1;
	}
	return has_text ? STATUS_OK : error_set(err, STATUS_BAD_INPUT,
		"tsv-header: no column is named text");
}

/* One field of the line: characters [begin, end) of the text. */
struct field {
	const struct text *line;
	size_t begin, end;
	bool is_quoted;
};

static struct field field_at(const struct text *line, size_t begin, size_t end)
{
	struct field field = { line, begin, end, false };

	while (field.end > begin && (line->cp[field.end - 1] == '\r' ||
				     line->cp[field.end - 1] == '\n'))
		field.end--;
	if (field.end > begin + 1 && line->cp[begin] == '"' &&
	    line->cp[field.end - 1] == '"') {
		field.is_quoted = true;
		field.begin++;
		field.end--;
	}
	return field;
}

/* What "\n" and its like stand for; 0: nothing. */
static uint32_t unescaped(uint32_t cp)
{
	return cp == 'n' ? '\n' : cp == 't' ? '\t' : cp == 'r' ? '\r' :
	       cp == '\\' ? '\\' : 0;
}

static void put_field(struct text *out, const struct field *field)
{
	const struct text *line = field->line;

	for (size_t i = field->begin; i < field->end; i++) {
		uint32_t cp = line->cp[i], next;
		size_t from = i;

		next = i + 1 < field->end ? line->cp[i + 1] : 0;
		if (cp == '\\' && unescaped(next)) {
			cp = unescaped(next);
			i++;
		} else if (field->is_quoted && cp == '"' && next == '"') {
			i++;
		}
		text_put(out, cp, line->src[from], text_src_end(line, i + 1));
	}
}

static void put_list(struct raw_list *list, const char *value, size_t len)
{
	static const char comma[] = "\xE3\x80\x81", wide[] = "\xEF\xBC\x9B";
	size_t begin = 0;

	for (size_t at = 0; at <= len; at++) {
		bool is_long = at + 3 <= len && (!memcmp(value + at, comma, 3) ||
						 !memcmp(value + at, wide, 3));

		if (at < len && value[at] != ';' && !is_long)
			continue;
		raw_list_add(list, value + begin, at - begin);
		begin = at + (is_long ? 3 : 1);
	}
}

static char **scalar(struct raw_document *raw, enum kind kind)
{
	switch (kind) {
	case KIND_ID: return &raw->id;
	case KIND_TITLE: return &raw->title;
	case KIND_DATE: return &raw->date;
	case KIND_PUBLISHER: return &raw->publisher;
	case KIND_AUTHOR: return &raw->author;
	case KIND_URL: return &raw->url;
	case KIND_REGION: return &raw->region;
	case KIND_OTHER:
	case KIND_TEXT:
	case KIND_TOPIC:
	case KIND_PLATFORM: break;
	}
	return NULL;
}

static void take_field(struct raw_document *raw, enum kind kind,
		       const struct field *field)
{
	struct text text = TEXT_INIT;
	struct buf value = BUF_INIT;

	if (kind == KIND_TEXT && raw->text.count)
		return;
	if (kind == KIND_TEXT) {
		put_field(&raw->text, field);
		return;
	}
	put_field(&text, field);
	text_to_utf8(&value, &text, 0, text.count);
	if (value.len && kind == KIND_TOPIC)
		put_list(&raw->topics, value.data, value.len);
	else if (value.len && kind == KIND_PLATFORM)
		put_list(&raw->platforms, value.data, value.len);
	else if (value.len && scalar(raw, kind))
		raw_set(scalar(raw, kind), value.data, value.len);
	text_release(&text);
	buf_release(&value);
}

static void take_fields(struct raw_document *raw,
			const struct tsv_columns *columns,
			const struct text *line)
{
	size_t begin = 0, end;

	for (size_t i = 0; i < columns->count && begin <= line->count; i++) {
		struct field field;

		for (end = begin; end < line->count && line->cp[end] != '\t';)
			end++;
		field = field_at(line, begin, end);
		if (columns->kinds[i] != KIND_OTHER)
			take_field(raw, (enum kind)columns->kinds[i], &field);
		begin = end + 1;
	}
}

enum status reader_tsv_line(struct raw_document *out,
			    const struct reader_input *input,
			    struct error *err)
{
	struct text line = TEXT_INIT;
	size_t begin = out->text.count;
	enum status status;

	if (!input->columns)
		return error_set(err, STATUS_BAD_INPUT, "tsv-header: none");
	status = decode(&line, &out->decoded, input->bytes, input->len,
			input->charset, input->forced, input->prior, err);
	if (!status) {
		take_fields(out, input->columns, &line);
		raw_end_block(out, begin, BLOCK_TEXT, 0, CLEAN_LINES);
		if (!out->count)
			status = error_set(err, STATUS_BAD_INPUT, "no-text");
	}
	text_release(&line);
	return status;
}
