/* indexer/upkeep/relabel_shard.h - one shard of a --relabel, --upgrade or --repair; runs
 * in a process of its own. */
#ifndef INDEXER_UPKEEP_RELABEL_SHARD_H
#define INDEXER_UPKEEP_RELABEL_SHARD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "base/status.h"
#include "indexer/upkeep/generation.h"

struct relabel_counts {
	uint64_t documents, passages;
};

/* How a damaged shard is read: what cannot be read is left out and named.  Where
 * libxapian crashes, the next attempt passes that place over. */
struct relabel_salvage {
	const uint32_t *skipped;	/* ids at which earlier attempts died */
	size_t skipped_count;
	bool skips_rows;		/* it was at the rows */
	uint32_t *at;			/* shared: where it is */
	/* gets lines: "document ID" lost; "source PATH" to be read again */
	FILE *lost;
};

#define RELABEL_AT_ROWS UINT32_MAX

/* Write shard number of the next generation from that of the old one.  salvage
 * is NULL when damage is an error. */
enum status relabel_shard(struct relabel_counts *out,
			  const struct generation *generation, size_t number,
			  bool relabels, const struct relabel_salvage *salvage,
			  struct error *err);

#endif
