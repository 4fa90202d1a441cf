/* A trend as a picture: a block a phrase, a bar a year. */
#include "query/command/render_trend.h"

#include <math.h>
#include <string.h>

#include "query/render/screen.h"
#include "query/language/width.h"
#include "query/language/words.h"

enum { NUMBER_COLUMNS = 9, BAR_MOST = 60, RUN_LEAST = 3, YEARS_COLUMNS = 9 };

/* What the blocks of the terminal have in common. */
struct picture {
	struct screen screen;
	const struct trend *trend;
	const char *lang;
	size_t name_columns, head_columns[4], bar_columns;
};

static const enum word heads[] = { WORD_TREND_TIMES, WORD_TREND_PASSAGES,
				   WORD_TREND_DOCUMENTS, WORD_TREND_RATE };
enum { HEADS = sizeof(heads) / sizeof(heads[0]) };

static void put_blanks(struct buf *out, size_t count)
{
	for (; count; count--)
		buf_put_byte(out, ' ');
}

/* Text of the picture's own, flush right in so many columns. */
static void put_right(struct buf *out, const char *text, size_t columns)
{
	const size_t width = width_text(text);

	put_blanks(out, width < columns ? columns - width : 0);
	buf_put_string(out, text);
}

static void put_left(struct buf *out, const char *text, size_t columns)
{
	const size_t width = width_text(text);

	screen_put_safe(out, text);
	put_blanks(out, width < columns ? columns - width : 0);
}

static void measure(struct picture *picture)
{
	const struct trend *trend = picture->trend;
	size_t used;

	picture->name_columns = width_text(words(trend->by_region ?
		WORD_REGION : WORD_YEAR, picture->lang));
	for (size_t i = 0; i < trend->bucket_count; i++) {
		const size_t width = width_text(render_trend_name(trend,
				&trend->buckets[i], picture->lang));

		if (width > picture->name_columns)
			picture->name_columns = width;
	}
	if (!trend->by_region && picture->name_columns < YEARS_COLUMNS)
		picture->name_columns = YEARS_COLUMNS;
	used = 2 + picture->name_columns;
	for (size_t i = 0; i < HEADS; i++) {
		const size_t width = width_text(words(heads[i], picture->lang));

		picture->head_columns[i] = width > NUMBER_COLUMNS
			? width : NUMBER_COLUMNS;
		used += 1 + picture->head_columns[i];
	}
	picture->bar_columns = picture->screen.columns > used + 2
		? picture->screen.columns - used - 2 : 0;
	if (picture->bar_columns > BAR_MOST)
		picture->bar_columns = BAR_MOST;
}

static void put_heads(const struct picture *picture)
{
	const struct screen *screen = &picture->screen;

	screen_begin_style(screen, SCREEN_FAINT);
	put_blanks(screen->out, 2);
	put_left(screen->out, words(picture->trend->by_region ? WORD_REGION
				    : WORD_YEAR, picture->lang),
		 picture->name_columns);
	for (size_t i = 0; i < HEADS; i++)
		put_right(screen->out, words(heads[i], picture->lang),
			  picture->head_columns[i] + 1);
	screen_end_style(screen, SCREEN_FAINT);
	buf_put_byte(screen->out, '\n');
}

/* Rows from begin on that are shown as one. */
struct run {
	size_t begin, end;
	bool has_text;
};

static void put_name(const struct picture *picture, const struct run *run)
{
	const struct trend *trend = picture->trend;
	struct buf name = BUF_INIT;

	if (run->begin == trend->bucket_count)
		buf_put_string(&name, words(WORD_ALL, picture->lang));
	else
		buf_put_string(&name, render_trend_name(trend,
			&trend->buckets[run->begin], picture->lang));
	if (run->end > run->begin + 1)
		buf_put_format(&name, "–%s", trend->buckets[run->end - 1].id);
	put_blanks(picture->screen.out, 2);
	put_left(picture->screen.out, name.data, picture->name_columns);
	buf_release(&name);
}

