#include "query/render/render_facets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/render/render.h"
#include "query/language/width.h"

enum { DEEPEST = 8, NAME_LEAST = 10, BAR_LEAST = 8, BAR_MOST = 60,
       COUNT_COLUMNS = 9, PERCENT_COLUMNS = 6, SHOWN = 20 };

static void each_under(const struct answer_facets *facets, int parent,
		       unsigned depth, render_facet_fn *each, void *context)
{
	for (size_t i = 0; i < facets->count; i++) {
		if (facets->at[i].parent != parent)
			continue;
		each(context, &facets->at[i], depth);
		if (depth < DEEPEST)
			each_under(facets, (int)i, depth + 1, each, context);
	}
}

/* Only trees are walked as such: a flat list of many entries stays linear. */
void render_each_facet(const struct answer_facets *facets,
		       render_facet_fn *each, void *context)
{
	bool tree = false;

	for (size_t i = 0; i < facets->count && !tree; i++)
		tree = facets->at[i].parent >= 0;
	if (tree) {
		each_under(facets, -1, 0, each, context);
		return;
	}
	for (size_t i = 0; i < facets->count; i++)
		each(context, &facets->at[i], 0);
}

enum word render_facet_word(enum facet_kind kind)
{
	switch (kind) {
	case FACET_TOPIC:
		return WORD_TOPIC;
	case FACET_REGION:
		return WORD_REGION;
	case FACET_PLATFORM:
		return WORD_PLATFORM;
	case FACET_YEAR:
		return WORD_YEAR;
	case FACET_PUBLISHER:
	case FACET_KINDS:
		break;
	}
	return WORD_PUBLISHER;
}

struct bars {
	const struct screen *screen;
	const struct rendering *rendering;
	enum facet_kind kind;
	uint64_t most;
	size_t widest, name_columns, bar_columns;
	size_t shown, left;	/* entries; left: those there is no room for */
	bool is_tree;
	struct buf none;	/* the names of those with nothing */
};

static void put_blanks(struct buf *out, size_t count)
{
	for (; count; count--)
		buf_put_byte(out, ' ');
}

/* An entry's name behind the indent of its depth, safe for a terminal. */
static void put_name(struct buf *out, const struct bars *bars,
		     const struct answer_facet *facet, unsigned depth)
{
	const struct rendering *rendering = bars->rendering;
	const char *lang = rendering->options->lang;

	put_blanks(out, 2 * (size_t)(depth + 1));
	if (bars->kind == FACET_YEAR && !strcmp(facet->id, "undated"))
		buf_put_string(out, words(WORD_UNDATED_YEAR, lang));
	else
		screen_put_safe(out, render_facet_name(rendering->answer,
						       bars->kind, facet,
						       lang));
}

static void measure_name(void *context, const struct answer_facet *facet,
			 unsigned depth)
{
	struct bars *bars = context;
	struct buf name = BUF_INIT;
	size_t width;

	put_name(&name, bars, facet, depth);
	width = width_text(name.data);
	if (width > bars->widest)
		bars->widest = width;
	if (facet->count > bars->most)
		bars->most = facet->count;
	buf_release(&name);
}

static void measure(struct bars *bars, const struct answer_facets *facets)
{
	bars->most = 0;
	bars->is_tree = false;
	for (size_t i = 0; i < facets->count && !bars->is_tree; i++)
		bars->is_tree = facets->at[i].parent >= 0;
	render_each_facet(facets, measure_name, bars);
}

/* All kinds are laid out alike. */
static void lay_out(struct bars *bars)
{
	const size_t room = screen_room(bars->screen);
	const size_t most = room * 2 / 5 > NAME_LEAST ? room * 2 / 5
						      : NAME_LEAST;
	size_t used;

	bars->widest = NAME_LEAST;
	for (enum facet_kind kind = 0; kind < FACET_KINDS; kind++) {
		bars->kind = kind;
		measure(bars, &bars->rendering->answer->facets[kind]);
	}
	bars->name_columns = bars->widest < most ? bars->widest : most;
	used = bars->name_columns + COUNT_COLUMNS + PERCENT_COLUMNS + 2;
	bars->bar_columns = room > used + BAR_LEAST ? room - used : BAR_LEAST;
	if (bars->bar_columns > BAR_MOST)
		bars->bar_columns = BAR_MOST;
}

