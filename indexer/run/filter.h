/* indexer/run/filter.h - programs that make text of what Bagui reads only with
 * their help: PDF (pdftotext) and the old Word format (antiword).
 *
 * One runs for one document, in a sandbox of its own: it gets the bytes and
 * gives text, can read files, and can neither write one nor make a socket or
 * another process.  Its processor time, memory and output are limited. */
#ifndef INDEXER_RUN_FILTER_H
#define INDEXER_RUN_FILTER_H
#include <stdbool.h>
#include "base/buf.h"
#include "base/status.h"
#include "indexer/read/job.h"

enum { FILTER_CPU_S = 20, FILTER_WALL_S = 60, FILTER_TEXT_MOST = 64 << 20 };

/* "poppler-utils": what to install where the filter is not there. */
const char *filter_package(enum job_filter kind);
bool filter_is_there(enum job_filter kind);

/* Append the text, as UTF-8, that it makes of the bytes.  STATUS_NOT_FOUND: no
 * such program.  STATUS_BAD_INPUT: it failed, or was ended, and why, in the
 * report's words.  STATUS_INTERRUPTED, STATUS_IO. */
enum status filter_run(enum job_filter kind, const void *bytes, size_t len,
		       struct buf *out, struct error *err);

#endif
