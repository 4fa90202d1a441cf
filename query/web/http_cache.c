#include "query/web/http_cache.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"

static struct http_entry *find(struct http_cache *cache, const char *key)
{
	uint64_t hash = XXH3_64bits(key, strlen(key));

	for (size_t i = 0; i < cache->count; i++) {
		if (cache->at[i].hash == hash && !strcmp(cache->at[i].key, key))
			return &cache->at[i];
	}
	return NULL;
}

static size_t size_of(const char *key, const struct http_response *response)
{
	return strlen(key) + response->body.len + response->links.len;
}

/* Everything but the bytes is copied as it is. */
static void copy(struct http_response *out, const struct http_response *from)
{
	struct buf body = out->body, links = out->links;

	*out = *from;
	out->body = body;
	out->links = links;
	buf_put(&out->body, from->body.data, from->body.len);
	buf_put(&out->links, from->links.data, from->links.len);
}

static void drop(struct http_cache *cache, struct http_entry *entry)
{
	cache->bytes -= size_of(entry->key, &entry->response);
	free(entry->key);
	http_response_release(&entry->response);
	*entry = cache->at[--cache->count];
}

static struct http_entry *oldest(struct http_cache *cache)
{
	struct http_entry *found = &cache->at[0];

	for (size_t i = 1; i < cache->count; i++) {
		if (cache->at[i].used < found->used)
			found = &cache->at[i];
	}
	return found;
}

bool http_cache_find(struct http_cache *cache, const char *key,
		     struct http_response *out)
{
	struct http_entry *entry = find(cache, key);

	if (!entry)
		return false;
	entry->used = ++cache->clock;
	copy(out, &entry->response);
	return true;
}

void http_cache_put(struct http_cache *cache, const char *key,
		    const struct http_response *response)
{
	struct http_entry *entry = find(cache, key);
	size_t size = size_of(key, response);

	if (entry)
		drop(cache, entry);
	if (size > HTTP_CACHE_BYTES / 8)
		return;
	while (cache->count && (cache->count == HTTP_CACHE_ENTRIES ||
				cache->bytes + size > HTTP_CACHE_BYTES))
		drop(cache, oldest(cache));
	entry = &cache->at[cache->count++];
	http_response_init(&entry->response);
	copy(&entry->response, response);
	entry->key = mem_string(key);
	entry->hash = XXH3_64bits(key, strlen(key));
	entry->used = ++cache->clock;
	cache->bytes += size;
}

void http_cache_clear(struct http_cache *cache)
{
	while (cache->count)
		drop(cache, &cache->at[cache->count - 1]);
}
