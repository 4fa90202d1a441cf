#include "query/engine/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"

static void drop(struct count_cache *cache, size_t at)
{
	struct count_entry *entry = &cache->at[at];

	cache->bytes -= entry->words * sizeof(*entry->bits);
	free(entry->term);
	free(entry->bits);
	*entry = cache->at[--cache->count];
}

void count_cache_clear(struct count_cache *cache)
{
	while (cache->count)
		drop(cache, cache->count - 1);
	free(cache->at);
	memset(cache, 0, sizeof(*cache));
}

static void drop_oldest(struct count_cache *cache)
{
	size_t oldest = 0;

	for (size_t i = 1; i < cache->count; i++)
		if (cache->at[i].used < cache->at[oldest].used)
			oldest = i;
	drop(cache, oldest);
}

/* What counting one shard needs. */
struct counter {
	struct engine *engine;
	const struct builder *builder;
	const xc_database *database;
	size_t shard, words;
	uint32_t last_id;
	bool has_gaps;		/* not every id is a passage */
	bool is_known;
	enum status status;
	struct error *err;
};

static uint64_t *map_new(const struct counter *counter)
{
	return mem_array(counter->words, sizeof(uint64_t));
}

static const uint64_t *find_kept(const struct counter *counter,
				 const struct build_note *note)
{
	struct count_cache *cache = &counter->engine->maps;

	for (size_t i = 0; i < cache->count; i++) {
		struct count_entry *entry = &cache->at[i];

		if (entry->shard != counter->shard || entry->len != note->len ||
		    memcmp(entry->term, note->term, note->len))
			continue;
		entry->used = ++cache->clock;
		return entry->bits;
	}
	return NULL;
}

static void keep(const struct counter *counter, const struct build_note *note,
		 const uint64_t *bits)
{
	struct count_cache *cache = &counter->engine->maps;
	const size_t bytes = counter->words * sizeof(*bits);
	struct count_entry *entry;

	while (cache->count && cache->bytes + bytes > COUNT_CACHE_BYTES)
		drop_oldest(cache);
	mem_reserve(&cache->at, &cache->capacity, cache->count + 1,
		    sizeof(*cache->at));
	entry = &cache->at[cache->count++];
	*entry = (struct count_entry){
		.term = mem_string_len(note->term, note->len),
		.len = note->len, .shard = counter->shard,
		.bits = map_new(counter), .words = counter->words,
		.used = ++cache->clock };
	memcpy(entry->bits, bits, bytes);
	cache->bytes += bytes;
}

static void add_bits(uint64_t *to, const uint64_t *from, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] |= from[i];
}

static void add_ids(const struct counter *counter, uint64_t *to,
		    const uint32_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] / 64 < counter->words)
			to[ids[i] / 64] |= (uint64_t)1 << ids[i] % 64;
}

/* Postings that are kept for their weights (query/engine/impacts.h). */
static void add_impacts(struct counter *counter, uint64_t *to,
			const struct build_note *note)
{
	const struct impact_list *list;

	counter->status = impacts_of(&list, counter->engine, counter->shard,
				     note->term, note->len, counter->err);
	if (!counter->status)
		add_ids(counter, to, list->ids, list->count);
}

static void add_postings(struct counter *counter, uint64_t *to,
			 const struct build_note *note)
{
	struct xc_error xerr;

	if (xc_database_mark_postings(counter->database, note->term, note->len,
				      to, counter->words, &xerr))
		counter->status = index_error(counter->err, "counting", &xerr);
}

/* In this shard; or in all, when they are few. */
static uint32_t frequency_of(struct counter *counter,
			     const struct build_note *note)
{
	uint32_t documents = 0;
	struct xc_error xerr;
	unsigned left;

	counter->status = engine_time_left(&left, counter->engine,
					   counter->err);
	if (!counter->status)
		counter->status = engine_documents(&documents, counter->engine,
						   note->term, note->len,
						   counter->err);
	if (!counter->status && documents >= COUNT_CACHE_LEAST &&
	    xc_database_term_documents(counter->database, note->term,
				       note->len, &documents, &xerr))
		counter->status = index_error(counter->err, "counting", &xerr);
	return counter->status ? 0 : documents;
}

