/* indexer/write/shard_rows.h - the rows that a shard keeps in its database's
 * metadata: documents by id, places by hash of their bytes. */
#ifndef INDEXER_WRITE_SHARD_ROWS_H
#define INDEXER_WRITE_SHARD_ROWS_H
#include <stdbool.h>
#include "base/status.h"
#include "schema/record.h"
#include "xapian-c/xc_database.h"

/* Read a row into *out, a block that the caller frees; NULL when absent. */
enum status shard_row(const xc_database *database, const char *prefix,
		      const char *name, size_t name_len, char **out,
		      size_t *len, struct error *err);
/* Write a row; len 0 removes it. */
enum status shard_set_row(xc_database *database, const char *prefix,
			  const char *name, size_t name_len, const void *value,
			  size_t len, struct error *err);

/* The document's row.  *found tells whether it is there; only then out holds
 * a record to be released. */
enum status shard_document_row(const xc_database *database, const char *id,
			       struct record_document *out, bool *found,
			       struct error *err);

/* The places of equal bytes: pairs of document id and source path.  The first
 * is the one that is indexed. */
struct place {
	char *id, *path;
};

struct places {
	struct place *at;
	size_t count, capacity;
};

void places_release(struct places *places);
void places_add(struct places *places, const char *id, const char *path);
void places_drop(struct places *places, size_t index);
enum status places_load(struct places *out, const xc_database *database,
			const unsigned char hash[16], struct error *err);
/* No places remove the row. */
enum status places_store(const struct places *places, xc_database *database,
			 const unsigned char hash[16], struct error *err);

#endif
