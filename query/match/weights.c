#include "query/match/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/match.h"
#include "query/match/rank.h"

/* Lists are added up when they hold at most so many times what is found: else
 * most of them are passed over, which Xapian does faster. */
enum { POSTINGS_A_MATCH = 8 };

/* What is added up. */
struct addend {
	const struct build_note *note;	/* of a term or a set */
	double factor;
	uint32_t frequency;
};

struct adding {
	struct engine *engine;
	const struct builder *builder;
	struct addend *at;
	size_t count, capacity;
};

static bool collect(struct adding *all, const xc_query *query, double factor,
		    bool is_sum);

static bool collect_parts(struct adding *all, const struct build_note *note,
			  double factor, bool is_sum)
{
	bool known = true;

	for (size_t i = 0; known && i < note->part_count; i++)
		known = collect(all, note->parts[i], factor, is_sum);
	return known;
}

/* is_sum: what weighs does so wherever it occurs, whether the rest of the part
 * matches or not.  Of the whole query that is so in any case, since nothing
 * counts but what was found. */
static bool collect_combined(struct adding *all, const struct build_note *note,
			     double factor, bool is_sum)
{
	if (note->op == XC_OR)
		return collect_parts(all, note, factor, true);
	if (is_sum)
		return false;
	if (note->op == XC_FILTER || note->op == XC_AND_NOT)
		return collect(all, note->parts[0], factor, false);
	if (note->op != XC_AND_MAYBE || note->part_count != 2)
		return false;
	return collect(all, note->parts[0], factor, false) &&
	       collect(all, note->parts[1], factor, true);
}

static bool collect(struct adding *all, const xc_query *query, double factor,
		    bool is_sum)
{
	const struct build_note *note = build_note_of(all->builder, query);

	if (!(factor > 0))
		return true;
	switch (note->kind) {
	case NOTE_SCALED:
		return collect(all, note->parts[0], factor * note->weight,
			       is_sum);
	case NOTE_TERM:
	case NOTE_SET:
		mem_reserve(&all->at, &all->capacity, all->count + 1,
			    sizeof(*all->at));
		all->at[all->count++] = (struct addend){ note, factor, 0 };
		return true;
	case NOTE_COMBINED:
		return collect_combined(all, note, factor, is_sum);
	case NOTE_ALL:
		return true;
	case NOTE_OTHER:
		break;
	}
	return false;
}

/* Turn factors into whole weights; *postings is how many there are to add. */
static enum status weigh(struct adding *all, uint64_t *postings,
			 const struct xc_bm25 *bm25, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	*postings = 0;
	if (xc_database_info(index_database(all->engine->index), &info, &xerr))
		return index_error(err, "searching", &xerr);
	for (size_t i = 0; i < all->count; i++) {
		struct addend *one = &all->at[i];
		enum status status;

		if (one->note->kind == NOTE_SET) {
			one->factor *= one->note->weight;
			continue;
		}
		status = engine_documents(&one->frequency, all->engine,
					  one->note->term, one->note->len, err);
		if (status)
			return status;
		one->factor *= rank_idf(one->frequency, info.documents);
		one->factor *= bm25->k1 + 1;
		*postings += one->frequency;
	}
	return STATUS_OK;
}

static void add_set(double *to, size_t size, const struct folded_ids *ids,
		    double weight)
{
	for (size_t i = 0; i < ids->count; i++)
		if (ids->at[i] < size)
			to[ids->at[i]] += weight;
}

static void add_list(double *to, size_t size, const struct impact_list *list,
		     double weight)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->ids[i] < size)
			to[list->ids[i]] += weight * list->impacts[i];
}

static enum status add_shard(double *to, size_t size, const struct adding *all,
			     size_t shard, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < all->count; i++) {
		const struct addend *one = &all->at[i];
		const struct impact_list *list;
		unsigned left;

		if (one->note->kind == NOTE_SET)
			add_set(to, size, &one->note->shards[shard],
				one->factor);
		if (one->note->kind == NOTE_SET || !one->frequency)
			continue;
		status = engine_time_left(&left, all->engine, err);
		if (!status)
			status = impacts_of(&list, all->engine, shard,
					    one->note->term, one->note->len,
					    err);
		if (!status)
			add_list(to, size, list, one->factor);
	}
	return status;
}

