/* indexer/upkeep/shards_at.h - --shards-at: an index whose shards lie elsewhere.
 *
 * Its directory has the list of them (index/shard_place.h) as XAPIANDB, and
 * copies of the label names and the lexicon, so that a program that opens it
 * need not fetch these. */
#ifndef INDEXER_UPKEEP_SHARDS_AT_H
#define INDEXER_UPKEEP_SHARDS_AT_H
#include <stddef.h>
#include "base/status.h"

/* Make the directory, or write it anew; each of lists is places joined by commas.
 * All of them must answer, and be of this program's versions.
 * STATUS_EXISTS: something else is there. */
enum status shards_at(const char *directory, const char *const *lists,
		      size_t count, struct error *err);

#endif