/* A term's postings are added to what to has already, unless they are common
 * enough to be kept. */
static void add_term(struct counter *counter, uint64_t *to,
		     const struct build_note *note)
{
	const uint64_t *kept = find_kept(counter, note);
	uint32_t documents;
	uint64_t *map;

	if (kept) {
		add_bits(to, kept, counter->words);
		return;
	}
	documents = frequency_of(counter, note);
	if (!documents)
		return;
	if (documents < COUNT_CACHE_LEAST) {
		if (counter->engine->impacts.is_made)
			add_impacts(counter, to, note);
		else
			add_postings(counter, to, note);
		return;
	}
	map = map_new(counter);
	add_postings(counter, map, note);
	add_bits(to, map, counter->words);
	if (!counter->status)
		keep(counter, note, map);
	free(map);
}

static void add_query(struct counter *counter, uint64_t *to,
		      const xc_query *query);

/* The passages of a part in a map of its own, which the caller frees. */
static uint64_t *map_of(struct counter *counter, const xc_query *part)
{
	uint64_t *map = map_new(counter);

	add_query(counter, map, part);
	return map;
}

/* The first part, restricted to those of the others, or without them. */
static void add_restricted(struct counter *counter, uint64_t *to,
			   const struct build_note *note, bool without)
{
	uint64_t *first = map_of(counter, note->parts[0]);

	for (size_t i = 1; i < note->part_count && counter->is_known; i++) {
		uint64_t *part = map_of(counter, note->parts[i]);

		for (size_t k = 0; k < counter->words; k++)
			first[k] &= without ? ~part[k] : part[k];
		free(part);
	}
	add_bits(to, first, counter->words);
	free(first);
}

static void add_combined(struct counter *counter, uint64_t *to,
			 const struct build_note *note)
{
	switch (note->op) {
	case XC_OR:
	case XC_SYNONYM:
		for (size_t i = 0; i < note->part_count; i++)
			add_query(counter, to, note->parts[i]);
		return;
	case XC_AND:
	case XC_FILTER:
		add_restricted(counter, to, note, false);
		return;
	case XC_AND_NOT:
		add_restricted(counter, to, note, true);
		return;
	case XC_AND_MAYBE:
		add_query(counter, to, note->parts[0]);
		return;
	/* libxapian 1.4.22 crashes on a MAX (a prefix) that is not looked at to
	 * its end, so it is run as a whole, which counts it, too. */
	case XC_MAX:
	case XC_XOR:
	case XC_ELITE:
	case XC_NEAR:
	case XC_PHRASE:
		break;
	}
	counter->is_known = false;
}

/* Ids of a set may have been deleted since, and then it cannot be counted. */
static void add_set(struct counter *counter, uint64_t *to,
		    const struct build_note *note)
{
	const struct folded_ids *ids = &note->shards[counter->shard];

	add_ids(counter, to, ids->at, ids->count);
	counter->is_known = !counter->has_gaps;
}

static void add_all(struct counter *counter, uint64_t *to)
{
	for (uint32_t id = 1; id <= counter->last_id; id++)
		to[id / 64] |= (uint64_t)1 << id % 64;
	counter->is_known = !counter->has_gaps;
}

static void add_query(struct counter *counter, uint64_t *to,
		      const xc_query *query)
{
	const struct build_note *note = build_note_of(counter->builder, query);

	if (!counter->is_known || counter->status)
		return;
	switch (note->kind) {
	case NOTE_TERM:
		add_term(counter, to, note);
		return;
	case NOTE_COMBINED:
		add_combined(counter, to, note);
		return;
	case NOTE_SCALED:
		add_query(counter, to, note->parts[0]);
		return;
	case NOTE_SET:
		add_set(counter, to, note);
		return;
	case NOTE_ALL:
		add_all(counter, to);
		return;
	case NOTE_OTHER:
		break;
	}
	counter->is_known = false;
}