static size_t ids_of(const struct count_maps *found)
{
	size_t sum = 0;

	for (size_t i = 0; i < found->count; i++)
		sum += found->shards[i].words * 64;
	return sum;
}

static enum status add_all(struct weights *out, const struct adding *all,
			   const struct count_maps *found, struct error *err)
{
	enum status status = STATUS_OK;

	out->shards = mem_array(found->count + 1, sizeof(*out->shards));
	for (; !status && out->count < found->count; out->count++) {
		const size_t size = found->shards[out->count].words * 64;

		out->shards[out->count] = mem_array(size, sizeof(double));
		status = add_shard(out->shards[out->count], size, all,
				   out->count, err);
	}
	return status;
}

enum status weights_make(struct weights *out, struct engine *engine,
			 const struct builder *builder, const xc_query *query,
			 const struct count_maps *found,
			 const struct xc_bm25 *bm25, struct error *err)
{
	struct adding all = { .engine = engine, .builder = builder };
	const uint64_t matches = count_maps_passages(found);
	enum status status = STATUS_OK;
	uint64_t postings = 0;
	bool is_ready = false;

	memset(out, 0, sizeof(*out));
	if (ids_of(found) > WEIGHTS_MOST || !matches)
		return STATUS_OK;
	if (collect(&all, query, 1, false))
		status = weigh(&all, &postings, bm25, err);
	else
		all.count = 0;
	if (!status && all.count && postings / POSTINGS_A_MATCH <= matches)
		status = impacts_ready(&is_ready, engine, bm25, matches, err);
	if (!status && is_ready)
		status = add_all(out, &all, found, err);
	free(all.at);
	return status;
}

void weights_release(struct weights *weights)
{
	for (size_t i = 0; i < weights->count; i++)
		free(weights->shards[i]);
	free(weights->shards);
	memset(weights, 0, sizeof(*weights));
}

static int compare_hits(const void *a, const void *b)
{
	return match_is_before(a, b) ? -1 : match_is_before(b, a);
}

static int compare_backwards(const void *a, const void *b)
{
	return compare_hits(b, a);
}

/* The best so far: when there are most of them, as a heap whose root is the last
 * in the order. */
struct best {
	struct match_hit *at;
	size_t count, most;
};

static void replace_last(struct best *best, struct match_hit hit)
{
	struct match_hit *heap = best->at;
	size_t at = 0;

	for (size_t child; (child = 2 * at + 1) < best->count; at = child) {
		if (child + 1 < best->count &&
		    match_is_before(&heap[child], &heap[child + 1]))
			child++;
		if (match_is_before(&heap[child], &hit))
			break;
		heap[at] = heap[child];
	}
	heap[at] = hit;
}

static void take(struct best *best, struct match_hit hit)
{
	if (best->count == best->most) {
		if (match_is_before(&hit, &best->at[0]))
			replace_last(best, hit);
		return;
	}
	best->at[best->count++] = hit;
	if (best->count == best->most)
		qsort(best->at, best->count, sizeof(hit), compare_backwards);
}

static void take_word(struct best *best, const struct weights *weights,
		      size_t shard, size_t word, uint64_t bits)
{
	for (; bits; bits &= bits - 1) {
		const size_t id = word * 64 + (size_t)__builtin_ctzll(bits);

		take(best, (struct match_hit){
			(uint32_t)((id - 1) * weights->count + shard + 1),
			rank_round(weights->shards[shard][id]), 0 });
	}
}

size_t weights_best(struct match_hit *out, size_t most,
		    const struct weights *weights,
		    const struct count_maps *found)
{
	struct best best = { out, 0, most };

	for (size_t shard = 0; most && shard < weights->count; shard++)
		for (size_t i = 0; i < found->shards[shard].words; i++)
			take_word(&best, weights, shard, i,
				  found->shards[shard].bits[i]);
	if (best.count)
		qsort(out, best.count, sizeof(*out), compare_hits);
	return best.count;
}
