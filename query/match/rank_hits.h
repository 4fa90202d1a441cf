/* query/match/rank_hits.h - the second look of query/match/rank.h, taken at an answer. */
#ifndef QUERY_MATCH_RANK_HITS_H
#define QUERY_MATCH_RANK_HITS_H
#include <stddef.h>
#include "base/status.h"
#include "query/engine/engine.h"
#include "query/match/match.h"
#include "query/match/rank.h"

/* Put the first RANK_DEPTH of count hits, which BM25 ordered, in the order of
 * rank_score(), with a little for the best other passage of the same document
 * among them; equal ones go by id.  Weights become the scores, but none falls
 * below that of the last hit looked at, so that the whole list stays in
 * descending order.
 * STATUS_STALE, STATUS_CORRUPT: a passage could not be read. */
enum status rank_hits(struct match_hit *hits, size_t count,
		      const struct engine *engine,
		      const struct rank_query *query, struct error *err);

#endif
