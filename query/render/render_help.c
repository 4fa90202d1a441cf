#include "query/render/render_help.h"

#include "query/language/words.h"

void render_json_help(struct json *json, const struct help *help)
{
	if (!help)
		return;
	json_key(json, "suggestions");
	json_begin_object(json);
	json_key(json, "queries");
	json_begin_array(json);
	for (size_t i = 0; i < help->query_count; i++) {
		const struct help_query *query = &help->queries[i];

		json_begin_object(json);
		json_put_string(json, "query", query->query);
		json_put_string(json, "kind", help_kind_name(query->kind));
		json_put_string(json, "from", query->from);
		json_put_string(json, "to", query->to);
		json_put_uint(json, "count", query->count);
		json_end_object(json);
	}
	json_end_array(json);
	json_key(json, "parts");
	json_begin_array(json);
	for (size_t i = 0; i < help->part_count; i++) {
		json_begin_object(json);
		json_put_string(json, "text", help->parts[i].text);
		json_put_uint(json, "count", help->parts[i].count);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

static void put_line(const struct screen *screen, const char *lead,
		     const char *text, uint64_t count, const char *lang)
{
	struct buf line = BUF_INIT;

	buf_put_format(&line, "%s%s  ", lead, text);
	words_put_total(&line, lang, count, 1, 0);
	screen_put(screen, SCREEN_PLAIN, "", line.data);
	buf_release(&line);
}

void render_text_help(const struct screen *screen, const struct help *help,
		      const char *lang)
{
	if (!help)
		return;
	if (help->query_count)
		screen_put(screen, SCREEN_BOLD, "", words(WORD_MEANT, lang));
	for (size_t i = 0; i < help->query_count; i++)
		put_line(screen, "  ", help->queries[i].query,
			 help->queries[i].count, lang);
	if (help->part_count)
		screen_put(screen, SCREEN_BOLD, "", words(WORD_ALONE, lang));
	for (size_t i = 0; i < help->part_count; i++)
		put_line(screen, "  ", help->parts[i].text,
			 help->parts[i].count, lang);
}
