#include "query/match/reprint_folds.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/rank.h"
#include "query/match/reprints.h"
#include "schema/reprint_near.h"

static void sketch(struct reprint_sketch *out, const struct match_hit *hit,
		   const struct engine *engine)
{
	const size_t shards = index_shard_count(engine->index);
	const folded_text *folded = index_folded(engine->index,
						 (hit->id - 1) % shards);
	const uint16_t *units = NULL;
	size_t count = 0;
	bool continues;

	if (folded)
		units = folded_at(folded,
				  (uint32_t)((hit->id - 1) / shards) + 1,
				  &count, &continues);
	reprint_sketch_make(out, units, units ? count : 0);
}

static void add_fold(struct match *out, uint32_t id, uint32_t into)
{
	mem_reserve(&out->folds, &out->fold_capacity, out->fold_count + 1,
		    sizeof(*out->folds));
	out->folds[out->fold_count++] = (struct match_fold){ id, into };
}

/* The hit among the first count that this one is near to; count for none. */
static size_t find_near(const struct reprint_sketch *sketches, size_t count,
			const struct reprint_sketch *of)
{
	size_t at = 0;

	while (at < count && !reprint_is_near(&sketches[at], of))
		at++;
	return at;
}

void reprint_folds_make(struct match *out, const struct engine *engine,
			size_t most)
{
	const size_t seen = out->count < RANK_DEPTH ? out->count : RANK_DEPTH;
	struct reprint_sketch *sketches = mem_array(seen + 1,
						    sizeof(*sketches));
	size_t kept = 0, targets = 0;

	for (size_t at = 0; at < seen; at++) {
		struct reprint_sketch *own = &sketches[targets];
		size_t near;

		sketch(own, &out->hits[at], engine);
		near = find_near(sketches, targets, own);
		if (near < targets)
			add_fold(out, out->hits[at].id, out->hits[near].id);
		else
			out->hits[kept++] = out->hits[at];
		if (near == targets && targets < most)
			targets++;
		else
			reprint_sketch_release(own);
	}
	for (size_t i = 0; i < targets; i++)
		reprint_sketch_release(&sketches[i]);
	free(sketches);
	if (out->count > seen)
		memmove(out->hits + kept, out->hits + seen,
			(out->count - seen) * sizeof(*out->hits));
	out->count -= seen - kept;
}

/* Move a name to the end of hit's reprints. */
static void add_name(struct answer_hit *hit, char *name)
{
	size_t capacity = hit->reprint_count;

	mem_reserve(&hit->reprints, &capacity, hit->reprint_count + 1,
		    sizeof(*hit->reprints));
	hit->reprints[hit->reprint_count++] = name;
}

static enum status add_folded(struct answer_hit *hit, struct engine *engine,
			      uint32_t id, struct error *err)
{
	struct answer_hit folded;
	struct buf name = BUF_INIT;
	enum status status;

	memset(&folded, 0, sizeof(folded));
	status = index_passage(engine->index, id, &folded.passage, err);
	if (status)
		return status;
	record_put_id(&name, &folded.passage);
	add_name(hit, buf_detach(&name));
	status = reprints_find(&folded, engine, id, err);
	for (size_t i = 0; i < folded.reprint_count; i++)
		add_name(hit, folded.reprints[i]);
	folded.reprint_count = 0;
	answer_hit_release(&folded);
	return status;
}

enum status reprint_folds_add(struct answer_hit *hit, struct engine *engine,
			      const struct match *match, uint32_t id,
			      struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < match->fold_count; i++)
		if (match->folds[i].into == id)
			status = add_folded(hit, engine, match->folds[i].id,
					    err);
	return status;
}
