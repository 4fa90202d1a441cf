/* query/match/weights.h - what every passage weighs that a query matches, without a
 * match of Xapian's.
 *
 * Where a question is a sum of terms (words of which any will do, titles, related
 * words) and matches much of the index, it is faster to add up the terms, list by
 * list (query/engine/impacts.h), than to go from passage to passage.  Weights are
 * Xapian's, the order of the additions apart.
 * Local shards only, and for indexes of up to WEIGHTS_MOST ids. */
#ifndef QUERY_MATCH_WEIGHTS_H
#define QUERY_MATCH_WEIGHTS_H
#include "query/engine/build.h"
#include "query/engine/count.h"
#include "query/engine/engine.h"

enum { WEIGHTS_MOST = 1 << 20 };

struct match_hit;

/* By shard and local id; only those of what was found count.  No shards: the
 * query is none for this. */
struct weights {
	double **shards;
	size_t count;
};

/* found is what query, which builder made, matches.  The caller ends it with
 * weights_release() in any case. */
enum status weights_make(struct weights *out, struct engine *engine,
			 const struct builder *builder, const xc_query *query,
			 const struct count_maps *found,
			 const struct xc_bm25 *bm25, struct error *err);
void weights_release(struct weights *weights);
/* The most hits that weigh most, in their order, into out, which has room for
 * them; gives their number. */
size_t weights_best(struct match_hit *out, size_t most,
		    const struct weights *weights,
		    const struct count_maps *found);

#endif
