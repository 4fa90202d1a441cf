/* indexer/upkeep/check_shard.h - --check of one shard; runs in a process of its own,
 * because damage can crash libxapian. */
#ifndef INDEXER_UPKEEP_CHECK_SHARD_H
#define INDEXER_UPKEEP_CHECK_SHARD_H
#include <stdio.h>
#include "base/status.h"
#include "index/layout.h"
#include "labels/names.h"

enum { CHECK_FINDINGS_MOST = 50 };	/* printed of one shard */

struct check_config {
	const char *directory;
	const struct layout *layout;
	const label_names *names;	/* may be NULL: they could not be read */
};

/* Print a line for each finding to out, and at last "= documents passages". */
enum status check_shard(const struct check_config *config, size_t number,
			FILE *out, struct error *err);

#endif
