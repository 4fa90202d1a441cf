/* query/engine/facet_maps.h - tallies of passages that are known beforehand.
 *
 * Where maps of bits (query/engine/count.h) name all that matches, the values of each
 * slot are read as a stream, a shard at a time.  That takes a fifth of the time
 * in which a spy reads them passage by passage, and the match itself need not
 * look at more than its page.  Who counts often has columns (query/engine/facet_columns.h). */
#ifndef QUERY_ENGINE_FACET_MAPS_H
#define QUERY_ENGINE_FACET_MAPS_H
#include "base/status.h"
#include "query/engine/count.h"
#include "query/engine/engine.h"
#include "query/engine/facets.h"

/* Add every passage in maps to tally, as tally_match() would.
 * STATUS_TIMEOUT, STATUS_STALE. */
enum status facet_maps_tally(struct tally *tally, struct engine *engine,
			     const struct count_maps *maps, struct error *err);

#endif
