/* indexer/upkeep/check.h - --check: is everything there, and does it agree? */
#ifndef INDEXER_UPKEEP_CHECK_H
#define INDEXER_UPKEEP_CHECK_H
#include "base/status.h"

/* Verify the index against its seal, and its parts against each other; prints
 * one line a finding.  STATUS_CORRUPT: there were some. */
enum status check(const char *directory, struct error *err);

#endif
