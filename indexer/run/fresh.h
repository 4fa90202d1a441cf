/* indexer/run/fresh.h - which document was made of which bytes, for documents that
 * the ledger cannot see yet. */
#ifndef INDEXER_RUN_FRESH_H
#define INDEXER_RUN_FRESH_H
#include <stddef.h>
#include <stdint.h>

struct fresh {
	struct fresh_document {
		unsigned char hash[16];
		char *id;
	} *at;
	size_t count, capacity;
	uint32_t *table;	/* 1 + number of a document, or 0 */
	size_t table_size;	/* a power of two */
};

void fresh_release(struct fresh *fresh);
void fresh_clear(struct fresh *fresh);
void fresh_add(struct fresh *fresh, const unsigned char hash[16],
	       const char *id);
/* The document's id, borrowed, or NULL. */
const char *fresh_find(const struct fresh *fresh,
		       const unsigned char hash[16]);

#endif
