#include "query/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine.h"
#include "query/highlight.h"
#include "query/match.h"
#include "query/plan.h"

/* Under MATCH_AUTO, fewer passages than this with all words make us look for
 * any of them. */
enum { ENOUGH_PASSAGES = 10 };

struct searcher {
	struct engine engine;
};

enum status searcher_open(searcher **out, const char *const *directories,
			  size_t count, struct error *err)
{
	searcher *made = mem_alloc(sizeof(*made));
	enum status status = index_open(&made->engine.index, directories,
					count, err);

	*out = NULL;
	if (!status)
		status = segmenter_new(&made->engine.segmenter,
				       index_lexicon(made->engine.index), err);
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
	set_cache_clear(&handle->engine.sets);
	segmenter_free(handle->engine.segmenter);
	index_close(handle->engine.index);
	free(handle);
}

const index_reader *searcher_index(const searcher *handle)
{
	return handle->engine.index;
}

/* One request on its way to an answer. */
struct run {
	struct engine *engine;
	struct answer *answer;
	const struct request *request;
	struct syntax syntax;
	struct builder builder;
	struct plan plan;
	struct match match;
	struct error *err;
};

static enum status plan_and_match(struct run *run, enum plan_mode mode)
{
	enum status status = plan_make(&run->plan, run->engine, &run->builder,
				       run->answer, run->request, &run->syntax,
				       mode, false, run->err);

	if (!status)
		status = match_run(&run->match, run->engine, &run->builder,
				   &run->plan, run->request, run->err);
	return status;
}

/* Look for any word instead of all, and keep that when it finds more. */
static enum status loosen(struct run *run)
{
	struct run loose = *run;
	enum status status;

	memset(&loose.plan, 0, sizeof(loose.plan));
	memset(&loose.match, 0, sizeof(loose.match));
	status = plan_and_match(&loose, PLAN_LOOSE);
	run->builder = loose.builder;
	if (!status && loose.match.passages > run->match.passages) {
		struct run kept = *run;

		run->plan = loose.plan;
		run->match = loose.match;
		loose.plan = kept.plan;
		loose.match = kept.match;
		run->answer->loosened = true;
	}
	plan_release(&loose.plan);
	match_release(&loose.match);
	return status;
}

static enum status find(struct run *run)
{
	enum status status = plan_and_match(run,
		run->request->match == MATCH_ANY ? PLAN_ANY : PLAN_ALL);

	if (!status && run->plan.can_loosen &&
	    run->match.passages < ENOUGH_PASSAGES)
		status = loosen(run);
	if (!status && !run->plan.query && !run->answer->warning_count)
		answer_warn(run->answer, "query: nothing to search for in it");
	run->answer->total = run->match.total;
	run->answer->total_exact = run->match.total_exact;
	return status;
}

/* How many undated passages does the rest of the request match? */
static enum status count_undated(struct run *run)
{
	enum plan_mode mode = run->request->match == MATCH_ANY ? PLAN_ANY
		: run->answer->loosened ? PLAN_LOOSE : PLAN_ALL;
	struct plan plan;
	enum status status;

	if (!run->plan.has_dates)
		return STATUS_OK;
	status = plan_make(&plan, run->engine, &run->builder, run->answer,
			   run->request, &run->syntax, mode, true, run->err);
	if (status)
		return status;
	status = match_count(&run->answer->undated_excluded, run->engine,
			     &plan, run->request, run->err);
	plan_release(&plan);
	return status;
}

static enum status decode_hit(struct answer_hit *hit,
			      const struct engine *engine, uint32_t id,
			      const struct highlighter *highlighter,
			      struct error *err)
{
	enum status status = index_passage(engine->index, id, &hit->passage,
					   err);

	if (status)
		return status;
	status = index_document(engine->index, hit->passage.document,
				&hit->document, NULL, err);
	if (!status)
		hit->highlights = highlight(&hit->highlight_count, highlighter,
					    hit->passage.text,
					    hit->passage.text_len,
					    hit->passage.continues);
	return status;
}

static enum status decode_hits(struct run *run)
{
	const struct match *match = &run->match;
	struct answer *answer = run->answer;
	struct highlighter highlighter;
	enum status status = highlighter_make(&highlighter, run->engine,
					      &run->syntax, run->err);

	answer->hits = mem_array(match->count + 1, sizeof(*answer->hits));
	for (size_t i = 0; !status && i < match->count; i++) {
		struct answer_hit *hit = &answer->hits[answer->hit_count++];

		hit->rank = (size_t)run->request->offset + i + 1;
		hit->score = match->hits[i].weight;
		if (run->request->group == GROUP_DOCUMENT)
			hit->in_document = key_counts_of(
				&match->tally.documents,
				match->hits[i].document);
		status = decode_hit(hit, run->engine, match->hits[i].id,
				    &highlighter, run->err);
	}
	highlighter_release(&highlighter);
	return status;
}

