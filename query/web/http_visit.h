/* query/web/http_visit.h - a request on its way through the site, for the files
 * http_*.c alone. */
#ifndef QUERY_WEB_HTTP_VISIT_H
#define QUERY_WEB_HTTP_VISIT_H
#include "query/answer/answer.h"
#include "query/web/http_site.h"
#include "query/web/page.h"

enum route {
	ROUTE_PAGE, ROUTE_JSON, ROUTE_CSV, ROUTE_ATOM, ROUTE_SUGGEST,
	ROUTE_DOCUMENT, ROUTE_DESCRIPTION, ROUTE_HELP, ROUTE_STYLE, ROUTE_NONE
};

struct visit {
	struct http_site *site;
	const struct http_request *http;
	struct http_response *response;
	enum route route;
	struct http_params params;
	struct request request;
	struct answer answer;
	const char *lang;
};

/* What a page needs of a visit, borrowed from it. */
struct page visit_page(const struct visit *visit);
/* Is there neither a question nor a filter? */
bool visit_asks_nothing(const struct visit *visit);

/* Answer with an index (http_show.c): pages, documents, and what programs read.
 * The status says what is wrong, STATUS_USAGE and STATUS_NOT_FOUND with the
 * request. */
enum status visit_show(struct visit *visit, searcher *engine,
		       struct error *err);
/* The feed of an answer (http_atom.c). */
void visit_put_atom(const struct visit *visit);
/* The OpenSearch description, and its suggestions (http_opensearch.c). */
void visit_put_description(const struct visit *visit);
enum status visit_put_suggestions(struct visit *visit, searcher *engine,
				  struct error *err);

/* What the request is but for how it was written, with the state of the index:
 * equal keys get equal answers (http_key.c).  The tag is made of it. */
void visit_put_key(struct buf *out, const struct visit *visit);
void visit_put_tag(struct http_response *response, const char *key);
/* Does If-None-Match name the response's tag? */
bool visit_is_known(const struct visit *visit);

#endif
