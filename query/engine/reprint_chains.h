/* query/engine/reprint_chains.h - the passages with equal SLOT_REPRINT, in memory: what
 * is found by its letters otherwise takes 300 us a passage.
 *
 * Eight bytes a passage and as long to make as one slot takes to be read; they
 * hold until the index moves on.  Local shards only. */
#ifndef QUERY_ENGINE_REPRINT_CHAINS_H
#define QUERY_ENGINE_REPRINT_CHAINS_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/engine/engine.h"

enum { REPRINT_CHAINS_BYTES = 64 << 20 };	/* else there are none */

struct reprint_chains {
	struct reprint_shard {
		uint32_t *first;	/* by hash: an id, 0 for none */
		uint32_t *next;		/* by id: a greater one, 0 behind the last */
		uint32_t mask;		/* of a hash */
	} *shards;
	size_t count;
};

/* Make the engine's chains, unless it has them or they would be too large. */
enum status reprint_chains_make(struct engine *engine, struct error *err);
void reprint_chains_free(struct reprint_chains *chains);
/* The first id of a shard that may have this key (ids of a chain ascend; other
 * keys may stand in it); 0 for none. */
uint32_t reprint_chains_first(const struct reprint_chains *chains, size_t shard,
			      const void *key, size_t len);

#endif
