#include "query/match/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/count.h"
#include "query/engine/facet_maps.h"
#include "query/match/match_page.h"
#include "query/match/rank.h"
#include "schema/schema.h"

/* What goes with query/match/rank.h.  rank_factor() has in it how often a term was
 * asked for, so that k3 has no part. */
static const struct xc_bm25 ranking = {
	.k1 = RANK_K1, .k2 = 0, .k3 = 0, .b = RANK_B, .min_normlen = 0.5
};

/* Hits that weigh the same at the end of a page: Xapian takes those of the first
 * shards, so a few more are asked for. */
enum { MOST_EQUAL = 16 };

static int is_refused(void *context, xc_match *match)
{
	const void *value;
	size_t len;

	if (xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		return 1;
	return !key_set_has(context, key_of_value(value, len));
}

/* xapian-c takes the context of callbacks as plain pointers. */
static void *context_of(const void *context)
{
	union { const void *from; void *to; } pointer = { context };

	return pointer.to;
}

/* Which slot orders an answer to labels alone: date, then how strongly the
 * passage carries labels of the kind that was asked for first. */
static uint32_t label_order(const struct request *request)
{
	static const enum label_kind kinds[] = { LABEL_TOPIC, LABEL_PLATFORM,
						 LABEL_REGION };

	for (size_t i = 0; i < LABEL_KINDS; i++)
		if (request->labels[kinds[i]].count)
			return schema_order_slot(kinds[i]);
	return SLOT_DATE_FIRST;
}

static enum xc_status set_order(xc_search *search, const struct plan *plan,
				const struct request *request,
				struct xc_error *xerr)
{
	if (request->sort != SORT_RELEVANCE)
		return xc_search_sort(search, XC_SORT_VALUE, SLOT_DATE_FIRST,
				      request->sort == SORT_DATE_DESCENDING,
				      xerr);
	if (plan->by_labels)
		return xc_search_sort(search, XC_SORT_RELEVANCE_VALUE,
				      label_order(request), true, xerr);
	return xc_search_sort(search, XC_SORT_RELEVANCE, 0, true, xerr);
}

enum xc_status match_order(xc_search *search, const struct plan *plan,
			   const xc_query *query,
			   const struct request *request,
			   struct xc_error *xerr)
{
	enum xc_status status = xc_search_query(search, query, xerr);

	if (!status)
		status = plan->by_labels ? xc_search_coordinate(search, xerr)
			: xc_search_bm25(search, &ranking, xerr);
	return status ? status : set_order(search, plan, request, xerr);
}

static enum xc_status set_up(xc_search *search, struct match *out,
			     const struct plan *plan, const xc_query *query,
			     const struct request *request, bool is_tallied,
			     unsigned left, struct xc_error *xerr)
{
	enum xc_status status = match_order(search, plan, query, request,
					    xerr);

	if (!status && request->group == GROUP_DOCUMENT)
		status = xc_search_collapse(search, SLOT_DOCUMENT, 1, xerr);
	if (!status && request->group == GROUP_REPRINT)
		status = xc_search_collapse(search, SLOT_REPRINT, 1, xerr);
	if (!status && is_tallied)
		status = xc_search_add_spy(search, tally_match, &out->tally,
					   xerr);
	if (!status && plan->has_documents)
		status = xc_search_set_decider(search, is_refused,
					       context_of(&plan->documents),
					       xerr);
	if (!status)
		status = xc_search_deadline(search, left, xerr);
	return status;
}

enum xc_status match_keep(struct match *out, const xc_hits *hits,
			  struct xc_error *xerr)
{
	struct xc_hits_info info;
	struct xc_hit hit;

	xc_hits_info(hits, &info);
	mem_reserve(&out->hits, &out->capacity, out->count + info.count,
		    sizeof(*out->hits));
	for (uint32_t i = 0; i < info.count; i++) {
		enum xc_status status = xc_hits_at(hits, i, &hit, xerr);

		if (status)
			return status;
		out->hits[out->count++] = (struct match_hit){
			hit.id, rank_round(hit.weight),
			key_of_value(hit.key, hit.key_len) };
	}
	return XC_OK;
}

uint32_t match_asked(const struct match_page *page,
		     const struct request *request)
{
	return page->first || request->sort != SORT_RELEVANCE ||
	       page->most > UINT32_MAX - MOST_EQUAL ?
	       page->most : page->most + MOST_EQUAL;
}

void match_settle(struct match *out, const struct plan *plan,
		  const struct request *request)
{
	if (plan->by_labels || request->sort != SORT_RELEVANCE)
		return;
	for (size_t i = 1; i < out->count; i++)
		for (size_t k = i; k && match_is_before(&out->hits[k],
							&out->hits[k - 1]);
		     k--) {
			const struct match_hit hit = out->hits[k];

			out->hits[k] = out->hits[k - 1];
			out->hits[k - 1] = hit;
		}
}

void match_cut(struct match *out, const struct match_page *page,
	       const struct request *request)
{
	if (request->sort == SORT_RELEVANCE && out->count > page->most)
		out->count = page->most;
}

bool match_is_before(const struct match_hit *a, const struct match_hit *b)
{
	return a->weight > b->weight ||
	       (!(a->weight < b->weight) && a->id < b->id);
}

static void keep_total(struct match_page *page, const struct match *out,
		       const struct request *request, const xc_hits *hits,
		       uint64_t before)
{
	struct xc_hits_info info;

	if (page->is_counted) {
		page->total_exact = true;
		return;
	}
	xc_hits_info(hits, &info);
	page->total = info.least == info.most ? info.least : info.estimate;
	page->total_exact = info.least == info.most;
	if (request->group == GROUP_DOCUMENT)
		page->total = out->tally.documents.count - before;
	if (request->group == GROUP_REPRINT)
		page->total = out->tally.passages - before;
	page->total_exact = page->total_exact ||
			    request->group != GROUP_PASSAGE;
}

/* The page out of the sums of what all passages weigh. */
static void take_best(struct match_page *page, struct match *out)
{
	const uint64_t passages = count_maps_passages(&out->found);
	const uint64_t end = (uint64_t)page->first + page->most;
	const size_t most = (size_t)(end < passages ? end : passages);
	size_t first = page->first;

	out->count = 0;
	mem_reserve(&out->hits, &out->capacity, most + 1, sizeof(*out->hits));
	out->count = weights_best(out->hits, most, &out->weights, &out->found);
	first = first < out->count ? first : out->count;
	out->count -= first;
	memmove(out->hits, out->hits + first, out->count * sizeof(*out->hits));
	page->total_exact = true;
}

enum status match_search(struct match_page *page, struct match *out,
			 const struct engine *engine, const struct plan *plan,
			 const struct request *request, struct error *err)
{
	/* Reprints are left out of the page, not of the total. */
	const bool is_tallied = !page->is_counted &&
		(tally_is_needed(request) || request->group == GROUP_REPRINT);
	const bool sees_all = is_tallied || request->sort == SORT_DATE;
	const uint64_t before = request->group == GROUP_REPRINT ?
		out->tally.passages : out->tally.documents.count;
	/* libxapian 1.4.22, when it may stop early, now and then loses a hit of
	 * an AND_MAYBE with many terms behind it.  Grouped hits have a value
	 * read for each that is looked at: that takes two to three times as long. */
	const bool may_lose = request->group == GROUP_PASSAGE &&
			      rank_query_has_related(&plan->rank);
	const uint32_t check_at_least = sees_all || may_lose ? UINT32_MAX :
		plan->is_one_set || page->is_counted ? 0 : MATCH_EXACT + 1;
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (status)
		return status;
	if (out->weights.count && request->group == GROUP_PASSAGE) {
		take_best(page, out);
		return STATUS_OK;
	}
	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    set_up(search, out, plan, page->query, request, is_tallied, left,
		   &xerr) ||
	    xc_search_run(&hits, search, page->first,
			  match_asked(page, request), check_at_least, &xerr) ||
	    match_keep(out, hits, &xerr))
		status = index_error(err, "searching", &xerr);
	else
		keep_total(page, out, request, hits, before);
	match_settle(out, plan, request);
	match_cut(out, page, request);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

static void add_page(struct match *out, const struct match_page *page)
{
	out->total += page->total;
	out->total_exact = out->total_exact && page->total_exact;
}

/* Oldest first: an empty date sorts before all, but belongs behind them, so the
 * undated come as a page of their own. */
static enum status run_ascending(struct match *out, struct match_page *page,
				 const struct engine *engine,
				 struct builder *builder,
				 const struct plan *plan,
				 const struct request *request,
				 struct error *err)
{
	const xc_query *dated = build_range(builder, SLOT_DATE_FIRST, "0",
					    NULL);
	struct match_page undated = *page;
	enum status status;

	undated.query = build_pair(builder, XC_AND_NOT, page->query, dated);
	page->query = build_pair(builder, XC_FILTER, page->query, dated);
	status = builder->status;
	if (!status)
		status = match_page_run(page, out, engine, plan, request, err);
	if (status)
		return status;
	add_page(out, page);
	undated.first = page->total < page->first ?
		page->first - (uint32_t)page->total : 0;
	undated.most = page->most - (uint32_t)out->count;
	status = match_page_run(&undated, out, engine, plan, request, err);
	if (!status)
		add_page(out, &undated);
	return status;
}

/* Is the set all there is to it: unweighted, in the order of ids, and without
 * ids that were deleted? */
static bool is_plain_set(const struct engine *engine, const struct plan *plan,
			 const struct request *request)
{
	struct xc_database_info info;

	if (!plan->set || request->sort != SORT_RELEVANCE ||
	    request->group != GROUP_PASSAGE || tally_is_needed(request))
		return false;
	for (size_t i = 0; i < index_shard_count(engine->index); i++)
		if (xc_database_info(index_shard(engine->index, i), &info,
				     NULL) || info.documents != info.last_id)
			return false;
	return true;
}

/* The page out of a plain set: the lists of the shards are merged by id. */
static void take_set(struct match *out, const struct folded_ids *lists,
		     size_t count, const struct match_page *page)
{
	size_t *at = mem_array(count, sizeof(*at));
	const uint64_t stop = (uint64_t)page->first + page->most;
	uint64_t rank = 0;

	for (size_t i = 0; i < count; i++)
		out->total += lists[i].count;
	for (; rank < stop && rank < out->total; rank++) {
		size_t next = count;

		for (size_t i = 0; i < count; i++)
			if (at[i] < lists[i].count &&
			    (next == count || lists[i].at[at[i]] <
						      lists[next].at[at[next]]))
				next = i;
		if (rank >= page->first) {
			mem_reserve(&out->hits, &out->capacity, out->count + 1,
				    sizeof(*out->hits));
			out->hits[out->count++] = (struct match_hit){
				(uint32_t)((lists[next].at[at[next]] - 1) *
						   count + next + 1), 0, 0 };
		}
		at[next]++;
	}
	free(at);
	out->passages = out->total;
}

static enum status page_size(struct match_page *out, const struct engine *engine,
			     const struct request *request, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	if (xc_database_info(index_database(engine->index), &info, &xerr))
		return index_error(err, "searching", &xerr);
	out->first = request->offset > (long)info.documents ? info.documents
		: (uint32_t)request->offset;
	out->most = request->limit == REQUEST_ALL ||
		request->limit > (long)info.documents ? info.documents
		: (uint32_t)request->limit;
	return STATUS_OK;
}

/* With maps of documents, totals need nothing else. */
static enum status total_before(struct match_page *page, struct match *out,
				struct engine *engine, struct error *err)
{
	const uint64_t passages = count_maps_passages(&out->found);
	enum status status = documents_ready(&out->has_maps, engine, passages,
					     err);

	if (status || !out->has_maps)
		return status;
	page->total = documents_count(&engine->documents, &out->found);
	out->tally.passages = passages;
	return STATUS_OK;
}

/* Count all facets, and with them the total, beside the match. */
static enum status tally_before(struct match_page *page, struct match *out,
				struct engine *engine,
				const struct builder *builder,
				const struct request *request,
				struct error *err)
{
	enum status status = count_maps(&out->found, &page->is_counted, engine,
					builder, page->query, err);

	if (!status && page->is_counted && !tally_has_facets(request))
		status = total_before(page, out, engine, err);
	if (status || !page->is_counted || out->has_maps)
		return status;
	status = facet_maps_tally(&out->tally, engine, &out->found, err);
	page->total = request->group == GROUP_DOCUMENT ?
		out->tally.documents.count : out->tally.passages;
	return status;
}

/* The total of what needs no other look at all of it. */
static enum status count_before(struct match_page *page, struct match *out,
				struct engine *engine,
				const struct builder *builder,
				const struct plan *plan,
				const struct request *request,
				struct error *err)
{
	enum status status;

	if (request->sort == SORT_DATE || plan->has_documents)
		return STATUS_OK;
	if (tally_is_needed(request))
		return tally_before(page, out, engine, builder, request, err);
	if (plan->is_one_set)
		return STATUS_OK;
	status = count_maps(&out->found, &page->is_counted, engine, builder,
			    page->query, err);
	page->total = page->is_counted ? count_maps_passages(&out->found) : 0;
	return status;
}

/* Are hits taken by their weights (match_search())?  Reprints are left out while
 * Xapian looks for them; documents are told apart by their maps, or by Xapian. */
static bool is_taken_by_weight(const struct match_page *page,
			       const struct match *out,
			       const struct plan *plan,
			       const struct request *request)
{
	return page->is_counted && page->most && !plan->by_labels &&
	       !plan->has_documents && request->sort == SORT_RELEVANCE &&
	       (request->group == GROUP_PASSAGE ||
		(request->group == GROUP_DOCUMENT && out->has_maps));
}

static enum status weigh_before(const struct match_page *page,
				struct match *out, struct engine *engine,
				const struct builder *builder,
				const struct plan *plan,
				const struct request *request,
				struct error *err)
{
	if (!is_taken_by_weight(page, out, plan, request))
		return STATUS_OK;
	return weights_make(&out->weights, engine, builder, page->query,
			    &out->found, &ranking, err);
}

enum status match_run(struct match *out, struct engine *engine,
		      struct builder *builder, const struct plan *plan,
		      const struct request *request, struct error *err)
{
	struct match_page page = { .query = plan->query };
	enum status status;

	memset(out, 0, sizeof(*out));
	out->total_exact = true;
	tally_init(&out->tally, index_names(engine->index), request);
	if (!plan->query)
		return STATUS_OK;
	status = page_size(&page, engine, request, err);
	if (!status && is_plain_set(engine, plan, request)) {
		take_set(out, plan->set, index_shard_count(engine->index),
			 &page);
		return STATUS_OK;
	}
	if (!status)
		status = count_before(&page, out, engine, builder, plan,
				      request, err);
	if (!status)
		status = weigh_before(&page, out, engine, builder, plan,
				      request, err);
	if (!status)
		status = match_page_prepare(&page, engine, plan, request,
					    err);
	if (!status && request->sort == SORT_DATE)
		status = run_ascending(out, &page, engine, builder, plan,
				       request, err);
	else if (!status)
		status = match_page_run(&page, out, engine, plan, request, err);
	if (!status && request->sort != SORT_DATE)
		add_page(out, &page);
	out->passages = tally_is_needed(request) ? out->tally.passages
						 : out->total;
	return status;
}

void match_release(struct match *match)
{
	free(match->hits);
	free(match->folds);
	tally_release(&match->tally);
	count_maps_release(&match->found);
	weights_release(&match->weights);
	memset(match, 0, sizeof(*match));
}

uint32_t match_in_document(const struct match *match,
			   const struct engine *engine, size_t hit)
{
	const struct match_hit *at = &match->hits[hit];

	return match->has_maps ?
	       documents_passages(&engine->documents, &match->found, at->id) :
	       key_counts_of(&match->tally.documents, at->document);
}
