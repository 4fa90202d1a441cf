/* query/match/leaf_number.h - the numbers among the words of a leaf, and the strings
 * that stand for them when they are written in another way. */
#ifndef QUERY_MATCH_LEAF_NUMBER_H
#define QUERY_MATCH_LEAF_NUMBER_H
#include <stddef.h>
#include "query/match/exact.h"
#include "query/language/numerals.h"
#include "text/text.h"

/* Each spelling also as it stands among blanks (第 25 条). */
enum { LEAF_FORMS = 2 * NUMERAL_FORMS };

struct leaf_number {
	struct text_span whole;	/* of the leaf's text: the words that the number
				 * is a part of, 第 before it, the word after */
	size_t first, end;	/* these words */
	struct needle forms[LEAF_FORMS];	/* for the whole, guarded */
	size_t count;
};

struct leaf_numbers {
	struct leaf_number at[NUMERALS_MOST];
	size_t count;
};

/* The numbers in a leaf's folded text that was cut into these words. */
void leaf_numbers_find(struct leaf_numbers *out, const struct text *text,
		       const struct text_span *words, size_t word_count);
void leaf_numbers_release(struct leaf_numbers *numbers);

#endif
