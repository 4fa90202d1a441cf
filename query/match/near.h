/* query/match/near.h - the verification of A NEAR/20 B. */
#ifndef QUERY_MATCH_NEAR_H
#define QUERY_MATCH_NEAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/match/exact.h"

/* Do all nearnesses of demand hold in the passage with this local id, and does
 * each of its togethernesses in one sentence there? */
enum status near_holds(bool *out, const struct engine *engine,
		       const struct demand *demand, size_t shard, uint32_t id,
		       struct error *err);

/* Is the needle in the folded text of this local id? */
bool near_has(const folded_text *folded, uint32_t id,
	      const struct needle *needle);

/* The first place at or after from where needle stands in text, unless it is
 * guarded against what stands beside it there; count when there is none. */
size_t needle_find(const struct needle *needle, const uint32_t *text,
		   size_t count, size_t from);

#endif
