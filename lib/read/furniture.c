#include "read/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/furniture_words.h"
#include "text/fold.h"

enum {
	PROSE_LEAST = 30,	/* visible characters of running text */
	LINKED_PROSE_LEAST = 80,	/* the same when much of it is linked */
	LEVELS = 7,		/* of headings, and 0 */
	MATTER_LEAST = 200	/* of a page's matter outside asides and lists */
};

/* What a block looks like, from sure matter to sure furniture. */
enum look {
	LOOK_PROSE,		/* sentences, hardly linked */
	LOOK_HEADING,		/* a heading or the title, not linked */
	LOOK_LINE,		/* short, could be either */
	LOOK_LINKS,		/* mostly links */
	LOOK_FURNITURE
};

struct marks {
	size_t sentences, clauses;	/* their punctuation */
};

static struct marks count_marks(const struct text *text,
				const struct markup_block *block)
{
	struct marks marks = { 0, 0 };

	for (size_t i = block->begin; i < block->end; i++) {
		uint32_t cp = fold_cp(text->cp[i]);

		marks.sentences += cp == 0x3002 || cp == '!' || cp == '?' ||
				   cp == ';' || cp == 0x2026 || cp == 0xFF61;
		marks.clauses += cp == ',' || cp == 0x3001;
	}
	return marks;
}

static bool is_prose(const struct text *text, const struct markup_block *block)
{
	struct marks marks = count_marks(text, block);
	size_t visible = block->visible, linked = block->linked;

	if (visible >= PROSE_LEAST && marks.sentences && linked * 5 < visible * 2)
		return true;
	return visible >= LINKED_PROSE_LEAST &&
	       (marks.sentences >= 2 ||
		(marks.clauses >= 2 && linked * 2 < visible));
}

/* A block folded, each run of white space one space.  It is cut behind what is
 * looked at, and is then too long for a line of furniture. */
struct line {
	uint32_t cp[FURNITURE_LINE_MOST * 2 + 1];
	size_t at[FURNITURE_LINE_MOST * 2 + 1];	/* where in the text */
	size_t count;
};

static void fold_line(struct line *out, const struct text *text,
		      const struct markup_block *block)
{
	size_t at = block->begin;

	out->count = 0;
	while (at < block->end && is_space(text->cp[at]))
		at++;
	for (; at < block->end && out->count < FURNITURE_LINE_MOST * 2 + 1;
	     at++) {
		uint32_t cp = fold_cp(text->cp[at]);

		if (is_space(cp) && out->cp[out->count - 1] == ' ')
			continue;
		out->at[out->count] = at;
		out->cp[out->count++] = is_space(cp) ? ' ' : cp;
	}
	while (out->count && out->cp[out->count - 1] == ' ')
		out->count--;
}

/* What the regions of a page are, once it is known how much prose is in each. */
static enum look look_of(const struct markup *markup,
			 const struct markup_block *block)
{
	const struct text *text = &markup->raw->text;
	enum markup_place place = markup->regions[block->region].place;
	bool is_linked = block->linked * 2 > block->visible;
	struct line line;

	fold_line(&line, text, block);
	if (block->kind == BLOCK_TITLE)
		return LOOK_HEADING;
	if (furniture_is_buttons(line.cp, line.count) ||
	    furniture_is_site_line(line.cp, line.count))
		return LOOK_FURNITURE;
	if (place == MARKUP_BODY && is_prose(text, block))
		return LOOK_PROSE;
	if (place == MARKUP_ASIDE)
		return LOOK_FURNITURE;
	if (is_linked || place == MARKUP_LISTED)
		return LOOK_LINKS;
	return block->kind == BLOCK_HEADING ? LOOK_HEADING : LOOK_LINE;
}

/* Names can mislead: the region that holds most of a page's prose is no aside,
 * and where there is hardly any prose outside, none with prose is. */
void furniture_settle(struct markup *markup)
{
	size_t *prose = mem_array(markup->region_count, sizeof(*prose));
	size_t all = 0, body = 0;

	for (size_t i = 0; i < markup->count; i++) {
		const struct markup_block *block = &markup->blocks[i];

		if (!is_prose(&markup->raw->text, block))
			continue;
		prose[block->region] += block->visible;
		all += block->visible;
	}
	for (size_t i = 0; i < markup->region_count; i++)
		if (prose[i] * 2 > all)
			markup->regions[i].place = MARKUP_BODY;
	for (size_t i = 0; i < markup->region_count; i++)
		if (markup->regions[i].place == MARKUP_BODY)
			body += prose[i];
	for (size_t i = 0; i < markup->region_count; i++)
		if (prose[i] && body < MATTER_LEAST)
			markup->regions[i].place = MARKUP_BODY;
	free(prose);
}

/* Where the title or the first and the last block of running text stand. */
struct matter {
	size_t first, last;
	size_t first_prose;
	bool found;
};

static struct matter find_matter(const struct markup *markup,
				 const enum look *looks)
{
	struct matter matter = { markup->count, markup->count, markup->count,
				 false };

	for (size_t i = 0; i < markup->count; i++) {
		bool is_title = markup->blocks[i].kind == BLOCK_TITLE;

		if (looks[i] != LOOK_PROSE && !is_title)
			continue;
		if (!matter.found)
			matter.first = i;
		if (!is_title && matter.first_prose == markup->count)
			matter.first_prose = i;
		matter.last = i;
		matter.found = true;
	}
	return matter;
}

/* A lone block of links does not end the matter; two in a row, or a line that
 * is furniture for sure, do. */
