/* indexer/run/supervisor.h - the state of one run, shared by the files that make it
 * up: run.c begins and ends it, source.c takes one source, prune.c finds what
 * is gone.  It reads no byte of a source itself: the reader process does. */
#ifndef INDEXER_RUN_SUPERVISOR_H
#define INDEXER_RUN_SUPERVISOR_H
#include "index/layout.h"
#include "indexer/run/fresh.h"
#include "indexer/read/job.h"
#include "indexer/write/ledger.h"
#include "indexer/run/progress.h"
#include "indexer/run/reader_process.h"
#include "indexer/run/report.h"
#include "indexer/write/resources.h"
#include "indexer/run/run.h"
#include "indexer/read/seen.h"
#include "indexer/run/walk.h"
#include "indexer/write/writers.h"

enum { SYNC_BYTES = 48 << 20 };	/* of text between two common commits */

struct pending_row {
	struct buf key, value;	/* of a ledger row whose documents are sent */
};

struct supervisor {
	const struct run_options *options;
	struct layout layout;
	size_t shards;
	struct resources resources;
	reader_process *reader;
	ledger *ledger;
	writers *writers;
	report *report;
	struct progress progress;
	struct shard_counts counts;
	struct decode_prior prior;
	struct buf frame;		/* under construction */
	uint64_t run;
	struct pending_row *rows;
	size_t row_count, row_capacity;
	uint64_t unsynced;		/* bytes of text since the last commit */
	struct seen names;		/* hashes of names given in this run */
	bool has_originals;		/* written, and not synced yet */
	bool is_new;			/* the index was made by this run */
	struct fresh fresh;		/* sent, and not in the ledger yet */
	struct fresh urls;		/* the same, by hash of captured URLs */
	char **orphans;			/* paths to be read again */
	size_t orphan_count, orphan_capacity;
};

/* Has a signal asked to stop? */
bool supervisor_is_stopped(void);

/* source.c: one file of a SOURCE, or standard input (path "-"). */
enum status source_file(struct supervisor *run, const struct walk_file *file,
			struct error *err);
enum status source_stdin(struct supervisor *run, struct error *err);
/* Read a file whatever its ledger row says. */
enum status source_again(struct supervisor *run, const char *path,
			 struct error *err);

/* send.c: hand a document that the reader has made to its shard. */
enum status send_document(struct supervisor *run,
			  const struct job_document *document,
			  struct error *err);
/* A document that comes in parts: one of its frames, and when all are there. */
enum status send_part(struct supervisor *run, size_t shard,
		      enum wire_kind kind, const void *bytes, size_t len,
		      struct error *err);
void send_count(struct supervisor *run, const struct job_document *document);
/* A document is as it was, and in its place. */
enum status send_keep(struct supervisor *run, const char *id,
		      struct error *err);
/* A ledger row, to be written when its documents are durable. */
void send_source_row(struct supervisor *run, const struct record_source *row);
/* Remove the row of a file that is gone. */
void send_forget_source(struct supervisor *run, const char *path);
/* A URL was captured again on date as it was: hash, or NULL as it was then. */
enum status send_seen(struct supervisor *run, const char *id,
		      const unsigned char *hash, const char *date,
		      const char *path, struct error *err);
/* Drop what a source has no more; captured pages only when it is gone. */
enum status send_drop_unseen(struct supervisor *run, uint64_t source,
			     bool is_gone, struct error *err);
enum status send_also(struct supervisor *run, size_t shard, const char *id,
		      const char *other, const char *path, struct error *err);
enum status send_number(struct supervisor *run, const char *key,
			uint64_t number, struct error *err);
enum status send_removal(struct supervisor *run, const char *id, bool keep_out,
			 struct error *err);
/* Make everything durable, then write the ledger rows that wait for it. */
enum status send_sync(struct supervisor *run, struct error *err);
/* The last one: shards that were made in parts become whole. */
enum status send_finish(struct supervisor *run, struct error *err);

/* prune.c */
enum status prune(struct supervisor *run, struct error *err);

#endif
