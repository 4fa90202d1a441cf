#include "query/web/http_site.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "index/stamp.h"
#include "query/engine/engine.h"
#include "query/engine/facet_columns.h"
#include "query/engine/reprint_chains.h"

enum {
	TIMEOUT_MS = 5000, TIMEOUT_MOST_MS = 600000,
	UNKNOWN_STAMP_MS = 2000,	/* open such an index anew after this */
	SURVEY_MS = 60000,		/* and make a survey anew after this */
	SURVEY_TIMEOUT_MS = 2000,
	SURVEY_AT_ONCE = 50000		/* passages: 15 ms */
};

void http_site_init(struct http_site *site, bool lasts)
{
	memset(site, 0, sizeof(*site));
	site->lasts = lasts;
	if (lasts)
		site->cache = mem_alloc(sizeof(*site->cache));
}

void http_site_release(struct http_site *site)
{
	if (site->cache)
		http_cache_clear(site->cache);
	free(site->cache);
	free(site->survey);
	searcher_close(site->engine);
	memset(site, 0, sizeof(*site));
}

unsigned http_site_timeout(void)
{
	const char *variable = getenv("BAGUI_TIMEOUT");
	int64_t number = TIMEOUT_MS;

	if (variable && option_number(&number, variable, 1, TIMEOUT_MOST_MS,
				      NULL) != STATUS_OK)
		number = TIMEOUT_MS;
	return (unsigned)number;
}

const char *http_site_index(void)
{
	const char *name = getenv("BAGUI_INDEX");

	return name && *name ? name : NULL;
}

void http_site_look(struct http_site *site)
{
	const char *name = http_site_index();

	site->stamp = name ? index_stamp(name, &site->updated) : 0;
}

static bool is_current(const struct http_site *site)
{
	if (!site->engine)
		return false;
	return site->stamp ? site->stamp == site->engine_stamp
		: !site->engine_stamp &&
		  clock_ms() < site->engine_ms + UNKNOWN_STAMP_MS;
}

enum status http_site_open(searcher **out, struct http_site *site,
			   struct error *err)
{
	const char *name = http_site_index();
	enum status status = STATUS_OK;

	if (!is_current(site)) {
		searcher_close(site->engine);
		site->engine = NULL;
		site->engine_stamp = site->stamp;
		site->engine_ms = clock_ms();
		status = name ? searcher_open(&site->engine, &name, 1, err)
			: error_set(err, STATUS_IO, "BAGUI_INDEX is not set");
	}
	*out = site->engine;
	return status;
}

static bool may_survey(const struct http_site *site)
{
	struct xc_database_info info;

	return site->lasts ||
	       (!xc_database_info(index_database(searcher_index(site->engine)),
				  &info, NULL) &&
		info.documents <= SURVEY_AT_ONCE);
}

/* What was surveyed holds while the index stays, and a while longer. */
static bool has_fresh_survey(const struct http_site *site)
{
	return site->survey_ms > 0 &&
	       ((site->stamp && site->stamp == site->survey_stamp) ||
		clock_ms() < site->survey_ms + SURVEY_MS);
}

const struct survey *http_site_survey(struct http_site *site)
{
	struct survey *made;

	if (has_fresh_survey(site) || !site->engine || !may_survey(site))
		return site->survey;
	made = mem_alloc(sizeof(*made));
	site->survey_ms = clock_ms();
	site->survey_stamp = site->stamp;
	if (survey_make(made, searcher_index(site->engine), SURVEY_TIMEOUT_MS,
			NULL) != STATUS_OK) {
		free(made);
		return site->survey;
	}
	free(site->survey);
	site->survey = made;
	return made;
}

static enum status warm(void *context, struct engine *engine, struct error *err)
{
	const struct facet_columns *made;
	enum status status = facet_columns_make(&made, engine, err);

	(void)context;
	return status ? status : reprint_chains_make(engine, err);
}

void http_site_warm(struct http_site *site)
{
	const struct request patient = { .timeout_ms = SURVEY_TIMEOUT_MS };
	searcher *engine;

	http_site_look(site);
	if (http_site_open(&engine, site, NULL) != STATUS_OK)
		return;
	http_site_survey(site);
	search_task(engine, &patient, warm, NULL, NULL);
}
