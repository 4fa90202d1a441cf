/* indexer/write/shard.h - stage 6: the process that writes one shard.
 *
 * It takes frames (indexer/read/wire.h) from the supervisor, keeps the rows of the
 * documents, and commits batches: folded text first, then the database with
 * everything that belongs to it, so that a reader sees whole documents only and
 * a process that dies loses nothing committed. */
#ifndef INDEXER_WRITE_SHARD_H
#define INDEXER_WRITE_SHARD_H
#include <stddef.h>
#include <stdint.h>
#include "index/layout.h"
#include "labels/names.h"
#include "text/lexicon.h"

/* Postings gather in memory for SHARD_FLUSH passages, since Xapian's ordered maps
 * get slow when they leave the cache; they become durable, and visible, after
 * SHARD_BATCH: a commit copies every block that it touches, and waits for the
 * disk. */
enum {
	SHARD_FLUSH = 3000,
	SHARD_BATCH = 30000,
	SHARD_BLOCK_BYTES = 16384
};

/* Set how many passages' postings databases opened from now on gather. */
void shard_set_flush(int passages);

struct shard_config {
	const char *directory;
	const struct layout *layout;
	size_t number;
	const label_names *names;
	const lexicon *words;
	uint64_t run;
};

/* What a shard did since the last ack. */
struct shard_counts {
	uint64_t added, replaced, unchanged, removed, duplicates, passages;
};

enum { SHARD_COUNTS = sizeof(struct shard_counts) / sizeof(uint64_t) };

/* Serve frames from fd until WIRE_FINISH or until the supervisor is gone, and
 * return the process's exit status. */
int shard_serve(int fd, const struct shard_config *config);

#endif
