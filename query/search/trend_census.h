/* query/search/trend_census.h - which passages a trend counts, what each is of, and
 * how much text there is: one walk over the index. */
#ifndef QUERY_SEARCH_TREND_CENSUS_H
#define QUERY_SEARCH_TREND_CENSUS_H
#include "query/engine/engine.h"
#include "query/match/filters.h"
#include "query/engine/table.h"
#include "query/search/trend.h"

/* The passages of one shard, by local id - 1. */
struct census_shard {
	uint32_t *group;	/* number of its value + 1; 0: not counted */
	uint32_t *day;		/* YYYYMMDD; 0 undated */
	uint64_t *document;	/* key */
	uint32_t last;		/* id */
};

struct census {
	struct trend *trend;	/* whose buckets it makes */
	const label_names *names;
	int top[64];		/* by region: the labels that are opened */
	size_t top_count;
	struct table values;	/* of the slot that passages are told apart by */
	struct census_group {
		size_t *buckets, count, capacity;
	} *groups;		/* one a value: which buckets it belongs to */
	size_t group_count, group_capacity;
	struct census_shard *shards;
	size_t shard_count;
};

/* Walk over the passages that the request's filters let through. */
enum status census_make(struct census *out, struct trend *trend,
			struct engine *engine, const char *region,
			const struct request *request, struct error *err);
void census_release(struct census *census);

#endif
