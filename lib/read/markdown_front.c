#include "read/markdown_front.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/page_title.h"
#include "text/fold.h"

enum { LINES_MOST = 200 };

static size_t line_end(const struct text *text, size_t at)
{
	while (at < text->count && text->cp[at] != '\n')
		at++;
	return at;
}

/* A line of three of the mark and nothing else. */
static bool is_fence(const struct text *text, size_t begin, size_t end,
		     uint32_t mark)
{
	while (end > begin && is_space(text->cp[end - 1]))
		end--;
	if (end - begin != 3)
		return false;
	for (; begin < end; begin++)
		if (text->cp[begin] != mark)
			return false;
	return true;
}

static char **field_of(struct raw_document *out, const char *key)
{
	return !strcasecmp(key, "title") ? &out->title :
	       !strcasecmp(key, "date") ? &out->date :
	       !strcasecmp(key, "author") || !strcasecmp(key, "authors") ?
	       &out->author :
	       !strcasecmp(key, "source") || !strcasecmp(key, "publisher") ?
	       &out->publisher :
	       !strcasecmp(key, "url") || !strcasecmp(key, "link") ?
	       &out->url : NULL;
}

/* key: value, key = "value", key: [value] */
static void take_pair(struct raw_document *out, const char *line)
{
	size_t len = strcspn(line, ":=");
	const char *value = line + len + (line[len] != '\0');
	char key[16] = "", **field;
	size_t end;

	if (len < sizeof(key))
		memcpy(key, line, len);
	key[strcspn(key, " \t")] = '\0';
	field = field_of(out, key);
	value += strspn(value, " \t\"'[");
	end = strlen(value);
	while (end && strchr(" \t\r\"']", value[end - 1]))
		end--;
	if (field)
		page_title_set(field, value, end);
}

size_t markdown_front(struct raw_document *out, const struct text *text)
{
	uint32_t mark = text->count ? text->cp[0] : 0;
	size_t begin = line_end(text, 0), end, close = 0;

	if ((mark != '-' && mark != '+') || !is_fence(text, 0, begin, mark))
		return 0;
	end = begin;
	for (int i = 0; i < LINES_MOST && end < text->count && !close; i++) {
		size_t at = end + 1;

		end = line_end(text, at);
		if (is_fence(text, at, end, mark))
			close = at;
	}
	for (size_t at = begin + 1; at < close; at = begin + 1) {
		struct buf line = BUF_INIT;

		begin = line_end(text, at);
		text_to_utf8(&line, text, at, begin);
		if (line.len)
			take_pair(out, line.data);
		buf_release(&line);
	}
	return close ? end : 0;
}
