/* query/engine/table.h - strings numbered and counted: each distinct string gets the
 * next number, from 0. */
#ifndef QUERY_ENGINE_TABLE_H
#define QUERY_ENGINE_TABLE_H
#include <stddef.h>
#include <stdint.h>

struct table {
	struct table_entry {
		char *text;		/* NUL-terminated */
		size_t len;
		uint64_t hash, count;
	} *at;
	size_t count, capacity;
	size_t last;			/* the number given last: passages that
					 * follow each other are often alike */
	uint32_t *slots;		/* number + 1, or 0 */
	size_t size;
};

/* The number of the string; a new one has count 0. */
size_t table_number(struct table *table, const void *text, size_t len);
void table_release(struct table *table);

#endif
