#include "query/engine/survey.h"

#include <string.h>

#include "index/error.h"
#include "query/engine/engine.h"
#include "schema/schema.h"

enum { YEAR_DIGITS = 4 };

static unsigned year_of(const char *value, size_t len)
{
	unsigned year = 0;

	if (len < YEAR_DIGITS)
		return 0;
	for (int i = 0; i < YEAR_DIGITS; i++) {
		if (value[i] < '0' || value[i] > '9')
			return 0;
		year = year * 10 + (unsigned)(value[i] - '0');
	}
	return year < SURVEY_YEARS ? year : 0;
}

/* What has no document is no passage (META_EMPTY). */
static int see(void *context, xc_match *match)
{
	struct survey *survey = context;
	const void *value;
	size_t len;

	if (xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		return -1;
	if (!len)
		return 0;
	survey->passages++;
	if (xc_match_value(match, SLOT_PASSAGES, &value, &len))
		return -1;
	survey->documents += len > 0;
	if (xc_match_value(match, SLOT_DATE_FIRST, &value, &len))
		return -1;
	survey->years[year_of(value, len)]++;
	return 0;
}

static void find_ends(struct survey *survey)
{
	for (int year = 1; year < SURVEY_YEARS; year++) {
		if (!survey->years[year])
			continue;
		if (!survey->first_year)
			survey->first_year = year;
		survey->last_year = year;
	}
}

enum status survey_make(struct survey *out, const index_reader *index,
			unsigned timeout_ms, struct error *err)
{
	struct engine engine = {
		.deadline_ms = timeout_ms ? clock_ms() + timeout_ms : 0 };
	struct xc_error xerr;
	xc_query *all = NULL;
	enum status status = STATUS_OK;

	memset(out, 0, sizeof(*out));
	if (xc_query_all(&all, &xerr))
		return index_error(err, "surveying", &xerr);
	for (size_t i = 0; !status && i < index_shard_count(index); i++)
		status = engine_each(&engine, index_shard(index, i), all, see,
				     out, err);
	xc_query_free(all);
	find_ends(out);
	return status;
}
