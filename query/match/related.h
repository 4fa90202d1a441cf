/* query/match/related.h - everyday and official words that mean the same: what is
 * asked for as 老板 or 低保 is written 用人单位 and 最低生活保障.
 *
 * The groups are those of corpus/related.txt, which the program holds as tables
 * (tools/make-related_table.pl), so that nothing is read when it starts. */
#ifndef QUERY_MATCH_RELATED_H
#define QUERY_MATCH_RELATED_H
#include <stddef.h>
#include <stdint.h>
#include "text/text.h"

enum { RELATED_MOST = 32 };	/* words that one word can be related to */

/* Some words of a query, and the words that are related to them.  Strings are
 * static, folded. */
struct related {
	struct text_span at;	/* in the query */
	struct related_word { const uint16_t *units; size_t count; }
		words[RELATED_MOST];
	size_t count;
};

/* Find the first such words at or after from in a folded text: the longest that
 * begins and ends where the text's own words do.  Gives where to look next, 0
 * when there are no more. */
size_t related_next(struct related *out, const uint32_t *folded, size_t count,
		    const struct text_span *words, size_t word_count,
		    size_t from);

#endif
