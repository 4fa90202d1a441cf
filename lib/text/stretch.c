#include "text/stretch.h"

#include "text/fold.h"

enum {
	ROOM = 2000,		/* before the end, to cut where it is best */
	CALM = 4		/* characters on both sides that no repair takes
				 * for a part of something */
};

static bool ends_sentence(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B ||
	       cp == '!' || cp == '?' || cp == ';' || cp == 0x201D;
}

static size_t last_visible(const struct text *text, size_t begin, size_t at)
{
	while (at > begin && is_space(text->cp[at - 1]))
		at--;
	return at;
}

/* A blank line or white space before the next one: a paragraph begins there,
 * whatever the lines are joined by. */
static bool begins_paragraph(const struct text *text, size_t at)
{
	return at < text->count && is_space(text->cp[at]);
}

/* Behind the last line end of [begin, end), if possible one after a sentence,
 * and of these one that a paragraph begins behind; 0: there is none. */
static size_t line_end(const struct text *text, size_t begin, size_t end)
{
	size_t any = 0, sentence = 0;

	for (size_t at = end; at > begin; at--) {
		size_t before;

		if (text->cp[at - 1] != '\n')
			continue;
		any = any ? any : at;
		before = last_visible(text, begin, at);
		if (before == begin || !ends_sentence(text->cp[before - 1]))
			continue;
		if (begins_paragraph(text, at))
			return at;
		sentence = sentence ? sentence : at;
	}
	return sentence ? sentence : any;
}

typedef bool place_fn(const struct text *text, size_t at);

/* White space at a cut would be lost. */
static bool is_inside(const struct text *text, size_t at)
{
	return !is_space(text->cp[at - 1]) && !is_space(text->cp[at]);
}

static bool is_behind_sentence(const struct text *text, size_t at)
{
	return ends_sentence(text->cp[at - 1]) &&
	       !ends_sentence(text->cp[at]) && is_inside(text, at);
}

static bool is_among_han(const struct text *text, size_t at)
{
	for (size_t i = at - CALM; i < at + CALM; i++)
		if (i >= text->count || !is_han(text->cp[i]))
			return false;
	return true;
}

/* The best place of a line that is longer than a stretch: the last one before
 * most of the best kind there is. */
static size_t cut_in_line(const struct text *text, size_t most)
{
	static place_fn *const kinds[] = { is_behind_sentence, is_among_han,
					   is_inside };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t at = most; at > most - ROOM; at--)
			if (kinds[i](text, at))
				return at;
	return most;
}

size_t stretch_end(const struct text *text, size_t begin, size_t end,
		   bool *in_line)
{
	size_t most = begin + STRETCH_MOST, found;

	*in_line = false;
	if (end <= most)
		return end;
	found = line_end(text, begin + STRETCH_MOST / 2, most);
	if (found)
		return found;
	*in_line = true;
	return cut_in_line(text, most);
}
