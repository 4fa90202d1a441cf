/* query/engine/survey.h - what an index holds as a whole: how many passages and
 * documents, and how much of it is of which year.
 *
 * One walk over all passages (0.3 microseconds each), so it is for those who
 * keep the result. */
#ifndef QUERY_ENGINE_SURVEY_H
#define QUERY_ENGINE_SURVEY_H
#include <stdint.h>
#include "base/status.h"
#include "index/reader.h"

enum { SURVEY_YEARS = 3000 };

struct survey {
	uint64_t documents, passages;
	uint32_t years[SURVEY_YEARS];	/* passages of each year; 0: undated */
	int first_year, last_year;	/* 0: no dated passage */
};

/* STATUS_TIMEOUT: it took longer than timeout_ms (0: no limit). */
enum status survey_make(struct survey *out, const index_reader *index,
			unsigned timeout_ms, struct error *err);

#endif
