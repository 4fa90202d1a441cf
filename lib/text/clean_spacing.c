/* The step of clean() that mends spaces inside paragraphs: a run of white space
 * becomes one space, and a word that was spaced out to fill a line is put
 * together again. */
#include "text/clean_draft.h"
#include "text/fold.h"

static bool is_blank(uint32_t cp)
{
	return cp != '\n' && is_space(cp);
}

/* A run of white space in text. */
struct gap {
	size_t begin, end;
	bool is_wide;		/* more than one plain space */
	bool is_inside;		/* between two single Han characters */
};

/* Does a word end at this character, because it is white space or punctuation? */
static bool is_edge(const struct text *text, size_t i)
{
	uint32_t cp;

	if (i >= text->count)
		return true;
	cp = fold_cp(text->cp[i]);
	if (cp < 0x80)
		return !(cp >= '0' && cp <= '9') && !(cp >= 'a' && cp <= 'z');
	return is_cjk(cp) && !is_han(cp) && !(cp >= 0x3040 && cp <= 0x30FF);
}

static struct gap gap_at(const struct text *text, size_t at)
{
	struct gap gap = { at, at, false, false };

	while (gap.end < text->count && is_space(text->cp[gap.end]) &&
	       text->cp[gap.end] != '\n')
		gap.end++;
	gap.is_wide = gap.end - gap.begin > 1 || text->cp[at] != ' ';
	gap.is_inside = at > 0 && is_han(text->cp[at - 1]) &&
			(at == 1 || is_edge(text, at - 2)) &&
			gap.end < text->count && is_han(text->cp[gap.end]) &&
			is_edge(text, gap.end + 1);
	return gap;
}

/* Where the spaced-out word ends whose first gap this is: the end of its last
 * gap, or the gap's own beginning when it is no such word.  Three characters
 * with any space between them are one; two need more than a plain space. */
static size_t word_end(const struct text *text, struct gap gap)
{
	size_t begin = gap.begin, end = gap.begin;
	size_t gaps = 0;
	bool is_wide = false;

	while (gap.is_inside) {
		gaps++;
		is_wide = is_wide || gap.is_wide;
		end = gap.end;
		if (end + 1 >= text->count || !is_blank(text->cp[end + 1]))
			break;
		gap = gap_at(text, end + 1);
	}
	return gaps >= 2 || (gaps == 1 && is_wide) ? end : begin;
}

/* The first gap that is not just one space, or text->count. */
static size_t first_gap(const struct text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		struct gap gap;

		if (!is_blank(text->cp[i]))
			continue;
		gap = gap_at(text, i);
		if (gap.is_wide || word_end(text, gap) > i)
			return i;
	}
	return text->count;
}

static void put_gap(struct draft *draft, const struct gap *gap)
{
	draft_keep(draft, gap->begin, ' ');
	for (size_t i = gap->begin + 1; i < gap->end; i++)
		draft_drop(draft, i);
}

/* Keep what is not white space from begin to end. */
static void put_word(struct draft *draft, size_t begin, size_t end)
{
	size_t from = draft->next.count - 1;

	for (size_t i = begin; i < end; i++) {
		if (is_blank(draft->text.cp[i]))
			draft_drop(draft, i);
		else
			draft_keep(draft, i, draft->text.cp[i]);
	}
	draft_note(draft, REPAIR_SPACING, from, draft->next.count + 1);
}

bool clean_spacing(struct draft *draft)
{
	const struct text *text = &draft->text;
	size_t first = first_gap(text);

	if (first == text->count)
		return false;
	draft_begin_step(draft);
	for (size_t i = 0; i < text->count;) {
		struct gap gap;
		size_t end;

		if (i < first || !is_blank(text->cp[i])) {
			draft_keep(draft, i, text->cp[i]);
			i++;
			continue;
		}
		gap = gap_at(text, i);
		end = word_end(text, gap);
		if (end > i) {
			put_word(draft, i, end);
			i = end;
		} else {
			put_gap(draft, &gap);
			i = gap.end;
		}
	}
	draft_end_step(draft);
	return true;
}
