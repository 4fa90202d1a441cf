/* indexer/upkeep/relabel.h - --relabel and --upgrade: the index made anew from what it
 * stores, without the sources.
 *
 * Every shard is written anew, as the next generation, from its passages' text
 * and its documents' records: ids stay.  --relabel labels with the taxonomy at
 * hand; what a source said of itself (topic, platform, region, date) holds.
 * --upgrade takes up an index of other versions and makes all terms. */
#ifndef INDEXER_UPKEEP_RELABEL_H
#define INDEXER_UPKEEP_RELABEL_H
#include <stdbool.h>
#include "base/status.h"
#include "indexer/run/run.h"

/* upgrade alone leaves the labels as they are stored.  Prints what was done. */
enum status relabel(const struct run_options *options, bool relabels,
		    bool upgrade, struct error *err);

#endif
