/* query/match/reprint_folds.h - hits that are near another one (schema/reprint_near.h),
 * folded into it: GROUP_REPRINT folds equal letters in the match, this what
 * nearly equals them among the hits that are looked at a second time.
 *
 * A hit is folded into the first before it that it is near to, so that pages of
 * any size fit together.  Local shards only. */
#ifndef QUERY_MATCH_REPRINT_FOLDS_H
#define QUERY_MATCH_REPRINT_FOLDS_H
#include <stddef.h>
#include "base/status.h"
#include "query/answer/answer.h"
#include "query/engine/engine.h"
#include "query/match/match.h"

/* Fold hits of out, as far as RANK_DEPTH, into the first most that stay. */
void reprint_folds_make(struct match *out, const struct engine *engine,
			size_t most);
/* Add to hit's reprints what was folded into the passage with this id, and the
 * reprints of that. */
enum status reprint_folds_add(struct answer_hit *hit, struct engine *engine,
			      const struct match *match, uint32_t id,
			      struct error *err);

#endif
