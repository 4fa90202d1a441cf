/* schema/schema.h - what an index contains, stated once.
 *
 * An index is a directory; lib/index knows its files.  Each shard is one Xapian
 * database (plus its folded text, index/folded.h) in which a Xapian document is
 * one passage.  The passages of a document lie in one shard, chosen by a hash
 * of the document's id, under consecutive ids.
 *
 * Terms of a passage.  Text terms are folded, so none begins with a capital;
 * everything else begins with a prefix of capitals.  Those of text and titles
 * are spelled as schema/term.h says.
 *
 *   (none)  a word or a bigram of the passage's text; wdf counts both
 *   S       a bigram or other word of the document's title; in its first
 *           passage only (on all of them, titles cost 25 % of indexing)
 *   Q:      the document's id (schema_key() when it is long)
 *   XF:     the source file's number, in decimal (schema_source_number())
 *   XT: XR: XP:  topic, region, platform that the passage carries by its own
 *           words or as given, each with all its ancestors; wdf 0
 *   XI:     region that the passage inherits, with all its ancestors; wdf 0
 *   XO:     the document's origin, with all its ancestors; wdf 0
 *   XB: XA: publisher, author: the whole folded name (schema_key()); wdf 0
 *
 * Values of a passage:
 *   0, 1    first and last day that the document's date can mean, YYYYMMDD
 *   2       the document: 8 bytes of hash of its id, for grouping
 *   3 4 5   topics, regions (inherited ones too), platforms: direct label ids,
 *           sorted, joined by a space
 *   6       publisher, as displayed, at most 200 bytes
 *   7 8     for passages with a topic, platform: the first day of value 0
 *           (eight zeros when undated), then one byte, how strongly the passage
 *           carries labels of the kind: an answer to labels alone is ordered by
 *           this
 *   9       in the first passage: how many the document has, in decimal; their
 *           ids follow each other
 *   10      8 bytes that the reprints of a passage have in common
 *           (schema/reprint.h); none for one of under 20 letters
 *
 * Data of a passage: schema/record_group.h.
 *
 * Metadata of a shard:
 *   D:id    the document's record (schema_key() of the id)
 *   F:path  (shard 0 only) the ledger row of a source file
 *   U:url   the id of the document whose page was captured under this URL
 *   V:n id  the text of an earlier version of it (n is a number and a space),
 *           zstd; struct record_version
 *   X:id    the document was removed with --remove and stays out: the number
 *           of the source that had it, 0 when it was not indexed
 *   H:hash  which document has these source bytes (equal bytes indexed once)
 *   O:id    the document is being put into the shard in parts: what a killed run
 *           left of it goes when the next one finds no record of it
 *           (indexer/write/shard_large.h)
 *   bagui.empty  a document without terms is kept in the shard (indexer/
 *           write/shard_documents.c says why); no query may return it
 *   bagui.runs   (shard 0 only) the number of runs made */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "labels/taxonomy.h"

#define SCHEMA_VERSION 2

#define PREFIX_TITLE "S"
#define PREFIX_DOCUMENT "Q:"
#define PREFIX_SOURCE "XF:"
#define PREFIX_TOPIC "XT:"
#define PREFIX_REGION "XR:"
#define PREFIX_PLATFORM "XP:"
#define PREFIX_INHERITED "XI:"
#define PREFIX_ORIGIN "XO:"
#define PREFIX_PUBLISHER "XB:"
#define PREFIX_AUTHOR "XA:"

enum {
	SLOT_DATE_FIRST,
	SLOT_DATE_LAST,
	SLOT_DOCUMENT,
	SLOT_TOPIC,
	SLOT_REGION,
	SLOT_PLATFORM,
	SLOT_PUBLISHER,
	SLOT_ORDER_TOPIC,
	SLOT_ORDER_PLATFORM,
	SLOT_PASSAGES,
	SLOT_REPRINT
};

enum { SCHEMA_PUBLISHER_MOST = 200 };	/* bytes */

#define META_DOCUMENT "D:"
#define META_SOURCE "F:"
#define META_URL "U:"
#define META_VERSION "V:"
#define META_REMOVED "X:"
#define META_HASH "H:"
#define META_OPEN "O:"
#define META_EMPTY "bagui.empty"
#define META_RUNS "bagui.runs"

/* The prefix of a kind's own labels, and the slot that holds them. */
const char *schema_label_prefix(enum label_kind kind);
uint32_t schema_label_slot(enum label_kind kind);
/* The slot that orders an answer to labels of a kind alone; regions, which most
 * passages have, have none of their own: SLOT_DATE_FIRST. */
uint32_t schema_order_slot(enum label_kind kind);

/* Append prefix and name as a term or metadata key; a name that would make it
 * longer than Xapian takes is cut and ends in a hash of the whole. */
void schema_key(struct buf *out, const char *prefix, const char *name,
		size_t len);

/* The 8 bytes of SLOT_DOCUMENT, and the shard that an id belongs to. */
void schema_document_key(unsigned char out[8], const char *id, size_t len);
size_t schema_shard_of(const char *id, size_t len, size_t shards);

/* The number of a source file: a hash of its absolute path, so that a run that
 * was cut short and its repetition agree on it. */
uint64_t schema_source_number(const char *path);

/* The first and last day that a date of any precision ("", "2009", "2009-03",
 * "2009-03-15") can mean, as YYYYMMDD; 0 and "" when it has none. */
int schema_date_range(char first[9], char last[9], const char *date);

#endif
