#include "query/search/trend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "query/match/exact.h"
#include "query/match/leaf.h"
#include "query/search/trend_census.h"
#include "text/fold.h"

double trend_rate(uint64_t occurrences, const struct trend_bucket *bucket)
{
	return bucket->characters
		? (double)occurrences * 1e6 / (double)bucket->characters : 0;
}

/* The phrase without the quotation marks around it; the caller frees it. */
static char *bare(const char *typed)
{
	static const char *const pairs[][2] = {
		{ "\"", "\"" }, { "“", "”" }, { "「", "」" }, { "『", "』" },
		{ "＂", "＂" }
	};
	const size_t len = strlen(typed);

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const size_t left = strlen(pairs[i][0]);
		const size_t right = strlen(pairs[i][1]);

		if (len > left + right && !strncmp(typed, pairs[i][0], left) &&
		    !strcmp(typed + len - right, pairs[i][1]))
			return mem_string_len(typed + left, len - left - right);
	}
	return mem_string(typed);
}

static void count_in(struct trend_cell *cell, uint64_t occurrences,
		     bool is_new_document, uint32_t day, size_t shard,
		     uint32_t local)
{
	cell->occurrences += occurrences;
	cell->passages++;
	cell->documents += is_new_document;
	if (!day || (cell->day && cell->day <= day))
		return;
	cell->day = day;
	cell->shard = (uint32_t)shard;
	cell->local = local;
}

/* Count one phrase in the passages of one shard that hold it.  seen: the
 * document that each bucket, and then the whole, was counted for last. */
static void count_shard(struct trend_phrase *phrase,
			const struct census *census, size_t number,
			const folded_text *folded,
			const struct folded_ids *ids,
			const folded_needle *needle, uint64_t *seen)
{
	const struct census_shard *shard = &census->shards[number];
	const size_t all = census->trend->bucket_count;

	for (size_t i = 0; i < ids->count; i++) {
		const uint32_t local = ids->at[i];
		const struct census_group *group;
		uint64_t times, document;

		if (local > shard->last || !shard->group[local - 1])
			continue;
		times = folded_count(folded, local, needle);
		document = shard->document[local - 1];
		count_in(&phrase->all, times, seen[all] != document,
			 shard->day[local - 1], number, local);
		seen[all] = document;
		group = &census->groups[shard->group[local - 1] - 1];
		for (size_t k = 0; k < group->count; k++) {
			const size_t bucket = group->buckets[k];

			count_in(&phrase->cells[bucket], times,
				 seen[bucket] != document,
				 shard->day[local - 1], number, local);
			seen[bucket] = document;
		}
	}
}

/* The date and the id of the passage that a cell found first. */
static enum status name_first(struct trend_cell *cell,
			      const struct engine *engine, struct error *err)
{
	const size_t shards = index_shard_count(engine->index);
	struct record_passage passage;
	struct record_document document = { .id = NULL };
	struct buf id = BUF_INIT;
	enum status status;

	if (!cell->day)
		return STATUS_OK;
	status = index_passage(engine->index,
			       (uint32_t)((cell->local - 1) * shards +
					  cell->shard + 1), &passage, err);
	if (status)
		return status;
	status = index_document(engine->index, passage.document, &document,
				NULL, err);
	if (!status) {
		buf_put_format(&id, "%s#%zu", passage.document, passage.number);
		cell->id = buf_detach(&id);
		cell->date = mem_string(document.date);
		record_document_release(&document);
	}
	record_passage_release(&passage);
	return status;
}

static enum status count_demand(struct trend_phrase *phrase,
				const struct census *census,
				struct engine *engine,
				const struct demand *demand, struct error *err)
{
	const struct needle *wanted = &demand->needles[0];
	uint64_t *seen = mem_array(census->trend->bucket_count + 1,
				   sizeof(*seen));
	folded_needle *needle = folded_needle_new(wanted->cp, wanted->count);
	struct builder builder;
	const struct folded_ids *found;
	enum status status;

	build_init(&builder, err);
	found = exact_set(&builder, engine, demand);
	status = builder.status;
	for (size_t i = 0; !status && i < census->shard_count; i++)
		count_shard(phrase, census, i, index_folded(engine->index, i),
			    &found[i], needle, seen);
	build_release(&builder);
	folded_needle_free(needle);
	free(seen);
	return status;
}

static enum status count_phrase(struct trend_phrase *phrase,
				const struct census *census,
				struct engine *engine, struct error *err)
{
	const size_t count = census->trend->bucket_count;
	const struct syntax_node leaf = { .kind = SYNTAX_EXACT,
					  .text = phrase->text };
	struct demand demand = { .needle_count = 0 };
	enum status status;

	leaf_demand_exact(&demand, &leaf);
	if (!demand.needle_count ||
	    demand.needles[0].count > SYNTAX_EXACT_MOST)
		status = error_set(err, STATUS_USAGE, "trend: a phrase has 1 to "
				   "%d characters", SYNTAX_EXACT_MOST);
	else
		status = count_demand(phrase, census, engine, &demand, err);
	demand_release(&demand);
	if (!status)
		status = name_first(&phrase->all, engine, err);
	for (size_t i = 0; !status && i < count; i++)
		status = name_first(&phrase->cells[i], engine, err);
	return status;
}

/* Where each bucket goes: sorted by the caller's numbers, which are moved along
 * in all phrases. */
