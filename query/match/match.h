/* query/match/match.h - a plan is run: ranked ids, totals and tallies. */
#ifndef QUERY_MATCH_MATCH_H
#define QUERY_MATCH_MATCH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/engine/count.h"
#include "query/engine/engine.h"
#include "query/engine/facets.h"
#include "query/match/plan.h"
#include "query/match/weights.h"
#include "query/language/request.h"

/* Counts up to here are exact even when nothing but the first page is wanted;
 * with facets or grouping all matches are looked at. */
enum { MATCH_EXACT = 100000 };

struct match_hit {
	uint32_t id;			/* in the group database */
	double weight;
	uint64_t document;		/* its key, under GROUP_DOCUMENT; not 0 */
};

struct match {
	struct match_hit *hits;
	size_t count, capacity;
	/* Hits that were left out for another one; all ids. */
	struct match_fold { uint32_t id, into; } *folds;
	size_t fold_count, fold_capacity;
	uint64_t total;			/* passages, or documents if grouped */
	uint64_t passages;
	bool total_exact;
	struct tally tally;
	bool has_maps;			/* of documents: found stands in for
					 * what the tally would know of them */
	struct count_maps found;
	struct weights weights;
};

/* Run plan for the page that request wants.  builder, which made the plan,
 * makes what sorting needs.  The caller ends it with match_release() in any
 * case.  STATUS_TIMEOUT, STATUS_STALE. */
enum status match_run(struct match *out, struct engine *engine,
		      struct builder *builder, const struct plan *plan,
		      const struct request *request, struct error *err);
void match_release(struct match *match);
/* By weight, then by id. */
bool match_is_before(const struct match_hit *a, const struct match_hit *b);
/* Under GROUP_DOCUMENT: how many passages of this hit's document match. */
uint32_t match_in_document(const struct match *match,
			   const struct engine *engine, size_t hit);
/* How many passages a plan matches, or documents under GROUP_DOCUMENT. */
enum status match_count(uint64_t *out, struct engine *engine,
			const struct builder *builder, const struct plan *plan, const struct request *request,
			struct error *err);

#endif
