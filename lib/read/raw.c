#include "read/raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"

void raw_init(struct raw_document *raw)
{
	memset(raw, 0, sizeof(*raw));
}

static void list_clear(struct raw_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i]);
	free(list->at);
	memset(list, 0, sizeof(*list));
}

void raw_clear(struct raw_document *raw)
{
	char **fields[] = { &raw->id, &raw->title, &raw->date, &raw->publisher,
			    &raw->author, &raw->url, &raw->region };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		free(*fields[i]);
		*fields[i] = NULL;
	}
	list_clear(&raw->topics);
	list_clear(&raw->platforms);
	text_clear(&raw->text);
	memset(&raw->decoded, 0, sizeof(raw->decoded));
	raw->title_in_text = false;
	raw->title_apart = false;
	raw->base = raw->whole = 0;
	raw->count = 0;
}

void raw_release(struct raw_document *raw)
{
	raw_clear(raw);
	text_release(&raw->text);
	free(raw->blocks);
	raw_init(raw);
}

/* Where the text begins after white space, and where it ends before some. */
static const char *trimmed(const char *value, size_t *len)
{
	const char *end = value + *len, *begin = value, *last = value;

	while (begin < end) {
		const char *at = begin;

		if (!is_space(utf8_next(&at, end)))
			break;
		begin = at;
	}
	for (const char *at = last = begin; at < end;)
		if (!is_space(utf8_next(&at, end)))
			last = at;
	*len = (size_t)(last - begin);
	return begin;
}

void raw_set(char **field, const char *value, size_t len)
{
	const char *begin = trimmed(value, &len);

	if (len && !*field)
		*field = mem_string_len(begin, len);
}

void raw_list_add(struct raw_list *list, const char *value, size_t len)
{
	const char *begin = trimmed(value, &len);

	if (!len)
		return;
	mem_reserve(&list->at, &list->capacity, list->count + 2,
		    sizeof(*list->at));
	list->at[list->count++] = mem_string_len(begin, len);
	list->at[list->count] = NULL;
}

void raw_end_block(struct raw_document *raw, size_t begin,
		   enum block_kind kind, int level, enum clean_layout layout)
{
	if (begin == raw->text.count)
		return;
	mem_reserve(&raw->blocks, &raw->capacity, raw->count + 1,
		    sizeof(*raw->blocks));
	raw->blocks[raw->count++] = (struct raw_block){
		kind, level, layout, begin, raw->text.count };
}
