/* indexer/run/run.h - one run of bagui-index over its sources: the supervisor.
 *
 * It walks, consults the ledger, reads and labels what changed, hands the
 * records to the shard writers, and writes a source's ledger row only when all
 * of its documents are durable. */
#ifndef INDEXER_RUN_RUN_H
#define INDEXER_RUN_RUN_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "indexer/run/progress.h"
#include "text/decode.h"

struct run_options {
	const char *index;
	size_t jobs, shards;		/* 0: as many as processors, as jobs */
	const char *taxonomy;		/* --taxonomy, or NULL */
	const char *const *lexicons;
	size_t lexicon_count;
	enum encoding encoding;		/* --encoding */
	const struct xml_map *xml_map;	/* --xml-map, or NULL */
	bool prune, prune_force, dry_run;
	bool keep_originals;
	const char *report;
	enum progress_mode progress;
	const char *files0_from;	/* NUL-separated list; "-" standard input */
	const char *const *removed, *const *unremoved;	/* document ids */
	size_t removed_count, unremoved_count;
	const char *const *sources;
	size_t source_count;
};

/* What the run came to, for the exit status: done, but something was rejected
 * or missing. */
struct run_result {
	bool has_failures;
	bool interrupted;
};

enum status run(const struct run_options *options, struct run_result *result,
		struct error *err);

/* Ask a running run() to commit what it has and stop; for signal handlers. */
void run_stop(void);

#endif
