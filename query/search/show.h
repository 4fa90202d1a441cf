/* query/search/show.h - --show=ID: one passage or one document, whole. */
#ifndef QUERY_SEARCH_SHOW_H
#define QUERY_SEARCH_SHOW_H
#include "query/search/search.h"

/* The document with this id, or the passage "document#n" (a document whose id
 * ends so goes first).  The request's query, if it has one, is highlighted.
 * STATUS_NOT_FOUND names the id. */
enum status show_find(struct answer *out, searcher *engine, const char *id,
		      const struct request *request, struct error *err);

#endif
