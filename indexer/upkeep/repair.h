/* indexer/upkeep/repair.h - --repair: what --check finds is put right as far as it can be.
 *
 * Everything that can be read is written anew as the next generation
 * (indexer/upkeep/generation.h): terms, folded texts, labels and counts are made from
 * the stored records, so that of a document nothing but its record must be
 * whole.  What is lost is named, a line each, and the ledger forgets the sources
 * that it came from: the next run reads them again.  A lost description, seal or
 * taxonomy is made anew. */
#ifndef INDEXER_UPKEEP_REPAIR_H
#define INDEXER_UPKEEP_REPAIR_H
#include <stdbool.h>
#include "base/status.h"
#include "indexer/run/run.h"

/* *lost: some documents are gone.  A sound index is only sealed. */
enum status repair(const struct run_options *options, bool *lost,
		   struct error *err);

#endif
