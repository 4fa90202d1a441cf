/* indexer/shard_parts.h - what the files of the shard writer share: shard.c is
 * the process and its batches, shard_documents.c what it does to documents. */
#ifndef INDEXER_SHARD_PARTS_H
#define INDEXER_SHARD_PARTS_H
#include "base/buf.h"
#include "base/status.h"
#include "index/folded.h"
#include "indexer/bulk.h"
#include "indexer/passage_terms.h"
#include "indexer/seen.h"
#include "indexer/shard.h"
#include "xapian-c/xc_database.h"

struct shard {
	int fd;
	const struct shard_config *config;
	char *path;
	xc_database *database;	/* the shard, or the part of it at hand */
	struct bulk bulk;
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

/* Put the shard's document under the next id. */
enum status shard_put(struct shard *shard, uint32_t *id, struct error *err);
/* Go on with the whole shard where it is being made in parts. */
enum status shard_leave_bulk(struct shard *shard, struct error *err);

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
