/* xapian-c/xc_query.h - query trees.  A query is immutable; building one never
 * consumes its parts. */
#ifndef XC_QUERY_H
#define XC_QUERY_H
#include "xapian-c/xc.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct xc_query xc_query;

enum xc_operator {
	XC_AND,
	XC_OR,
	XC_AND_NOT,		/* the first, without any of the others */
	XC_XOR,
	XC_AND_MAYBE,		/* the first; the others only add weight */
	XC_FILTER,		/* the first, restricted by the others unweighted */
	XC_SYNONYM,		/* any of them, weighted as if one term */
	XC_MAX,			/* any of them, the greatest weight */
	XC_ELITE,		/* the number most telling of them */
	XC_NEAR,		/* within number positions, any order */
	XC_PHRASE		/* within number positions, in order */
};

enum xc_status xc_query_term(xc_query **out, const void *term, size_t len,
			     uint32_t wqf, struct xc_error *err);
/* number: the window of NEAR and PHRASE (0: as wide as there are parts), the
 * size of ELITE (0: 10); else 0.  No parts give the query that matches nothing.
 * The parts of NEAR and PHRASE are terms, or ORs of terms.  ELITE picks by
 * weight, in each shard apart: in a search without weights its choice means
 * nothing. */
enum xc_status xc_query_combine(xc_query **out, enum xc_operator op,
				const xc_query *const *parts, size_t count,
				uint32_t number, struct xc_error *err);
/* Weights multiplied by factor, which is 0 or more. */
enum xc_status xc_query_scale(xc_query **out, const xc_query *part,
			      double factor, struct xc_error *err);
/* Values of slot from low to high, both included, as bytes; NULL: open end.
 * Documents without a value (an empty one is none) never match. */
enum xc_status xc_query_range(xc_query **out, uint32_t slot,
			      const void *low, size_t low_len,
			      const void *high, size_t high_len,
			      struct xc_error *err);
/* Terms that begin with prefix; the most frequent most of them (0: all), in each
 * shard apart.  combiner is OR, SYNONYM or MAX, else XC_BAD_ARGUMENT.  With OR
 * and MAX libxapian 1.4.22 weighs by the statistics of the one shard, and leaks
 * some 120 bytes for each term that most leaves out: SYNONYM does not leak. */
enum xc_status xc_query_prefix(xc_query **out, const void *prefix, size_t len,
			       uint32_t most, enum xc_operator combiner,
			       struct xc_error *err);
enum xc_status xc_query_all(xc_query **out, struct xc_error *err);
enum xc_status xc_query_nothing(xc_query **out, struct xc_error *err);

/* A set of documents that the caller found by other means, given by local ids
 * per shard: ids[s] are the counts[s] ids, ascending, of shard number s of the
 * database that the query will run on.  Each matches with weight (0 or more).
 * The ids are copied; shards counts the members of a group, or is 1.
 * Ids that are no documents any more match nothing; counts are exact.
 * When run: XC_BAD_ARGUMENT if the database has another number of shards;
 * XC_UNSUPPORTED if one is remote, or if two are the same database or copies
 * made file by file (before 2.0 shards are known by their uuids). */
enum xc_status xc_query_set(xc_query **out, const uint32_t *const *ids,
			    const size_t *counts, size_t shards, double weight,
			    struct xc_error *err);

/* Every document with a value in slot, which is a stored number of 0 or more
 * (see xc_number_encode), and its weight.  To make it an addition only, let it
 * be the second part of AND_MAYBE. */
enum xc_status xc_query_value_weight(xc_query **out, uint32_t slot,
				     struct xc_error *err);

bool xc_query_is_empty(const xc_query *query);
/* Xapian's description, for --explain and tests; the caller frees it. */
enum xc_status xc_query_describe(const xc_query *query, char **out,
				 struct xc_error *err);
void xc_query_free(xc_query *query);

#ifdef __cplusplus
}
#endif
#endif