/* Flush right: the count, and how much of the answer that is. */
static void put_count(const struct bars *bars, uint64_t count)
{
	const uint64_t total = bars->rendering->answer->total;
	struct buf *out = bars->screen->out, text = BUF_INIT;

	screen_put_number(&text, count);
	put_blanks(out, text.len < COUNT_COLUMNS ? COUNT_COLUMNS - text.len : 1);
	buf_put_string(out, text.data);
	buf_clear(&text);
	if (count && total && count * 200 < total)
		buf_put_string(&text, "<1%");
	else
		buf_put_format(&text, "%" PRIu64 "%%", total ?
			       (count * 200 + total) / (total * 2) : 0);
	put_blanks(out, text.len < PERCENT_COLUMNS ?
		   PERCENT_COLUMNS - text.len : 1);
	screen_begin_style(bars->screen, SCREEN_FAINT);
	buf_put_string(out, text.data);
	screen_end_style(bars->screen, SCREEN_FAINT);
	buf_release(&text);
}

static void note_none(struct bars *bars, const struct answer_facet *facet)
{
	struct buf name = BUF_INIT;

	put_name(&name, bars, facet, 0);
	buf_put_format(&bars->none, "%s%s", bars->none.len ? "  " : "",
		       name.data + strspn(name.data, " "));
	buf_release(&name);
}

static void put_bar(void *context, const struct answer_facet *facet,
		    unsigned depth)
{
	struct bars *bars = context;
	struct buf *out = bars->screen->out, name = BUF_INIT;
	size_t width;

	if (!facet->count && !bars->is_tree) {
		note_none(bars, facet);
		return;
	}
	if (bars->kind == FACET_PUBLISHER && bars->shown == SHOWN &&
	    bars->rendering->request->limit != REQUEST_ALL) {
		bars->left++;
		return;
	}
	bars->shown++;
	put_name(&name, bars, facet, depth);
	width = width_text(name.data);
	if (!facet->count)
		screen_begin_style(bars->screen, SCREEN_FAINT);
	screen_put_cut(out, name.data, bars->name_columns);
	put_blanks(out, width < bars->name_columns ? bars->name_columns - width
						   : 0);
	if (!facet->count)
		screen_end_style(bars->screen, SCREEN_FAINT);
	put_count(bars, facet->count);
	if (facet->count)
		screen_put_bar(bars->screen, "  ", (double)facet->count /
			       (double)bars->most, bars->bar_columns);
	buf_put_byte(out, '\n');
	buf_release(&name);
}

static int by_id(const void *a, const void *b)
{
	const struct answer_facet *left = a, *right = b;

	return strcmp(left->id, right->id);
}

/* Years are read as a line of time: oldest first, "undated" behind them. */
static void put_years(struct bars *bars, const struct answer_facets *facets)
{
	struct answer_facets sorted = { true, NULL, facets->count };

	sorted.at = mem_array(facets->count, sizeof(*sorted.at));
	memcpy(sorted.at, facets->at, facets->count * sizeof(*sorted.at));
	qsort(sorted.at, sorted.count, sizeof(*sorted.at), by_id);
	render_each_facet(&sorted, put_bar, bars);
	free(sorted.at);
}

static void put_rest(const struct bars *bars)
{
	const char *lang = bars->rendering->options->lang;
	struct screen screen = *bars->screen;
	struct buf line = BUF_INIT;
	char number[32];

	screen.indent = 2;
	if (bars->left) {
		snprintf(number, sizeof(number), "%zu", bars->left);
		words_put(&line, WORD_MORE_ENTRIES, lang, number);
		screen_put(&screen, SCREEN_FAINT, "", line.data);
		buf_clear(&line);
	}
	if (bars->none.len) {
		words_put(&line, WORD_NONE_OF, lang, bars->none.data);
		screen_put(&screen, SCREEN_FAINT, "", line.data);
	}
	buf_release(&line);
}

void render_text_facets(const struct screen *screen,
			const struct rendering *rendering)
{
	const char *lang = rendering->options->lang;
	struct bars bars = { .screen = screen, .rendering = rendering };

	lay_out(&bars);
	for (enum facet_kind kind = 0; kind < FACET_KINDS; kind++) {
		const struct answer_facets *facets =
			&rendering->answer->facets[kind];

		if (!facets->asked || !facets->count)
			continue;
		bars.kind = kind;
		bars.shown = bars.left = 0;
		measure(&bars, facets);
		buf_put_byte(screen->out, '\n');
		screen_put(screen, SCREEN_BOLD, "",
			   words(render_facet_word(kind), lang));
		if (kind == FACET_YEAR)
			put_years(&bars, facets);
		else
			render_each_facet(facets, put_bar, &bars);
		put_rest(&bars);
		buf_release(&bars.none);
	}
}
