/* indexer/write/shard_large.h - a document that comes to its shard in parts, and is
 * written as they come.
 *
 * Its row is written in the end.  In a whole shard nothing is committed before
 * that, so that nobody sees half of it and a killed run leaves nothing.  A shard
 * that is made in parts (bulk.h) is seen by nobody yet, but commits what it has
 * of the document: a row of META_OPEN says so to whoever makes it whole. */
#ifndef INDEXER_WRITE_SHARD_LARGE_H
#define INDEXER_WRITE_SHARD_LARGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"
#include "schema/record.h"

struct shard;

/* The document at hand. */
struct open_document {
	bool is_open;
	bool is_passed;			/* it is not to be put: none of it */
	struct record_document record;	/* as it came */
	char *path;			/* of its source file */
	bool shares_bytes, is_replaced;
	struct record_passage *held;	/* that wait for those behind them */
	size_t count, capacity;
	uint32_t first_id;
	uint32_t put;			/* passages so far */
	char *abandoned;		/* id of the last that was, or NULL */
};

/* One frame each; see indexer/read/wire.h. */
enum status shard_begin_large(struct shard *shard, const struct buf *frame,
			      struct error *err);
enum status shard_add_passages(struct shard *shard, const struct buf *frame,
			       struct error *err);
enum status shard_end_large(struct shard *shard, struct error *err);
enum status shard_abandon(struct shard *shard, struct error *err);
/* Its reader died: another one may bring it whole. */
bool shard_was_abandoned(const struct shard *shard, const char *id);
/* Remove what a killed run left half done; the shard is whole. */
enum status shard_clear_open(struct shard *shard, struct error *err);
void shard_release_open(struct shard *shard);

#endif
