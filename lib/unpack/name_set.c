#include <stdlib.h>
#include <xxhash.h>

#include "base/mem.h"
#include "unpack/name.h"

struct name_slot {
	uint64_t hash;		/* 0: free */
	unsigned last;		/* the number that it got last, when met again */
};

void name_set_release(struct name_set *set)
{
	free(set->slots);
	*set = (struct name_set){ NULL, 0, 0 };
}

static struct name_slot *find_slot(struct name_slot *slots, size_t capacity,
				   uint64_t hash)
{
	size_t at = (size_t)hash & (capacity - 1);

	while (slots[at].hash && slots[at].hash != hash)
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

static void grow(struct name_set *set)
{
	size_t capacity = set->capacity ? set->capacity * 2 : 256;
	struct name_slot *slots = mem_array(capacity, sizeof(*slots));

	for (size_t i = 0; i < set->capacity; i++)
		if (set->slots[i].hash)
			*find_slot(slots, capacity, set->slots[i].hash) =
				set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->capacity = capacity;
}

/* The name's slot; *is_new: it was not there before.  Until the next call. */
static struct name_slot *add(struct name_set *set, const struct buf *name,
			     bool *is_new)
{
	uint64_t hash = XXH3_64bits(name->data, name->len);
	struct name_slot *slot;

	hash += !hash;
	if (set->count >= set->capacity / 2)
		grow(set);
	slot = find_slot(set->slots, set->capacity, hash);
	*is_new = !slot->hash;
	set->count += *is_new;
	slot->hash = hash;
	return slot;
}

bool name_set_put(struct name_set *set, struct buf *name)
{
	size_t len = name->len;
	unsigned number;
	bool is_new;
	struct name_slot *slot = add(set, name, &is_new);

	if (is_new)
		return false;
	for (number = slot->last ? slot->last : 1; !is_new; ) {
		name->len = len;
		buf_put_format(name, "~%u", ++number);
		add(set, name, &is_new);
	}
	{
		struct buf first = { name->data, len, 0 };

		add(set, &first, &is_new)->last = number;
	}
	return true;
}
