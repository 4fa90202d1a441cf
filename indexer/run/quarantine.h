/* indexer/run/quarantine.h - what earlier runs refused, and why.
 *
 * The list lies in the ledger rows of the sources, so it is as durable as what
 * was indexed.  A source is tried again when it changes, and when another
 * version of the program finds it in the list. */
#ifndef INDEXER_RUN_QUARANTINE_H
#define INDEXER_RUN_QUARANTINE_H
#include "base/status.h"

/* Print a line for each source and member that was rejected or quarantined:
 * status, name, reason, bytes, with tabs between them. */
enum status quarantine(const char *index, struct error *err);

#endif