static enum status open_shard(struct counter *counter)
{
	struct xc_database_info info;
	struct xc_error xerr;

	counter->database = index_shard(counter->engine->index,
					counter->shard);
	if (xc_database_info(counter->database, &info, &xerr))
		return index_error(counter->err, "counting", &xerr);
	counter->last_id = info.last_id;
	counter->has_gaps = info.documents != info.last_id;
	counter->words = info.last_id / 64 + (size_t)1;
	return STATUS_OK;
}

static uint64_t count_bits(const uint64_t *map, size_t words)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < words; i++)
		sum += (uint64_t)__builtin_popcountll(map[i]);
	return sum;
}

static uint64_t count_shard(struct counter *counter, const xc_query *query)
{
	uint64_t *map, sum;

	counter->status = open_shard(counter);
	if (counter->status)
		return 0;
	map = map_of(counter, query);
	sum = count_bits(map, counter->words);
	free(map);
	return sum;
}

static struct counter begin(struct engine *engine,
			    const struct builder *builder, struct error *err)
{
	return (struct counter){ .engine = engine, .builder = builder,
				 .is_known = !index_has_remote(engine->index),
				 .err = err };
}

enum status count_query(uint64_t *out, bool *is_known, struct engine *engine,
			const struct builder *builder, const xc_query *query,
			struct error *err)
{
	struct counter counter = begin(engine, builder, err);

	*out = 0;
	for (; counter.is_known && !counter.status &&
	       counter.shard < index_shard_count(engine->index);
	     counter.shard++)
		*out += count_shard(&counter, query);
	*is_known = counter.is_known;
	return counter.status;
}

enum status count_maps(struct count_maps *out, bool *is_known,
		       struct engine *engine, const struct builder *builder,
		       const xc_query *query, struct error *err)
{
	struct counter counter = begin(engine, builder, err);

	out->count = index_shard_count(engine->index);
	out->shards = mem_array(out->count + 1, sizeof(*out->shards));
	for (; counter.is_known && !counter.status &&
	       counter.shard < out->count; counter.shard++) {
		counter.status = open_shard(&counter);
		if (counter.status)
			break;
		out->shards[counter.shard] = (struct count_map){
			map_of(&counter, query), counter.words };
	}
	*is_known = counter.is_known;
	return counter.status;
}

void count_maps_release(struct count_maps *maps)
{
	for (size_t i = 0; i < maps->count; i++)
		free(maps->shards[i].bits);
	free(maps->shards);
	memset(maps, 0, sizeof(*maps));
}

uint64_t count_maps_passages(const struct count_maps *maps)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < maps->count; i++)
		sum += count_bits(maps->shards[i].bits, maps->shards[i].words);
	return sum;
}

enum status count_all_of(uint64_t **out, size_t *words, struct engine *engine,
			 size_t shard, const struct request_list *terms,
			 struct error *err)
{
	struct counter counter = { .engine = engine, .shard = shard,
				   .is_known = true, .err = err };
	uint64_t *all = NULL;

	counter.status = open_shard(&counter);
	for (size_t i = 0; !counter.status && i < terms->count; i++) {
		const struct build_note note = { .kind = NOTE_TERM,
						 .term = terms->at[i],
						 .len = strlen(terms->at[i]) };
		uint64_t *map = map_new(&counter);

		add_term(&counter, map, &note);
		for (size_t k = 0; all && k < counter.words; k++)
			all[k] &= map[k];
		if (all)
			free(map);
		else
			all = map;
	}
	if (counter.status) {
		free(all);
		all = NULL;
	}
	*out = all;
	*words = counter.words;
	return counter.status;
}
