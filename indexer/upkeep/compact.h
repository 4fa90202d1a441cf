/* indexer/upkeep/compact.h - --compact: the same index in less space, without what was
 * deleted.  Ids stay. */
#ifndef INDEXER_UPKEEP_COMPACT_H
#define INDEXER_UPKEEP_COMPACT_H
#include "base/status.h"
#include "indexer/run/run.h"

/* Write the shards and folded texts compactly as the next generation and seal
 * it.  Prints sizes before and after. */
enum status compact(const struct run_options *options, struct error *err);

#endif