static bool is_border(const enum look *looks, size_t at, size_t next,
		      size_t count)
{
	return looks[at] == LOOK_FURNITURE ||
	       (looks[at] == LOOK_LINKS && next < count &&
		looks[next] >= LOOK_LINKS);
}

/* Lines and headings outside the matter stay while nothing parts them from
 * it. */
static void drop_outside(struct markup *markup, const enum look *looks,
			 const struct matter *matter)
{
	bool parted = false;

	for (size_t i = matter->last + 1; i < markup->count; i++) {
		parted = parted || is_border(looks, i, i + 1, markup->count);
		if (parted && looks[i] != LOOK_PROSE)
			markup->blocks[i].dropped = true;
	}
	parted = false;
	for (size_t i = matter->first; i-- > 0;) {
		parted = parted || is_border(looks, i, i - 1, markup->count);
		if (parted && looks[i] != LOOK_PROSE)
			markup->blocks[i].dropped = true;
	}
}

static void set_field(char **field, const struct text *text,
		      const struct line *line, struct furniture_span span)
{
	struct buf utf8 = BUF_INIT;

	if (span.end > span.begin) {
		text_to_utf8(&utf8, text, line->at[span.begin],
			     line->at[span.end - 1] + 1);
		raw_set(field, utf8.data, utf8.len);
	}
	buf_release(&utf8);
}

/* Not more than so many blocks before the matter, behind its beginning, or
 * behind its end. */
static bool is_near(const struct matter *matter, size_t at, size_t most)
{
	if (!matter->found || (at + most >= matter->first &&
			       at <= matter->first + most))
		return true;
	return at > matter->last && at <= matter->last + most;
}

/* Lines about the source give what they say.  One that names nothing may be
 * the signature of an official paper: then it is text, unless it stands before
 * the matter or its date is written as web pages do. */
static void read_notes(struct markup *markup, enum look *looks,
		       const struct matter *matter)
{
	struct raw_document *raw = markup->raw;

	for (size_t i = 0; i < markup->count; i++) {
		struct furniture_note note;
		struct line line;

		fold_line(&line, &raw->text, &markup->blocks[i]);
		if (markup->blocks[i].kind == BLOCK_TITLE ||
		    looks[i] == LOOK_PROSE || looks[i] == LOOK_LINKS ||
		    !furniture_read_note(&note, line.cp, line.count))
			continue;
		if (!note.has_key && i > matter->first_prose &&
		    !note.is_plain_date)
			continue;
		looks[i] = LOOK_FURNITURE;
		if (!is_near(matter, i, 8))
			continue;
		set_field(&raw->date, &raw->text, &line, note.date);
		if (note.has_key || is_near(matter, i, 3))
			set_field(&raw->publisher, &raw->text, &line,
				  note.publisher);
		set_field(&raw->author, &raw->text, &line, note.author);
	}
}

/* What stands under a heading of each level, or of a deeper one. */
struct under {
	bool has_kept, has_dropped;
};

static void note_under(struct under under[LEVELS], int level, bool dropped)
{
	for (int i = 0; i < level; i++) {
		under[i].has_kept |= !dropped;
		under[i].has_dropped |= dropped;
	}
}

/* A heading over nothing but furniture is furniture. */
static void drop_headings(struct markup *markup)
{
	struct under under[LEVELS] = { { false, false } };

	for (size_t i = markup->count; i-- > 0;) {
		struct markup_block *block = &markup->blocks[i];
		int level = block->level < LEVELS ? block->level : LEVELS - 1;

		if (block->kind != BLOCK_HEADING) {
			note_under(under, LEVELS, block->dropped);
			continue;
		}
		if (!under[level].has_kept && under[level].has_dropped)
			block->dropped = true;
		memset(under + level, 0, sizeof(*under) * (size_t)(LEVELS - level));
		note_under(under, level, block->dropped);
	}
}

/* Visible characters that stay, without the title, and of lines that go. */
static size_t count_visible(size_t *lost, const struct markup *markup,
			    const enum look *looks)
{
	size_t kept = 0;

	*lost = 0;
	for (size_t i = 0; i < markup->count; i++) {
		const struct markup_block *block = &markup->blocks[i];

		if (block->dropped && looks[i] <= LOOK_LINE)
			*lost += block->visible;
		else if (!block->dropped && block->kind != BLOCK_TITLE)
			kept += block->visible;
	}
	return kept;
}

static void keep(struct markup *markup, const enum look *looks, enum look worst)
{
	for (size_t i = 0; i < markup->count; i++)
		if (looks[i] <= worst)
			markup->blocks[i].dropped = false;
}

void furniture_mark(struct markup *markup)
{
	enum look *looks = mem_array(markup->count, sizeof(*looks));
	struct matter matter;
	size_t kept, lost;

	for (size_t i = 0; i < markup->count; i++)
		looks[i] = look_of(markup, &markup->blocks[i]);
	matter = find_matter(markup, looks);
	read_notes(markup, looks, &matter);
	for (size_t i = 0; i < markup->count; i++)
		markup->blocks[i].dropped = looks[i] >= LOOK_LINKS;
	if (matter.found)
		drop_outside(markup, looks, &matter);
	drop_headings(markup);
	kept = count_visible(&lost, markup, looks);
	if (lost > kept)
		keep(markup, looks, LOOK_LINE);
	else if (!kept)
		keep(markup, looks, LOOK_LINKS);
	if (!count_visible(&lost, markup, looks))
		keep(markup, looks, LOOK_FURNITURE);
	free(looks);
}
