/* schema/record_group.h - how the records of passages lie in document data.
 *
 * Xapian deflates the data of each document for itself, which costs 25 us and
 * finds little to save in a record of 400 bytes.  So the records of up to
 * RECORD_GROUP passages of a document are kept together in the data of the first
 * of them, and the others say how many passages before them it is. */
#ifndef SCHEMA_RECORD_GROUP_H
#define SCHEMA_RECORD_GROUP_H
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"
#include "schema/record.h"

enum { RECORD_GROUP = 16 };

/* Append the data of passage number i of a document's count passages. */
void record_group_encode(struct buf *out, const struct record_passage *passages,
			 size_t count, size_t i);

/* How many passages before its own the record lies whose data these are;
 * 0: here.  STATUS_CORRUPT: neither. */
enum status record_group_back(size_t *out, const void *bytes, size_t len,
			      struct error *err);
/* Decode record number index of a group's data. */
enum status record_group_decode(struct record_passage *out, const void *bytes,
				size_t len, size_t index, struct error *err);

#endif
