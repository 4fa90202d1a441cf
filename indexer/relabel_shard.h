/* indexer/relabel_shard.h - one shard of a --relabel or --upgrade; runs in a
 * process of its own. */
#ifndef INDEXER_RELABEL_SHARD_H
#define INDEXER_RELABEL_SHARD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "indexer/generation.h"

struct relabel_counts {
	uint64_t documents, passages;
};

/* Write shard number of the next generation from that of the old one. */
enum status relabel_shard(struct relabel_counts *out,
			  const struct generation *generation, size_t number,
			  bool relabels, struct error *err);

#endif
