/* indexer/command/options.h - the command line of bagui-index. */
#ifndef INDEXER_COMMAND_OPTIONS_H
#define INDEXER_COMMAND_OPTIONS_H
#include <stdbool.h>
#include "base/options.h"
#include "base/status.h"
#include "indexer/run/run.h"
#include "indexer/command/show.h"

enum task {
	TASK_RUN, TASK_SHOW, TASK_STATS, TASK_RELABEL, TASK_COMPACT, TASK_CHECK,
	TASK_REPAIR, TASK_BACKUP, TASK_SPLIT, TASK_PUBLISH, TASK_SHARDS_AT,
	TASK_QUARANTINE,
	TASK_ANSWERED
};

struct strings {
	const char **at;	/* parts of argv */
	size_t count, capacity;
};

struct indexer_options {
	enum task task;
	struct run_options run;
	enum show_stage show;
	bool relabels, upgrades;	/* of TASK_RELABEL; at least one */
	size_t split;			/* of TASK_SPLIT: how many shards */
	const char *publish;		/* of it and TASK_BACKUP: where to */
	struct strings lexicons, removed, unremoved, shards_at;
	struct xml_map *xml_map;	/* what run.xml_map borrows */
};

extern const struct program_spec indexer_program;
/* A text of it in Chinese where the locale is Chinese (options_words.c). */
const char *indexer_translate(const char *text);

/* STATUS_USAGE: err says what is wrong. TASK_ANSWERED: --help and the like
 * were printed. */
enum status indexer_options_parse(struct indexer_options *out, int argc,
				  char **argv, struct error *err);
void indexer_options_release(struct indexer_options *options);

#endif
