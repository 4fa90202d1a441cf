/* The step of clean() that decides which line ends separate paragraphs.
 *
 * In running text a line was cut because it was full: it is about as wide as
 * the widest lines around it, and such lines are many.  A heading, a title or
 * an item of a list is short, or one of its kind.  Where the width is no proof
 * (a few short lines) only a word that goes on in the next line is. */
#include <stdlib.h>

#include <unicode/ubrk.h>

#include "base/mem.h"
#include "text/clean_draft.h"
#include "text/fold.h"
#include "text/heading.h"

enum {
	AROUND = 12,		/* lines before and after that count as evidence */
	SLACK = 4,		/* columns by which a full line may fall short */
	WORD_SLACK = 12,	/* the same before a word of letters */
	PAGE_LEAST = 40,	/* columns of a page of running text */
	PAGE_MOST = 160,	/* wider lines are whole paragraphs */
	COLUMN_LEAST = 28,	/* of a newspaper column: needs more proof */
	BLOCK_LEAST = 5,	/* full lines of a block beside wider lines */
	SNIPPET_MOST = 6,	/* lines of a text too short for statistics */
	WORD_AROUND = 8		/* characters that decide what is a word */
};

struct line {
	size_t begin, end;	/* without white space at the edges */
	uint32_t width;		/* columns */
	uint32_t indent;	/* columns of white space before it */
	bool follows_blank;	/* a blank line, or nothing, stands before it */
	bool has_clauses;	/* punctuation inside */
	bool joins_next;
	bool is_dropped;	/* a page number inside running text */
};

struct lines {
	struct line *at;
	size_t count, capacity;
	UBreakIterator *words;	/* opened when first needed */
};

/* What the lines around one say.  widest leaves out lines that are clearly
 * wider than this one (a table or a box in running text); has_wider says so,
 * and has_paragraphs that some are too wide to be lines of a page. */
struct evidence {
	uint32_t widest, least_indent;
	bool has_wider, has_paragraphs;
	size_t lines, full, full_with_clauses;
	bool has_indents;	/* some lines stand further in than others */
};

static uint32_t columns(uint32_t cp)
{
	return cp < 0x1100 || (cp > 0x115F && cp < 0x2E80 &&
			       !(cp >= 0x2014 && cp <= 0x2026)) ||
	       (cp >= 0xFF61 && cp <= 0xFFDC) ? 1 : 2;
}

static bool is_clause_mark(uint32_t cp)
{
	return cp == 0xFF0C || cp == 0x3001 || cp == 0x3002 || cp == ',' || cp == 0xFF1B;
}

static struct line measure(const struct text *text, size_t begin, size_t end)
{
	struct line line = { .begin = begin, .end = end };

	while (line.begin < end && is_space(text->cp[line.begin]))
		line.indent += columns(text->cp[line.begin++]);
	while (line.end > line.begin && is_space(text->cp[line.end - 1]))
		line.end--;
	for (size_t i = line.begin; i < line.end; i++) {
		line.width += columns(text->cp[i]);
		if (i + 1 < line.end && is_clause_mark(text->cp[i]))
			line.has_clauses = true;
	}
	return line;
}

static void measure_all(struct lines *lines, const struct text *text)
{
	bool follows_blank = true;

	for (size_t begin = 0; begin < text->count;) {
		struct line line;
		size_t end = begin;

		while (end < text->count && text->cp[end] != '\n')
			end++;
		line = measure(text, begin, end);
		line.follows_blank = follows_blank;
		follows_blank = line.begin == line.end;
		if (!follows_blank) {
			mem_reserve(&lines->at, &lines->capacity, lines->count + 1,
				    sizeof(*lines->at));
			lines->at[lines->count++] = line;
		}
		begin = end + 1;
	}
}

static struct evidence evidence_at(const struct lines *lines, size_t k,
				   uint32_t slack)
{
	size_t begin = k > AROUND ? k - AROUND : 0;
	size_t end = k + AROUND + 1 < lines->count ? k + AROUND + 1 : lines->count;
	struct evidence seen = { .least_indent = UINT32_MAX, .lines = end - begin };

	for (size_t i = begin; i < end; i++) {
		const struct line *line = &lines->at[i];

		seen.has_paragraphs = seen.has_paragraphs || line->width > PAGE_MOST;
		if (line->width > lines->at[k].width + slack)
			seen.has_wider = true;
		else if (line->width > seen.widest)
			seen.widest = line->width;
		if (line->indent < seen.least_indent)
			seen.least_indent = line->indent;
	}
	for (size_t i = begin; i < end; i++) {
		const struct line *line = &lines->at[i];

		seen.has_indents = seen.has_indents ||
				   line->indent > seen.least_indent + 1;
		if (line->width + slack < seen.widest || line->width > seen.widest)
			continue;
		seen.full++;
		seen.full_with_clauses += line->has_clauses;
	}
	return seen;
}

