/* indexer/read/seen.h - a set of 64-bit keys: what a run has met already.  Eight to
 * sixteen bytes a key. */
#ifndef INDEXER_READ_SEEN_H
#define INDEXER_READ_SEEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen {
	uint64_t *keys;		/* 0 is an empty place; the key 0 is stored as 1 */
	size_t count, size;
};

void seen_release(struct seen *seen);
bool seen_has(const struct seen *seen, uint64_t key);
/* Add key; false when it was there. */
bool seen_add(struct seen *seen, uint64_t key);

#endif
