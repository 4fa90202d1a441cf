/* query/search/search.h - stage 8: a request becomes an answer.
 *
 * A searcher keeps an open index, a segmenter and caches, and answers any
 * number of requests; when a writer overtakes it, the whole request is run
 * again, at most SEARCH_TRIES times. */
#ifndef QUERY_SEARCH_SEARCH_H
#define QUERY_SEARCH_SEARCH_H
#include "base/status.h"
#include "index/reader.h"
#include "query/answer/answer.h"
#include "query/language/request.h"

enum { SEARCH_TRIES = 5 };

typedef struct searcher searcher;

/* Open the indexes; see index_open() for what can be wrong. */
enum status searcher_open(searcher **out, const char *const *directories,
			  size_t count, struct error *err);
/* The same for requests that have timeout_ms each: no remote shard may take more
 * than half of it.  0: no limit of theirs. */
enum status searcher_open_within(searcher **out,
				 const char *const *directories, size_t count,
				 unsigned timeout_ms, struct error *err);
void searcher_close(searcher *searcher);
const index_reader *searcher_index(const searcher *searcher);

/* Answer request into *out (initialised by the caller).  No hit is no error.
 * STATUS_USAGE: too long a query, an unknown label (the message has the three
 * nearest), a bad date; STATUS_TIMEOUT; STATUS_STALE after all tries. */
enum status search_run(struct answer *out, searcher *searcher,
		       const struct request *request, struct error *err);

/* The same, but each hit is given to a function in its turn and is not kept, so
 * that memory does not grow with the answer.  By then the answer's totals and
 * warnings are known; its facets and explanation are when search_each() ends.
 * The hit is borrowed until the function returns; STATUS_DONE from it ends the
 * walk, any other failure is returned.  An answer of which something was given
 * is not begun anew: STATUS_STALE. */
typedef enum status search_hit_fn(void *context, const struct answer *answer,
				  const struct answer_hit *hit);
enum status search_each(struct answer *out, searcher *searcher,
			const struct request *request, search_hit_fn *each,
			void *context, struct error *err);

/* Do something else with the index: task is called anew from the beginning
 * whenever a writer overtakes it (STATUS_STALE).  The request's time limit
 * holds. */
struct engine;
typedef enum status search_task_fn(void *context, struct engine *engine,
				   struct error *err);
enum status search_task(searcher *searcher, const struct request *request,
			search_task_fn *task, void *context,
			struct error *err);

/* The passages of one document in order, as hits without rank, with the
 * request's query highlighted when request is not NULL.  STATUS_NOT_FOUND. */
enum status search_document(struct answer *out, searcher *searcher,
			    const char *id, const struct request *request,
			    struct error *err);

#endif
