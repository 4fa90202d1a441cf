/* query/search/attempt.h - one try at an answer, on the commit that the engine
 * has open.  STATUS_STALE: a writer has overtaken it, and what was made of the
 * answer is to be released. */
#ifndef QUERY_SEARCH_ATTEMPT_H
#define QUERY_SEARCH_ATTEMPT_H
#include <stdbool.h>
#include "query/engine/engine.h"
#include "query/search/search.h"

/* Where hits go that are not kept. */
struct search_sink {
	search_hit_fn *each;
	void *context;
	double begin_ms;
	bool is_begun;		/* a hit was given: there is no way back */
};

/* Answer request into *out; sink may be NULL: hits are kept. */
enum status attempt_answer(struct answer *out, struct engine *engine,
			   const struct request *request,
			   struct search_sink *sink, struct error *err);
/* The passages of a document, see search_document(). */
enum status attempt_document(struct answer *out, struct engine *engine,
			     const char *id, const struct request *request,
			     struct error *err);

#endif
