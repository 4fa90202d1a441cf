/* text/terms_parts.h - the lexicon and numbers laid over ICU's words.
 * Private to terms*.c.
 *
 * A match is a lexicon word, or a number in Chinese numerals with its measure
 * (二〇二四年, 第三十五条).  Matches are taken from the left, the longest first, and do not
 * overlap.  ICU cuts new words into pieces but rarely joins what is apart, so
 * that a match must fit its edges: both for two characters (和平 in 共和|平等
 * is none), at least one for more.  It never ends within a run of Latin letters
 * and digits.  What is left of ICU's words beside a match is a part too. */
#ifndef TEXT_TERMS_PARTS_H
#define TEXT_TERMS_PARTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/lexicon.h"
#include "text/text.h"

enum part_kind { PART_WORD, PART_NUMBER, PART_LEXICON };

struct terms_text {
	const uint32_t *cp;	/* folded */
	size_t count;
	const lexicon *lexicon;	/* or NULL */
	const struct text_span *words;	/* ICU's */
	size_t word_count;
};

/* One partition of a text; the arrays are reused. */
struct terms_parts {
	struct text_span *spans;
	enum part_kind *kinds;
	size_t count, capacity, kind_capacity;
	/* inside[i]: INSIDE_* of the place before character i */
	unsigned char *inside;
	size_t inside_capacity;
	size_t numerals_end;	/* of the run of numerals looked at last */
};

void terms_parts_release(struct terms_parts *parts);
void terms_parts_find(struct terms_parts *parts, const struct terms_text *text);

/* May [begin, end), a word of the lexicon, stand there? */
bool terms_parts_fits(const struct terms_parts *parts, size_t begin,
		      size_t end);

#endif
