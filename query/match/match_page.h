/* query/match/match_page.h - one page of a plan's matches: found, looked at again, put in
 * order, and what repeats itself taken out. */
#ifndef QUERY_MATCH_MATCH_PAGE_H
#define QUERY_MATCH_MATCH_PAGE_H
#include "query/match/match_remote.h"

/* What the page needs beside the index, where it is worth its time. */
enum status match_page_prepare(const struct match_page *page,
			       struct engine *engine, const struct plan *plan,
			       const struct request *request,
			       struct error *err);
/* Append the page's hits to out, and tally. */
enum status match_page_run(struct match_page *page, struct match *out,
			   const struct engine *engine,
			   const struct plan *plan,
			   const struct request *request, struct error *err);

/* In query/match/match.c: the same in the match's own order, local shards only. */
enum status match_search(struct match_page *page, struct match *out,
			 const struct engine *engine, const struct plan *plan,
			 const struct request *request, struct error *err);

#endif
