#include "indexer/read/term_bag.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"

void term_bag_release(struct term_bag *bag)
{
	buf_release(&bag->bytes);
	free(bag->terms);
	free(bag->table);
	memset(bag, 0, sizeof(*bag));
}

void term_bag_clear(struct term_bag *bag)
{
	buf_clear(&bag->bytes);
	bag->count = 0;
	if (bag->table)
		memset(bag->table, 0, bag->table_size * sizeof(*bag->table));
}

static void grow(struct term_bag *bag)
{
	size_t mask;

	if ((bag->count + 1) * 2 <= bag->table_size)
		return;
	free(bag->table);
	bag->table_size = bag->table_size ? bag->table_size * 2 : 1024;
	bag->table = mem_array(bag->table_size, sizeof(*bag->table));
	mask = bag->table_size - 1;
	for (size_t i = 0; i < bag->count; i++) {
		size_t slot = bag->terms[i].hash & mask;

		while (bag->table[slot])
			slot = (slot + 1) & mask;
		bag->table[slot] = (uint32_t)i + 1;
	}
}

static struct term_count *append(struct term_bag *bag, const char *term,
				 size_t len, uint32_t hash)
{
	struct term_count *count;

	mem_reserve(&bag->terms, &bag->capacity, bag->count + 1,
		    sizeof(*bag->terms));
	count = &bag->terms[bag->count++];
	*count = (struct term_count){ (uint32_t)bag->bytes.len, (uint32_t)len,
				      0, hash };
	buf_put(&bag->bytes, term, len);
	return count;
}

void term_bag_add(struct term_bag *bag, const char *term, size_t len,
		  uint32_t more)
{
	uint32_t hash = (uint32_t)XXH3_64bits(term, len);
	size_t mask, slot;

	grow(bag);
	mask = bag->table_size - 1;
	for (slot = hash & mask; bag->table[slot]; slot = (slot + 1) & mask) {
		struct term_count *count = &bag->terms[bag->table[slot] - 1];

		if (count->hash == hash && count->len == len &&
		    !memcmp(bag->bytes.data + count->at, term, len)) {
			count->wdf += more;
			return;
		}
	}
	append(bag, term, len, hash)->wdf = more;
	bag->table[slot] = (uint32_t)bag->count;
}
