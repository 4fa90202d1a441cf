/* query/search/suggest.h - words that go on from what was typed so far.
 *
 * Completes the beginning of a word in Han characters (服务, in either script)
 * or in pinyin without tones (minsheng, minshengre, msrx is none), out of the
 * names of labels, the index's lexicon and the words of the index itself, most
 * frequent first.  Meant to be called for every key that is pressed: some
 * milliseconds, less for longer beginnings.
 * Units:  frequencies are passages of the index: with the word, or, where it is
 *         no term of its own, with the rarest pair of its characters.
 * Owner:  the list is the caller's, from empty to suggest_release(). */
#ifndef QUERY_SEARCH_SUGGEST_H
#define QUERY_SEARCH_SUGGEST_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/search/search.h"

struct suggestion {
	char *text;		/* UTF-8, folded to Simplified */
	uint32_t documents;	/* passages with it */
};

struct suggest_list {
	struct suggestion *at;
	size_t count, capacity;
};

void suggest_release(struct suggest_list *list);

/* Put into *out (empty) the most words that begin with prefix and are in the
 * index, at most most of them.  A prefix of more than one word is completed in
 * its last one, and the suggestions repeat what stands before it.  None is no
 * error.  STATUS_STALE is repeated inside, as search_run() does it. */
enum status suggest_complete(struct suggest_list *out, searcher *searcher,
			     const char *prefix, size_t most,
			     struct error *err);

#endif
