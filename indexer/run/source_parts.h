/* indexer/run/source_parts.h - what the files that take one source share: source.c
 * begins and ends it, source_job.c talks with the reader process,
 * source_members.c decides about members. */
#ifndef INDEXER_RUN_SOURCE_PARTS_H
#define INDEXER_RUN_SOURCE_PARTS_H
#include "index/originals.h"
#include "indexer/run/supervisor.h"

/* One file while it is taken. */
struct taking {
	struct supervisor *run;
	struct record_source row;	/* as it will be written */
	bool was_known;			/* the ledger has a row of it */
	bool is_again;			/* for members whose bytes were found
					 * elsewhere, and are not there any more */
	bool is_stream;			/* standard input */
	bool is_whole;			/* it was read to its end */
	uint64_t documents_before;
	unsigned char hash_before[16];	/* the row has what is being read now:
					 * a reader may ask twice */
	uint64_t position_before;	/* of the progress */
	struct job_member member;	/* at hand; no name: none was met */
	struct job_bytes bytes;		/* of it, when it was asked about */
	bool is_open;			/* its document comes in parts, ... */
	size_t open_shard;		/* which go there, ... */
	originals_draft *original;	/* and so does its original, or NULL */
	bool is_told;			/* what became of it */
	uint64_t told_line;		/* or of its lines up to this one */
	uint64_t told;			/* members and lines in the report */
	/* Of a source that is its own only member, or failed as a whole. */
	bool is_settled;
	enum outcome outcome;
	char reason[ERROR_TEXT_BYTES];
};

/* Is this why something was skipped? It is tried again once there is one. */
bool source_lacks_filter(const char *reason);

/* source_job.c: read what the descriptor has, members and all. */
enum status source_read(struct taking *taking, int fd, struct error *err);

/* source_large.c: frames of a document that comes in parts. */
enum status source_open_document(struct taking *taking, const struct buf *frame,
				 struct error *err);
enum status source_passages(struct taking *taking, const struct buf *frame,
			    struct error *err);
enum status source_original_part(struct taking *taking,
				 const struct buf *frame, struct error *err);
enum status source_close_document(struct taking *taking,
				  const struct job_document *document,
				  struct error *err);
/* It will not be whole, if there is one. */
enum status source_abandon(struct taking *taking, struct error *err);

/* source_members.c: what became of the source as a whole. */
void source_settle(struct taking *taking, enum outcome outcome,
		   const char *reason);
/* What became of the member at hand, or of a line or entry of it (from 1). */
void source_tell(struct taking *taking, enum outcome outcome, uint64_t line,
		 const char *reason, uint64_t bytes);
/* The reader has come to a member: what can be said without reading it. */
enum status source_meet(struct taking *taking, struct error *err);
/* Is it to be read?  What speaks against it was told.  *id: "" its own. */
enum status source_decide(struct taking *taking, bool *read, struct buf *id,
			  struct error *err);

#endif
