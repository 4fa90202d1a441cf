#include "query/match/match_remote.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/check.h"
#include "query/match/remote.h"
#include "schema/schema.h"

/* Counting is a run of its own that asks for no hit: where hits are ordered by a
 * value, libxapian 1.4.22 counts those of the page twice. */
static enum status count_all(const struct match_page *page, struct match *out,
			     const struct engine *engine,
			     const struct request *request, struct error *err)
{
	struct remote_tally counters = { .documents = NULL };
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	enum status status = STATUS_OK;

	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    xc_search_query(search, page->query, &xerr) ||
	    xc_search_unweighted(search, &xerr) ||
	    remote_tally_begin(&counters, search, request, &xerr) ||
	    xc_search_run(&hits, search, 0, 0, UINT32_MAX, &xerr))
		status = index_error(err, "counting", &xerr);
	else
		status = remote_tally_end(&counters, &out->tally, engine,
					  page->query, request, page->total,
					  err);
	remote_tally_release(&counters);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

/* All that matches is the answer: Xapian pages, collapses and counts. */
static enum status take_page(struct match_page *page, struct match *out,
			     const struct engine *engine,
			     const struct plan *plan,
			     const struct request *request, struct error *err)
{
	const bool counts = tally_is_needed(request);
	struct xc_hits_info info;
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	enum status status = STATUS_OK;

	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    match_order(search, plan, page->query, request, &xerr) ||
	    (request->group == GROUP_DOCUMENT &&
	     xc_search_collapse(search, SLOT_DOCUMENT, 1, &xerr)) ||
	    xc_search_run(&hits, search, page->first,
			  match_asked(page, request),
			  counts || request->sort == SORT_DATE ? UINT32_MAX :
			  MATCH_EXACT + 1, &xerr) ||
	    match_keep(out, hits, &xerr))
		status = index_error(err, "searching", &xerr);
	if (!status) {
		xc_hits_info(hits, &info);
		page->total_exact = info.least == info.most;
		page->total = page->total_exact ? info.least : info.estimate;
		match_settle(out, plan, request);
		match_cut(out, page, request);
	}
	xc_hits_free(hits);
	xc_search_free(search);
	return status || !counts ? status :
	       count_all(page, out, engine, request, err);
}

/* Candidates on their way to a page. */
struct checking {
	const struct engine *engine;
	const struct plan *plan;
	const struct request *request;
	struct match *out;
	struct match_page *page;
	check *check;			/* NULL: only documents decide */
	struct key_counts documents;	/* GROUP_DOCUMENT: those met */
	uint64_t passages, unsure;
	uint64_t rank;			/* of the next that is kept */
	struct error *err;
};

static enum status read_value(const struct checking *checking, uint32_t id,
			      uint32_t slot, char out[1024], size_t *len)
{
	struct xc_error xerr;

	if (xc_database_value(index_database(checking->engine->index), id, slot,
			      out, 1024, len, &xerr))
		return index_error(checking->err, "searching", &xerr);
	if (*len > 1024)
		*len = 1024;
	return STATUS_OK;
}

static enum status tally_hit(struct checking *checking, uint32_t id,
			     const void *document, size_t document_len)
{
	struct tally *tally = &checking->out->tally;
	enum status status = STATUS_OK;
	char value[1024];
	size_t len;
	uint64_t key;

	if (!tally_is_needed(checking->request))
		return STATUS_OK;
	key = tally_passage(tally, document, document_len);
	for (int i = 0; !status && i < FACET_KINDS; i++) {
		if (!checking->request->facets[i])
			continue;
		status = read_value(checking, id,
				    tally_slot((enum facet_kind)i), value,
				    &len);
		if (!status)
			tally_value(tally, (enum facet_kind)i, value, len, key);
	}
	return status;
}

static enum status is_hit(bool *out, struct checking *checking, uint32_t id,
			  uint64_t document)
{
	const struct plan *plan = checking->plan;
	enum check_result result = CHECK_YES;
	enum status status = STATUS_OK;

	*out = false;
	if (plan->has_documents && !key_set_has(&plan->documents, document))
		return STATUS_OK;
	if (checking->check)
		status = check_passage(&result, checking->check,
				       checking->engine, id, checking->err);
	checking->unsure += result == CHECK_MAYBE;
	*out = !status && result != CHECK_NO;
	return status;
}

static enum status look_at(struct checking *checking,
			   const struct match_hit *hit)
{
	const struct match_page *page = checking->page;
	const bool groups = checking->request->group == GROUP_DOCUMENT;
	struct match *out = checking->out;
	char value[1024];
	size_t len;
	uint64_t document;
	bool is;
	enum status status = read_value(checking, hit->id, SLOT_DOCUMENT,
					value, &len);

	if (status)
		return status;
	document = key_of_value(value, len);
	status = is_hit(&is, checking, hit->id, document);
	if (status || !is)
		return status;
	checking->passages++;
	status = tally_hit(checking, hit->id, value, len);
	if (status || (groups && key_counts_add(&checking->documents,
						document) > 1))
		return status;
	if (checking->rank++ < page->first ||
	    checking->rank > (uint64_t)page->first + page->most)
		return STATUS_OK;
	mem_reserve(&out->hits, &out->capacity, out->count + 1,
		    sizeof(*out->hits));
	out->hits[out->count++] = (struct match_hit){
		hit->id, hit->weight, groups ? document : 0 };
	return STATUS_OK;
}

