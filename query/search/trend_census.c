#include "query/search/trend_census.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "index/error.h"
#include "query/engine/keys.h"
#include "query/engine/runs.h"
#include "schema/schema.h"

enum { YEAR_LEN = 4, DAY_LEN = 8, TOP_MOST = 64 };

static size_t bucket_of(struct trend *trend, const char *id)
{
	for (size_t i = 0; i < trend->bucket_count; i++)
		if (!strcmp(trend->buckets[i].id, id))
			return i;
	mem_reserve(&trend->buckets, &trend->bucket_capacity,
		    trend->bucket_count + 1, sizeof(*trend->buckets));
	trend->buckets[trend->bucket_count] =
		(struct trend_bucket){ .id = mem_string(id) };
	return trend->bucket_count++;
}

static void join_bucket(struct census *census, struct census_group *group,
			const char *id)
{
	const size_t bucket = bucket_of(census->trend, id);

	for (size_t i = 0; i < group->count; i++)
		if (group->buckets[i] == bucket)
			return;
	mem_reserve(&group->buckets, &group->capacity, group->count + 1,
		    sizeof(*group->buckets));
	group->buckets[group->count++] = bucket;
}

/* Is the label one of the level that is shown? */
static bool is_shown(const struct census *census, int number)
{
	const int parent = label_names_at(census->names,
					  (size_t)number)->parent;

	for (size_t i = 0; i < census->top_count; i++)
		if (parent == census->top[i])
			return true;
	return !census->top_count && parent < 0;
}

/* The buckets of regions joined by blanks: what of them and of what they lie in
 * is shown. */
static void join_regions(struct census *census, struct census_group *group,
			 const char *value)
{
	char id[256];

	while (*value) {
		const size_t len = strcspn(value, " ");
		int number = -1;

		if (len && len < sizeof(id)) {
			memcpy(id, value, len);
			id[len] = '\0';
			number = label_names_find(census->names, LABEL_REGION,
						  id);
		}
		for (; number >= 0; number = label_names_at(census->names,
						(size_t)number)->parent)
			if (is_shown(census, number))
				join_bucket(census, group, label_names_at(
					census->names, (size_t)number)->id);
		value += len + strspn(value + len, " ");
	}
}

/* Values are numbered in the order in which they are met. */
static uint32_t group_of(struct census *census, const void *value, size_t len)
{
	const size_t number = table_number(&census->values, value, len);
	const char *text = census->values.at[number].text;
	struct census_group *group;

	if (number < census->group_count)
		return (uint32_t)number + 1;
	mem_reserve(&census->groups, &census->group_capacity, number + 1,
		    sizeof(*census->groups));
	group = &census->groups[census->group_count++];
	memset(group, 0, sizeof(*group));
	if (census->trend->by_region)
		join_regions(census, group, text);
	else
		join_bucket(census, group, *text ? text : "undated");
	return (uint32_t)number + 1;
}

static uint32_t day_of(const void *value, size_t len)
{
	const unsigned char *digits = value;
	uint32_t day = 0;

	for (size_t i = 0; i < len && i < DAY_LEN; i++)
		if (digits[i] >= '0' && digits[i] <= '9')
			day = day * 10 + (digits[i] - '0');
	return len == DAY_LEN ? day : 0;
}

struct walk {
	struct census *census;
	struct census_shard *shard;
};

