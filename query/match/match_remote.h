/* query/match/match_remote.h - running a plan where a shard is remote (query/match/remote.h):
 * the part of query/match/match.c that does without our own spies and deciders. */
#ifndef QUERY_MATCH_MATCH_REMOTE_H
#define QUERY_MATCH_MATCH_REMOTE_H
#include "query/match/match.h"

/* Candidates that are checked for the total alone; a page that goes further is
 * checked to its end. */
enum { MATCH_CHECKED = 1000 };

/* One part of the page: ranks [first, first + most) of query. */
struct match_page {
	const xc_query *query;
	uint32_t first, most;
	uint64_t total;		/* found out */
	bool total_exact;
	bool is_counted;	/* total was known before */
};

/* Append the page's hits to out, and tally. */
enum status match_remote(struct match_page *page, struct match *out,
			 const struct engine *engine, const struct plan *plan,
			 const struct request *request, struct error *err);
enum status match_remote_count(uint64_t *out, const struct engine *engine,
			       const struct plan *plan,
			       const struct request *request,
			       struct error *err);

/* In query/match/match.c: what to search for and in which order; the hits of a run. */
enum xc_status match_order(xc_search *search, const struct plan *plan,
			   const xc_query *query,
			   const struct request *request,
			   struct xc_error *xerr);
enum xc_status match_keep(struct match *out, const xc_hits *hits,
			  struct xc_error *xerr);
/* How many hits to ask for, and then to put in the order of their weight, those
 * that weigh the same in that of their ids, and to cut behind the page.  Which of
 * these Xapian gives, and in which order, depends on their shards. */
uint32_t match_asked(const struct match_page *page,
		     const struct request *request);
void match_settle(struct match *out, const struct plan *plan,
		  const struct request *request);
void match_cut(struct match *out, const struct match_page *page,
	       const struct request *request);

#endif
