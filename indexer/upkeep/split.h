/* indexer/upkeep/split.h - --split=N: the index with another number of shards.
 *
 * Documents go to the shards that their ids belong to among N, as they are
 * stored: terms, values and records are copied, nothing is read or labelled
 * anew.  The new shards are a new generation (indexer/upkeep/generation.h), compact,
 * with ids from 1 without gaps. */
#ifndef INDEXER_UPKEEP_SPLIT_H
#define INDEXER_UPKEEP_SPLIT_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "indexer/upkeep/generation.h"
#include "indexer/run/run.h"

/* Split options->index into shards shards and print a line. */
enum status split(const struct run_options *options, size_t shards,
		  struct error *err);

/* Make one shard of the new generation. */
struct split_counts {
	uint64_t documents, passages;
};
enum status split_shard(struct split_counts *out,
			const struct generation *generation, size_t number,
			struct error *err);

#endif
