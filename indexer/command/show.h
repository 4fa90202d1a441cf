/* indexer/command/show.h - what each stage makes of a source, for people who wonder why
 * something is or isn't found.  Indexes nothing. */
#ifndef INDEXER_COMMAND_SHOW_H
#define INDEXER_COMMAND_SHOW_H
#include <stddef.h>
#include "base/status.h"
#include "indexer/run/run.h"

enum show_stage { SHOW_TEXT, SHOW_PASSAGES, SHOW_LABELS, SHOW_TERMS };

/* Print the stage's result for every source to standard output.  *failed tells
 * whether one could not be read; that was reported. */
enum status show(enum show_stage stage, const struct run_options *options,
		 bool *failed, struct error *err);

/* Print figures of an index: documents, passages, sizes. */
enum status show_stats(const char *index, struct error *err);

#endif
