/* query/search/original.h - --source=ID: the untouched bytes that a document or passage
 * was made of, from the file or the member of an archive where they were found,
 * or, when that is gone or has changed, from what bagui-index --keep-originals
 * kept beside the index.
 *
 * A compressed file's are those that it holds, decompressed.  A JSON or TSV
 * line's document is the line, without its end; that of a feed's entry is its
 * element, or the whole feed where that cannot be told apart.  A passage's are
 * the bytes that its record names, from its first to its last character. */
#ifndef QUERY_SEARCH_ORIGINAL_H
#define QUERY_SEARCH_ORIGINAL_H
#include <stdio.h>
#include "base/buf.h"
#include "query/search/search.h"

/* Write them to a file, piece by piece: they may be more than fits into memory.
 * indexes: the directories that searcher has open.  STATUS_NOT_FOUND: no such
 * id, or the original is gone; STATUS_BAD_INPUT: it is not what was indexed any
 * more; STATUS_IO; STATUS_DONE: nobody reads any more.  The message names the
 * file. */
enum status original_write(FILE *to, searcher *searcher,
			   const struct request_list *indexes, const char *id,
			   struct error *err);
/* The same, appended to out. */
enum status original_read(struct buf *out, searcher *searcher,
			  const struct request_list *indexes, const char *id,
			  struct error *err);

#endif
