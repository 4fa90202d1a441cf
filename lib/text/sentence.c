#include "text/sentence.h"

#include <stdbool.h>

#include "text/fold.h"
#include "text/heading.h"
#include "text/passage.h"

enum strength { CUT_NONE, CUT_COMMA, CUT_SEMICOLON, CUT_SENTENCE };

enum { WORD_MOST = 30 };	/* a longer run without a break is cut anyway */

static bool is_letter_or_digit(uint32_t cp)
{
	cp = fold_cp(cp);
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 0xC0 && cp <= 0x24F);
}

/* What kind of end the character at i is, whatever closes behind it. */
static enum strength strength_of(const uint32_t *cp, size_t count, size_t i)
{
	uint32_t next = i + 1 < count ? fold_cp(cp[i + 1]) : ' ';

	switch (fold_cp(cp[i])) {
	case 0x3002:			/* 。 */
	case 0x2026:			/* … */
	case '!':
	case '?':
		return CUT_SENTENCE;
	case '.':
		return next == ' ' && i > 0 && is_letter_or_digit(cp[i - 1])
			? CUT_SENTENCE : CUT_NONE;
	case ';':
		return CUT_SEMICOLON;
	case ',':
	case ':':
		return next >= '0' && next <= '9' ? CUT_NONE : CUT_COMMA;
	case 0x3001:			/* 、 */
		return CUT_COMMA;
	}
	return CUT_NONE;
}

static bool is_same_end(const uint32_t *cp, size_t count, size_t i)
{
	return is_closing(cp[i]) || is_space(cp[i]) ||
	       strength_of(cp, count, i) == CUT_SENTENCE;
}

static size_t distance(size_t one, size_t other)
{
	return one > other ? one - other : other - one;
}

/* Nothing to cut at: the latest place that does not split a word or number. */
static size_t hard_cut(const uint32_t *cp, size_t latest)
{
	size_t at = latest;

	while (latest - at < WORD_MOST && is_letter_or_digit(cp[at - 1]) &&
	       is_letter_or_digit(cp[at]))
		at--;
	return latest - at < WORD_MOST ? at : latest;
}

size_t sentence_cut(const uint32_t *cp, size_t count, size_t begin)
{
	size_t rest = count - begin, pieces, target, earliest, latest, best = 0;
	enum strength strongest = CUT_NONE;

	if (rest <= PASSAGE_MOST)
		return count;
	pieces = (rest + PASSAGE_MOST - 1) / PASSAGE_MOST;
	target = begin + rest / pieces;
	earliest = begin + PASSAGE_LEAST;
	latest = rest - PASSAGE_LEAST < PASSAGE_MOST ? count - PASSAGE_LEAST
						     : begin + PASSAGE_MOST;
	for (size_t i = earliest - 1; i < latest; i++) {
		enum strength strength = strength_of(cp, count, i);
		size_t end = i + 1;

		if (strength == CUT_NONE || strength < strongest)
			continue;
		while (end <= latest && end < count && is_same_end(cp, count, end))
			end++;
		if (end > latest)
			break;
		if (strength > strongest ||
		    distance(end, target) < distance(best, target))
			best = end;
		strongest = strength;
		i = end - 1;
	}
	return strongest != CUT_NONE ? best : hard_cut(cp, latest);
}
