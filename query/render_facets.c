#include "query/render_facets.h"

#include <inttypes.h>
#include <stdio.h>

#include "query/render.h"
#include "query/width.h"

enum { DEEPEST = 8, NAME_COLUMNS = 28, COUNT_COLUMNS = 8 };

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
	const struct answer *answer;
	enum facet_kind kind;
	const char *lang;
	uint64_t most;
};

static void put_repeated(struct buf *out, const char *text, size_t count)
{
	for (; count; count--)
		buf_put_string(out, text);
}

/* Rounded up, so that what was found is never without a bar. */
static size_t bar_columns(const struct bars *bars, uint64_t count)
{
	size_t used = NAME_COLUMNS + COUNT_COLUMNS + 4;
	size_t room = screen_room(bars->screen);

	room = room > used ? room - used : 1;
	if (room > 60)
		room = 60;
	return bars->most ? (size_t)(((double)count * (double)room +
				      (double)bars->most - 1) /
				     (double)bars->most) : 0;
}

static void put_bar(void *context, const struct answer_facet *facet,
		    unsigned depth)
{
	const struct bars *bars = context;
	struct buf *out = bars->screen->out;
	const char *name = render_facet_name(bars->answer, bars->kind, facet,
					     bars->lang);
	struct buf safe = BUF_INIT;
	size_t width;

	put_repeated(&safe, "  ", depth + 1);
	screen_put_safe(&safe, bars->kind == FACET_YEAR && facet->id[0] == 'u'
			? words(WORD_UNDATED_YEAR, bars->lang) : name);
	width = width_text(safe.data);
	buf_put_string(out, safe.data);
	put_repeated(out, " ", width < NAME_COLUMNS ? NAME_COLUMNS - width : 1);
	buf_put_format(out, "%*" PRIu64 "  ", COUNT_COLUMNS, facet->count);
	screen_begin_style(bars->screen, SCREEN_LABEL);
	put_repeated(out, "▇", bar_columns(bars, facet->count));
	screen_end_style(bars->screen, SCREEN_LABEL);
	buf_put_byte(out, '\n');
	buf_release(&safe);
}

void render_text_facets(const struct screen *screen,
			const struct answer *answer, const char *lang)
{
	for (enum facet_kind kind = 0; kind < FACET_KINDS; kind++) {
		const struct answer_facets *facets = &answer->facets[kind];
		struct bars bars = { screen, answer, kind, lang, 0 };

		if (!facets->asked || !facets->count)
			continue;
		for (size_t i = 0; i < facets->count; i++) {
			if (facets->at[i].count > bars.most)
				bars.most = facets->at[i].count;
		}
		buf_put_byte(screen->out, '\n');
		screen_put(screen, SCREEN_BOLD, "",
			   words(render_facet_word(kind), lang));
		render_each_facet(facets, put_bar, &bars);
	}
}
