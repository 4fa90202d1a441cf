/* query/engine/count.h - how many passages a query matches, without running it.
 *
 * Each term's postings become a map of bits, one a passage; maps are combined
 * and their bits counted.  What is ranked need not be looked at to the end then.
 * Terms that many passages have keep their maps for the next query.
 * Local shards only, for queries of terms, sets of passages and what combines
 * them; others say so and must be run. */
#ifndef QUERY_ENGINE_COUNT_H
#define QUERY_ENGINE_COUNT_H
#include <stdbool.h>
#include <stdint.h>
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/language/request.h"

/* Set *out to the number of passages that query, which builder made, matches.
 * *is_known is false when only running it can tell. */
enum status count_query(uint64_t *out, bool *is_known, struct engine *engine,
			const struct builder *builder, const xc_query *query,
			struct error *err);
/* Which passages they are: a map for each shard.  The caller ends it with
 * count_maps_release() in any case. */
struct count_maps {
	struct count_map { uint64_t *bits; size_t words; } *shards;
	size_t count;
};
enum status count_maps(struct count_maps *out, bool *is_known,
		       struct engine *engine, const struct builder *builder,
		       const xc_query *query, struct error *err);
void count_maps_release(struct count_maps *maps);
uint64_t count_maps_passages(const struct count_maps *maps);
/* The passages of a shard that have all of the terms (as they are spelled), as a
 * map of *words 64-bit words in *out, which the caller frees. */
enum status count_all_of(uint64_t **out, size_t *words, struct engine *engine,
			 size_t shard, const struct request_list *terms,
			 struct error *err);

#endif