static void put_bar_row(const struct picture *picture, const struct run *run,
			const struct trend_cell *cell, double rate, double most)
{
	const uint64_t counts[] = { cell->occurrences, cell->passages,
				    cell->documents };
	struct buf *out = picture->screen.out, value = BUF_INIT;

	put_name(picture, run);
	for (size_t i = 0; i < HEADS; i++) {
		buf_clear(&value);
		if (!run->has_text)
			buf_put_string(&value, "·");
		else if (i < HEADS - 1)
			screen_put_number(&value, counts[i]);
		else
			render_trend_put_rate(&value, rate);
		put_right(out, value.data, picture->head_columns[i] + 1);
	}
	if (most > 0 && rate > 0)
		screen_put_bar(&picture->screen, "  ", rate / most,
			       picture->bar_columns);
	buf_put_byte(out, '\n');
	buf_release(&value);
}

static bool is_plain_year(const struct trend *trend, size_t at)
{
	return at < trend->bucket_count &&
	       strcmp(trend->buckets[at].id, "undated");
}

/* Years before the first use and after the last, and years without text, are
 * shown together where they would fill the screen. */
static struct run next_run(const struct trend *trend,
			   const struct trend_phrase *phrase, size_t at)
{
	struct run run = { at, at + 1, trend->buckets[at].passages > 0 };
	size_t end = at, gaps_end = at;
	bool has_text = false;

	if (trend->by_region)
		return run;
	while (is_plain_year(trend, end) && !phrase->cells[end].occurrences)
		has_text |= trend->buckets[end++].passages > 0;
	while (gaps_end < end && !trend->buckets[gaps_end].passages)
		gaps_end++;
	if ((!at || !is_plain_year(trend, end)) && end - at >= RUN_LEAST)
		return (struct run){ at, end, has_text };
	if (gaps_end - at >= RUN_LEAST)
		return (struct run){ at, gaps_end, false };
	return run;
}

static void put_rows(const struct picture *picture,
		     const struct trend_phrase *phrase)
{
	const struct trend *trend = picture->trend;
	const struct run all = { trend->bucket_count, trend->bucket_count + 1,
				 trend->all.passages > 0 };
	double most = 0;

	for (size_t i = 0; i < trend->bucket_count; i++)
		most = fmax(most, trend_rate(phrase->cells[i].occurrences,
					     &trend->buckets[i]));
	for (size_t i = 0; i < trend->bucket_count;) {
		const struct run run = next_run(trend, phrase, i);

		put_bar_row(picture, &run, &phrase->cells[i], trend_rate(
				phrase->cells[i].occurrences,
				&trend->buckets[i]), most);
		i = run.end;
	}
	put_bar_row(picture, &all, &phrase->all,
		    trend_rate(phrase->all.occurrences, &trend->all), 0);
}

static void put_block(struct picture *picture,
		      const struct trend_phrase *phrase)
{
	struct screen *screen = &picture->screen;
	struct buf first = BUF_INIT;

	screen->indent = 0;
	screen_put(screen, SCREEN_BOLD, "", phrase->text);
	put_heads(picture);
	put_rows(picture, phrase);
	screen->indent = 2;
	if (phrase->all.id) {
		words_put(&first, WORD_TREND_FIRST, picture->lang,
			  phrase->all.date);
		screen_put(screen, SCREEN_FAINT, "", first.data);
		screen_put(screen, SCREEN_FAINT, "", phrase->all.id);
	}
	buf_release(&first);
}

void render_trend_text(struct buf *out, const struct trend *trend,
		       const struct render_options *options)
{
	struct picture picture = {
		.screen = { out, options->color, options->columns, 2 },
		.trend = trend, .lang = options->lang
	};

	measure(&picture);
	for (size_t i = 0; i < trend->phrase_count; i++) {
		if (i)
			buf_put_byte(out, '\n');
		put_block(&picture, &trend->phrases[i]);
	}
}
