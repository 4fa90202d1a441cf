#include "query/engine/table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"

enum { FIRST_SIZE = 256 };

static bool is_text(const struct table_entry *entry, const void *text,
		    size_t len)
{
	return entry->len == len && (!len || !memcmp(entry->text, text, len));
}

static uint32_t *slot_of(const struct table *table, uint64_t hash,
			 const void *text, size_t len)
{
	size_t slot = (size_t)hash & (table->size - 1);

	for (;; slot = (slot + 1) & (table->size - 1)) {
		const struct table_entry *entry;

		if (!table->slots[slot])
			return &table->slots[slot];
		entry = &table->at[table->slots[slot] - 1];
		if (entry->hash == hash && is_text(entry, text, len))
			return &table->slots[slot];
	}
}

static void grow(struct table *table)
{
	free(table->slots);
	table->size = table->size ? table->size * 2 : FIRST_SIZE;
	table->slots = mem_array(table->size, sizeof(*table->slots));
	for (size_t i = 0; i < table->count; i++)
		*slot_of(table, table->at[i].hash, table->at[i].text,
			 table->at[i].len) = (uint32_t)(i + 1);
}

size_t table_number(struct table *table, const void *text, size_t len)
{
	uint64_t hash;
	uint32_t *slot;

	if (table->last < table->count &&
	    is_text(&table->at[table->last], text, len))
		return table->last;
	hash = XXH3_64bits(text, len);
	if (table->count * 2 >= table->size)
		grow(table);
	slot = slot_of(table, hash, text, len);
	table->last = *slot ? *slot - 1 : table->count;
	if (*slot)
		return table->last;
	mem_reserve(&table->at, &table->capacity, table->count + 1,
		    sizeof(*table->at));
	table->at[table->count] = (struct table_entry){
		.text = mem_string_len(len ? text : "", len), .len = len,
		.hash = hash };
	*slot = (uint32_t)++table->count;
	return table->last;
}

void table_release(struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->at[i].text);
	free(table->at);
	free(table->slots);
	memset(table, 0, sizeof(*table));
}