/* How many were looked at, of how many; a rest is guessed to be like them. */
static void sum_up(struct checking *checking, uint32_t looked,
		   const struct xc_hits_info *info)
{
	struct match_page *page = checking->page;
	const uint64_t most = info->least == info->most ? info->least
							 : info->estimate;

	page->total = checking->request->group == GROUP_DOCUMENT ?
		      checking->documents.count : checking->passages;
	page->total_exact = looked == info->most && !checking->unsure;
	if (looked && looked < most) {
		page->total = (uint64_t)((double)page->total * (double)most /
					 looked);
		if (checking->engine->answer)
			answer_warn(checking->engine->answer,
				"over remote shards, %u of %llu candidates were "
				"verified: the total is an estimate, and "
				"facets count what was verified", looked,
				(unsigned long long)most);
	} else if (checking->unsure && checking->engine->answer) {
		answer_warn(checking->engine->answer, "over remote shards, %llu "
			    "of these passages could not be verified",
			    (unsigned long long)checking->unsure);
	}
}

static uint32_t depth_of(const struct match_page *page)
{
	const uint64_t end = (uint64_t)page->first + page->most;

	if (end < MATCH_CHECKED)
		return MATCH_CHECKED;
	return end < MATCH_EXACT ? (uint32_t)end : MATCH_EXACT;
}

static enum status check_hits(struct checking *checking, const xc_hits *hits)
{
	struct match candidates = { .hits = NULL };
	struct xc_hits_info info;
	struct xc_error xerr;
	unsigned left;
	enum status status = STATUS_OK;
	uint32_t i;

	if (match_keep(&candidates, hits, &xerr))
		status = index_error(checking->err, "searching", &xerr);
	match_settle(&candidates, checking->plan, checking->request);
	for (i = 0; !status && i < candidates.count; i++) {
		status = engine_time_left(&left, checking->engine,
					  checking->err);
		if (!status)
			status = look_at(checking, &candidates.hits[i]);
	}
	xc_hits_info(hits, &info);
	sum_up(checking, i, &info);
	match_release(&candidates);
	return status;
}

/* Candidates are read in their order, and those that hold are the page. */
static enum status check_page(struct checking *checking)
{
	struct match_page *page = checking->page;
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	enum status status;

	if (xc_search_new(&search, index_database(checking->engine->index),
			  &xerr) ||
	    match_order(search, checking->plan, page->query, checking->request,
			&xerr) ||
	    xc_search_run(&hits, search, 0, depth_of(page), MATCH_EXACT + 1,
			  &xerr))
		status = index_error(checking->err, "searching", &xerr);
	else
		status = check_hits(checking, hits);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

/* What planning needs to make the check, which outlives no request. */
static enum status make_check(check **out, const struct engine *engine,
			      const struct plan *plan, struct error *err)
{
	struct engine own = *engine;	/* its sets are not asked for */
	struct builder builder;
	enum status status;

	*out = NULL;
	build_init(&builder, err);
	if (plan->root && !plan->has_documents)
		check_make(out, &builder, &own, plan->root, plan->mode);
	status = builder.status;
	build_release(&builder);
	return status;
}

enum status match_remote(struct match_page *page, struct match *out,
			 const struct engine *engine, const struct plan *plan,
			 const struct request *request, struct error *err)
{
	struct checking checking = { .engine = engine, .plan = plan,
				     .request = request, .out = out,
				     .page = page, .err = err };
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (!status)
		status = make_check(&checking.check, engine, plan, err);
	if (!status)
		status = checking.check || plan->has_documents ?
			 check_page(&checking) :
			 take_page(page, out, engine, plan, request, err);
	key_counts_release(&checking.documents);
	check_free(checking.check);
	return status;
}

enum status match_remote_count(uint64_t *out, const struct engine *engine,
			       const struct plan *plan,
			       const struct request *request,
			       struct error *err)
{
	struct request bare = *request;
	struct match_page page = { .query = plan->query };
	struct match none;
	enum status status;

	memset(bare.facets, 0, sizeof(bare.facets));
	bare.group = GROUP_PASSAGE;
	memset(&none, 0, sizeof(none));
	tally_init(&none.tally, index_names(engine->index), &bare);
	if (request->group == GROUP_DOCUMENT) {
		struct key_counts documents = { NULL, 0, 0 };

		status = remote_documents(&documents, engine, plan->query, err);
		*out = documents.count;
		key_counts_release(&documents);
	} else {
		status = match_remote(&page, &none, engine, plan, &bare, err);
		*out = page.total;
	}
	match_release(&none);
	return status;
}
