/* query/engine/engine.h - what all steps of answering share: the index, the segmenter,
 * the sets found so far, and the time that is left. */
#ifndef QUERY_ENGINE_ENGINE_H
#define QUERY_ENGINE_ENGINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "index/reader.h"
#include "query/engine/count_cache.h"
#include "query/engine/documents.h"
#include "query/engine/impacts.h"
#include "query/engine/set_cache.h"
#include "text/terms.h"
#include "xapian-c/xc_query.h"
#include "xapian-c/xc_search.h"

struct engine {
	index_reader *index;
	struct answer *answer;	/* that is being made, for warnings, or NULL */
	segmenter *segmenter;
	struct set_cache sets;
	struct count_cache maps;
	struct documents documents;
	struct impacts impacts;
	struct table *frequencies;	/* of terms, and one; NULL: not kept */
	struct vocabulary *vocabulary;	/* made when it is asked for */
	struct facet_columns *columns;	/* made when they are worth it, or NULL */
	uint64_t values_read;		/* one by one, for want of columns */
	struct reprint_chains *chains;	/* made for many requests, or NULL */
	double deadline_ms;	/* by clock_ms(); 0: none */
};

/* A clock that only goes forward, in milliseconds. */
double clock_ms(void);
/* The time that this process has computed: at first, how it was loaded. */
double clock_used_ms(void);
/* Milliseconds left, 0 for no limit.  STATUS_TIMEOUT: none are. */
enum status engine_time_left(unsigned *out, const struct engine *engine,
			     struct error *err);
/* Is it worth while to read something of every passage, when questions have read
 * so many one by one, and is there time for it on the slowest of machines? */
enum status engine_is_due(bool *out, const struct engine *engine,
			  uint64_t read, struct error *err);
/* Show every document that query matches to spy, unranked. */
enum status engine_each(const struct engine *engine,
			const xc_database *database, const xc_query *query,
			xc_match_fn *spy, void *context, struct error *err);
/* Call each with the value of every passage of a local shard in that slot, in
 * the order of ids; "" where an id has none. */
enum status engine_each_value(const struct engine *engine, size_t shard,
			      uint32_t slot, xc_value_fn *each, void *context,
			      struct error *err);
/* The passages with a term, in all shards; 0 when it cannot be read. */
uint32_t engine_frequency(const struct engine *engine, const char *term,
			  size_t len);
/* The same of a term as it is spelled (schema/term.h), and what is wrong. */
enum status engine_documents(uint32_t *out, const struct engine *engine,
			     const char *spelled, size_t len,
			     struct error *err);
/* The words known by name, the engine's until the index moves on. */
const struct vocabulary *engine_vocabulary(struct engine *engine);
/* Drop what belongs to a state of the index. */
void engine_forget(struct engine *engine);

#endif
