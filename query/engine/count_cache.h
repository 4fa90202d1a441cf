/* query/engine/count_cache.h - which passages have a common term, as maps of bits, for
 * query/engine/count.h.  The owner clears it when the index moves to another commit. */
#ifndef QUERY_ENGINE_COUNT_CACHE_H
#define QUERY_ENGINE_COUNT_CACHE_H
#include <stddef.h>
#include <stdint.h>

/* Maps of common terms, up to COUNT_CACHE_BYTES together. */
enum { COUNT_CACHE_BYTES = 64 << 20, COUNT_CACHE_LEAST = 2000 };

struct count_cache {
	struct count_entry {
		char *term;
		size_t len, shard;
		uint64_t *bits;
		size_t words;
		uint64_t used;
	} *at;
	size_t count, capacity, bytes;
	uint64_t clock;
};

void count_cache_clear(struct count_cache *cache);

#endif
