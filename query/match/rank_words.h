/* query/match/rank_words.h - which characters of a query only ask or join.
 *
 * A question is found by its rare words.  是什么, 哪些, 怎么, 的 say what kind of
 * answer is wanted, or hold the sentence together; they occur in every other
 * passage, and their bigrams with what stands beside them (是什, 的最) are rare
 * without meaning anything.  They keep a small weight, as 的 can still decide
 * between two passages that are equal otherwise. */
#ifndef QUERY_MATCH_RANK_WORDS_H
#define QUERY_MATCH_RANK_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/text.h"

/* out[i]: character i of the folded query belongs to such a word, which neither
 * begins nor ends inside one of the query's words (是否 does not hold in
 * 是否定). */
void rank_words_mark(bool *out, const uint32_t *folded, size_t count,
		     const struct text_span *words, size_t word_count);
/* Does place lie strictly inside one of these words, which are in order? */
bool rank_words_cut(const struct text_span *words, size_t count, size_t place);
/* What a term [begin, end) of the query counts: 1 without such a character,
 * less with one, least when it has nothing else. */
double rank_words_share(const bool *marked, size_t begin, size_t end);

/* What one character of it counts. */
double rank_words_letter_share(bool is_marked);

/* The words themselves, folded, in UTF-32 with a final 0; NULL after the last. */
const uint32_t *rank_words_at(size_t index);

#endif
