/* indexer/upkeep/backup.h - --backup=DIR: a copy of the index that can take its place, by
 * copying it back or by being named with -i.
 *
 * When nobody writes to the index its sealed files are copied, those that DIR
 * has from the last time excepted, and each is read again there and compared
 * with its hash.  While a run writes, what it has committed is copied shard by
 * shard, the one with the ledger first, so that the copy is what a killed run
 * leaves: the next run on it goes on from there.  Such a copy is checked as
 * --check does.  In both cases what DIR held stays until the new copy is whole. */
#ifndef INDEXER_UPKEEP_BACKUP_H
#define INDEXER_UPKEEP_BACKUP_H
#include "base/status.h"
#include "indexer/run/run.h"

/* STATUS_LOCKED: another backup goes to DIR, or the index is being made and has
 * nothing committed.  STATUS_CORRUPT: the index is damaged. */
enum status backup(const struct run_options *options, const char *to,
		   struct error *err);

#endif
