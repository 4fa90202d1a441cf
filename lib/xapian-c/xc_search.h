/* xapian-c/xc_search.h - run a query: rank, count, sort, collapse.
 *
 * Units:  ranks start at 0, ids at 1; times are milliseconds. */
#ifndef XC_SEARCH_H
#define XC_SEARCH_H
#include "xapian-c/xc.h"
#include "xapian-c/xc_database.h"
#include "xapian-c/xc_query.h"

#ifdef __cplusplus
extern "C" {
/* xc_hits_info is a struct and a function, which C++ takes for shadowing. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

typedef struct xc_search xc_search;	/* how to search; can run many times */
typedef struct xc_hits xc_hits;		/* one answer and a cursor in it */

enum xc_status xc_search_new(xc_search **out, const xc_database *database,
			     struct xc_error *err);
void xc_search_free(xc_search *search);

enum xc_status xc_search_query(xc_search *search, const xc_query *query,
			       struct xc_error *err);

/* Weighting; the default is BM25 with Xapian's own parameters (1, 0, 1, 0.5,
 * 0.5).  A negative parameter counts as 0. */
struct xc_bm25 { double k1, k2, k3, b, min_normlen; };
enum xc_status xc_search_bm25(xc_search *search, const struct xc_bm25 *bm25,
			      struct xc_error *err);
/* Each matching term that carries weight counts 1 (scaled as the query says). */
enum xc_status xc_search_coordinate(xc_search *search, struct xc_error *err);
/* Hits in the order of ids; sets and value weights have no weight either. */
enum xc_status xc_search_unweighted(xc_search *search, struct xc_error *err);

enum xc_sort {
	XC_SORT_RELEVANCE,
	XC_SORT_VALUE,			/* by the slot, then relevance */
	XC_SORT_RELEVANCE_VALUE		/* by relevance, then the slot */
};
/* Values sort as bytes, no value before all others; descending turns values
 * only.  What is equal still goes by id. */
enum xc_status xc_search_sort(xc_search *search, enum xc_sort sort,
			      uint32_t slot, bool descending,
			      struct xc_error *err);
/* At most most documents of each value of slot, the best ones; those without a
 * value all stay.  0 ends collapsing. */
enum xc_status xc_search_collapse(xc_search *search, uint32_t slot,
				  uint32_t most, struct xc_error *err);

/* A spy sees every document that matches (as many as check_at_least makes the
 * match look at), before collapsing.  A decider may refuse it.  Both get a
 * reader of the document under the match, valid during the call, whose id is
 * local to its shard.  A spy or decider returns 0 to go on (a decider 1 to
 * refuse); a negative number ends the match with XC_CALLBACK, or with the
 * status of a reader that failed in this call.  Local shards only:
 * XC_UNSUPPORTED else. */
typedef struct xc_match xc_match;
uint32_t xc_match_id(const xc_match *match);
/* The value is borrowed until the next call on match. */
enum xc_status xc_match_value(xc_match *match, uint32_t slot,
			      const void **value, size_t *len);
enum xc_status xc_match_data(xc_match *match, const void **data, size_t *len);

typedef int xc_match_fn(void *context, xc_match *match);
enum xc_status xc_search_add_spy(xc_search *search, xc_match_fn *spy,
				 void *context, struct xc_error *err);
/* One at a time; NULL takes it away. */
enum xc_status xc_search_set_decider(xc_search *search, xc_match_fn *decider,
				     void *context, struct xc_error *err);
/* All spies, and all counters of values; a counter's handle keeps its counts. */
void xc_search_clear_spies(xc_search *search);

/* Xapian's own counter of a slot's values, which works over remote shards too.
 * The counts are those of the last xc_search_run(), which counts anew.  No value
 * is not counted. */
typedef struct xc_value_counts xc_value_counts;
enum xc_status xc_search_count_values(xc_search *search, uint32_t slot,
				      xc_value_counts **out,
				      struct xc_error *err);
typedef int xc_value_count_fn(void *context, const void *value, size_t len,
			      uint32_t count);
enum xc_status xc_value_counts_each(const xc_value_counts *counts,
				    xc_value_count_fn *each, void *context,
				    struct xc_error *err);
void xc_value_counts_free(xc_value_counts *counts);

/* End a running match with XC_TIMEOUT after this many ms from the beginning of
 * xc_search_run(); 0: never, and it costs nothing then.  Local shards only: the
 * clock is looked at for each candidate or every few, about ten times a
 * millisecond, so it is late only by what finding the next candidate takes (and
 * at the beginning, opening the lists of all terms).  When a shard is remote it
 * has no effect: the connection's time limit is used. */
enum xc_status xc_search_deadline(xc_search *search, unsigned ms,
				  struct xc_error *err);

/* Ranks [first, first + most).  At least check_at_least matches are looked at,
 * if there are so many.  When there are no more than that, the count is exact:
 * least == estimate == most, also when collapsed (keys, each as often as it may
 * stay) or refused by a decider.  check_at_least of all documents is always
 * enough.  XC_MODIFIED: reopen the database and repeat. */
enum xc_status xc_search_run(xc_hits **out, xc_search *search, uint32_t first,
			     uint32_t most, uint32_t check_at_least,
			     struct xc_error *err);

struct xc_hits_info {
	uint32_t count;			/* hits in this answer */
	uint32_t least, estimate, most;	/* of all matches */
	/* Before collapsing: bounds only, whatever was looked at.  A spy, or a
	 * run without collapsing, counts exactly. */
	uint32_t uncollapsed_least, uncollapsed_most;
	double max_weight;		/* of the best match, here or not */
};
void xc_hits_info(const xc_hits *hits, struct xc_hits_info *out);

struct xc_hit {
	uint32_t id;			/* in the searched database */
	double weight;
	uint32_t collapsed;		/* others with the same key, at least */
	const void *key;		/* collapse key; borrowed from hits */
	size_t key_len;
};
/* XC_NOT_FOUND: index is not below count. */
enum xc_status xc_hits_at(const xc_hits *hits, uint32_t index,
			  struct xc_hit *out, struct xc_error *err);
/* What a hit was sorted by (xc_search_sort()): the value, which is empty when the
 * order is by relevance; copied to out, at most size bytes; *len is its whole
 * length. */
enum xc_status xc_hits_value(const xc_hits *hits, uint32_t index, void *out,
			     size_t size, size_t *len, struct xc_error *err);
/* The document of a hit.  XC_MODIFIED: reopen and repeat the search. */
enum xc_status xc_hits_document(const xc_hits *hits, uint32_t index,
				xc_document **out, struct xc_error *err);
/* Which of the query's terms the hit has; those of a prefix are not told. */
typedef int xc_matched_fn(void *context, const void *term, size_t len);
enum xc_status xc_hits_each_term(const xc_hits *hits, uint32_t index,
				 xc_matched_fn *each, void *context,
				 struct xc_error *err);
void xc_hits_free(xc_hits *hits);

#ifdef __cplusplus
#pragma GCC diagnostic pop
}
#endif
#endif
