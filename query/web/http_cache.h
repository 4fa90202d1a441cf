/* query/web/http_cache.h - finished answers, kept for whoever asks the same again.
 *
 * Bounded by HTTP_CACHE_BYTES and HTTP_CACHE_ENTRIES; the one that was used
 * longest ago goes first.  A key is the state of the index and the whole
 * request, so what is kept for an older state is never found again. */
#ifndef QUERY_WEB_HTTP_CACHE_H
#define QUERY_WEB_HTTP_CACHE_H
#include <stddef.h>
#include <stdint.h>
#include "query/web/http.h"

enum { HTTP_CACHE_BYTES = 64 << 20, HTTP_CACHE_ENTRIES = 2048 };

struct http_cache {
	struct http_entry {
		char *key;
		uint64_t hash;	/* of key */
		struct http_response response;
		uint64_t used;
	} at[HTTP_CACHE_ENTRIES];
	size_t count, bytes;
	uint64_t clock;
};

/* Copy what is kept under key into *out, whose body is appended to. */
bool http_cache_find(struct http_cache *cache, const char *key,
		     struct http_response *out);
/* Keep a copy. */
void http_cache_put(struct http_cache *cache, const char *key,
		    const struct http_response *response);
void http_cache_clear(struct http_cache *cache);

#endif
