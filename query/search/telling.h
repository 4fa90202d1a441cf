/* query/search/telling.h - the most telling words of a text: those that stand in it
 * often and elsewhere in the index seldom. */
#ifndef QUERY_SEARCH_TELLING_H
#define QUERY_SEARCH_TELLING_H
#include "base/buf.h"
#include "query/engine/engine.h"

enum { TELLING_WORDS = 25 };

/* Append the words of texts (count of them, UTF-8), best first and with blanks
 * between, as a query: at most TELLING_WORDS.  Left out are those that no other
 * passage has, and those that every tenth one has. */
enum status telling_words(struct buf *out, const struct engine *engine,
			  const char *const *texts, size_t count,
			  struct error *err);

#endif
