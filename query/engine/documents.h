/* query/engine/documents.h - which passages are one document's, without reading values.
 *
 * The passages of a document follow each other in one shard, so a map of bits
 * that says where each document ends tells documents apart.  Making it reads a
 * value of every passage; it is made once the questions until then have read as
 * many, and kept until the index moves on. */
#ifndef QUERY_ENGINE_DOCUMENTS_H
#define QUERY_ENGINE_DOCUMENTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

struct count_maps;
struct engine;

struct documents {
	/* Bit id: the passage with this local id is its document's last. */
	struct document_ends { uint64_t *bits; size_t words; } *shards;
	size_t shard_count;
	uint64_t asked_for;	/* passages, before the maps were made */
	uint64_t count, passages;
	bool is_made;
	bool is_usable;		/* made, and no document is in two places */
};

void documents_forget(struct documents *documents);
/* Are there maps?  Makes them when it is time: passages is how many values would
 * be read without them.  Local shards only. */
enum status documents_ready(bool *out, struct engine *engine,
			    uint64_t passages, struct error *err);

/* Of how many documents found holds a passage.  These need maps. */
uint64_t documents_count(const struct documents *documents,
			 const struct count_maps *found);
/* How many passages of id's document found holds; id is of the group database. */
uint32_t documents_passages(const struct documents *documents,
			    const struct count_maps *found, uint32_t id);
/* The id of the last passage of id's document, which stands for it. */
uint32_t documents_last(const struct documents *documents, uint32_t id);

#endif
