#include "query/match/match_page.h"

#include <string.h>

#include "query/match/rank_hits.h"
#include "query/match/reprint_folds.h"

/* Values that are read in a row while one is skipped to. */
enum { VALUES_A_SKIP = 8 };

/* Does the page begin among the hits that get a second look, or depend on how
 * many of them are folded? */
static bool is_reranked(const struct match_page *page, const struct plan *plan,
			const struct request *request)
{
	return request->sort == SORT_RELEVANCE && !plan->by_labels &&
	       plan->rank.term_count && page->most &&
	       (page->first < RANK_DEPTH || request->group == GROUP_REPRINT);
}

/* Which ranks to ask for: all that are looked at again, and the page. */
static void widen(struct match_page *out, const struct match_page *page)
{
	*out = *page;
	out->first = 0;
	out->most = page->first > UINT32_MAX - page->most ? UINT32_MAX
		: page->first + page->most;
	if (out->most < RANK_DEPTH)
		out->most = RANK_DEPTH;
}

/* The second look asks which documents its passages are of. */
enum status match_page_prepare(const struct match_page *page,
			       struct engine *engine, const struct plan *plan,
			       const struct request *request,
			       struct error *err)
{
	const uint64_t seen = page->is_counted && page->total < RANK_DEPTH ?
			      page->total : RANK_DEPTH;
	bool has_maps;

	if (request->group == GROUP_DOCUMENT ||
	    !is_reranked(page, plan, request) ||
	    index_has_remote(engine->index))
		return STATUS_OK;
	return documents_ready(&has_maps, engine, seen * VALUES_A_SKIP, err);
}

/* Of hits of one document keep the first, which is the best. */
static void collapse(struct match *out, const struct documents *documents)
{
	struct key_counts seen = { .count = 0 };
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct match_hit *hit = &out->hits[i];

		hit->document = documents_last(documents, hit->id);
		if (key_counts_add(&seen, hit->document) == 1)
			out->hits[kept++] = *hit;
	}
	out->count = kept;
	key_counts_release(&seen);
}

/* Hits can be grouped behind the match, which need not read the document of each
 * candidate then, where all weights are known, or where documents are hardly more
 * than a passage each, so that a few more hits hold as many documents. */
static bool is_grouped_behind(const struct match_page *page,
			      const struct match *out,
			      const struct documents *documents,
			      const struct request *request)
{
	return out->has_maps && !page->first &&
	       request->sort == SORT_RELEVANCE &&
	       (out->weights.count ||
		documents->passages <=
			documents->count + documents->count / 16);
}

/* *is_short: they are too few, and a longer page would have more. */
static enum status group_behind(struct match_page *page, struct match *out,
				bool *is_short, uint32_t most,
				const struct engine *engine,
				const struct plan *plan,
				const struct request *request,
				struct error *err)
{
	struct request single = *request;
	struct match_page more = *page;
	enum status status;
	size_t found;

	single.group = GROUP_PASSAGE;
	more.most = most;
	out->count = 0;
	status = match_search(&more, out, engine, plan, &single, err);
	if (status)
		return status;
	page->total_exact = more.total_exact;
	found = out->count;
	collapse(out, &engine->documents);
	*is_short = out->count < page->most && found == most;
	if (out->count > page->most)
		out->count = page->most;
	return STATUS_OK;
}

static enum status search_grouped(struct match_page *page, struct match *out,
				  const struct engine *engine,
				  const struct plan *plan,
				  const struct request *request,
				  struct error *err)
{
	uint32_t most = page->most;
	bool is_short = true;
	enum status status = STATUS_OK;

	if (!is_grouped_behind(page, out, &engine->documents, request))
		return match_search(page, out, engine, plan, request, err);
	do {
		most = most > UINT32_MAX / 2 - 8 ? UINT32_MAX
						 : most + most / 8 + 8;
		status = group_behind(page, out, &is_short, most, engine, plan,
				      request, err);
		most *= most < UINT32_MAX / 2 ? 2 : 1;
	} while (!status && is_short && out->weights.count);
	if (status || !is_short)
		return status;
	out->count = 0;
	return match_search(page, out, engine, plan, request, err);
}

static enum status search(struct match_page *page, struct match *out,
			  const struct engine *engine, const struct plan *plan,
			  const struct request *request, struct error *err)
{
	return index_has_remote(engine->index) ?
	       match_remote(page, out, engine, plan, request, err) :
	       search_grouped(page, out, engine, plan, request, err);
}

/* Keep the page of what a widened search found. */
static void keep_page(struct match *out, const struct match_page *page)
{
	const size_t first = page->first < out->count ? page->first
						      : out->count;

	out->count -= first;
	if (out->count > page->most)
		out->count = page->most;
	if (out->count)
		memmove(out->hits, out->hits + first,
			out->count * sizeof(*out->hits));
}

/* Find the hits up to the page's end, in their order.  *is_short: folding has
 * left too few of them, and there are more. */
static enum status look_again(struct match_page *asked, struct match *out,
			      bool *is_short, const struct match_page *page,
			      const struct engine *engine,
			      const struct plan *plan,
			      const struct request *request,
			      struct error *err)
{
	const size_t needed = (size_t)page->first + page->most;
	enum status status;

	*is_short = false;
	out->count = out->fold_count = 0;
	status = search(asked, out, engine, plan, request, err);
	if (!status)
		status = rank_hits(out->hits, out->count, engine, &plan->rank,
				   err);
	if (status || request->group != GROUP_REPRINT ||
	    index_has_remote(engine->index))
		return status;
	*is_short = out->count == asked->most;
	reprint_folds_make(out, engine, needed);
	*is_short = *is_short && out->count < needed;
	return STATUS_OK;
}

enum status match_page_run(struct match_page *page, struct match *out,
			   const struct engine *engine,
			   const struct plan *plan,
			   const struct request *request, struct error *err)
{
	struct match_page asked = *page;
	bool is_short = true;
	enum status status = STATUS_OK;

	if (!is_reranked(page, plan, request))
		return search(page, out, engine, plan, request, err);
	widen(&asked, page);
	for (; !status && is_short; asked.most *= 2)
		status = look_again(&asked, out, &is_short, page, engine, plan,
				    request, err);
	page->total = asked.total;
	page->total_exact = asked.total_exact;
	if (!status)
		keep_page(out, page);
	return status;
}