static bool is_running_text(const struct evidence *seen)
{
	if (seen->widest < COLUMN_LEAST || seen->full < 2 ||
	    seen->full_with_clauses * 2 < seen->full)
		return false;
	if (seen->has_wider && (seen->full < BLOCK_LEAST || seen->widest < PAGE_LEAST))
		return false;
	if (seen->lines < SNIPPET_MOST)
		return seen->widest >= PAGE_LEAST &&
		       seen->full_with_clauses == seen->full;
	if (seen->widest < PAGE_LEAST)
		return seen->full * 2 >= seen->lines &&
		       seen->full_with_clauses * 10 >= seen->full * 7;
	return seen->full >= 3 && seen->full * 5 >= seen->lines * 2;
}

static bool is_letter(uint32_t cp)
{
	cp = fold_cp(cp);
	return (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp <= 0x24F);
}

/* Does the line end a sentence, or announce something? */
static bool ends_sentence(const struct text *text, const struct line *line)
{
	size_t end = line->end;

	while (end > line->begin && is_closing(text->cp[end - 1]))
		end--;
	if (end == line->begin)
		return true;
	switch (fold_cp(text->cp[end - 1])) {
	case 0x3002: case 0x2026: case '!': case '?': case ';': case ':': case '.':
		return true;
	}
	return false;
}

static bool is_page_number(const uint32_t *cp, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cp[i] < '0' || cp[i] > '9')
			return false;
	return count <= 4;
}

static bool begins_item(const struct text *text, const struct line *line)
{
	const uint32_t *cp = text->cp + line->begin;
	size_t count = line->end - line->begin;

	switch (cp[0]) {
	case '-': case '*': case '#': case '|': case 0xB7: case 0x2014: case 0x2015:
	case 0x2022: case 0x203B: case 0x2500: case 0x25A0: case 0x25A1: case 0x25B2:
	case 0x25B3: case 0x25BA: case 0x25C6: case 0x25C7: case 0x25CB: case 0x25CF:
	case 0x2605: case 0x2606: case 0x3010:
		return true;
	}
	return heading_rank(cp, count) != RANK_PLAIN || heading_is_note(cp, count);
}

/* Is there a word that begins in one line and ends in the next? */
static bool splits_word(struct lines *lines, const struct text *text,
			const struct line *line, const struct line *next)
{
	UChar around[4 * WORD_AROUND];
	UErrorCode failed = U_ZERO_ERROR;
	size_t begin = line->end - line->begin > WORD_AROUND
		? line->end - WORD_AROUND : line->begin;
	size_t end = next->end - next->begin > WORD_AROUND
		? next->begin + WORD_AROUND : next->end;
	int32_t count = 0, seam;

	if (!is_han(text->cp[line->end - 1]) || !is_han(text->cp[next->begin]))
		return false;
	for (size_t i = begin; i < line->end; i++)
		U16_APPEND_UNSAFE(around, count, fold_cp(text->cp[i]));
	seam = count;
	for (size_t i = next->begin; i < end; i++)
		U16_APPEND_UNSAFE(around, count, fold_cp(text->cp[i]));
	if (!lines->words)
		lines->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &failed);
	if (U_FAILURE(failed))
		return false;
	ubrk_setText(lines->words, around, count, &failed);
	return U_SUCCESS(failed) && !ubrk_isBoundary(lines->words, seam);
}

/* Does line k go on in line next? */
static bool is_wrap(struct lines *lines, const struct text *text, size_t k, size_t next_k)
{
	const struct line *line = &lines->at[k], *next = &lines->at[next_k];
	struct evidence seen;

	if (next->follows_blank ||
	    (line->width < COLUMN_LEAST && lines->count > SNIPPET_MOST))
		return false;
	seen = evidence_at(lines, k,
			   is_letter(text->cp[next->begin]) ? WORD_SLACK : SLACK);
	if (seen.has_paragraphs || next->indent > seen.least_indent + 1)
		return false;
	if (ends_sentence(text, line) && !(seen.has_indents && is_running_text(&seen)))
		return false;
	if (begins_item(text, next) ||
	    heading_is_note(text->cp + line->begin, line->end - line->begin))
		return false;
	if (is_running_text(&seen))
		return true;
	return !seen.has_wider && lines->count <= SNIPPET_MOST &&
	       splits_word(lines, text, line, next);
}

