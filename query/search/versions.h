/* query/search/versions.h - what a captured page said at other times. */
#ifndef QUERY_SEARCH_VERSIONS_H
#define QUERY_SEARCH_VERSIONS_H
#include "query/search/search.h"

/* Add to an answer that shows a document the versions of it, in order of when
 * they were first seen.  A document that is no capture has none. */
enum status versions_find(struct answer *out, searcher *searcher,
			  struct error *err);

#endif
