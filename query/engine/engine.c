#include "query/engine/engine.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/facet_columns.h"
#include "query/engine/reprint_chains.h"
#include "query/engine/table.h"
#include "query/engine/vocabulary.h"
#include "schema/term.h"

enum {
	PASSAGES_A_MS = 2000,	/* are read on the slowest of machines */
	FREQUENCIES_MOST = 100000
};

static double read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double clock_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

double clock_used_ms(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

enum status engine_time_left(unsigned *out, const struct engine *engine,
			     struct error *err)
{
	double left;

	*out = 0;
	if (engine->deadline_ms <= 0)
		return STATUS_OK;
	left = engine->deadline_ms - clock_ms();
	if (left <= 0)
		return error_set(err, STATUS_TIMEOUT,
				 "searching: the time limit has passed");
	*out = left < 1 ? 1 : (unsigned)left;
	return STATUS_OK;
}

enum { VALUES_A_LOOK = 4096 };	/* at the clock */

struct value_walk {
	const struct engine *engine;
	xc_value_fn *each;
	void *context;
	enum status status;
	struct error *err;
};

static int take_value(void *context, uint32_t id, const void *value, size_t len)
{
	struct value_walk *walk = context;
	unsigned left;

	if (id % VALUES_A_LOOK == 0)
		walk->status = engine_time_left(&left, walk->engine, walk->err);
	return walk->status ? -1 : walk->each(walk->context, id, value, len);
}

/* A map of the ids up to the last, which the caller frees. */
static uint64_t *map_all(size_t *words, uint32_t last_id)
{
	uint64_t *map;

	*words = last_id / 64 + (size_t)1;
	map = mem_array(*words, sizeof(*map));
	for (uint32_t id = 1; id <= last_id; id++)
		map[id / 64] |= (uint64_t)1 << id % 64;
	return map;
}

enum status engine_each_value(const struct engine *engine, size_t shard,
			      uint32_t slot, xc_value_fn *each, void *context,
			      struct error *err)
{
	struct value_walk walk = { engine, each, context, STATUS_OK, err };
	const xc_database *database = index_shard(engine->index, shard);
	struct xc_database_info info;
	struct xc_error xerr;
	uint64_t *all = NULL;
	size_t words;

	if (!xc_database_info(database, &info, &xerr)) {
		all = map_all(&words, info.last_id);
		if (!xc_database_each_value(database, slot, all, words,
					    take_value, &walk, &xerr)) {
			free(all);
			return walk.status;
		}
	}
	free(all);
	return walk.status ? walk.status : index_error(err, "reading", &xerr);
}

enum status engine_each(const struct engine *engine,
			const xc_database *database, const xc_query *query,
			xc_match_fn *spy, void *context, struct error *err)
{
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (status)
		return status;
	if (xc_search_new(&search, database, &xerr) ||
	    xc_search_query(search, query, &xerr) ||
	    xc_search_unweighted(search, &xerr) ||
	    xc_search_deadline(search, left, &xerr) ||
	    xc_search_add_spy(search, spy, context, &xerr) ||
	    xc_search_run(&hits, search, 0, 0, UINT32_MAX, &xerr))
		status = index_error(err, "searching", &xerr);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

enum status engine_is_due(bool *out, const struct engine *engine,
			  uint64_t read, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	*out = false;
	if (status)
		return status;
	if (xc_database_info(index_database(engine->index), &info, &xerr))
		return index_error(err, "counting", &xerr);
	*out = read >= info.documents &&
	       (!left || left > info.documents / PASSAGES_A_MS);
	return STATUS_OK;
}


static uint64_t *known_frequency(const struct engine *engine,
				 const char *spelled, size_t len)
{
	struct table *known = engine->frequencies;
	size_t number;

	if (!known)
		return NULL;
	if (known->count == FREQUENCIES_MOST)
		table_release(known);
	number = table_number(known, spelled, len);
	return &known->at[number].count;
}

enum status engine_documents(uint32_t *out, const struct engine *engine,
			     const char *spelled, size_t len,
			     struct error *err)
{
	uint64_t *known = known_frequency(engine, spelled, len);
	struct xc_error xerr;

	if (known && *known) {
		*out = (uint32_t)(*known - 1);
		return STATUS_OK;
	}
	if (xc_database_term_documents(index_database(engine->index), spelled,
				       len, out, &xerr))
		return index_error(err, "searching", &xerr);
	if (known)
		*known = (uint64_t)*out + 1;
	return STATUS_OK;
}

uint32_t engine_frequency(const struct engine *engine, const char *term,
			  size_t len)
{
	struct buf spelled = BUF_INIT;
	uint32_t documents = 0;

	term_spell(&spelled, term, len);
	if (!xc_term_is_valid(spelled.data, spelled.len) ||
	    engine_documents(&documents, engine, spelled.data, spelled.len,
			     NULL))
		documents = 0;
	buf_release(&spelled);
	return documents;
}

const struct vocabulary *engine_vocabulary(struct engine *engine)
{
	if (!engine->vocabulary)
		engine->vocabulary = vocabulary_new(engine->index);
	return engine->vocabulary;
}

void engine_forget(struct engine *engine)
{
	set_cache_clear(&engine->sets);
	count_cache_clear(&engine->maps);
	documents_forget(&engine->documents);
	impacts_forget(&engine->impacts);
	if (engine->frequencies)
		table_release(engine->frequencies);
	vocabulary_free(engine->vocabulary);
	engine->vocabulary = NULL;
	facet_columns_free(engine->columns);
	engine->columns = NULL;
	engine->values_read = 0;
	reprint_chains_free(engine->chains);
	engine->chains = NULL;
}
