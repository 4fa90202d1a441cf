/* query/search/explain.h - --explain: the query as it was understood, what each part of
 * it counts, and why the first hit stands before the second. */
#ifndef QUERY_SEARCH_EXPLAIN_H
#define QUERY_SEARCH_EXPLAIN_H
#include "base/buf.h"
#include "query/engine/engine.h"
#include "query/match/match.h"
#include "query/match/plan.h"
#include "query/language/syntax.h"

/* Append lines of text about a query that was planned and run. */
void explain_query(struct buf *out, struct engine *engine,
		   const struct builder *builder, const struct syntax *syntax,
		   const struct plan *plan, const struct match *match,
		   const struct request *request);

/* In query/search/explain_score.c: append a table of what the scores of the first two
 * hits are made of; nothing where their order has other reasons. */
void explain_score(struct buf *out, const struct engine *engine,
		   const struct plan *plan, const struct match *match,
		   const struct request *request);

#endif