static void reorder(struct trend *trend, const size_t *from, size_t count)
{
	struct trend_bucket *buckets = mem_array(count, sizeof(*buckets));

	for (size_t i = 0; i < count; i++)
		buckets[i] = trend->buckets[from[i]];
	for (size_t p = 0; p < trend->phrase_count; p++) {
		struct trend_phrase *phrase = &trend->phrases[p];
		struct trend_cell *cells = mem_array(count, sizeof(*cells));

		for (size_t i = 0; i < count; i++)
			cells[i] = phrase->cells[from[i]];
		free(phrase->cells);
		phrase->cells = cells;
	}
	free(trend->buckets);
	trend->buckets = buckets;
	trend->bucket_capacity = count;
}

static uint64_t uses(const struct trend *trend, size_t bucket)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < trend->phrase_count; i++)
		sum += trend->phrases[i].cells[bucket].occurrences;
	return sum;
}

/* Does bucket a stand before b?  "undated" sorts behind the digits. */
static bool is_before(const struct trend *trend, size_t a, size_t b)
{
	const uint64_t left = uses(trend, a), right = uses(trend, b);

	if (trend->by_region && left != right)
		return left > right;
	return strcmp(trend->buckets[a].id, trend->buckets[b].id) < 0;
}

static void sort_buckets(struct trend *trend)
{
	const size_t count = trend->bucket_count;
	size_t *from = mem_array(count + 1, sizeof(*from));

	for (size_t i = 0; i < count; i++) {
		size_t at = i;

		for (; at && is_before(trend, i, from[at - 1]); at--)
			from[at] = from[at - 1];
		from[at] = i;
	}
	if (count)
		reorder(trend, from, count);
	free(from);
}

/* Years without a passage, between the first and the last that have one. */
static void fill_gaps(struct trend *trend)
{
	int first = 0, last = 0;

	for (size_t i = 0; i < trend->bucket_count; i++) {
		const int year = atoi(trend->buckets[i].id);

		if (year && (!first || year < first))
			first = year;
		if (year > last)
			last = year;
	}
	for (int year = first; year < last; year++) {
		char id[16];
		bool is_there = false;

		snprintf(id, sizeof(id), "%04d", year);
		for (size_t i = 0; i < trend->bucket_count; i++)
			is_there |= !strcmp(trend->buckets[i].id, id);
		if (is_there)
			continue;
		mem_reserve(&trend->buckets, &trend->bucket_capacity,
			    trend->bucket_count + 1, sizeof(*trend->buckets));
		trend->buckets[trend->bucket_count++] =
			(struct trend_bucket){ .id = mem_string(id) };
	}
}

struct job {
	struct trend *trend;
	const char *const *phrases;
	size_t count;
	const char *region;
	const struct request *request;
};

static void begin_trend(const struct job *job, struct engine *engine)
{
	struct trend *trend = job->trend;

	trend_release(trend);
	trend->by_region = job->region != NULL;
	trend->answer.names = index_names(engine->index);
	trend->phrases = mem_array(job->count + 1, sizeof(*trend->phrases));
	trend->phrase_count = job->count;
	for (size_t i = 0; i < job->count; i++)
		trend->phrases[i].text = bare(job->phrases[i]);
}

static enum status make_once(void *context, struct engine *engine,
			     struct error *err)
{
	const struct job *job = context;
	struct trend *trend = job->trend;
	struct census census;
	enum status status;

	begin_trend(job, engine);
	if (index_has_remote(engine->index))
		return error_set(err, STATUS_USAGE, "trend: remote shards have "
				 "no text to count in");
	status = census_make(&census, trend, engine, job->region, job->request,
			     err);
	if (!status && !trend->by_region)
		fill_gaps(trend);
	for (size_t i = 0; i < trend->phrase_count; i++)
		trend->phrases[i].cells = mem_array(trend->bucket_count + 1,
						    sizeof(struct trend_cell));
	for (size_t i = 0; !status && i < trend->phrase_count; i++)
		status = count_phrase(&trend->phrases[i], &census, engine, err);
	census_release(&census);
	if (!status)
		sort_buckets(trend);
	return status;
}

enum status trend_make(struct trend *out, searcher *engine,
		       const char *const *phrases, size_t count,
		       const char *region, const struct request *request,
		       struct error *err)
{
	const double begin = clock_ms();
	struct job job = { out, phrases, count, region, request };
	enum status status;

	memset(out, 0, sizeof(*out));
	answer_init(&out->answer);
	status = search_task(engine, request, make_once, &job, err);
	out->took_ms = clock_ms() - begin;
	return status;
}

static void release_cell(struct trend_cell *cell)
{
	free(cell->date);
	free(cell->id);
}

void trend_release(struct trend *trend)
{
	for (size_t p = 0; p < trend->phrase_count; p++) {
		struct trend_phrase *phrase = &trend->phrases[p];

		for (size_t i = 0; phrase->cells && i < trend->bucket_count;
		     i++)
			release_cell(&phrase->cells[i]);
		release_cell(&phrase->all);
		free(phrase->cells);
		free(phrase->text);
	}
	for (size_t i = 0; i < trend->bucket_count; i++)
		free(trend->buckets[i].id);
	free(trend->phrases);
	free(trend->buckets);
	answer_release(&trend->answer);
	memset(trend, 0, sizeof(*trend));
}
