/* indexer/upkeep/generation.h - writing all of an index anew (index/layout.h): what
 * --compact, --relabel and --upgrade share.
 *
 *	generation_begin()   the lock, what earlier attempts left is removed
 *	... write the shards and folded texts of generation->next ...
 *	generation_finish()  the other files, the switch, the seal
 *	generation_end()     always
 * Whatever stops it before the switch leaves the index as it was. */
#ifndef INDEXER_UPKEEP_GENERATION_H
#define INDEXER_UPKEEP_GENERATION_H
#include <stdbool.h>
#include "base/status.h"
#include "index/layout.h"
#include "indexer/write/resources.h"
#include "indexer/run/run.h"

struct generation {
	const char *directory;
	struct layout old, next;
	int lock;
	struct resources resources;
};

/* other_versions: an index of versions that this program does not know is
 * taken up too.  taxonomy (may be NULL) replaces that of the index. */
enum status generation_begin(struct generation *out,
			     const struct run_options *options,
			     bool other_versions, struct error *err);
enum status generation_finish(struct generation *generation,
			      const struct run_options *options,
			      struct error *err);
void generation_end(struct generation *generation);

#endif
