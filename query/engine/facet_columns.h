/* query/engine/facet_columns.h - the slots that are counted, as arrays: which value each
 * passage has, and which labels each value means.
 *
 * A value read out of the index costs some 50 ns, out of a column one.  Columns
 * take four bytes a passage and kind, and as long to make as all values take to
 * be read once.  They hold until the index moves on; local shards only, and not
 * where they would be larger than FACET_COLUMNS_BYTES. */
#ifndef QUERY_ENGINE_FACET_COLUMNS_H
#define QUERY_ENGINE_FACET_COLUMNS_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/engine/count.h"
#include "query/engine/engine.h"
#include "query/language/request.h"
#include "query/engine/table.h"

enum { FACET_COLUMNS_BYTES = 128 << 20 };

struct facet_columns {
	struct facet_column {
		struct table values;
		uint32_t **shards;	/* numbers of values, by id */
		/* Of label kinds: value n means those of labels from begin[n] up
		 * to begin[n + 1], ancestors too, each once. */
		size_t *begin, *labels;
	} at[FACET_KINDS];
	size_t shard_count;
};

/* The engine's columns, when count values more are to be read; *out is NULL
 * while to read them one by one is still cheaper.  On failure there are none. */
enum status facet_columns_find(const struct facet_columns **out,
			       struct engine *engine, uint64_t count,
			       struct error *err);
/* The same, but made now; NULL where there can be none. */
enum status facet_columns_make(const struct facet_columns **out,
			       struct engine *engine, struct error *err);
void facet_columns_free(struct facet_columns *columns);

/* How often each value of a column occurs among the passages in maps, by number;
 * the caller frees it. */
uint64_t *facet_columns_count(const struct facet_column *column,
			      const struct count_maps *maps);

#endif
