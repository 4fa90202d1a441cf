/* indexer/read/term_bag.h - the distinct terms of one passage and how often each
 * occurs, gathered before they go into a document: a hash table is several
 * times cheaper than the document's own ordered map. */
#ifndef INDEXER_READ_TERM_BAG_H
#define INDEXER_READ_TERM_BAG_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

struct term_count {
	uint32_t at, len;	/* of its bytes in the bag's buffer */
	uint32_t wdf;
	uint32_t hash;
};

struct term_bag {
	struct buf bytes;
	struct term_count *terms;
	size_t count, capacity;
	uint32_t *table;	/* 1 + number of a term, or 0 */
	size_t table_size;	/* a power of two */
};

void term_bag_release(struct term_bag *bag);
void term_bag_clear(struct term_bag *bag);
/* Add more to the term's count; a new term begins with it (0 is allowed). */
void term_bag_add(struct term_bag *bag, const char *term, size_t len,
		  uint32_t more);

#endif
