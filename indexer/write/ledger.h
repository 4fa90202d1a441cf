/* indexer/write/ledger.h - what earlier runs did, read by the supervisor while the
 * shard writers go on: the row of each source file, and which document has
 * certain bytes.  Reads reopen by themselves when a writer overtakes them. */
#ifndef INDEXER_WRITE_LEDGER_H
#define INDEXER_WRITE_LEDGER_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "index/layout.h"
#include "schema/record.h"

typedef struct ledger ledger;

/* An index without databases yet has an empty ledger. */
enum status ledger_open(ledger **out, const char *directory,
			const struct layout *layout, struct error *err);
void ledger_close(ledger *ledger);
/* See what was committed since. */
enum status ledger_refresh(ledger *ledger, struct error *err);

/* The row of the file at an absolute path; release it when *found. */
enum status ledger_source(ledger *ledger, const char *path,
			  struct record_source *out, bool *found,
			  struct error *err);
/* The document that is indexed for these bytes and the shard it lies in; NULL
 * when there is none; the caller frees *id. */
enum status ledger_same_bytes(ledger *ledger, const unsigned char hash[16],
			      char **id, size_t *shard, struct error *err);
/* Which source a document belongs to; *found false: no such document. */
enum status ledger_owner(ledger *ledger, const char *id, uint64_t *source,
			 bool *found, struct error *err);
/* The hash of the bytes that a source's document was made of; *found false: it
 * has no such document. */
enum status ledger_hash(ledger *ledger, const char *id, uint64_t source,
			unsigned char out[16], bool *found, struct error *err);
/* Which source a document belonged to that was removed; *found false: it was
 * not, or its source is not known. */
enum status ledger_removed(ledger *ledger, const char *id, uint64_t *source,
			   bool *found, struct error *err);
/* The document of the page that was captured under a URL: its id, which the
 * caller frees, and the hash of what it says now; NULL when there is none. */
enum status ledger_url(ledger *ledger, const char *url, char **id,
		       unsigned char hash[16], struct error *err);
/* A number kept in shard 0 (META_RUNS); 0 when absent. */
enum status ledger_number(ledger *ledger, const char *key, uint64_t *out,
			  struct error *err);
/* Call each for every row, in order of path; it must not use the ledger.
 * Another status than OK ends the walk. */
typedef enum status ledger_fn(void *context, const struct record_source *row,
			      struct error *err);
enum status ledger_each(ledger *ledger, ledger_fn *each, void *context,
			struct error *err);

#endif
