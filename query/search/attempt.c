#include "query/search/attempt.h"

#include <string.h>

#include "base/mem.h"
#include "query/help/help.h"
#include "query/match/match.h"
#include "query/match/plan.h"
#include "query/match/reprint_folds.h"
#include "query/match/reprints.h"
#include "query/search/explain.h"
#include "query/search/highlight.h"

/* Under MATCH_AUTO, fewer passages than this with all words make us look for
 * any of them. */
enum { ENOUGH_PASSAGES = 10 };

/* One request on its way to an answer. */
struct run {
	struct search_sink *sink;	/* NULL: hits are kept */
	struct engine *engine;
	struct answer *answer;
	const struct request *request;
	struct syntax syntax;
	struct builder builder;
	struct plan plan;
	struct match match;
	uint64_t strict;	/* passages found before loosening */
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

	run->strict = run->match.passages;
	if (!status && run->plan.can_loosen &&
	    run->match.passages < ENOUGH_PASSAGES)
		status = loosen(run);
	if (!status && !run->plan.query && !run->answer->warning_count)
		answer_warn(run->answer, "query: nothing to search for in it");
	run->answer->total = run->match.total;
	run->answer->total_exact = run->match.total_exact &&
				   !run->answer->has_gaps;
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
			     &run->builder, &plan, run->request, run->err);
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
	status = index_document_of(engine->index, id, &hit->passage,
				   &hit->document, err);
	if (!status)
		hit->highlights = highlight(&hit->highlight_count, highlighter,
					    hit->passage.text,
					    hit->passage.text_len,
					    hit->passage.continues);
	return status;
}

/* Give the hit that was decoded last to the sink, and forget it. */
static enum status give_hit(struct run *run)
{
	struct answer *answer = run->answer;
	struct answer_hit *hit = &answer->hits[--answer->hit_count];
	enum status status;

	answer->took_ms = clock_ms() - run->sink->begin_ms;
	status = run->sink->each(run->sink->context, answer, hit);
	run->sink->is_begun = true;
	answer_hit_release(hit);
	return status;
}

static enum status find_reprints(struct answer_hit *hit, struct run *run,
				 uint32_t id)
{
	enum status status = reprints_find(hit, run->engine, id, run->err);

	return status ? status : reprint_folds_add(hit, run->engine,
						   &run->match, id, run->err);
}

static enum status decode_hits(struct run *run)
{
	const struct match *match = &run->match;
	struct answer *answer = run->answer;
	struct highlighter highlighter;
	enum status status = highlighter_make(&highlighter, run->engine, &run->syntax,
					      run->request->marks, run->err);

	answer->hits = mem_array(run->sink ? 1 : match->count + 1,
				 sizeof(*answer->hits));
	for (size_t i = 0; !status && i < match->count; i++) {
		struct answer_hit *hit = &answer->hits[answer->hit_count++];

		hit->rank = (size_t)run->request->offset + i + 1;
		hit->score = match->hits[i].weight;
		if (run->request->group == GROUP_DOCUMENT)
			hit->in_document = match_in_document(match,
							     run->engine, i);
		status = decode_hit(hit, run->engine, match->hits[i].id,
				    &highlighter, run->err);
		if (!status && run->request->group == GROUP_REPRINT)
			status = find_reprints(hit, run, match->hits[i].id);
		if (!status && run->sink)
			status = give_hit(run);
	}
	highlighter_release(&highlighter);
	return run->sink && status == STATUS_DONE ? STATUS_OK : status;
}

static void explain(struct run *run)
{
	struct buf text = BUF_INIT;

	if (!run->request->explain)
		return;
	explain_query(&text, run->engine, &run->builder, &run->syntax,
		      &run->plan, &run->match, run->request);
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

static void note_missing(struct answer *answer, const index_reader *index)
{
	const size_t count = index_missing_count(index);
	const char *why;

	answer->has_gaps |= count > 0;
	answer->missing = mem_array(count + 1, sizeof(*answer->missing));
	for (size_t i = 0; i < count; i++) {
		const char *name = index_missing(index, i, &why);

		answer->missing[answer->missing_count++] = mem_string(name);
		answer_warn(answer, "no answer from %s%s%s", name,
			    *why ? ": " : "", why);
	}
}

enum status attempt_answer(struct answer *answer, struct engine *engine,
			   const struct request *request,
			   struct search_sink *sink, struct error *err)
{
	struct run run = { .sink = sink, .engine = engine, .answer = answer,
			   .request = request, .err = err };
	enum status status = read_query(&run.syntax, engine, request, err);

	engine->answer = answer;
	answer->names = index_names(engine->index);
	note_missing(answer, engine->index);
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
	if (!status && request->help)
		status = help_make(&answer->help, engine, request, &run.syntax,
				   run.strict, err);
	match_release(&run.match);
	plan_release(&run.plan);
	build_release(&run.builder);
	syntax_release(&run.syntax);
	engine->answer = NULL;
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

enum status attempt_document(struct answer *out, struct engine *engine,
			     const char *id, const struct request *request,
			     struct error *err)
{
	struct highlighter highlighter = { NULL, 0, 0, MARKS_JOINED };
	struct syntax syntax = { .root = NULL };
	enum status status = STATUS_OK;

	out->names = index_names(engine->index);
	note_missing(out, engine->index);
	if (request)
		status = read_query(&syntax, engine, request, err);
	if (!status)
		status = highlighter_make(&highlighter, engine, &syntax,
				request ? request->marks : MARKS_JOINED, err);
	if (!status)
		status = read_document(out, engine, id, &highlighter, err);
	highlighter_release(&highlighter);
	syntax_release(&syntax);
	return status;
}
