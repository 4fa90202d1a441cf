#include "query/command/render_trend.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "query/render/cell.h"
#include "query/language/words.h"

enum { RATE_DECIMALS = 2 };

const char *render_trend_name(const struct trend *trend,
			      const struct trend_bucket *bucket,
			      const char *lang)
{
	if (trend->by_region)
		return answer_label_name(&trend->answer, LABEL_REGION,
					 bucket->id, lang);
	return strcmp(bucket->id, "undated") ? bucket->id
					     : words(WORD_UNDATED_YEAR, lang);
}

/* Not printf's %f: its point depends on the locale. */
void render_trend_put_rate(struct buf *out, double rate)
{
	const uint64_t hundredths = (uint64_t)llround(rate * 100);

	buf_put_format(out, "%" PRIu64 ".%02" PRIu64, hundredths / 100,
		       hundredths % 100);
}

static void put_first(struct json *json, const struct trend_cell *cell)
{
	json_key(json, "first");
	if (!cell->id) {
		json_null(json);
		return;
	}
	json_begin_object(json);
	json_put_string(json, "date", cell->date);
	json_put_string(json, "id", cell->id);
	json_end_object(json);
}

static void put_counts(struct json *json, const struct trend_cell *cell,
		       const struct trend_bucket *bucket)
{
	static const char *const keys[] = { "occurrences", "passages",
					    "documents", "per_million" };

	if (!bucket->passages) {
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			json_put_null(json, keys[i]);
	} else {
		json_put_uint(json, keys[0], cell->occurrences);
		json_put_uint(json, keys[1], cell->passages);
		json_put_uint(json, keys[2], cell->documents);
		json_key(json, keys[3]);
		json_real(json, trend_rate(cell->occurrences, bucket),
			  RATE_DECIMALS);
	}
	put_first(json, cell);
	json_put_uint(json, "characters", bucket->characters);
}

/* The keys of one year or region, into an object that the caller began. */
static void put_row(struct json *json, const struct trend *trend,
		    const struct trend_phrase *phrase, size_t bucket,
		    const char *lang)
{
	json_put_string(json, "id", trend->buckets[bucket].id);
	json_put_string(json, "name", trend->by_region ?
			render_trend_name(trend, &trend->buckets[bucket], lang)
			: trend->buckets[bucket].id);
	put_counts(json, &phrase->cells[bucket], &trend->buckets[bucket]);
}

static void put_phrase(struct json *json, const struct trend *trend,
		       const struct trend_phrase *phrase, const char *lang)
{
	json_begin_object(json);
	json_put_string(json, "phrase", phrase->text);
	put_counts(json, &phrase->all, &trend->all);
	json_key(json, "rows");
	json_begin_array(json);
	for (size_t i = 0; i < trend->bucket_count; i++) {
		json_begin_object(json);
		put_row(json, trend, phrase, i, lang);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

static void put_json(struct buf *out, const struct trend *trend,
		     const char *lang)
{
	struct json json = json_into(out);

	json_begin_object(&json);
	json_put_uint(&json, "format", RENDER_FORMAT);
	json_put_string(&json, "trend", trend->by_region ? "region" : "year");
	json_key(&json, "took_ms");
	json_real(&json, trend->took_ms, 2);
	json_key(&json, "warnings");
	json_begin_array(&json);
	for (size_t i = 0; i < trend->answer.warning_count; i++)
		json_string(&json, trend->answer.warnings[i]);
	json_end_array(&json);
	json_key(&json, "phrases");
	json_begin_array(&json);
	for (size_t i = 0; i < trend->phrase_count; i++)
		put_phrase(&json, trend, &trend->phrases[i], lang);
	json_end_array(&json);
	json_end_object(&json);
	buf_put_byte(out, '\n');
}

static void put_jsonl(struct buf *out, const struct trend *trend,
		      const char *lang)
{
	for (size_t p = 0; p < trend->phrase_count; p++)
		for (size_t i = 0; i < trend->bucket_count; i++) {
			struct json json = json_into(out);

			json_begin_object(&json);
			json_put_uint(&json, "format", RENDER_FORMAT);
			json_put_string(&json, "phrase",
					trend->phrases[p].text);
			put_row(&json, trend, &trend->phrases[p], i, lang);
			json_end_object(&json);
			buf_put_byte(out, '\n');
		}
}

static void put_header(struct cells *cells, bool by_region)
{
	static const char *const columns[] = {
		"phrase", "year", "occurrences", "passages", "documents",
		"per_million", "first_date", "first_id", "characters"
	};
	const size_t count = sizeof(columns) / sizeof(columns[0]);

	cell_put(cells, columns[0]);
	cell_put(cells, by_region ? "region" : columns[1]);
	if (by_region)
		cell_put(cells, "name");
	cell_put_header(cells, columns + 2, count - 2);
}

static void put_line(struct cells *cells, const struct trend *trend,
		     const struct trend_phrase *phrase, size_t number,
		     const char *lang)
{
	const struct trend_bucket *bucket = &trend->buckets[number];
	const struct trend_cell *cell = &phrase->cells[number];
	struct buf rate = BUF_INIT;

	cell_put(cells, phrase->text);
	cell_put(cells, bucket->id);
	if (trend->by_region)
		cell_put(cells, render_trend_name(trend, bucket, lang));
	render_trend_put_rate(&rate, trend_rate(cell->occurrences, bucket));
	if (bucket->passages) {
		cell_put_uint(cells, cell->occurrences);
		cell_put_uint(cells, cell->passages);
		cell_put_uint(cells, cell->documents);
		cell_put_number(cells, rate.data);
	}
	for (int i = 0; !bucket->passages && i < 4; i++)
		cell_put(cells, "");
	cell_put(cells, cell->date);
	cell_put(cells, cell->id);
	cell_put_uint(cells, bucket->characters);
	cell_end_line(cells);
	buf_release(&rate);
}

static void put_table(struct buf *out, const struct trend *trend,
		      char separator, const char *lang)
{
	struct cells cells = { out, separator, false };

	put_header(&cells, trend->by_region);
	for (size_t p = 0; p < trend->phrase_count; p++)
		for (size_t i = 0; i < trend->bucket_count; i++)
			put_line(&cells, trend, &trend->phrases[p], i, lang);
}

void render_trend(struct buf *out, const struct trend *trend,
		  enum command_format format,
		  const struct render_options *options)
{
	switch (format) {
	case FORMAT_TEXT:
		render_trend_text(out, trend, options);
		break;
	case FORMAT_JSON:
		put_json(out, trend, options->lang);
		break;
	case FORMAT_JSONL:
		put_jsonl(out, trend, options->lang);
		break;
	case FORMAT_CSV:
	case FORMAT_TREC:	/* refused on the command line */
		put_table(out, trend, ',', options->lang);
		break;
	case FORMAT_TSV:
		put_table(out, trend, '\t', options->lang);
		break;
	}
}
