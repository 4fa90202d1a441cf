/* query/engine/runs.h - --since=RUN: what runs of bagui-index added or replaced. */
#ifndef QUERY_ENGINE_RUNS_H
#define QUERY_ENGINE_RUNS_H
#include "query/engine/build.h"
#include "query/engine/engine.h"

/* The passages of documents that run number since, or a later one, added or
 * replaced: a list of local ids for each shard, borrowed until the next set is
 * made.  "last" is the last run that each index has finished, and what was
 * committed after it.  Looks at the record of every document (0.7 microseconds
 * each), once for a commit.  NULL on failure, which is the builder's. */
const struct folded_ids *runs_since(struct builder *builder,
				    struct engine *engine, const char *since);

#endif
