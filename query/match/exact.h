/* query/match/exact.h - the passages that hold strings, exactly.
 *
 * A demand collects what a passage must hold, all of it: terms, which the index
 * answers, and needles, strings that must begin in the passage's folded text.
 * Candidates are the passages with all terms and all Han bigrams of the
 * needles; each is then verified.  Without any term, all folded text is
 * scanned. */
#ifndef QUERY_MATCH_EXACT_H
#define QUERY_MATCH_EXACT_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/language/request.h"

/* What a needle that holds a number must not stand beside, see
 * numeral_goes_on(): "25条" is not in "125条". */
enum needle_guard {
	GUARD_BEFORE = 1, GUARD_AFTER = 2,
	GUARD_NUMBER = 4	/* a run of digits in it is a whole word */
};

struct needle {
	uint32_t *cp;		/* folded */
	size_t count;
	unsigned guard;		/* of enum needle_guard; 0: an exact string */
};

/* Two needles within distance characters of each other, either order: so many
 * may stand between them. */
struct nearness {
	size_t a, b;		/* numbers of needles */
	size_t distance;
};

struct demand {
	struct request_list terms;	/* no bigram of a needle */
	struct needle *needles;
	size_t needle_count, needle_capacity;
	struct nearness *nears;
	size_t near_count, near_capacity;
	/* Needles of one group stand in one sentence; groups follow each
	 * other, from 0. */
	struct togetherness { size_t needle, group; } *togethers;
	size_t together_count, together_capacity;
};

void demand_release(struct demand *demand);
void demand_term(struct demand *demand, const char *term, size_t len);
/* Its number, for nearness. */
size_t demand_needle(struct demand *demand, const uint32_t *cp, size_t count);
size_t demand_guarded(struct demand *demand, const struct needle *needle);
void demand_near(struct demand *demand, size_t a, size_t b, size_t distance);
void demand_together(struct demand *demand, size_t needle, size_t group);

/* Add to out, as terms, what a candidate for demand must have: the demand's own
 * terms, and what its needles are made of. */
void demand_candidates(struct demand *out, const struct demand *demand);

/* The passages that fulfil a demand with needles, a list of local ids for each
 * shard, borrowed until the next call; those deleted since may be among them.
 * NULL on failure, which is the builder's. */
const struct folded_ids *exact_set(struct builder *builder,
				   struct engine *engine,
				   const struct demand *demand);
/* The passages that fulfil demand, as an unweighted query of builder's; NULL
 * for an empty demand.  Where a shard is remote these are candidates, among
 * which query/match/check.h finds those that do.  Failure is the builder's. */
const xc_query *exact_query(struct builder *builder, struct engine *engine,
			    const struct demand *demand);

#endif
