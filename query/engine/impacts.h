/* query/engine/impacts.h - what it counts for, by BM25, how often a passage has a term
 * and how long it is; the term's own weight is not in it.
 *
 * Terms' postings are decoded once into impacts and kept for the next questions,
 * IMPACT_BYTES of them: half of what is kept makes room when it is full.  That
 * needs the length of every passage, which is read once the questions until then
 * have looked at several times as many.  Local shards only. */
#ifndef QUERY_ENGINE_IMPACTS_H
#define QUERY_ENGINE_IMPACTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/engine/table.h"
#include "xapian-c/xc_search.h"

struct engine;

enum { IMPACT_BYTES = 48 << 20, IMPACT_NORMS = 1024 };

/* In the order of local ids. */
struct impact_list {
	uint32_t *ids;
	double *impacts;
	size_t count, capacity;
};

struct impacts {
	struct impact_lengths { uint32_t *at; size_t count; } *shards;
	size_t shard_count;
	double norms[IMPACT_NORMS];	/* by length */
	double average;			/* length of a passage */
	struct xc_bm25 bm25;
	uint64_t asked_for;		/* passages, before the lengths were read */
	bool is_made;
	struct impact_half {		/* by shard and term */
		struct table terms;
		struct impact_list *lists;
		size_t capacity, bytes;
	} young, old;
};

void impacts_forget(struct impacts *impacts);
/* Can they be had?  passages is how many the question at hand matches. */
enum status impacts_ready(bool *out, struct engine *engine,
			  const struct xc_bm25 *bm25, uint64_t passages,
			  struct error *err);
/* Those of a term, as it is spelled, in one shard; lent until the next call. */
enum status impacts_of(const struct impact_list **out, struct engine *engine,
		       size_t shard, const char *term, size_t len,
		       struct error *err);

#endif
