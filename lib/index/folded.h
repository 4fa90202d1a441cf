/* index/folded.h - the folded text of a shard, where exact strings are found.
 *
 * Xapian answers "which passages hold these bigrams"; whether the string itself
 * is there is decided here, at memory speed, and strings without a Han bigram
 * ("237" in 12371) are found by scanning all of it.
 * Format: folded-N is UTF-16 in the machine's byte order, passage after
 * passage; folded-N.at has one 64-bit entry an id, from id 1: where its text
 * begins, in units, shifted left by one, and the lowest bit says that the next
 * passage goes on in the same paragraph.  The end of a text is the beginning
 * of the next.  Both only grow: what a reader's revision of the database can
 * name never changes.  Entries of deleted ids stay until the index is
 * compacted; an id that is no document any more must be dropped by the caller
 * (xc_query_set() does).
 * A string that begins in a passage which continues may run up to 63
 * characters into the next ones. */
#ifndef INDEX_FOLDED_H
#define INDEX_FOLDED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

/* Writing.  Texts are appended for ids in ascending order; ids left out get an
 * empty text.  folded_sync() makes what was appended durable and must come
 * before the database's commit. */
typedef struct folded_writer folded_writer;

/* Open for appending after id last (what the database has committed); anything
 * behind it is cut off.  STATUS_CORRUPT: less is there than last. */
enum status folded_writer_open(folded_writer **out, const char *path,
			       uint32_t last, struct error *err);
enum status folded_append(folded_writer *writer, uint32_t id,
			  const uint32_t *folded, size_t count, bool continues,
			  struct error *err);
/* The same from UTF-16, as folded_at() gives it. */
enum status folded_append_units(folded_writer *writer, uint32_t id,
				const uint16_t *units, size_t count,
				bool continues, struct error *err);
enum status folded_sync(folded_writer *writer, struct error *err);
enum status folded_writer_close(folded_writer *writer, struct error *err);

/* Reading: maps the files; texts of ids up to last are looked at. */
typedef struct folded_text folded_text;

enum status folded_open(folded_text **out, const char *path, uint32_t last,
			struct error *err);
void folded_close(folded_text *folded);

/* A needle is a folded string ready to be searched for. */
typedef struct folded_needle folded_needle;
folded_needle *folded_needle_new(const uint32_t *text, size_t count);
void folded_needle_free(folded_needle *needle);

/* Does the needle begin in the text of id? */
bool folded_has(const folded_text *folded, uint32_t id,
		const folded_needle *needle);

/* A growing list of ids, ascending. */
struct folded_ids {
	uint32_t *at;
	size_t count, capacity;
};
void folded_ids_release(struct folded_ids *ids);

/* Append id, greater than all before it. */
void folded_ids_add(struct folded_ids *ids, uint32_t id);

/* All ids whose text the needle begins in, by one scan. */
void folded_scan(struct folded_ids *out, const folded_text *folded,
		 const folded_needle *needle);
/* The same a few megabytes at a time, so that the caller can look at the clock.
 * *at is where to go on, 0 at first; false when the end is reached. */
bool folded_scan_some(struct folded_ids *out, const folded_text *folded,
		      const folded_needle *needle, uint64_t *at);
/* How many units there are to scan. */
uint64_t folded_total(const folded_text *folded);
/* How often it occurs in the text of id, and how many units the text has. */
size_t folded_count(const folded_text *folded, uint32_t id,
		    const folded_needle *needle);
size_t folded_units(const folded_text *folded, uint32_t id);
/* The units of the text of id, borrowed until folded_close(), and whether the
 * next passage goes on in the same paragraph.  NULL: no such id, or its place
 * is not inside the text. */
const uint16_t *folded_at(const folded_text *folded, uint32_t id,
			  size_t *count, bool *continues);

#endif
