/* indexer/upkeep/sweep_originals.h - originals that no document was made of any more
 * go when the index is compacted. */
#ifndef INDEXER_UPKEEP_SWEEP_ORIGINALS_H
#define INDEXER_UPKEEP_SWEEP_ORIGINALS_H
#include "base/status.h"
#include "index/layout.h"

/* Hold the lock. */
enum status sweep_originals(const char *index, const struct layout *layout,
			    struct error *err);

#endif
