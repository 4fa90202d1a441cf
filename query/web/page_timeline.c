/* The answer over time, as bars that are links: SVG without a script or a style
 * of its own, and the same figures as a table. */
#include "query/web/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/web/html.h"
#include "query/web/link.h"

enum {
	MONTHS = 12, MONTH_LEN = 6, YEAR_LEN = 4,
	WIDTH = 720, HEIGHT = 96, LABEL_HEIGHT = 20, WIDEST = 48,
	BARS_MOST = 150,	/* beyond, a bar would be too thin to hit */
	WRITTEN_LEAST = 100	/* passages of a year that make a share of it */
};

struct bar {
	char id[32];		/* "2009", "2009-03" */
	char name[16];		/* below the bar */
	uint64_t count;
	double height;		/* what is drawn: a count, or a share */
};

struct timeline {
	const struct page *page;
	struct bar *bars;
	size_t count;
	double most;
	bool is_shares;		/* of what was written in that year */
	bool is_months;
};

/* The one year that the request is narrowed to, or 0. */
static int chosen_year(const struct request *request)
{
	const char *from = request->from, *to = request->to;

	if (!from || !to || strlen(from) < YEAR_LEN ||
	    strncmp(from, to, YEAR_LEN))
		return 0;
	return atoi(from);	/* a valid date: four digits begin it */
}

void page_ask_time(struct request *request)
{
	request->months = chosen_year(request) != 0;
}

static uint64_t count_of(const struct answer *answer, const char *id)
{
	const struct answer_facets *years = &answer->facets[FACET_YEAR];

	for (size_t i = 0; i < years->count; i++) {
		if (!strcmp(years->at[i].id, id))
			return years->at[i].count;
	}
	return 0;
}

static void add_months(struct timeline *line, int year)
{
	line->is_months = true;
	line->bars = mem_array(MONTHS, sizeof(*line->bars));
	for (int month = 1; month <= MONTHS; month++) {
		struct bar *bar = &line->bars[line->count++];
		char id[32];

		snprintf(id, sizeof(id), "%04d%02d", year, month);
		snprintf(bar->id, sizeof(bar->id), "%04d-%02d", year, month);
		snprintf(bar->name, sizeof(bar->name), "%d", month);
		bar->count = count_of(line->page->answer, id);
		bar->height = (double)bar->count;
	}
}

/* First and last year of the answer; false when none is known. */
static bool find_ends(const struct answer_facets *years, int *first, int *last)
{
	*first = *last = 0;
	for (size_t i = 0; i < years->count; i++) {
		int year = years->at[i].id[0] == 'u' ? 0
						     : atoi(years->at[i].id);

		if (!year || !years->at[i].count)
			continue;
		*first = !*first || year < *first ? year : *first;
		*last = year > *last ? year : *last;
	}
	return *first > 0;
}

/* A share of a year of which next to nothing is there says nothing. */
static void make_shares(struct timeline *line, int first)
{
	const struct survey *survey = line->page->survey;

	line->is_shares = survey && line->page->request->group == GROUP_PASSAGE;
	for (size_t i = 0; line->is_shares && i < line->count; i++) {
		struct bar *bar = &line->bars[i];
		double written = survey->years[first + (int)i];

		if (written < (double)bar->count)
			written = (double)bar->count;
		if (written < WRITTEN_LEAST)
			written = WRITTEN_LEAST;
		bar->height = 1e4 * (double)bar->count / written;
	}
}

static void add_years(struct timeline *line)
{
	const struct answer *answer = line->page->answer;
	int first, last;

	if (!find_ends(&answer->facets[FACET_YEAR], &first, &last) ||
	    last >= SURVEY_YEARS)
		return;
	if (last - first >= BARS_MOST)
		first = last - BARS_MOST + 1;
	line->bars = mem_array((size_t)(last - first + 1),
			       sizeof(*line->bars));
	for (int year = first; year <= last; year++) {
		struct bar *bar = &line->bars[line->count++];

		snprintf(bar->id, sizeof(bar->id), "%04d", year);
		snprintf(bar->name, sizeof(bar->name), "%d", year);
		bar->count = count_of(answer, bar->id);
		bar->height = (double)bar->count;
	}
	make_shares(line, first);
}

static void find_most(struct timeline *line)
{
	for (size_t i = 0; i < line->count; i++) {
		if (line->bars[i].height > line->most)
			line->most = line->bars[i].height;
	}
}

/* "2009: 12 passages", and the share when that is what is drawn. */
static void put_tip(const struct timeline *line, const struct bar *bar)
{
	struct buf text = BUF_INIT;

	words_put_total(&text, line->page->lang, bar->count, true,
			line->page->request->group == GROUP_DOCUMENT);
	html_put(line->page->out, bar->id);
	page_put(line->page, ": ");
	html_put(line->page->out, text.data);
	if (line->is_shares)
		buf_put_format(line->page->out, " (%.1f‱)", bar->height);
	buf_release(&text);
}

