/* indexer/write/writers.h - the shard writer processes, as the supervisor sees them. */
#ifndef INDEXER_WRITE_WRITERS_H
#define INDEXER_WRITE_WRITERS_H
#include <stddef.h>
#include "base/status.h"
#include "indexer/write/shard.h"
#include "indexer/read/wire.h"

typedef struct writers writers;

/* What the writers answer besides counts; called during writers_commit(). */
typedef void writers_event_fn(void *context, enum wire_kind kind,
			      const char *one, const char *two);

/* Start one process a shard.  config->number is set for each. */
enum status writers_start(writers **out, const struct shard_config *config,
			  size_t shards, struct error *err);
/* Send a frame; blocks while the writer is busy.  A writer that failed is
 * asked why, and that is the error. */
enum status writers_send(writers *writers, size_t shard, enum wire_kind kind,
			 const struct buf *payload, struct error *err);
enum status writers_send_bytes(writers *writers, size_t shard,
			       enum wire_kind kind, const void *bytes,
			       size_t len, struct error *err);
/* Make everything sent so far durable on all shards and add up what they did. */
enum status writers_commit(writers *writers, struct shard_counts *counts,
			   writers_event_fn *event, void *context,
			   struct error *err);
/* The same, and shards that were being made in parts become whole. */
enum status writers_finish(writers *writers, struct shard_counts *counts,
			   writers_event_fn *event, void *context,
			   struct error *err);
/* End the processes and wait for them; pending changes are given up. */
void writers_stop(writers *writers);

#endif
