/* query/web/http_raw.h - the passages of a document as they came, before anything
 * was repaired in them.
 *
 * They are read from the originals, which anyone may have written, by a process
 * that can open files but change none, nor reach anything else.  That costs
 * time, and can fail where the page's own user may not read them: what cannot be
 * read is left out. */
#ifndef QUERY_WEB_HTTP_RAW_H
#define QUERY_WEB_HTTP_RAW_H
#include "query/answer/answer.h"
#include "query/search/search.h"

enum { HTTP_RAW_MOST = 10 };	/* passages of one page */

/* For each hit of the answer its text as it came, UTF-8, or NULL: for those in
 * which something was repaired, the first HTTP_RAW_MOST of them, until half of
 * timeout_ms has passed.  The caller frees it by http_raw_free(). */
char **http_raw_read(const struct answer *answer, searcher *engine,
		     unsigned timeout_ms);
void http_raw_free(char **texts, const struct answer *answer);

#endif
