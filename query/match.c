#include "query/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"

/* BM25.  Words and bigrams lie in one term space; measured by MRR@10 over
 * 66,416 passages and 2,000 questions, b near 0.3 and k1 near 1 are best for
 * news and reports (Xapian's own b of 0.5 loses 0.007).  k3 lets a term that
 * the question holds twice (a two-character word is its bigram too) weigh
 * more. */
static const struct xc_bm25 ranking = {
	.k1 = 1.0, .k2 = 0, .k3 = 1.0, .b = 0.3, .min_normlen = 0.5
};

/* One part of the page: ranks [first, first + most) of query. */
struct page {
	const xc_query *query;
	uint32_t first, most;
	uint64_t total;		/* found out */
	bool total_exact;
};

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

static enum xc_status set_up(xc_search *search, struct match *out,
			     const struct plan *plan, const xc_query *query,
			     const struct request *request, unsigned left,
			     struct xc_error *xerr)
{
	enum xc_status status = xc_search_query(search, query, xerr);

	if (!status)
		status = plan->by_labels ? xc_search_coordinate(search, xerr)
			: xc_search_bm25(search, &ranking, xerr);
	if (!status)
		status = set_order(search, plan, request, xerr);
	if (!status && request->group == GROUP_DOCUMENT)
		status = xc_search_collapse(search, SLOT_DOCUMENT, 1, xerr);
	if (!status && tally_is_needed(request))
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

static enum xc_status keep_hits(struct match *out, const xc_hits *hits,
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
			hit.id, hit.weight,
			key_of_value(hit.key, hit.key_len) };
	}
	return XC_OK;
}

static void keep_total(struct page *page, const struct match *out,
		       const struct request *request, const xc_hits *hits,
		       uint64_t documents_before)
{
	struct xc_hits_info info;

	xc_hits_info(hits, &info);
	page->total = info.least == info.most ? info.least : info.estimate;
	page->total_exact = info.least == info.most;
	if (request->group == GROUP_DOCUMENT) {
		page->total = out->tally.documents.count - documents_before;
		page->total_exact = true;
	}
}

static enum status run_page(struct page *page, struct match *out,
			    const struct engine *engine,
			    const struct plan *plan,
			    const struct request *request, struct error *err)
{
	const uint64_t documents_before = out->tally.documents.count;
	const bool sees_all = tally_is_needed(request) ||
		request->sort == SORT_DATE;
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (status)
		return status;
	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    set_up(search, out, plan, page->query, request, left, &xerr) ||
	    xc_search_run(&hits, search, page->first, page->most,
			  sees_all ? UINT32_MAX : MATCH_EXACT + 1, &xerr) ||
	    keep_hits(out, hits, &xerr))
		status = index_error(err, "searching", &xerr);
	else
		keep_total(page, out, request, hits, documents_before);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

static void add_page(struct match *out, const struct page *page)
{
	out->total += page->total;
	out->total_exact = out->total_exact && page->total_exact;
}

/* Oldest first: an empty date sorts before all, but belongs behind them, so the
 * undated come as a page of their own. */
static enum status run_ascending(struct match *out, struct page *page,
				 const struct engine *engine,
				 struct builder *builder,
				 const struct plan *plan,
				 const struct request *request,
				 struct error *err)
{
	const xc_query *dated = build_range(builder, SLOT_DATE_FIRST, "0",
					    NULL);
	struct page undated = *page;
	enum status status;

	undated.query = build_pair(builder, XC_AND_NOT, page->query, dated);
	page->query = build_pair(builder, XC_FILTER, page->query, dated);
	status = builder->status;
	if (!status)
		status = run_page(page, out, engine, plan, request, err);
	if (status)
		return status;
	add_page(out, page);
	undated.first = page->total < page->first ?
		page->first - (uint32_t)page->total : 0;
	undated.most = page->most - (uint32_t)out->count;
	status = run_page(&undated, out, engine, plan, request, err);
	if (!status)
		add_page(out, &undated);
	return status;
}

static enum status page_size(struct page *out, const struct engine *engine,
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

enum status match_run(struct match *out, const struct engine *engine,
		      struct builder *builder, const struct plan *plan,
		      const struct request *request, struct error *err)
{
	struct page page = { .query = plan->query };
	enum status status;

	memset(out, 0, sizeof(*out));
	out->total_exact = true;
	tally_init(&out->tally, index_names(engine->index), request);
	if (!plan->query)
		return STATUS_OK;
	status = page_size(&page, engine, request, err);
	if (!status && request->sort == SORT_DATE)
		status = run_ascending(out, &page, engine, builder, plan,
				       request, err);
	else if (!status)
		status = run_page(&page, out, engine, plan, request, err);
	if (!status && request->sort != SORT_DATE)
		add_page(out, &page);
	out->passages = tally_is_needed(request) ? out->tally.passages
						 : out->total;
	return status;
}

void match_release(struct match *match)
{
	free(match->hits);
	tally_release(&match->tally);
	memset(match, 0, sizeof(*match));
}

struct count {
	const struct plan *plan;
	struct key_counts documents;
	uint64_t passages;
};

static int count_match(void *context, xc_match *match)
{
	struct count *count = context;
	const void *value;
	uint64_t key;
	size_t len;

	if (xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		return 0;
	key = key_of_value(value, len);
	if (count->plan->has_documents &&
	    !key_set_has(&count->plan->documents, key))
		return 0;
	count->passages++;
	key_counts_add(&count->documents, key);
	return 0;
}

enum status match_count(uint64_t *out, const struct engine *engine,
			const struct plan *plan, const struct request *request,
			struct error *err)
{
	struct count count = { .plan = plan };
	enum status status = STATUS_OK;

	*out = 0;
	if (plan->query)
		status = engine_each(engine, index_database(engine->index),
				     plan->query, count_match, &count, err);
	if (!status)
		*out = request->group == GROUP_DOCUMENT ?
			count.documents.count : count.passages;
	key_counts_release(&count.documents);
	return status;
}