/* --explain: the query as it was read, and as Xapian runs it. */
static void explain(struct run *run)
{
	struct buf text = BUF_INIT;
	char *description = NULL;

	if (!run->request->explain)
		return;
	buf_put_string(&text, "read as:  ");
	syntax_describe(&text, run->syntax.root);
	buf_put_string(&text, "\nrun as:   ");
	if (run->plan.query &&
	    !xc_query_describe(run->plan.query, &description, NULL))
		buf_put_string(&text, description);
	buf_put_format(&text, "\npassages: %llu%s\n",
		       (unsigned long long)run->match.passages,
		       run->match.total_exact ? "" : " (estimated)");
	free(description);
	run->answer->explanation = buf_detach(&text);
}

static bool has_words(void *context, const struct syntax_node *leaf)
{
	return leaf_has_words(context, leaf);
}

static enum status read_query(struct syntax *out, struct engine *engine,
			      const struct request *request, struct error *err)
{
	enum status status = syntax_parse(out, request->query, err);

	if (!status)
		syntax_settle(out, has_words, engine);
	return status;
}

static enum status answer_once(struct answer *answer, struct engine *engine,
			       const struct request *request, struct error *err)
{
	struct run run = { .engine = engine, .answer = answer,
			   .request = request, .err = err };
	enum status status = read_query(&run.syntax, engine, request, err);

	answer->names = index_names(engine->index);
	build_init(&run.builder, err);
	for (size_t i = 0; i < run.syntax.warnings.count; i++)
		answer_warn(answer, "%s", run.syntax.warnings.at[i]);
	if (!status)
		status = find(&run);
	if (!status && request->strict && answer->warning_count)
		status = error_set(err, STATUS_USAGE, "%s",
				   answer->warnings[0]);
	if (!status)
		status = count_undated(&run);
	if (!status)
		status = decode_hits(&run);
	if (!status)
		status = facets_make(answer, &run.match.tally, err);
	if (!status)
		explain(&run);
	match_release(&run.match);
	plan_release(&run.plan);
	build_release(&run.builder);
	syntax_release(&run.syntax);
	return status;
}

/* Begin anew on the newest commit. */
static enum status catch_up(struct answer *answer, searcher *handle,
			    struct error *err)
{
	const lexicon *words = index_lexicon(handle->engine.index);
	enum status status;

	answer_release(answer);
	set_cache_clear(&handle->engine.sets);
	status = index_refresh(handle->engine.index, err);
	if (status || index_lexicon(handle->engine.index) == words)
		return status;
	segmenter_free(handle->engine.segmenter);
	return segmenter_new(&handle->engine.segmenter,
			     index_lexicon(handle->engine.index), err);
}

static bool must_catch_up(const searcher *handle, int tries)
{
	return tries || index_has_moved(handle->engine.index);
}

static void set_deadline(searcher *handle, const struct request *request)
{
	handle->engine.deadline_ms = request && request->timeout_ms ?
		clock_ms() + request->timeout_ms : 0;
}

enum status search_run(struct answer *out, searcher *handle,
		       const struct request *request, struct error *err)
{
	const double begin = clock_ms();
	enum status status = STATUS_STALE;

	set_deadline(handle, request);
	for (int i = 0; status == STATUS_STALE && i < SEARCH_TRIES; i++) {
		status = must_catch_up(handle, i) ?
			 catch_up(out, handle, err) : STATUS_OK;
		if (!status)
			status = answer_once(out, &handle->engine, request,
					     err);
	}
	if (status)
		answer_release(out);
	out->took_ms = clock_ms() - begin;
	return status;
}

static enum status read_document(struct answer *out, struct engine *engine,
				 const char *id,
				 const struct highlighter *highlighter,
				 struct error *err)
{
	struct record_document document;
	size_t shard;
	enum status status = index_document(engine->index, id, &document,
					    &shard, err);

	if (status)
		return status;
	out->hits = mem_array(document.passage_count + (size_t)1,
			      sizeof(*out->hits));
	for (size_t i = 0; !status && i < document.passage_count; i++) {
		uint32_t passage = index_passage_id(engine->index, &document,
						    shard, i);

		if (!passage)
			continue;
		status = decode_hit(&out->hits[out->hit_count++], engine,
				    passage, highlighter, err);
	}
	out->total = out->hit_count;
	record_document_release(&document);
	return status;
}

static enum status document_once(struct answer *out, struct engine *engine,
				 const char *id, const struct request *request,
				 struct error *err)
{
	struct highlighter highlighter = { NULL, 0, 0 };
	struct syntax syntax = { .root = NULL };
	enum status status = STATUS_OK;

	out->names = index_names(engine->index);
	if (request)
		status = read_query(&syntax, engine, request, err);
	if (!status)
		status = highlighter_make(&highlighter, engine, &syntax, err);
	if (!status)
		status = read_document(out, engine, id, &highlighter, err);
	highlighter_release(&highlighter);
	syntax_release(&syntax);
	return status;
}

enum status search_document(struct answer *out, searcher *handle,
			    const char *id, const struct request *request,
			    struct error *err)
{
	const double begin = clock_ms();
	enum status status = STATUS_STALE;

	set_deadline(handle, request);
	for (int i = 0; status == STATUS_STALE && i < SEARCH_TRIES; i++) {
		status = must_catch_up(handle, i) ?
			 catch_up(out, handle, err) : STATUS_OK;
		if (!status)
			status = document_once(out, &handle->engine, id,
					       request, err);
	}
	if (status)
		answer_release(out);
	out->took_ms = clock_ms() - begin;
	return status;
}
