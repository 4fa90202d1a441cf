/* indexer/upkeep/publish.h - --publish=DIR: a snapshot for readers, put in place at once.
 *
 * DIR is an index directory of its own, of which nothing but publishing writes.
 * The files of the sealed index are copied beside what is there, as the next
 * generation (index/layout.h), each compared with its hash in the seal; then
 * DIR's description names that generation, by one rename.  Who reads DIR goes on
 * with what he has open, and goes over at his next request: he sees one snapshot
 * or the other, never parts of both. */
#ifndef INDEXER_UPKEEP_PUBLISH_H
#define INDEXER_UPKEEP_PUBLISH_H
#include "base/status.h"
#include "index/layout.h"
#include "indexer/run/run.h"

/* STATUS_LOCKED: a run writes to the index, or another publishes.
 * STATUS_CORRUPT: a file differs from its seal; what is published stays. */
enum status publish(const struct run_options *options, const char *to,
		    struct error *err);

/* For whoever puts another kind of copy in place (indexer/upkeep/backup.h).
 * publish_take(): make the place, unless it is there, hold it, and say what
 * stands there (generation 0: nothing yet).  STATUS_EXISTS: no index.
 * publish_put(): the files of next are there and durable; make them what stands
 * there, and seal it.  publish_give_up(): remove what does not stand. */
enum status publish_take(struct layout *there, int *lock, const char *to,
			 struct error *err);
enum status publish_put(const struct layout *next, const char *to,
			struct error *err);
void publish_give_up(const char *to);
/* Copy a file and make its bytes durable. */
enum status publish_copy(const char *from, const char *to, struct error *err);

#endif
