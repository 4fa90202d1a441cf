#include "query/engine/set_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static size_t id_count(const struct set_entry *entry)
{
	size_t count = 0;

	for (size_t i = 0; i < entry->shard_count; i++)
		count += entry->shards[i].count;
	return count;
}

static void drop(struct set_cache *cache, size_t index)
{
	struct set_entry *entry = &cache->at[index];

	cache->ids -= id_count(entry);
	for (size_t i = 0; i < entry->shard_count; i++)
		folded_ids_release(&entry->shards[i]);
	free(entry->shards);
	free(entry->key);
	*entry = cache->at[--cache->count];
}

static void drop_oldest(struct set_cache *cache)
{
	size_t oldest = 0;

	for (size_t i = 1; i < cache->count; i++)
		if (cache->at[i].used < cache->at[oldest].used)
			oldest = i;
	drop(cache, oldest);
}

const struct folded_ids *set_cache_find(struct set_cache *cache,
					const char *key)
{
	for (size_t i = 0; i < cache->count; i++) {
		if (strcmp(cache->at[i].key, key))
			continue;
		cache->at[i].used = ++cache->clock;
		return cache->at[i].shards;
	}
	return NULL;
}

const struct folded_ids *set_cache_put(struct set_cache *cache,
				       const char *key,
				       struct folded_ids *shards,
				       size_t shard_count)
{
	struct set_entry entry = { mem_string(key), shards, shard_count,
				   ++cache->clock };
	size_t more = id_count(&entry);

	while (cache->count && (cache->count == SET_CACHE_SETS ||
				cache->ids + more > SET_CACHE_IDS))
		drop_oldest(cache);
	cache->ids += more;
	cache->at[cache->count++] = entry;
	return shards;
}

void set_cache_clear(struct set_cache *cache)
{
	while (cache->count)
		drop(cache, cache->count - 1);
}
