/* indexer/shard_parts.h - what the files of the shard writer share: shard.c is
 * the process and its batches, shard_documents.c what it does to documents. */
#ifndef INDEXER_SHARD_PARTS_H
#define INDEXER_SHARD_PARTS_H
#include "base/buf.h"
#include "base/status.h"
#include "index/folded.h"
#include "indexer/passage_terms.h"
#include "indexer/seen.h"
#include "indexer/shard.h"
#include "xapian-c/xc_database.h"

struct shard {
	int fd;
	const struct shard_config *config;
	xc_database *database;
	xc_document *document;
	folded_writer *folded;
	passage_terms *terms;
	struct seen seen;	/* ids met in this run */
	struct shard_counts counts;
	size_t pending;		/* passages since the last commit */
	struct buf events;	/* frames for the next answer */
};

/* Say which shard it was. */
enum status shard_failed(struct shard *shard, const struct xc_error *xerr,
			 struct error *err);

/* One frame each; see indexer/wire.h. */
enum status shard_document(struct shard *shard, const struct buf *frame,
			   struct error *err);
enum status shard_also(struct shard *shard, const struct buf *frame,
		       struct error *err);
enum status shard_drop_unseen(struct shard *shard, const struct buf *frame,
			      struct error *err);
enum status shard_remove(struct shard *shard, const struct buf *frame,
			 struct error *err);
enum status shard_meta(struct shard *shard, const struct buf *frame,
		       struct error *err);

#endif
