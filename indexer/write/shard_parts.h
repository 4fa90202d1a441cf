/* indexer/write/shard_parts.h - what the files of the shard writer share: shard.c is
 * the process and its batches, shard_documents.c what it does to documents. */
#ifndef INDEXER_WRITE_SHARD_PARTS_H
#define INDEXER_WRITE_SHARD_PARTS_H
#include "base/buf.h"
#include "base/status.h"
#include "index/folded.h"
#include "indexer/write/bulk.h"
#include "indexer/read/passage_terms.h"
#include "indexer/read/seen.h"
#include "indexer/write/shard.h"
#include "indexer/write/shard_large.h"
#include "indexer/read/wire.h"
#include "schema/record.h"
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
	struct open_document open;
};

/* A document as it came over the wire. */
struct arrival {
	bool shares_bytes;	/* a file or member without an id of its own */
	char *path;		/* of its source file */
	struct record_document document;
	struct record_passage *passages;
	size_t count;
};

/* shard_documents.c: put it in the place of old, if that is not NULL. */
enum status shard_replace(struct shard *shard, struct arrival *arrival,
			  const struct record_document *old,
			  struct error *err);
enum status shard_arrival_decode(struct arrival *out, const struct buf *frame,
				 struct error *err);
/* Its passages alone, as WIRE_PASSAGES has them; the rest of out is zeroed. */
enum status shard_passages_decode(struct arrival *out, struct bytes *from,
				  struct error *err);
void shard_arrival_release(struct arrival *arrival);
/* Was it removed for good? */
enum status shard_is_removed(struct shard *shard, const char *id, bool *out,
			     struct error *err);
/* What is to be done with a document: put it in the place of *old, if *found,
 * which the caller releases then, or *passed. */
enum status shard_look_up(struct shard *shard,
			  const struct record_document *document,
			  struct record_document *old, bool *found,
			  bool *passed, struct error *err);
/* Remove its passages; take it from its place, passages, rows and all. */
enum status shard_delete_passages(struct shard *shard, const char *id,
				  struct error *err);
enum status shard_leave(struct shard *shard, const struct record_document *old,
			struct error *err);
/* The row of a document whose passages are put, and of its bytes. */
enum status shard_put_rows(struct shard *shard,
			   const struct record_document *document,
			   const char *path, bool shares_bytes,
			   struct error *err);
/* Put passage i of those that passage_terms_fill() is given. */
enum status shard_put_passage(struct shard *shard,
			      const struct record_passage *passages,
			      size_t count, size_t i, uint32_t *id,
			      struct error *err);
/* Meet the id in this run; false when it was met already. */
bool shard_meet(struct shard *shard, const char *id);
/* Something for the supervisor, with the next answer. */
void shard_note(struct shard *shard, enum wire_kind kind, const char *one,
		const char *two);

/* shard_captures.c: pages that were captured under a URL, one document each
 * with its versions.  Is it one?  Take another capture of one. */
bool shard_is_capture(const struct record_document *document);
enum status shard_capture(struct shard *shard, struct arrival *arrival,
			  struct error *err);
/* Under which id later captures of its URL are kept. */
enum status shard_put_url(struct shard *shard,
			  const struct record_document *document,
			  struct error *err);
/* A captured page is dropped: what else there is of it goes, and the sources
 * of its other captures are named to be read again. */
enum status shard_forget_capture(struct shard *shard,
				 const struct record_document *document,
				 struct error *err);

/* Say which shard it was. */
enum status shard_failed(struct shard *shard, const struct xc_error *xerr,
			 struct error *err);

/* Write the row of a document. */
enum status shard_put_document(struct shard *shard,
			       const struct record_document *document,
			       struct error *err);
/* Put the shard's document under the next id. */
enum status shard_put(struct shard *shard, uint32_t *id, struct error *err);
/* Go on with the whole shard where it is being made in parts. */
enum status shard_leave_bulk(struct shard *shard, struct error *err);

/* One frame each; see indexer/read/wire.h. */
enum status shard_document(struct shard *shard, const struct buf *frame,
			   struct error *err);
enum status shard_also(struct shard *shard, const struct buf *frame,
		       struct error *err);
enum status shard_keep(struct shard *shard, const struct buf *frame,
		       struct error *err);
enum status shard_seen(struct shard *shard, const struct buf *frame,
		       struct error *err);
enum status shard_drop_unseen(struct shard *shard, const struct buf *frame,
			      struct error *err);
enum status shard_remove(struct shard *shard, const struct buf *frame,
			 struct error *err);
enum status shard_meta(struct shard *shard, const struct buf *frame,
		       struct error *err);

#endif
