#include "read/ofd_lines.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/fold.h"
#include "text/heading.h"

enum {
	WIDE_LEAST = 15,	/* characters of a line that can be full */
	TITLE_TEXT_LEAST = 3,	/* such lines on a page that has a title */
	TITLE_LINE_LEAST = 6,	/* characters of a title's line that goes on */
	LINES_LEAST = 2		/* full lines that show where the margin is */
};

/* Runs [begin, end) on one baseline. */
struct line {
	size_t begin, end;
	size_t page;
	double left, right, y, size;
	size_t count;		/* characters */
	bool has_columns;	/* with wide gaps between them */
	bool is_full;		/* reaches the right margin */
	bool is_aside, is_dropped;
};

/* Where the lines of a page begin and end. */
struct margins {
	double left, right;
	double size;		/* of the characters of running text, on average */
	size_t wide, full;	/* lines */
	bool has_indents;
};

struct lines {
	struct line *at;
	size_t count, capacity;
};

static int by_place(const void *one, const void *other)
{
	const struct ofd_run *a = one, *b = other;

	if (a->is_aside != b->is_aside)
		return a->is_aside ? 1 : -1;
	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->y < b->y || a->y > b->y)
		return a->y < b->y ? -1 : 1;
	return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static int by_x(const void *one, const void *other)
{
	const struct ofd_run *a = one, *b = other;

	if (a->x < b->x || a->x > b->x)
		return a->x < b->x ? -1 : 1;
	return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static bool is_on(const struct line *line, const struct ofd_run *run)
{
	double size = run->size > line->size ? run->size : line->size;

	return run->page == line->page && run->is_aside == line->is_aside &&
	       run->y - line->y < size * 0.4;
}

static void add_line(struct lines *lines, const struct ofd_run *run, size_t i)
{
	mem_reserve(&lines->at, &lines->capacity, lines->count + 1,
		    sizeof(*lines->at));
	lines->at[lines->count++] = (struct line){
		.begin = i, .end = i, .page = run->page, .left = run->x,
		.right = run->right, .y = run->y, .size = run->size,
		.is_aside = run->is_aside };
}

static void order_line(struct line *line, struct ofd_runs *runs)
{
	qsort(runs->at + line->begin, line->end - line->begin,
	      sizeof(*runs->at), by_x);
	for (size_t i = line->begin; i + 1 < line->end; i++)
		line->has_columns |= runs->at[i + 1].x - runs->at[i].right >
				     2 * line->size;
}

static void find_lines(struct lines *lines, struct ofd_runs *runs)
{
	if (runs->count)
		qsort(runs->at, runs->count, sizeof(*runs->at), by_place);
	for (size_t i = 0; i < runs->count; i++) {
		const struct ofd_run *run = &runs->at[i];
		struct line *line;

		if (!lines->count || !is_on(&lines->at[lines->count - 1], run))
			add_line(lines, run, i);
		line = &lines->at[lines->count - 1];
		line->end = i + 1;
		line->count += run->end - run->begin;
		line->left = fmin(line->left, run->x);
		line->right = fmax(line->right, run->right);
		line->size = fmax(line->size, run->size);
	}
	for (size_t i = 0; i < lines->count; i++)
		order_line(&lines->at[i], runs);
}

static bool is_number_mark(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == '-' || cp == 0x2014 ||
	       cp == 0x2013 || cp == 0xB7 || cp == '/' || is_space(cp);
}

/* 3, - 3 -, — 3 —, 3 / 12 */
static bool is_page_number(const struct ofd_runs *runs, const struct line *line)
{
	size_t digits = 0;

	for (size_t i = line->begin; i < line->end; i++)
		for (size_t j = runs->at[i].begin; j < runs->at[i].end; j++) {
			uint32_t cp = fold_cp(runs->text.cp[j]);

			if (!is_number_mark(cp))
				return false;
			digits += cp >= '0' && cp <= '9';
		}
	return digits >= 1 && digits <= 4;
}

/* Does the line say something about the margins? */
static bool is_wide(const struct line *line)
{
	return !line->is_dropped && !line->has_columns &&
	       line->count >= WIDE_LEAST;
}

static struct margins find_margins(const struct lines *lines, size_t begin,
				   size_t end)
{
	struct margins margins = { .left = 1e9, .right = -1e9 };

	for (size_t i = begin; i < end; i++) {
		const struct line *line = &lines->at[i];

		if (!is_wide(line))
			continue;
		margins.wide++;
		margins.size += line->size;
		margins.left = fmin(margins.left, line->left);
		margins.right = fmax(margins.right, line->right);
	}
	margins.size /= margins.wide ? (double)margins.wide : 1;
	for (size_t i = begin; i < end; i++) {
		const struct line *line = &lines->at[i];

		if (!is_wide(line))
			continue;
		margins.full += line->right > margins.right - 2 * line->size;
		margins.has_indents |=
			line->left > margins.left + 1.5 * line->size &&
			line->left < margins.left + 2.5 * line->size;
	}
	return margins;
}

/* Which lines of one page are full, and which is its number. */
static void judge_page(struct lines *lines, const struct ofd_runs *runs,
		       size_t begin, size_t end, struct margins *margins)
{
	if (end - begin > 1 && is_page_number(runs, &lines->at[end - 1]))
		lines->at[end - 1].is_dropped = true;
	else if (end - begin > 1 && is_page_number(runs, &lines->at[begin]))
		lines->at[begin].is_dropped = true;
	*margins = find_margins(lines, begin, end);
	for (size_t i = begin; i < end; i++) {
		struct line *line = &lines->at[i];

		line->is_full = margins->full >= LINES_LEAST &&
			margins->full * 5 >= margins->wide &&
			is_wide(line) &&
			line->right > margins->right - 2 * line->size;
	}
}

static uint32_t last_character(const struct ofd_runs *runs,
			       const struct line *line)
{
	for (size_t i = line->end; i-- > line->begin;)
		for (size_t j = runs->at[i].end; j-- > runs->at[i].begin;)
			if (!is_space(runs->text.cp[j]) &&
			    !is_closing(runs->text.cp[j]))
				return fold_cp(runs->text.cp[j]);
	return 0;
}

static bool starts_with_space(const struct ofd_runs *runs,
			      const struct line *line)
{
	return is_space(runs->text.cp[runs->at[line->begin].begin]);
}

static bool ends_sentence(uint32_t last)
{
	return last == 0x3002 || last == '!' || last == '?' || last == ';' ||
	       last == 0x2026;
}

/* 一、, 1., （二）, ... */
static bool begins_item(const struct ofd_runs *runs, const struct line *line)
{
	const struct ofd_run *run = &runs->at[line->begin];

	return heading_rank(runs->text.cp + run->begin,
			    run->end - run->begin) != RANK_PLAIN;
}

/* A title that is set in several lines: larger than the text, and centred. */
static bool is_title(const struct ofd_runs *runs, const struct line *line,
		     const struct line *next, const struct margins *margins)
{
	double centre = line->left + line->right;

	return margins->wide >= TITLE_TEXT_LEAST && line->page == next->page &&
	       line->is_aside == next->is_aside &&
	       line->size > margins->size * 1.15 &&
	       fabs(next->size - line->size) < line->size * 0.05 &&
	       fabs(next->left + next->right - centre) < 2 * line->size &&
	       next->y - line->y < 2.5 * line->size &&
	       line->count >= TITLE_LINE_LEAST && !line->has_columns &&
	       !ends_sentence(last_character(runs, line)) &&
	       !begins_item(runs, next);
}

/* Does the paragraph of line go on in next, which lies within margins? */
static bool is_wrapped(const struct ofd_runs *runs, const struct line *line,
		       const struct line *next, const struct margins *margins)
{
	uint32_t last = last_character(runs, line);

	if (is_title(runs, line, next, margins))
		return true;
	if (!line->is_full || line->is_aside != next->is_aside ||
	    next->left > margins->left + 0.8 * next->size ||
	    fabs(next->size - line->size) > line->size * 0.15 ||
	    starts_with_space(runs, next))
		return false;
	if (line->page == next->page && next->y - line->y > 3 * line->size)
		return false;
	if (!ends_sentence(last))
		return !begins_item(runs, next);
	return margins->has_indents &&
	       (next->count >= WIDE_LEAST ||
		ends_sentence(last_character(runs, next)));
}

/* Is there room between two runs that stands for a space? */
static bool is_apart(const struct ofd_runs *runs, const struct ofd_run *run,
		     const struct ofd_run *next)
{
	uint32_t before = runs->text.cp[run->end - 1];
	uint32_t after = runs->text.cp[next->begin];
	bool is_wide = before >= 0x2E80 || after >= 0x2E80;

	return next->x - run->right > run->size * (is_wide ? 1.2 : 0.18);
}

static void put_space(struct text *out)
{
	if (out->count)
		text_put(out, ' ', 0, out->src_end);
}

static void put_line(struct text *out, const struct ofd_runs *runs,
		     const struct line *line)
{
	for (size_t i = line->begin; i < line->end; i++) {
		const struct ofd_run *run = &runs->at[i];

		if (i > line->begin && is_apart(runs, run - 1, run))
			put_space(out);
		for (size_t j = run->begin; j < run->end; j++)
			text_put(out, runs->text.cp[j], 0, runs->text.src_end);
	}
}

static void put_lines(struct markup *markup, struct lines *lines,
		      const struct ofd_runs *runs,
		      const struct margins *margins)
{
	struct text *out = &markup->raw->text;
	const struct line *before = NULL;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];

		if (line->is_dropped)
			continue;
		if (!before || !is_wrapped(runs, before, line, &margins[i]))
			markup_end(markup);
		else if (out->cp[out->count - 1] < 0x2E80 &&
			 runs->text.cp[runs->at[line->begin].begin] < 0x2E80)
			put_space(out);
		put_line(out, runs, line);
		before = line;
	}
	markup_end(markup);
}

void ofd_lines_put(struct markup *markup, struct ofd_runs *runs)
{
	struct lines lines = { NULL, 0, 0 };
	struct margins *margins;	/* of the page that each line is on */

	find_lines(&lines, runs);
	margins = mem_array(lines.count + 1, sizeof(*margins));
	for (size_t begin = 0, end; begin < lines.count; begin = end) {
		struct margins found;

		for (end = begin; end < lines.count &&
		     lines.at[end].page == lines.at[begin].page &&
		     lines.at[end].is_aside == lines.at[begin].is_aside;)
			end++;
		judge_page(&lines, runs, begin, end, &found);
		while (begin < end)
			margins[begin++] = found;
	}
	put_lines(markup, &lines, runs, margins);
	free(margins);
	free(lines.at);
}
