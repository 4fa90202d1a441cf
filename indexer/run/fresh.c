#include "indexer/run/fresh.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void fresh_clear(struct fresh *fresh)
{
	for (size_t i = 0; i < fresh->count; i++)
		free(fresh->at[i].id);
	fresh->count = 0;
	if (fresh->table)
		memset(fresh->table, 0,
		       fresh->table_size * sizeof(*fresh->table));
}

void fresh_release(struct fresh *fresh)
{
	fresh_clear(fresh);
	free(fresh->at);
	free(fresh->table);
	memset(fresh, 0, sizeof(*fresh));
}

/* Where the hash stands in the table, or the empty place where it belongs. */
static size_t place(const struct fresh *fresh, const unsigned char hash[16])
{
	size_t mask = fresh->table_size - 1, at;

	memcpy(&at, hash, sizeof(at));
	for (at &= mask; fresh->table[at]; at = (at + 1) & mask)
		if (!memcmp(fresh->at[fresh->table[at] - 1].hash, hash, 16))
			break;
	return at;
}

static void grow(struct fresh *fresh)
{
	if ((fresh->count + 1) * 2 <= fresh->table_size)
		return;
	free(fresh->table);
	fresh->table_size = fresh->table_size ? fresh->table_size * 2 : 256;
	fresh->table = mem_array(fresh->table_size, sizeof(*fresh->table));
	for (size_t i = 0; i < fresh->count; i++)
		fresh->table[place(fresh, fresh->at[i].hash)] =
			(uint32_t)i + 1;
}

void fresh_add(struct fresh *fresh, const unsigned char hash[16],
	       const char *id)
{
	size_t at;

	grow(fresh);
	at = place(fresh, hash);
	if (fresh->table[at])
		return;
	mem_reserve(&fresh->at, &fresh->capacity, fresh->count + 1,
		    sizeof(*fresh->at));
	memcpy(fresh->at[fresh->count].hash, hash, 16);
	fresh->at[fresh->count++].id = mem_string(id);
	fresh->table[at] = (uint32_t)fresh->count;
}

const char *fresh_find(const struct fresh *fresh, const unsigned char hash[16])
{
	size_t at;

	if (!fresh->table_size)
		return NULL;
	at = place(fresh, hash);
	return fresh->table[at] ? fresh->at[fresh->table[at] - 1].id : NULL;
}
