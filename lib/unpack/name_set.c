#include <stdlib.h>
#include <xxhash.h>

#include "base/mem.h"
#include "unpack/name.h"

void name_set_release(struct name_set *set)
{
	free(set->slots);
	*set = (struct name_set){ NULL, 0, 0 };
}

static uint64_t *find_slot(uint64_t *slots, size_t capacity, uint64_t hash)
{
	size_t at = (size_t)hash & (capacity - 1);

	while (slots[at] && slots[at] != hash)
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

static void grow(struct name_set *set)
{
	size_t capacity = set->capacity ? set->capacity * 2 : 256;
	uint64_t *slots = mem_array(capacity, sizeof(*slots));

	for (size_t i = 0; i < set->capacity; i++)
		if (set->slots[i])
			*find_slot(slots, capacity, set->slots[i]) =
				set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->capacity = capacity;
}

/* Is it new? Then it is there from now on. */
static bool add(struct name_set *set, const struct buf *name)
{
	uint64_t hash = XXH3_64bits(name->data, name->len) | 1;
	uint64_t *slot;

	if (set->count >= set->capacity / 2)
		grow(set);
	slot = find_slot(set->slots, set->capacity, hash);
	if (*slot)
		return false;
	*slot = hash;
	set->count++;
	return true;
}

bool name_set_put(struct name_set *set, struct buf *name)
{
	size_t len = name->len;

	if (add(set, name))
		return false;
	for (unsigned number = 2; ; number++) {
		name->len = len;
		buf_put_format(name, "~%u", number);
		if (add(set, name))
			return true;
	}
}
