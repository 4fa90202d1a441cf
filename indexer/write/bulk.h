/* indexer/write/bulk.h - how a shard is made for the first time.
 *
 * A database that grows gets slower, since each flush touches blocks all over
 * its posting table (2.2 MB/s for the first 11 MB of text, 1.7 for 29, 1.0 for
 * 170).  So a new shard is written as a row of small databases, its parts, each
 * committed for itself, with the ids that its passages will keep; at the end
 * they are merged into one, which is compact then.  Parts that a killed run left
 * behind are merged when the next one starts.
 *
 * Files: PATH.part-K (K from 0), PATH.new while they are merged, PATH at last. */
#ifndef INDEXER_WRITE_BULK_H
#define INDEXER_WRITE_BULK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "xapian-c/xc_database.h"

struct bulk {
	char *path;		/* of the shard; NULL: not writing in parts */
	size_t parts;		/* begun so far */
	size_t passages;	/* in the part at hand */
	uint32_t last_id;
};

enum {
	BULK_PART = 24000,	/* passages */
	BULK_FLUSH = 600	/* passages whose postings gather in memory: a small
				 * database takes them cheaply, so the ordered maps
				 * can stay inside the cache */
};

/* Is the shard at path still to be made?  Then begin with it; parts of a run
 * that was killed become the shard first, and parts that are already in it go.
 * bulk is initialised by the caller to zeros. */
enum status bulk_begin(struct bulk *bulk, const char *path, struct error *err);
/* Open the next part for writing. */
enum status bulk_next(struct bulk *bulk, xc_database **out, struct error *err);
/* Merge the parts, all of them closed, into the shard, and end bulk writing. */
enum status bulk_end(struct bulk *bulk, struct error *err);
void bulk_release(struct bulk *bulk);

/* Make all files of a database's folder durable. */
enum status bulk_sync(const char *path, struct error *err);

#endif
