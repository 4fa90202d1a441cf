/* index/reader.h - an index, or several searched as one, open for reading.
 *
 * An index may lie here or on other machines (index/shard_place.h).  Shards are
 * numbered through all indexes in the order given; shard s of n holds the
 * group's ids (local - 1) * n + s + 1.  What a reader sees is frozen at the
 * commit it opened until index_refresh().
 *
 * Remote shards.  Each is asked with a time limit.  One that does not answer, or
 * was made by another version, is left out, and the others are numbered anew:
 * index_missing() has it, and the owner tells of it.  It is tried again by index_retry(), after a while that
 * grows with every failure.  A remote shard has no folded text here, and where
 * one is remote libxapian runs none of our callbacks (query/match/remote.h). */
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

/* STATUS_NOT_FOUND, STATUS_CORRUPT, STATUS_VERSION: "DIR: why".  A server of
 * another protocol is STATUS_VERSION too, and so are remote shards that are all
 * of another version.  STATUS_NETWORK: no shard answers at all. */
enum status index_open(index_reader **out, const char *const *directories,
		       size_t count, struct error *err);
/* The same; no remote shard is waited for longer than timeout_ms at a time (0:
 * $BAGUI_SHARD_TIMEOUT, else 5,000). */
enum status index_open_within(index_reader **out,
			      const char *const *directories, size_t count,
			      unsigned timeout_ms, struct error *err);
void index_close(index_reader *reader);
/* Move to the newest commit, after STATUS_STALE above all. */
enum status index_refresh(index_reader *reader, struct error *err);
/* Has an index been written anew as a whole (index/layout.h) since?  What was
 * opened can still be read, but it is no longer what later runs change. */
bool index_has_moved(const index_reader *reader);

/* Is a shard remote, be it missing or not? */
bool index_has_remote(const index_reader *reader);
/* The shards that are left out, by number; reason may be NULL. */
size_t index_missing_count(const index_reader *reader);
const char *index_missing(const index_reader *reader, size_t number,
			  const char **reason);
/* STATUS_NETWORK, STATUS_TIMEOUT, or STATUS_VERSION: it answers, but was made by
 * another version. */
enum status index_missing_status(const index_reader *reader, size_t number);
/* A request failed with STATUS_NETWORK or STATUS_TIMEOUT, as err says: connect
 * anew to the shards that did it, or leave them out.  false: none of them did,
 * or no shard is left.  Else group ids have changed, and the request can be
 * repeated. */
bool index_leave_out(index_reader *reader, const struct error *why);
/* Between two requests: try the missing shards whose time has come, and connect
 * anew where a connection is a minute old, as servers go on to new generations
 * with new connections only.  *changed: group ids have. */
enum status index_retry(index_reader *reader, bool *changed,
			struct error *err);

/* Borrowed from the reader: databases and folded texts until index_refresh();
 * names and lexicon as long as it lives, though there may be newer ones. */
const xc_database *index_database(const index_reader *reader);
size_t index_shard_count(const index_reader *reader);
const xc_database *index_shard(const index_reader *reader, size_t shard);
/* NULL: it is not on this machine. */
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
/* The document that a passage read by its group id belongs to: one look-up,
 * whatever the number of shards. */
enum status index_document_of(const index_reader *reader, uint32_t id,
			      const struct record_passage *passage,
			      struct record_document *out, struct error *err);
/* The group id of passage number n of a document; 0 when there is none. */
uint32_t index_passage_id(const index_reader *reader,
			  const struct record_document *document, size_t shard,
			  size_t number);

#endif
