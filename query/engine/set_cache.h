/* query/engine/set_cache.h - sets of passages found by exact search, kept for the next
 * page and for the facets of the same query.
 *
 * Holds the sets used last, up to SET_CACHE_IDS passages together.  The owner
 * clears it whenever the index moves to another commit. */
#ifndef QUERY_ENGINE_SET_CACHE_H
#define QUERY_ENGINE_SET_CACHE_H
#include <stddef.h>
#include <stdint.h>
#include "index/folded.h"

enum { SET_CACHE_SETS = 64, SET_CACHE_IDS = 4000000 };

struct set_entry {
	char *key;
	struct folded_ids *shards;	/* one list of ids a shard */
	size_t shard_count;
	uint64_t used;
};

struct set_cache {
	struct set_entry at[SET_CACHE_SETS];
	size_t count, ids;
	uint64_t clock;
};

/* The lists kept under key, borrowed until the next put or clear; NULL: none. */
const struct folded_ids *set_cache_find(struct set_cache *cache,
					const char *key);
/* Keep shards (taken over) under key (copied). */
const struct folded_ids *set_cache_put(struct set_cache *cache,
				       const char *key,
				       struct folded_ids *shards,
				       size_t shard_count);
void set_cache_clear(struct set_cache *cache);

#endif
