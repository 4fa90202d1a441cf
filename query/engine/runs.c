#include "query/engine/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "index/error.h"
#include "index/stored.h"
#include "schema/schema.h"

/* The walk over one shard's documents. */
struct walk {
	const xc_database *shard;
	uint64_t run;
	struct folded_ids *ids;
	enum status status;
	struct error *err;
};

static void add_passages(struct walk *walk,
			 const struct record_document *document)
{
	for (uint32_t i = 0; i < document->passage_count; i++)
		folded_ids_add(walk->ids, document->first_id + i);
}

static int look_at(void *context, const void *key, size_t len)
{
	struct walk *walk = context;
	struct record_document document;

	walk->status = stored_document(&document, walk->shard, key, len,
				       walk->err);
	if (walk->status)
		return 1;
	if (document.run >= walk->run)
		add_passages(walk, &document);
	record_document_release(&document);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* Records come in the order of their keys, sets are in the order of ids. */
static enum status walk_shard(struct walk *walk)
{
	struct xc_error xerr;
	const enum xc_status status = xc_database_each_metadata(walk->shard,
		META_DOCUMENT, strlen(META_DOCUMENT), look_at, walk, &xerr);

	if (walk->status)
		return walk->status;
	if (status)
		return index_error(walk->err, "reading documents", &xerr);
	if (walk->ids->count)
		qsort(walk->ids->at, walk->ids->count, sizeof(*walk->ids->at),
		      compare);
	return STATUS_OK;
}

/* The number of the last run of the index that begins with this shard; *run
 * stays as it is when none does. */
static enum status last_run(uint64_t *run, const xc_database *shard,
			    struct error *err)
{
	struct xc_error xerr;
	struct bytes from;
	void *bytes = NULL;
	size_t len;

	if (xc_database_metadata(shard, META_RUNS, strlen(META_RUNS), &bytes,
				 &len, &xerr))
		return index_error(err, "reading the number of runs", &xerr);
	from = bytes_of(bytes, len);
	if (bytes)
		*run = bytes_uint(&from);
	free(bytes);
	return STATUS_OK;
}

static enum status find_all(struct folded_ids *shards,
			    const struct engine *engine, const char *since,
			    struct error *err)
{
	const bool is_last = !strcmp(since, "last");
	enum status status = STATUS_OK;
	uint64_t run = 0;
	int64_t number;

	if (!is_last && option_number(&number, since, 1, INT64_MAX, NULL))
		return error_set(err, STATUS_USAGE, "since: \"%s\" is neither "
				 "a run's number nor \"last\"", since);
	if (!is_last)
		run = (uint64_t)number;
	for (size_t i = 0; !status && i < index_shard_count(engine->index);
	     i++) {
		struct walk walk = { .shard = index_shard(engine->index, i),
				     .ids = &shards[i], .err = err };

		if (is_last)
			status = last_run(&run, walk.shard, err);
		walk.run = run;
		if (!status)
			status = walk_shard(&walk);
	}
	return status;
}

const struct folded_ids *runs_since(struct builder *builder,
				    struct engine *engine, const char *since)
{
	const size_t count = index_shard_count(engine->index);
	const struct folded_ids *found;
	struct folded_ids *shards;
	struct buf key = BUF_INIT;

	if (builder->status)
		return NULL;
	buf_put_format(&key, "since %s", since);
	found = set_cache_find(&engine->sets, key.data);
	if (!found) {
		shards = mem_array(count + 1, sizeof(*shards));
		builder->status = find_all(shards, engine, since, builder->err);
		if (!builder->status)
			found = set_cache_put(&engine->sets, key.data, shards,
					      count);
		for (size_t i = 0; builder->status && i < count; i++)
			folded_ids_release(&shards[i]);
		if (builder->status)
			free(shards);
	}
	buf_release(&key);
	return found;
}
