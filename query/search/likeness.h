/* query/search/likeness.h - how alike two texts are: the pairs of neighbouring letters
 * that both have, as a share of those that either has.  Punctuation, blanks and
 * the script do not count. */
#ifndef QUERY_SEARCH_LIKENESS_H
#define QUERY_SEARCH_LIKENESS_H
#include <stddef.h>
#include <stdint.h>

/* From here on two passages are one, reprinted. */
#define LIKENESS_REPRINT 0.8

struct likeness {
	uint64_t *pairs;	/* ascending, each once, when settled */
	size_t count, capacity;
};

/* Add the pairs of a text (UTF-8); then settle, once. */
void likeness_add(struct likeness *likeness, const char *text, size_t len);
void likeness_settle(struct likeness *likeness);
void likeness_release(struct likeness *likeness);
/* 0 (nothing in common) to 1; 0 when one has no pairs. */
double likeness_of(const struct likeness *a, const struct likeness *b);

#endif
