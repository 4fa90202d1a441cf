#include "text/stretch.h"

#include "text/fold.h"

enum { SENTENCE_ROOM = 2000 };	/* before the end, to end at a sentence */

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

/* Behind the last line end of [begin, end), if possible one after a sentence;
 * 0: there is none. */
static size_t line_end(const struct text *text, size_t begin, size_t end)
{
	size_t found = 0;

	for (size_t at = end; at > begin; at--) {
		size_t before;

		if (text->cp[at - 1] != '\n')
			continue;
		if (!found)
			found = at;
		before = last_visible(text, begin, at);
		if (before > begin && ends_sentence(text->cp[before - 1]))
			return at;
	}
	return found;
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
	for (size_t at = most; at > most - SENTENCE_ROOM; at--)
		if (ends_sentence(text->cp[at - 1]) &&
		    !ends_sentence(text->cp[at]))
			return at;
	return most;
}
