/* indexer/upkeep/sizes.h - how many bytes an index takes, by what they are for. */
#ifndef INDEXER_UPKEEP_SIZES_H
#define INDEXER_UPKEEP_SIZES_H
#include <stdint.h>

struct sizes {
	uint64_t postings;	/* postlist.glass: terms, values, rows */
	uint64_t termlists;	/* termlist.glass */
	uint64_t records;	/* docdata.glass: texts and labels */
	uint64_t folded;	/* folded-N, folded-N.at */
	uint64_t other;
};

/* Add the files below an index. */
void sizes_take(struct sizes *out, const char *directory);
void sizes_print(const struct sizes *before, const struct sizes *after);

#endif
