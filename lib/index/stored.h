/* index/stored.h - the stored records: of a passage, wherever its group
 * lies, of a document, of a source. */
#ifndef INDEX_STORED_H
#define INDEX_STORED_H
#include <stdbool.h>
#include <stdint.h>
#include "base/status.h"
#include "schema/record.h"
#include "xapian-c/xc_database.h"

/* Read the record of the passage with this id.  step is how far the ids of a
 * shard's passages lie apart in database: 1 in a shard, the number of shards in
 * a group.  *found (may be NULL) is false, and that is STATUS_OK, when there is
 * no such document.  One that has no record (META_EMPTY in schema/schema.h)
 * gives an out of zeros.  With found NULL both are STATUS_STALE. */
enum status stored_passage(struct record_passage *out, bool *found,
			   const xc_database *database, uint32_t id,
			   uint32_t step, struct error *err);

/* Read the row of a document, or of a source, that stands under key. */
enum status stored_document(struct record_document *out,
			    const xc_database *database, const void *key,
			    size_t len, struct error *err);
enum status stored_source(struct record_source *out,
			  const xc_database *database, const void *key,
			  size_t len, struct error *err);

#endif