static void put_bar(const struct timeline *line, size_t at, double step)
{
	const struct page *page = line->page;
	const struct bar *bar = &line->bars[at];
	struct link_change change = { .within = bar->id };
	double height = line->most > 0 ? bar->height / line->most * HEIGHT : 0;
	double gap = step > 6 ? 2 : step > 3 ? 1 : 0;
	double x = (double)at * step;

	if (bar->count && height < 2)
		height = 2;	/* what was found is never without a bar */
	if (!bar->count)
		return;
	page_put(page, "<a href=\"");
	link_put(page, "", &change);
	page_put(page, "\"><title>");
	put_tip(line, bar);
	buf_put_format(page->out, "</title><rect class=\"hit\" x=\"%.1f\" "
		       "y=\"0\" width=\"%.1f\" height=\"%d\"/>"
		       "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
		       " height=\"%.1f\" rx=\"1\"/></a>\n", x, step, HEIGHT,
		       x + gap / 2, HEIGHT - height, step - gap, height);
}

/* As many names as have room. */
static void put_names(const struct timeline *line, double step)
{
	size_t each = 1;

	while ((double)each * step < (line->is_months ? 20 : 40))
		each += each == 1 && !line->is_months ? 4 : 5;
	for (size_t i = 0; i < line->count; i++) {
		bool round = line->is_months || each == 1 ||
			     !((size_t)atoi(line->bars[i].name) % each);

		if (round)
			buf_put_format(line->page->out, "<text x=\"%.1f\" "
				       "y=\"%d\">%s</text>\n",
				       ((double)i + 0.5) * step,
				       HEIGHT + LABEL_HEIGHT - 5,
				       line->bars[i].name);
	}
}

static void put_picture(const struct timeline *line, const char *title)
{
	const struct page *page = line->page;
	double step = (double)WIDTH / (double)line->count;

	if (step > WIDEST)
		step = WIDEST;
	buf_put_format(page->out, "<svg class=\"timeline\" viewBox=\"0 0 %.0f "
		       "%d\" width=\"%.0f\" role=\"group\"",
		       step * (double)line->count, HEIGHT + LABEL_HEIGHT,
		       step * (double)line->count);
	page_put_attribute(page, "aria-label", title);
	page_put(page, ">\n");
	for (size_t i = 0; i < line->count; i++)
		put_bar(line, i, step);
	buf_put_format(page->out, "<line class=\"axis\" x1=\"0\" x2=\"%.0f\" "
		       "y1=\"%d.5\" y2=\"%d.5\"/>\n<g class=\"names\" "
		       "aria-hidden=\"true\">\n", step * (double)line->count,
		       HEIGHT, HEIGHT);
	put_names(line, step);
	page_put(page, "</g>\n</svg>\n");
}

static void put_row(const struct timeline *line, const struct bar *bar)
{
	const struct page *page = line->page;
	struct link_change change = { .within = bar->id };

	if (!bar->count)
		return;
	page_put(page, "<tr><th scope=\"row\"><a href=\"");
	link_put(page, "", &change);
	buf_put_format(page->out, "\">%s</a></th><td>%" PRIu64 "</td>", bar->id,
		       bar->count);
	if (line->is_shares)
		buf_put_format(page->out, "<td>%.1f</td>", bar->height);
	page_put(page, "</tr>\n");
}

static void put_table(const struct timeline *line)
{
	const struct page *page = line->page;

	page_put(page, "<details class=\"figures\"><summary>");
	page_put_word(page, WORD_AS_TABLE);
	page_put(page, "</summary>\n<table>\n<thead><tr><th scope=\"col\">");
	page_put_word(page, WORD_YEAR);
	page_put(page, "</th><th scope=\"col\">");
	page_put_word(page, page->request->group == GROUP_DOCUMENT
		      ? WORD_IN_DOCUMENTS : WORD_IN_PASSAGES);
	page_put(page, "</th>");
	if (line->is_shares) {
		page_put(page, "<th scope=\"col\">");
		page_put_word(page, WORD_PER_WRITTEN);
		page_put(page, "</th>");
	}
	page_put(page, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < line->count; i++)
		put_row(line, &line->bars[i]);
	page_put(page, "</tbody></table></details>\n");
}

static void put_title(struct buf *out, const struct timeline *line, int year)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", year);
	words_put(out, line->is_months ? WORD_TIMELINE_MONTHS : WORD_TIMELINE,
		  line->page->lang, number);
}

static void put_unit(const struct timeline *line)
{
	page_put(line->page, " <small>");
	page_put_word(line->page, line->is_shares ? WORD_PER_WRITTEN
		: line->page->request->group == GROUP_DOCUMENT
		? WORD_IN_DOCUMENTS : WORD_IN_PASSAGES);
	page_put(line->page, "</small>");
}

static void put_all_years(const struct page *page)
{
	struct link_change all = { .within = "" };

	page_put(page, "<p class=\"wider\"><a href=\"");
	link_put(page, "", &all);
	page_put(page, "\">‹ ");
	page_put_word(page, WORD_YEARS_ALL);
	page_put(page, "</a></p>\n");
}

void page_timeline(const struct page *page)
{
	struct timeline line = { .page = page };
	int year = chosen_year(page->request);
	struct buf title = BUF_INIT;

	if (year)
		add_months(&line, year);
	else
		add_years(&line);
	find_most(&line);
	if (line.most > 0) {
		put_title(&title, &line, year);
		page_put(page, "<section class=\"picture\">\n<h2>");
		html_put(page->out, title.data);
		put_unit(&line);
		page_put(page, "</h2>\n");
		put_picture(&line, title.data);
		if (year)
			put_all_years(page);
		put_table(&line);
		page_put(page, "</section>\n");
	}
	buf_release(&title);
	free(line.bars);
}
