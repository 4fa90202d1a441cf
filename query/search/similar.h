/* query/search/similar.h - --similar=ID: more like this passage or document.
 *
 * Its most telling words are searched for, any of them; the document itself and
 * those that reprint it are left out.  All options of a search hold. */
#ifndef QUERY_SEARCH_SIMILAR_H
#define QUERY_SEARCH_SIMILAR_H
#include "query/language/request.h"
#include "query/search/search.h"

/* Make request the search for what is like the passage or document id: its
 * query, match and excluded are set.  STATUS_NOT_FOUND: no such id;
 * STATUS_USAGE: nothing in it tells it from others. */
enum status similar_request(struct request *request, searcher *searcher,
			    const char *id, struct error *err);

#endif
