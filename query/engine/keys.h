/* query/engine/keys.h - sets and counts of 64-bit keys, such as the keys of documents
 * in SLOT_DOCUMENT, and sets of them with and, or, not. */
#ifndef QUERY_ENGINE_KEYS_H
#define QUERY_ENGINE_KEYS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash from keys to how often each was counted. */
struct key_counts {
	struct key_count { uint64_t key; uint32_t count; } *at;
	size_t size;		/* of the table; a power of two */
	size_t count;		/* distinct keys */
};

/* Count key once more; how often it has been counted now. */
uint32_t key_counts_add(struct key_counts *counts, uint64_t key);
uint32_t key_counts_of(const struct key_counts *counts, uint64_t key);
void key_counts_release(struct key_counts *counts);
/* One key of two. */
uint64_t key_mix(uint64_t a, uint64_t b);
/* The key in the first 8 bytes of a value; 0 when it is shorter. */
uint64_t key_of_value(const void *value, size_t len);

/* A set of keys, or (complement) all keys but these. */
struct key_set {
	uint64_t *at;		/* ascending, each once */
	size_t count;
	bool complement;
};

void key_set_release(struct key_set *set);
void key_set_of_counts(struct key_set *out, const struct key_counts *counts);
void key_set_not(struct key_set *set);
/* *set becomes *set and other, *set or other. */
void key_set_and(struct key_set *set, const struct key_set *other);
void key_set_or(struct key_set *set, const struct key_set *other);
bool key_set_has(const struct key_set *set, uint64_t key);

#endif
