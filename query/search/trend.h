/* query/search/trend.h - --trend: how often phrases occur, year by year or region by
 * region.
 *
 * A phrase is an exact string.  It is counted wherever it begins in the folded
 * text of a passage, places that overlap once; everything is counted, nothing
 * estimated.  Filters restrict what is counted and the text that it is measured
 * against; publishers and other fields of the query language do not.
 * Units:  characters are those of the folded text; one outside the Basic
 *         Multilingual Plane counts twice.  rates are per million of them. */
#ifndef QUERY_SEARCH_TREND_H
#define QUERY_SEARCH_TREND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/answer/answer.h"
#include "query/search/search.h"

/* Where a phrase occurs in one bucket, or in all of them. */
struct trend_cell {
	uint64_t occurrences, passages, documents;
	char *date, *id;	/* of the oldest dated passage that has it; NULL */
	/* Private: that passage, by its first day, shard and local id. */
	uint32_t day, shard, local;
};

/* A year or a region: all the text that is of it. */
struct trend_bucket {
	char *id;		/* "2009", "undated"; a region's id */
	uint64_t characters, passages, documents;
	uint64_t last_document;	/* private: its key */
};

struct trend_phrase {
	char *text;
	struct trend_cell all, *cells;	/* cells: one a bucket */
};

struct trend {
	bool by_region;
	/* Years ascend without a gap, "undated" stands last; a year without any
	 * passage has zeros.  Regions go by how often they use the phrases. */
	struct trend_bucket *buckets;
	size_t bucket_count, bucket_capacity;
	struct trend_bucket all;
	struct trend_phrase *phrases;
	size_t phrase_count;
	double took_ms;
	struct answer answer;		/* for names and warnings */
};

/* Count phrases (as typed; quotation marks around one fall away).  region NULL:
 * by year; "": by the first level of regions; else by that region's own level.
 * The query of request is not looked at.  STATUS_USAGE: a phrase that is empty
 * or too long, an unknown label.  The caller ends it with trend_release() in
 * any case. */
enum status trend_make(struct trend *out, searcher *searcher,
		       const char *const *phrases, size_t count,
		       const char *region, const struct request *request,
		       struct error *err);
void trend_release(struct trend *trend);

/* Occurrences per million characters; 0 where there are none. */
double trend_rate(uint64_t occurrences, const struct trend_bucket *bucket);

#endif
