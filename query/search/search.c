#include "query/search/search.h"

#include <stdlib.h>

#include "base/mem.h"
#include "query/engine/engine.h"
#include "query/engine/table.h"
#include "query/search/attempt.h"

struct searcher {
	struct engine engine;
	double spent_ms;	/* what the first request's time has lost */
};

enum status searcher_open(searcher **out, const char *const *directories,
			  size_t count, struct error *err)
{
	return searcher_open_within(out, directories, count, 0, err);
}

/* A shard that does not answer leaves half of the time to the others; so does
 * what was spent until now, which counts for the first request. */
enum status searcher_open_within(searcher **out,
				 const char *const *directories, size_t count,
				 unsigned timeout_ms, struct error *err)
{
	searcher *made = mem_alloc(sizeof(*made));
	const double begin = clock_ms() - clock_used_ms();
	enum status status = index_open_within(&made->engine.index,
		directories, count, timeout_ms == 1 ? 1 : timeout_ms / 2, err);

	*out = NULL;
	made->engine.frequencies = mem_alloc(sizeof(struct table));
	if (!status)
		status = segmenter_new(&made->engine.segmenter,
				       index_lexicon(made->engine.index), err);
	made->spent_ms = clock_ms() - begin;
	if (made->spent_ms > timeout_ms / 2.0)
		made->spent_ms = timeout_ms / 2.0;
	if (status)
		searcher_close(made);
	else
		*out = made;
	return status;
}

void searcher_close(searcher *handle)
{
	if (!handle)
		return;
	engine_forget(&handle->engine);
	free(handle->engine.frequencies);
	segmenter_free(handle->engine.segmenter);
	index_close(handle->engine.index);
	free(handle);
}

const index_reader *searcher_index(const searcher *handle)
{
	return handle->engine.index;
}

/* Begin anew on the newest commit. */
static enum status catch_up(struct answer *answer, searcher *handle,
			    struct error *err)
{
	const lexicon *words = index_lexicon(handle->engine.index);
	enum status status;

	answer_release(answer);
	engine_forget(&handle->engine);
	status = index_refresh(handle->engine.index, err);
	if (status || index_lexicon(handle->engine.index) == words)
		return status;
	segmenter_free(handle->engine.segmenter);
	return segmenter_new(&handle->engine.segmenter,
			     index_lexicon(handle->engine.index), err);
}

/* Each shard that fails may cost a try of its own. */
static int tries_of(const searcher *handle)
{
	return SEARCH_TRIES +
	       (int)index_missing_count(handle->engine.index);
}

static enum status begin_try(struct answer *answer, searcher *handle,
			     int tries, struct error *err)
{
	bool changed = false;
	enum status status = tries ? STATUS_OK :
			     index_retry(handle->engine.index, &changed, err);

	if (!status && (tries || index_has_moved(handle->engine.index)))
		status = catch_up(answer, handle, err);
	else if (changed)
		engine_forget(&handle->engine);
	return status;
}

/* STATUS_STALE: it can be tried again, without the shards that failed. */
static enum status outcome(searcher *handle, enum status status,
			   const struct error *err)
{
	if (status != STATUS_NETWORK && status != STATUS_TIMEOUT)
		return status;
	return err && index_leave_out(handle->engine.index, err) ?
	       STATUS_STALE : status;
}

static void set_deadline(searcher *handle, const struct request *request)
{
	handle->engine.deadline_ms = 0;
	if (!request || !request->timeout_ms)
		return;
	handle->engine.deadline_ms = clock_ms() + request->timeout_ms -
				     handle->spent_ms;
	handle->spent_ms = 0;
}

/* Try until no writer comes between, or as often as is worth while; each try
 * begins answer anew.  What a sink was given cannot be taken back. */
static enum status attempt(searcher *handle, struct answer *answer,
			   const struct request *request,
			   const struct search_sink *sink, search_task_fn *task,
			   void *context, struct error *err)
{
	const double begin = clock_ms();
	enum status status = STATUS_STALE;

	set_deadline(handle, request);
	for (int i = 0; status == STATUS_STALE && i < tries_of(handle) &&
			!(sink && sink->is_begun); i++) {
		status = begin_try(answer, handle, i, err);
		if (!status)
			status = task(context, &handle->engine, err);
		status = outcome(handle, status, err);
	}
	if (status)
		answer_release(answer);
	answer->took_ms = clock_ms() - begin;
	return status;
}

/* What an attempt is to make. */
struct wanted {
	struct answer *answer;
	const struct request *request;
	struct search_sink *sink;
	const char *document;
};

static enum status make_answer(void *context, struct engine *engine,
			       struct error *err)
{
	const struct wanted *wanted = context;

	return attempt_answer(wanted->answer, engine, wanted->request,
			      wanted->sink, err);
}

static enum status make_document(void *context, struct engine *engine,
				 struct error *err)
{
	const struct wanted *wanted = context;

	return attempt_document(wanted->answer, engine, wanted->document,
				wanted->request, err);
}

enum status search_run(struct answer *out, searcher *handle,
		       const struct request *request, struct error *err)
{
	struct wanted wanted = { .answer = out, .request = request };

	return attempt(handle, out, request, NULL, make_answer, &wanted, err);
}

enum status search_each(struct answer *out, searcher *handle,
			const struct request *request, search_hit_fn *each,
			void *context, struct error *err)
{
	struct search_sink sink = { each, context, clock_ms(), false };
	struct wanted wanted = { .answer = out, .request = request,
				 .sink = &sink };

	return attempt(handle, out, request, &sink, make_answer, &wanted, err);
}

enum status search_document(struct answer *out, searcher *handle,
			    const char *id, const struct request *request,
			    struct error *err)
{
	struct wanted wanted = { .answer = out, .request = request,
				 .document = id };

	return attempt(handle, out, request, NULL, make_document, &wanted, err);
}

enum status search_task(searcher *handle, const struct request *request,
			search_task_fn *task, void *context, struct error *err)
{
	struct answer nothing;

	answer_init(&nothing);
	return attempt(handle, &nothing, request, NULL, task, context, err);
}
