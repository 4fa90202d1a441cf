/* indexer/run/report.h - what became of every source: counted always, told line by
 * line where it was not plainly indexed, and written as JSON Lines on demand.
 *
 * Invariant, checked when it ends: seen = indexed + repaired + unchanged +
 * duplicate + skipped + rejected + quarantined. */
#ifndef INDEXER_RUN_REPORT_H
#define INDEXER_RUN_REPORT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/status.h"

enum outcome {
	OUTCOME_INDEXED,
	OUTCOME_REPAIRED,	/* indexed; bytes had to be replaced or re-read */
	OUTCOME_UNCHANGED,	/* nothing to do */
	OUTCOME_DUPLICATE,	/* equal bytes are indexed under another id */
	OUTCOME_SKIPPED,	/* nothing in it to index */
	OUTCOME_REJECTED,
	OUTCOME_QUARANTINED,
	OUTCOME_COUNT
};

/* "indexed", "repaired", ... and back; -1 for another word. */
const char *outcome_name(enum outcome outcome);
int outcome_of_name(const char *name);

typedef struct report report;

/* path: the file of --report, or NULL. quiet: no lines on standard error. */
enum status report_open(report **out, const char *path, struct error *err);
/* A source or member: member "" for none, reason "" where none is needed. */
void report_add(report *report, enum outcome outcome, const char *path,
		const char *member, const char *reason, uint64_t bytes);
/* A member that was counted as indexed turned out not to be: now rejected. */
void report_take_back(report *report, const char *path, const char *member,
		      const char *reason);
/* Something to be told that is not an outcome of its own (a name changed). */
void report_note(report *report, const char *path, const char *member,
		 const char *reason);
/* A SOURCE that cannot be read at all. */
void report_missing(report *report, const char *path, const char *reason);
uint64_t report_count(const report *report, enum outcome outcome);
/* Rejected, quarantined or missing: exit status 3. */
bool report_has_failures(const report *report);
/* Write the totals and close.  STATUS_IO: the file could not be written. */
enum status report_close(report *report, struct error *err);

#endif
