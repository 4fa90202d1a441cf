#include "query/engine/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_SIZE = 1024 };

uint64_t key_mix(uint64_t a, uint64_t b)
{
	uint64_t key = a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2));

	key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9u;
	key = (key ^ (key >> 27)) * 0x94D049BB133111EBu;
	return key ^ (key >> 31);
}

uint64_t key_of_value(const void *value, size_t len)
{
	uint64_t key = 0;

	if (len >= sizeof(key))
		memcpy(&key, value, sizeof(key));
	return key;
}

/* The place of key: where it is, or the free one where it would be. */
static struct key_count *place(struct key_count *at, size_t size, uint64_t key)
{
	size_t slot = (size_t)key_mix(key, 0) & (size - 1);

	while (at[slot].count && at[slot].key != key)
		slot = (slot + 1) & (size - 1);
	return &at[slot];
}

static void grow(struct key_counts *counts)
{
	size_t size = counts->size ? counts->size * 2 : FIRST_SIZE;
	struct key_count *at = mem_array(size, sizeof(*at));

	for (size_t i = 0; i < counts->size; i++)
		if (counts->at[i].count)
			*place(at, size, counts->at[i].key) = counts->at[i];
	free(counts->at);
	counts->at = at;
	counts->size = size;
}

uint32_t key_counts_add(struct key_counts *counts, uint64_t key)
{
	struct key_count *entry;

	if (counts->count * 2 >= counts->size)
		grow(counts);
	entry = place(counts->at, counts->size, key);
	if (!entry->count)
		counts->count++;
	entry->key = key;
	return ++entry->count;
}

uint32_t key_counts_of(const struct key_counts *counts, uint64_t key)
{
	return counts->size ? place(counts->at, counts->size, key)->count : 0;
}

void key_counts_release(struct key_counts *counts)
{
	free(counts->at);
	memset(counts, 0, sizeof(*counts));
}

static int compare(const void *a, const void *b)
{
	const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

void key_set_of_counts(struct key_set *out, const struct key_counts *counts)
{
	memset(out, 0, sizeof(*out));
	out->at = mem_array(counts->count + 1, sizeof(*out->at));
	for (size_t i = 0; i < counts->size; i++)
		if (counts->at[i].count)
			out->at[out->count++] = counts->at[i].key;
	qsort(out->at, out->count, sizeof(*out->at), compare);
}

void key_set_release(struct key_set *set)
{
	free(set->at);
	memset(set, 0, sizeof(*set));
}

void key_set_not(struct key_set *set)
{
	set->complement = !set->complement;
}

/* Merge two ascending lists, keeping what is only in a, only in b, in both. */
static void merge(struct key_set *set, const struct key_set *other,
		  bool only_a, bool only_b, bool both)
{
	uint64_t *at = mem_array(set->count + other->count + 1, sizeof(*at));
	size_t a = 0, b = 0, count = 0;

	while (a < set->count || b < other->count) {
		bool take_a = b == other->count ||
			(a < set->count && set->at[a] <= other->at[b]);
		bool take_b = a == set->count ||
			(b < other->count && other->at[b] <= set->at[a]);
		uint64_t key = take_a ? set->at[a] : other->at[b];

		if (take_a && take_b ? both : take_a ? only_a : only_b)
			at[count++] = key;
		a += take_a;
		b += take_b;
	}
	free(set->at);
	set->at = at;
	set->count = count;
}

void key_set_and(struct key_set *set, const struct key_set *other)
{
	bool not_a = set->complement, not_b = other->complement;

	/* The list of the result, which is a complement when both are. */
	merge(set, other, not_b, not_a, not_a == not_b);
	set->complement = not_a && not_b;
}

void key_set_or(struct key_set *set, const struct key_set *other)
{
	struct key_set negated = *other;

	key_set_not(set);
	key_set_not(&negated);
	key_set_and(set, &negated);
	key_set_not(set);
}

bool key_set_has(const struct key_set *set, uint64_t key)
{
	bool found = set->count && bsearch(&key, set->at, set->count,
					   sizeof(*set->at), compare);

	return found != set->complement;
}
