/* query/exact.h - the passages that hold strings, exactly.
 *
 * A demand collects what a passage must hold, all of it: terms, which the index
 * answers, and needles, strings that must begin in the passage's folded text.
 * Candidates are the passages with all terms and all Han bigrams of the
 * needles; each is then verified.  Without any term, all folded text is
 * scanned. */
#ifndef QUERY_EXACT_H
#define QUERY_EXACT_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "query/build.h"
#include "query/engine.h"
#include "query/request.h"

struct needle {
	uint32_t *cp;		/* folded */
	size_t count;
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
};

void demand_release(struct demand *demand);
void demand_term(struct demand *demand, const char *term, size_t len);
/* Its number, for nearness. */
size_t demand_needle(struct demand *demand, const uint32_t *cp, size_t count);
void demand_near(struct demand *demand, size_t a, size_t b, size_t distance);

/* The passages that fulfil a demand with needles, a list of local ids for each
 * shard, borrowed until the next call; those deleted since may be among them.
 * NULL on failure, which is the builder's. */
const struct folded_ids *exact_set(struct builder *builder,
				   struct engine *engine,
				   const struct demand *demand);
/* The passages that fulfil demand, as an unweighted query of builder's; NULL
 * for an empty demand.  Failure is the builder's. */
const xc_query *exact_query(struct builder *builder, struct engine *engine,
			    const struct demand *demand);

#endif
