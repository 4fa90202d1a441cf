/* query/match/reprints.h - where else a passage stands: those with the same letters
 * (schema/reprint.h), whether they match the query or not. */
#ifndef QUERY_MATCH_REPRINTS_H
#define QUERY_MATCH_REPRINTS_H
#include "query/answer/answer.h"
#include "query/engine/engine.h"

enum { REPRINTS_MOST = 1000 };	/* passages that are looked at */

/* Note the reprints of the hit with this group id; none is no error. */
enum status reprints_find(struct answer_hit *hit, struct engine *engine,
			  uint32_t id, struct error *err);

#endif
