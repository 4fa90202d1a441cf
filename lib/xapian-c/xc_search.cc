/* xapian-c/xc_search.cc - how to search, and the run. */
#include "xapian-c/xc_match.hh"
#include "xapian-c/xc_set.hh"
#include <list>

/* Change the search by body. */
template <class Body>
static enum xc_status configure(struct xc_error *err, Body body) noexcept
{
	return xc_guard(err, {"preparing a search"}, [&] {
		body();
		return XC_OK;
	});
}

enum xc_status xc_search_new(xc_search **out, const xc_database *database,
			     struct xc_error *err)
{
	*out = nullptr;
	return xc_on(*database, err, {"preparing a search"}, [&] {
		auto made = std::make_unique<xc_search>();

		made->database = database->database;
		made->has_remote = database->has_remote;
		made->weight = std::make_unique<Xapian::BM25Weight>();
		*out = made.release();
		return XC_OK;
	});
}

void xc_search_free(xc_search *search)
{
	delete search;
}

enum xc_status xc_search_query(xc_search *search, const xc_query *query,
			       struct xc_error *err)
{
	return configure(err, [&] {
		search->query = *query;
	});
}

enum xc_status xc_search_bm25(xc_search *search, const struct xc_bm25 *bm25,
			      struct xc_error *err)
{
	return configure(err, [&] {
		search->weight = std::make_unique<Xapian::BM25Weight>(
			bm25->k1, bm25->k2, bm25->k3, bm25->b, bm25->min_normlen);
	});
}

enum xc_status xc_search_coordinate(xc_search *search, struct xc_error *err)
{
	return configure(err, [&] {
		search->weight = std::make_unique<Xapian::CoordWeight>();
	});
}

enum xc_status xc_search_unweighted(xc_search *search, struct xc_error *err)
{
	return configure(err, [&] {
		search->weight = std::make_unique<Xapian::BoolWeight>();
	});
}

enum xc_status xc_search_sort(xc_search *search, enum xc_sort sort,
			      uint32_t slot, bool descending,
			      struct xc_error *err)
{
	if (sort != XC_SORT_RELEVANCE && slot == Xapian::BAD_VALUENO)
		return xc_fail(err, XC_BAD_ARGUMENT, "sorting: no such slot");
	search->sort = sort;
	search->sort_slot = slot;
	search->sort_descending = descending;
	return XC_OK;
}

enum xc_status xc_search_collapse(xc_search *search, uint32_t slot,
				  uint32_t most, struct xc_error *err)
{
	if (most && slot == Xapian::BAD_VALUENO)
		return xc_fail(err, XC_BAD_ARGUMENT, "collapsing: no such slot");
	search->collapse_slot = slot;
	search->collapse_most = most;
	return XC_OK;
}

enum xc_status xc_search_add_spy(xc_search *search, xc_match_fn *spy,
				 void *context, struct xc_error *err)
{
	return configure(err, [&] {
		search->spies.push_back({spy, context});
	});
}

enum xc_status xc_search_set_decider(xc_search *search, xc_match_fn *decider,
				     void *context, struct xc_error *err)
{
	(void)err;
	search->decider.reset();
	if (decider)
		search->decider = xc_watcher{decider, context};
	return XC_OK;
}

void xc_search_clear_spies(xc_search *search)
{
	search->spies.clear();
	search->counters.clear();
}

enum xc_status xc_search_deadline(xc_search *search, unsigned ms,
				  struct xc_error *err)
{
	(void)err;
	search->deadline_ms = ms;
	return XC_OK;
}

/* What one run needs beside the search; the spies are its own. */
struct match_run {
	xc_search &search;
	uint32_t first, most, check_at_least;
	std::list<xc_callback_spy> spies;
	std::unique_ptr<xc_callback_decider> decider;
};

static void attach_spies(Xapian::Enquire &enquire, match_run &run)
{
	run.spies.clear();
	enquire.clear_matchspies();
	for (const xc_watcher &watcher : run.search.spies) {
		run.spies.emplace_back(watcher);
		enquire.add_matchspy(&run.spies.back());
	}
	for (const auto &counter : run.search.counters) {
		counter->spy =
			std::make_unique<Xapian::ValueCountMatchSpy>(counter->slot);
		enquire.add_matchspy(counter->spy.get());
	}
}

static void order(Xapian::Enquire &enquire, const xc_search &search)
{
	switch (search.sort) {
	case XC_SORT_RELEVANCE:
		enquire.set_sort_by_relevance();
		break;
	case XC_SORT_VALUE:
		enquire.set_sort_by_value_then_relevance(search.sort_slot,
							 search.sort_descending);
		break;
	case XC_SORT_RELEVANCE_VALUE:
		enquire.set_sort_by_relevance_then_value(search.sort_slot,
							 search.sort_descending);
		break;
	}
	if (search.collapse_most)
		enquire.set_collapse_key(search.collapse_slot, search.collapse_most);
	enquire.set_weighting_scheme(*search.weight);
}

static Xapian::MSet match(Xapian::Enquire &enquire, match_run &run,
			  const Xapian::Query &query)
{
	attach_spies(enquire, run);
	enquire.set_query(query);
	return enquire.get_mset(run.first, run.most, run.check_at_least, nullptr,
				run.decider.get());
}

/* Remote shards cannot run the deadline's filter.  A stub file may hide some:
 * then the first try is refused before anything is matched. */
static Xapian::MSet match_in_time(Xapian::Enquire &enquire, match_run &run)
{
	xc_search &search = run.search;
	const Xapian::Query &query = search.query.query;
	const auto begin = std::chrono::steady_clock::now();

	if (!search.deadline_ms || search.has_remote)
		return match(enquire, run, query);
	try {
		return match(enquire, run,
			     xc_with_deadline(query, search.deadline_ms, begin));
	} catch (const Xapian::UnimplementedError &) {
		search.has_remote = true;
	}
	return match(enquire, run, query);
}

static void keep_keys(xc_hits &hits)
{
	hits.keys.reserve(hits.mset.size());
	for (Xapian::doccount i = 0; i < hits.mset.size(); i++)
		hits.keys.push_back(hits.mset[i].get_collapse_key());
}

enum xc_status xc_search_run(xc_hits **out, xc_search *search, uint32_t first,
			     uint32_t most, uint32_t check_at_least,
			     struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"searching"}, [&] {
		auto hits = std::unique_ptr<xc_hits>(
			new xc_hits{Xapian::Enquire(search->database), {}, {}});
		match_run run = {*search, first, most, check_at_least, {}, nullptr};

		/* libxapian 1.4.22 crashes on an OP_MAX where the match may stop
		 * early. */
		if (search->query.has_max)
			run.check_at_least = search->database.get_doccount();

		for (const auto &set : search->query.sets)
			set->bind(search->database);
		if (search->decider)
			run.decider =
				std::make_unique<xc_callback_decider>(*search->decider);
		order(hits->enquire, *search);
		hits->mset = match_in_time(hits->enquire, run);
		hits->enquire.clear_matchspies();
		if (search->collapse_most)
			keep_keys(*hits);
		*out = hits.release();
		return XC_OK;
	});
}
