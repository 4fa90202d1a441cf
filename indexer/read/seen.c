#include "indexer/read/seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void seen_release(struct seen *seen)
{
	free(seen->keys);
	memset(seen, 0, sizeof(*seen));
}

/* Where key is, or the empty place where it belongs. */
static size_t place(const struct seen *seen, uint64_t key)
{
	size_t mask = seen->size - 1;
	size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & mask;

	while (seen->keys[at] && seen->keys[at] != key)
		at = (at + 1) & mask;
	return at;
}

bool seen_has(const struct seen *seen, uint64_t key)
{
	key = key ? key : 1;
	return seen->size && seen->keys[place(seen, key)] == key;
}

static void grow(struct seen *seen)
{
	struct seen larger = { NULL, seen->count,
			       seen->size ? seen->size * 2 : 1024 };

	larger.keys = mem_array(larger.size, sizeof(*larger.keys));
	for (size_t i = 0; i < seen->size; i++)
		if (seen->keys[i])
			larger.keys[place(&larger, seen->keys[i])] =
				seen->keys[i];
	free(seen->keys);
	*seen = larger;
}

bool seen_add(struct seen *seen, uint64_t key)
{
	size_t at;

	key = key ? key : 1;
	if ((seen->count + 1) * 4 > seen->size * 3)
		grow(seen);
	at = place(seen, key);
	if (seen->keys[at])
		return false;
	seen->keys[at] = key;
	seen->count++;
	return true;
}