static int note_passage(void *context, xc_match *match)
{
	struct walk *walk = context;
	struct census_shard *shard = walk->shard;
	const uint32_t at = xc_match_id(match) - 1;
	const void *value;
	size_t len;

	if (at >= shard->last)
		return 0;
	if (!xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		shard->document[at] = key_of_value(value, len);
	if (xc_match_value(match, SLOT_DATE_FIRST, &value, &len))
		return 0;
	shard->day[at] = day_of(value, len);
	if (!walk->census->trend->by_region)
		len = len < YEAR_LEN ? len : YEAR_LEN;
	else if (xc_match_value(match, SLOT_REGION, &value, &len))
		return 0;
	shard->group[at] = group_of(walk->census, value, len);
	return 0;
}

static void add_text(struct trend_bucket *bucket, uint64_t characters,
		     uint64_t document)
{
	bucket->characters += characters;
	bucket->passages++;
	bucket->documents += bucket->passages == 1 ||
			     bucket->last_document != document;
	bucket->last_document = document;
}

/* A document's passages follow each other, so a change of key is a new one. */
static void sum_up(struct census *census, const struct census_shard *shard,
		   const folded_text *folded)
{
	struct trend *trend = census->trend;

	for (uint32_t at = 0; at < shard->last; at++) {
		const struct census_group *group;
		uint64_t size;

		if (!shard->group[at])
			continue;
		group = &census->groups[shard->group[at] - 1];
		size = folded_units(folded, at + 1);
		add_text(&trend->all, size, shard->document[at]);
		for (size_t i = 0; i < group->count; i++)
			add_text(&trend->buckets[group->buckets[i]], size,
				 shard->document[at]);
	}
}

/* What the request's filters let through, but for --since, whose set each shard
 * has its own part of. */
static const xc_query *filter_of(struct builder *builder, struct census *census,
				 struct engine *engine,
				 const struct request *request)
{
	struct request bare = *request;
	struct filters filters;

	bare.since = NULL;
	filters_make(&filters, builder, engine, &census->trend->answer, &bare,
		     false);
	return filters.all ? filters.all : build_all(builder);
}

static enum status walk_shard(struct census *census, struct engine *engine,
			      size_t number, const xc_query *query,
			      struct error *err)
{
	struct census_shard *shard = &census->shards[number];
	struct walk walk = { census, shard };
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status;

	if (xc_database_info(index_shard(engine->index, number), &info, &xerr))
		return index_error(err, "searching", &xerr);
	shard->last = info.last_id;
	shard->group = mem_array(shard->last + (size_t)1, sizeof(uint32_t));
	shard->day = mem_array(shard->last + (size_t)1, sizeof(uint32_t));
	shard->document = mem_array(shard->last + (size_t)1, sizeof(uint64_t));
	status = engine_each(engine, index_shard(engine->index, number), query,
			     note_passage, &walk, err);
	if (!status)
		sum_up(census, shard, index_folded(engine->index, number));
	return status;
}

static enum status open_region(struct census *census, const char *region,
			       struct error *err)
{
	if (!region || !*region)
		return STATUS_OK;
	census->top_count = label_names_resolve(census->names, LABEL_REGION,
						region, census->top, TOP_MOST);
	if (census->top_count > TOP_MOST)
		census->top_count = TOP_MOST;
	return census->top_count ? STATUS_OK :
	       error_set(err, STATUS_USAGE, "trend: unknown region \"%s\"",
			 region);
}

enum status census_make(struct census *out, struct trend *trend,
			struct engine *engine, const char *region,
			const struct request *request, struct error *err)
{
	struct builder builder;
	const xc_query *query = NULL;
	const struct folded_ids *since = NULL;
	enum status status;

	*out = (struct census){ .trend = trend,
				.names = index_names(engine->index),
				.shard_count = index_shard_count(engine->index) };
	out->shards = mem_array(out->shard_count + 1, sizeof(*out->shards));
	build_init(&builder, err);
	status = open_region(out, region, err);
	if (!status) {
		query = filter_of(&builder, out, engine, request);
		since = request->since ? runs_since(&builder, engine,
						    request->since) : NULL;
		status = builder.status;
	}
	for (size_t i = 0; !status && i < out->shard_count; i++)
		status = walk_shard(out, engine, i, !since ? query :
			build_pair(&builder, XC_AND, query,
				   build_set(&builder, &since[i], 1)), err);
	build_release(&builder);
	return status;
}

void census_release(struct census *census)
{
	for (size_t i = 0; i < census->shard_count; i++) {
		free(census->shards[i].group);
		free(census->shards[i].day);
		free(census->shards[i].document);
	}
	for (size_t i = 0; i < census->group_count; i++)
		free(census->groups[i].buckets);
	free(census->shards);
	free(census->groups);
	table_release(&census->values);
}