/* A page number may stand between two lines of a paragraph; returns the line
 * to go on with. */
static size_t decide(struct lines *lines, const struct text *text, size_t k)
{
	struct line *line = &lines->at[k];

	if (lines->count > SNIPPET_MOST && k + 2 < lines->count &&
	    is_page_number(text->cp + line[1].begin, line[1].end - line[1].begin) &&
	    !line[1].follows_blank && is_wrap(lines, text, k, k + 2)) {
		line->joins_next = true;
		line[1].is_dropped = true;
		return k + 2;
	}
	line->joins_next = is_wrap(lines, text, k, k + 1);
	return k + 1;
}

/* What stands between the joined parts: nothing in Chinese, else a space. */
static void put_seam(struct draft *draft, size_t begin, size_t end)
{
	const uint32_t *cp = draft->text.cp;
	size_t at = draft->next.count, i = begin;

	if (!is_cjk(cp[begin - 1]) && !is_cjk(cp[end]))
		draft_keep(draft, i++, ' ');
	else
		draft_note(draft, REPAIR_LINE, at, at);
	while (i < end)
		draft_drop(draft, i++);
}

static void put_lines(struct draft *draft, const struct lines *lines)
{
	size_t at = 0;
	bool joins = false;

	draft_begin_step(draft);
	for (size_t k = 0; k < lines->count; k++) {
		const struct line *line = &lines->at[k];

		if (line->is_dropped)
			continue;
		if (joins) {
			put_seam(draft, at, line->begin);
			at = line->begin;
		} else if (k > 0) {
			draft_keep(draft, at++, '\n');
		}
		while (at < line->begin)
			draft_drop(draft, at++);
		for (; at < line->end; at++)
			draft_keep(draft, at, draft->text.cp[at]);
		joins = line->joins_next;
	}
	while (at < draft->text.count)
		draft_drop(draft, at++);
	draft_end_step(draft);
}

/* Are the lines all there is, with one line end between them? */
static bool is_bare(const struct lines *lines, const struct text *text)
{
	size_t at = 0;

	for (size_t k = 0; k < lines->count; k++) {
		if (lines->at[k].begin != at || lines->at[k].joins_next)
			return false;
		at = lines->at[k].end + 1;
	}
	return lines->count ? at == text->count + 1 : text->count == 0;
}

/* Without paragraphs, a run of white space with a line end in it is a seam. */
static bool put_flow(struct draft *draft)
{
	const struct text *text = &draft->text;
	size_t begin = 0, end = text->count;
	bool is_changed;

	while (begin < end && is_space(text->cp[begin]))
		begin++;
	while (end > begin && is_space(text->cp[end - 1]))
		end--;
	is_changed = begin > 0 || end < text->count;
	for (size_t i = begin; i < end && !is_changed; i++)
		is_changed = text->cp[i] == '\n';
	if (!is_changed)
		return false;
	draft_begin_step(draft);
	for (size_t i = 0; i < begin; i++)
		draft_drop(draft, i);
	for (size_t i = begin; i < end;) {
		size_t space_end = i;
		bool has_line_end = false;

		while (space_end < end && is_space(text->cp[space_end]))
			has_line_end = text->cp[space_end++] == '\n' || has_line_end;
		if (has_line_end) {
			put_seam(draft, i, space_end);
			i = space_end;
			continue;
		}
		if (space_end == i)
			space_end++;
		for (; i < space_end; i++)
			draft_keep(draft, i, text->cp[i]);
	}
	for (size_t i = end; i < text->count; i++)
		draft_drop(draft, i);
	draft_end_step(draft);
	return true;
}

bool clean_lines(struct draft *draft, enum clean_layout layout)
{
	struct lines lines = { NULL, 0, 0, NULL };
	bool is_changed;

	if (layout == CLEAN_FLOW)
		return put_flow(draft);
	measure_all(&lines, &draft->text);
	for (size_t k = 0; k + 1 < lines.count;)
		k = decide(&lines, &draft->text, k);
	is_changed = !is_bare(&lines, &draft->text);
	if (is_changed)
		put_lines(draft, &lines);
	if (lines.words)
		ubrk_close(lines.words);
	free(lines.at);
	return is_changed;
}
