/* query/match/check.h - does a passage fulfil a query?  Decided here from its stored
 * text, for what remote shards can only narrow down (query/match/remote.h).
 *
 * A check is made of a parsed query in the mode in which it was planned.  What
 * the index has decided already (labels, dates, words that are terms) counts as
 * true where every hit must have it; under OR and NOT it is unknown, and so may
 * the whole be: a hit that may match stays, and its answer's total is not
 * exact. */
#ifndef QUERY_MATCH_CHECK_H
#define QUERY_MATCH_CHECK_H
#include <stdbool.h>
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/match/plan.h"
#include "query/language/syntax.h"

enum check_result { CHECK_NO, CHECK_MAYBE, CHECK_YES };

typedef struct check check;

/* *out is NULL when there is nothing to decide.  Failure is the builder's. */
void check_make(check **out, struct builder *builder, struct engine *engine,
		const struct syntax_node *root, enum plan_mode mode);
void check_free(check *check);
/* Is there something to decide under node? */
bool check_is_needed(struct builder *builder, struct engine *engine,
		     const struct syntax_node *node);

/* The passage with this group id. */
enum status check_passage(enum check_result *out, const check *check,
			  const struct engine *engine, uint32_t id,
			  struct error *err);

#endif
