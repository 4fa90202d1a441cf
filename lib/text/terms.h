/* text/terms.h - stage 5: folded text becomes terms; the one place where it is
 * decided what a word is, for the index and for queries alike.
 *
 * Emitted, over one term space (design.md decision 2):
 *  - every overlapping pair of Han characters (a bigram);
 *  - every word of two or more characters: ICU's words, with the lexicon's laid
 *    over them by longest match (a lexicon word comes besides its parts: the
 *    words of ICU and of the lexicon that lie within it);
 *  - numbers in Chinese numerals with their measure (二〇二四年, 第三十五条), and
 *    the parts of words such as 5.3382 or www.gov.cn.
 * A two-character Han word is the same term as its bigram and so counts twice.
 * A run of Latin letters and digits is a word as ICU cuts it.  Single Han
 * characters are no terms.  Terms are folded UTF-8 of at most TERM_MOST bytes;
 * longer words are left to the exact search.
 * TERMS_VERSION changes whenever the same text gives other terms. */
#ifndef TEXT_TERMS_H
#define TEXT_TERMS_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "text/lexicon.h"
#include "text/text.h"

#define TERMS_VERSION 1

enum { TERM_MOST = 200 };	/* bytes; Xapian's own limit is 245 with prefix */

enum term_kind {
	TERM_BIGRAM,
	TERM_WORD,		/* as ICU cut it */
	TERM_LEXICON		/* as the lexicon has it */
};

struct term {
	const char *bytes;	/* borrowed until the callback returns */
	size_t len;
	enum term_kind kind;
	size_t begin, end;	/* characters of the text */
};

typedef enum status term_fn(void *context, const struct term *term);

/* Holds ICU's break iterator and buffers; costs some 10 ms on the first use in
 * a process, nothing later.  lexicon may be NULL and is borrowed.
 * STATUS_INTERNAL: ICU has no Chinese dictionary (checked on a known word). */
typedef struct segmenter segmenter;
enum status segmenter_new(segmenter **out, const lexicon *lexicon,
			  struct error *err);
void segmenter_free(segmenter *segmenter);

/* Call each for every term of the folded text, ordered by where they begin.
 * Any other status than OK from it stops the walk and is returned. */
enum status terms_each(segmenter *segmenter, const uint32_t *folded,
		       size_t count, term_fn *each, void *context);

/* Only the bigrams, which need no segmenter. */
enum status terms_each_bigram(const uint32_t *folded, size_t count,
			      term_fn *each, void *context);

/* The words alone as a partition: words[i] is [begin, end) of each run of
 * letters, digits or Han, longest lexicon match first, single characters
 * included.  For query leaves and highlights.  The spans are the segmenter's
 * until its next call. */
enum status terms_words(segmenter *segmenter, const uint32_t *folded,
			size_t count, const struct text_span **out,
			size_t *span_count);

#endif
