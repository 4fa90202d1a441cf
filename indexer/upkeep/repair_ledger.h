/* indexer/upkeep/repair_ledger.h - the ledger of a repaired index (indexer/upkeep/repair.h):
 * sources that are not wholly in it are forgotten, so that they are read again. */
#ifndef INDEXER_UPKEEP_REPAIR_LEDGER_H
#define INDEXER_UPKEEP_REPAIR_LEDGER_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "indexer/upkeep/generation.h"

struct repair_ledger {
	const struct generation *generation;
	char **forgotten;	/* absolute paths */
	size_t count, capacity;
};

void repair_ledger_release(struct repair_ledger *ledger);
void repair_ledger_forget(struct repair_ledger *ledger, const char *path);

/* In the new generation: drop the rows of the forgotten, and of every source of
 * which the shards have fewer documents than its row says; each is named, and
 * sets *lost. */
enum status repair_ledger_write(struct repair_ledger *ledger, bool *lost,
				struct error *err);

#endif
