/* query/match/remote.h - what is done otherwise where a shard is remote.
 *
 * A remote shard runs Xapian's own queries, weights, sorting, collapsing and
 * counters, and nothing of ours: no spy, no decider, no set of ids.  So
 *   - strings are narrowed down to candidates by the index, and verified here
 *     from the stored text of those that are looked at (query/match/check.h);
 *   - values are counted by Xapian's counter, and split here;
 *   - documents are named by their Q: terms, of which few are asked for at once.
 * What is not exact for that reason has a warning. */
#ifndef QUERY_MATCH_REMOTE_H
#define QUERY_MATCH_REMOTE_H
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/match/exact.h"
#include "query/engine/keys.h"
#include "query/language/request.h"
#include "xapian-c/xc_search.h"

struct tally;			/* query/engine/facets.h */

enum {
	REMOTE_TITLES = 1000,	/* documents that a title may bring in */
	REMOTE_TERMS = 4000	/* terms that a character may begin */
};

/* The passages that may fulfil demand: all that do are among them, but for what
 * a warning tells, which is where no part of it has a bigram. */
const xc_query *remote_candidates(struct builder *builder,
				  const struct engine *engine,
				  const struct demand *demand);
/* The documents of the passages that query matches. */
enum status remote_documents(struct key_counts *out,
			     const struct engine *engine,
			     const xc_query *query, struct error *err);
/* All passages of the documents whose first passage first finds. */
const xc_query *remote_titled(struct builder *builder,
			      const struct engine *engine,
			      const xc_query *first);
/* The document of the passage "document#n"; query/match/check.h finds the passage. */
const xc_query *remote_passage(struct builder *builder, const char *id);

/* Count for the facets what query matches, with counters instead of a spy:
 *	remote_tally_begin()	before the search runs: the counters
 *	remote_tally_end()	when it has, of passages matches */
struct remote_tally {
	xc_value_counts *counts[FACET_KINDS], *documents;
};
enum xc_status remote_tally_begin(struct remote_tally *out, xc_search *search,
				  const struct request *request,
				  struct xc_error *err);
enum status remote_tally_end(struct remote_tally *counters,
			     struct tally *tally, const struct engine *engine,
			     const xc_query *query,
			     const struct request *request, uint64_t passages,
			     struct error *err);
void remote_tally_release(struct remote_tally *counters);

#endif
