/* query/match/scope.h - AND and NOT over whole documents. */
#ifndef QUERY_MATCH_SCOPE_H
#define QUERY_MATCH_SCOPE_H
#include "query/match/plan.h"

/* The documents in which the query holds when each of its operands may be
 * found in another passage.  Over remote shards strings are taken as the index
 * has them, unverified, with a warning. */
void scope_documents(struct key_set *out, struct planner *planner,
		     const struct syntax_node *root);
/* The passages of these documents that are worth showing: those that match any
 * operand which is not excluded; NULL: all. */
const xc_query *scope_passages(struct planner *planner,
			       const struct syntax_node *root);

#endif
