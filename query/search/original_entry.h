/* query/search/original_entry.h - the element of a feed that a document was made of.
 *
 * The index has no place of it, but its hash: of its bytes, and of what the feed
 * says of all its entries (indexer/read/reader_documents.c). */
#ifndef QUERY_SEARCH_ORIGINAL_ENTRY_H
#define QUERY_SEARCH_ORIGINAL_ENTRY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "schema/record.h"

/* Where document's entry lies in the bytes of a feed, in an encoding that is
 * ASCII for ASCII; a passage of it begins at first. */
bool original_entry(size_t *begin, size_t *end, const char *bytes, size_t len,
		    uint64_t first, const struct record_document *document);

#endif
