/* query/web/http_site.h - what stays from one request to the next: the open index,
 * finished answers, and how much was written in each year.
 *
 * A plain CGI process has a site for its one request, which keeps nothing. */
#ifndef QUERY_WEB_HTTP_SITE_H
#define QUERY_WEB_HTTP_SITE_H
#include <time.h>
#include "query/web/http_cache.h"
#include "query/search/search.h"
#include "query/engine/survey.h"

struct http_site {
	bool lasts;		/* more requests will come */
	uint64_t stamp;		/* of the index, as of this request; 0 unknown */
	time_t updated;		/* when it was changed last; 0 unknown */
	/* The rest belongs to http_site.c. */
	searcher *engine;
	uint64_t engine_stamp;
	double engine_ms;	/* when it was opened, by clock_ms() */
	struct http_cache *cache;	/* NULL unless the site lasts */
	struct survey *survey;
	double survey_ms;
	uint64_t survey_stamp;
};

void http_site_init(struct http_site *site, bool lasts);
void http_site_release(struct http_site *site);
/* The index's directory, $BAGUI_INDEX: never the request's.  NULL: not set. */
const char *http_site_index(void);
/* Milliseconds for an answer: $BAGUI_TIMEOUT, else 5000. */
unsigned http_site_timeout(void);
/* Look at the index again: does it still have the same stamp? */
void http_site_look(struct http_site *site);
/* The searcher of the newest commit; borrowed until the next call. */
enum status http_site_open(searcher **out, struct http_site *site,
			   struct error *err);
/* The survey of an index that is open, not always of its last commit; borrowed
 * until the next call.  NULL: it is not kept, and would take too long. */
const struct survey *http_site_survey(struct http_site *site);
/* Open the index and make, before anyone asks, what many requests need: what is
 * wrong with it is told to whoever asks. */
void http_site_warm(struct http_site *site);

#endif
