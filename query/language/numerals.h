/* query/language/numerals.h - numbers in folded text, and how else they are written:
 * 第二十五条 and 第25条, 二〇二四年 and 2024年.
 *
 * A number is a run of digits (25, 3000万), Chinese digits by their place
 * (二〇二四; two of them only before 年, or with a zero) or composed ones
 * (二十五, 一百零三, 三千万).  A single character counts only behind 第 or before
 * a measure such as 条.  What is no number by these rules (十二三七一, 万一,
 * 5.3, a1) is none.
 * Units:  spans are code points of the text, half-open. */
#ifndef QUERY_LANGUAGE_NUMERALS_H
#define QUERY_LANGUAGE_NUMERALS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/text.h"

enum {
	NUMERALS_MOST = 8,	/* numbers that are looked at in one text */
	NUMERAL_FORMS = 6,	/* other spellings of one */
	NUMERAL_SIZE = 24	/* characters of a spelling */
};

struct numeral_form {
	uint32_t cp[NUMERAL_SIZE];
	size_t count;
};

struct numeral {
	struct text_span span;		/* the number, without 第 or measure */
	struct numeral_form forms[NUMERAL_FORMS];	/* not as it stands */
	size_t count;
};

/* The numbers of a folded text from left to right; how many. */
size_t numerals_find(struct numeral out[NUMERALS_MOST],
		     const uint32_t *folded, size_t count);

/* Would next, the character beside a number that ends in at, make another
 * number of it (2 in 25, 5 in 5.3, 五 in 五十)?  beyond is what stands beside
 * next, further away; 0 where the text ends. */
bool numeral_goes_on(uint32_t at, uint32_t next, uint32_t beyond);

#endif
