/* index/reader.h - an index, or several searched as one, open for reading.
 *
 * Shards are numbered through all indexes in the order given; shard s of n
 * holds the group's ids (local - 1) * n + s + 1.  What a reader sees is frozen
 * at the commit it opened until index_refresh(). */
#ifndef INDEX_READER_H
#define INDEX_READER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "index/folded.h"
#include "labels/names.h"
#include "schema/record.h"
#include "text/lexicon.h"
#include "xapian-c/xc_database.h"

typedef struct index_reader index_reader;

/* STATUS_NOT_FOUND, STATUS_CORRUPT, STATUS_VERSION: "DIR: why". */
enum status index_open(index_reader **out, const char *const *directories,
		       size_t count, struct error *err);
void index_close(index_reader *reader);
/* Move to the newest commit, after STATUS_STALE above all. */
enum status index_refresh(index_reader *reader, struct error *err);
/* Has an index been written anew as a whole (index/layout.h) since?  What was
 * opened can still be read, but it is no longer what later runs change. */
bool index_has_moved(const index_reader *reader);

/* Borrowed from the reader: databases and folded texts until index_refresh();
 * names and lexicon as long as it lives, though there may be newer ones. */
const xc_database *index_database(const index_reader *reader);
size_t index_shard_count(const index_reader *reader);
const xc_database *index_shard(const index_reader *reader, size_t shard);
const folded_text *index_folded(const index_reader *reader, size_t shard);
const label_names *index_names(const index_reader *reader);
const lexicon *index_lexicon(const index_reader *reader);	/* may be NULL */

/* The passage and the document with a group id of a hit, decoded. */
enum status index_passage(const index_reader *reader, uint32_t id,
			  struct record_passage *out, struct error *err);
/* STATUS_NOT_FOUND: no such document.  *shard (may be NULL): where it lies. */
enum status index_document(const index_reader *reader, const char *id,
			   struct record_document *out, size_t *shard,
			   struct error *err);
/* The group id of passage number n of a document; 0 when there is none. */
uint32_t index_passage_id(const index_reader *reader,
			  const struct record_document *document, size_t shard,
			  size_t number);

#endif
