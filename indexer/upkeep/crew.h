/* indexer/upkeep/crew.h - the same work on every shard, each in a process of its own.
 *
 * A child may print lines for the parent; whatever becomes of it (damage can
 * crash libxapian) costs its shard only.  Children end with the parent. */
#ifndef INDEXER_UPKEEP_CREW_H
#define INDEXER_UPKEEP_CREW_H
#include <stddef.h>
#include <stdio.h>
#include "base/status.h"

struct crew {
	size_t shards, jobs;	/* at most jobs at once; 0: one a processor */
	/* In the child.  What it prints to out, at most 64 KiB without waiting,
	 * reaches line() in the parent, shard after shard. */
	enum status (*work)(void *context, size_t shard, FILE *out,
			    struct error *err);
	void (*line)(void *context, size_t shard, const char *line);
	/* In the parent, for a shard whose work failed or died: when it is
	 * there the others go on and the crew has not failed. */
	void (*failed)(void *context, size_t shard, const struct error *err);
	void *context;
};

/* The first failure that failed() did not take. */
enum status crew_run(const struct crew *crew, struct error *err);

#endif
