/* query/search/original_find.h - the record of a document, and that of one passage of
 * it, however many it has. */
#ifndef QUERY_SEARCH_ORIGINAL_FIND_H
#define QUERY_SEARCH_ORIGINAL_FIND_H
#include <stdbool.h>
#include <stdint.h>
#include "base/status.h"
#include "index/reader.h"
#include "schema/record.h"

/* id names a document, and passage is its first then; or a passage
 * ("document#n", *is_passage).  Both are the caller's to release.
 * STATUS_NOT_FOUND: there is none, or it has no passage. */
enum status original_find(struct record_document *document,
			  struct record_passage *passage, bool *is_passage,
			  const index_reader *index, const char *id,
			  struct error *err);

/* The path of a source file by its number, and the hash of its bytes; NULL when
 * the ledger has it not.  The caller frees it. */
char *original_path(const index_reader *index, uint64_t number,
		    unsigned char hash[16]);

#endif
