#include "query/engine/reprint_chains.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"

/* One shard's chains under way; the end of each, by hash. */
struct chaining {
	struct reprint_shard *shard;
	uint32_t *last;
};

static uint32_t hash_of(const struct reprint_shard *shard, const void *key,
			size_t len)
{
	return (uint32_t)XXH3_64bits(key, len) & shard->mask;
}

static int take(void *context, uint32_t id, const void *key, size_t len)
{
	const struct chaining *chaining = context;
	const struct reprint_shard *shard = chaining->shard;
	uint32_t hash;

	if (!len)
		return 0;
	hash = hash_of(shard, key, len);
	if (chaining->last[hash])
		shard->next[chaining->last[hash]] = id;
	else
		shard->first[hash] = id;
	chaining->last[hash] = id;
	return 0;
}

static enum status make_shard(struct reprint_shard *out, struct engine *engine,
			      size_t shard, struct error *err)
{
	struct chaining chaining = { out, NULL };
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status;

	if (xc_database_info(index_shard(engine->index, shard), &info, &xerr))
		return index_error(err, "looking for reprints", &xerr);
	while (out->mask < info.last_id && out->mask < UINT32_MAX)
		out->mask = out->mask * 2 + 1;
	out->first = mem_array(out->mask + (size_t)1, sizeof(*out->first));
	out->next = mem_array(info.last_id + (size_t)1, sizeof(*out->next));
	chaining.last = mem_array(out->mask + (size_t)1,
				  sizeof(*chaining.last));
	status = engine_each_value(engine, shard, SLOT_REPRINT, take,
				   &chaining, err);
	free(chaining.last);
	return status;
}

static bool is_small(const struct engine *engine)
{
	struct xc_database_info info;

	return !index_has_remote(engine->index) &&
	       !xc_database_info(index_database(engine->index), &info, NULL) &&
	       3 * sizeof(uint32_t) * (uint64_t)info.last_id <= REPRINT_CHAINS_BYTES;
}

enum status reprint_chains_make(struct engine *engine, struct error *err)
{
	struct reprint_chains *made;
	enum status status = STATUS_OK;

	if (engine->chains || !is_small(engine))
		return STATUS_OK;
	made = mem_alloc(sizeof(*made));
	made->count = index_shard_count(engine->index);
	made->shards = mem_array(made->count + 1, sizeof(*made->shards));
	for (size_t i = 0; !status && i < made->count; i++)
		status = make_shard(&made->shards[i], engine, i, err);
	if (status)
		reprint_chains_free(made);
	else
		engine->chains = made;
	return status;
}

void reprint_chains_free(struct reprint_chains *chains)
{
	for (size_t i = 0; chains && i < chains->count; i++) {
		free(chains->shards[i].first);
		free(chains->shards[i].next);
	}
	if (chains)
		free(chains->shards);
	free(chains);
}

uint32_t reprint_chains_first(const struct reprint_chains *chains, size_t shard,
			      const void *key, size_t len)
{
	const struct reprint_shard *at = &chains->shards[shard];

	return at->first[hash_of(at, key, len)];
}
