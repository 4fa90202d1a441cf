/* xapian-c/xc_hits.cc - reading an answer, and the counts of a run. */
#include "xapian-c/xc_internal.hh"
#include <algorithm>
#include <cstring>

void xc_hits_info(const xc_hits *hits, struct xc_hits_info *out)
{
	const Xapian::MSet &mset = hits->mset;

	*out = {};
	out->count = mset.size();
	out->least = mset.get_matches_lower_bound();
	out->estimate = mset.get_matches_estimated();
	out->most = mset.get_matches_upper_bound();
	out->uncollapsed_least = mset.get_uncollapsed_matches_lower_bound();
	out->uncollapsed_most = mset.get_uncollapsed_matches_upper_bound();
	out->max_weight = mset.get_max_attained();
}

/* Run body with the hit, if there is one at index. */
template <class Body>
static enum xc_status with_hit(const xc_hits *hits, uint32_t index,
			       struct xc_error *err, Body body) noexcept
{
	if (index >= hits->mset.size())
		return xc_fail(err, XC_NOT_FOUND, "reading hit %u of %u", index,
			       hits->mset.size());
	return xc_guard(err, {"reading a hit"}, [&] {
		body(hits->mset[index]);
		return XC_OK;
	});
}

enum xc_status xc_hits_at(const xc_hits *hits, uint32_t index,
			  struct xc_hit *out, struct xc_error *err)
{
	*out = {};
	return with_hit(hits, index, err, [&](const Xapian::MSetIterator &hit) {
		out->id = *hit;
		out->weight = hit.get_weight();
		out->collapsed = hit.get_collapse_count();
		if (hits->keys.empty())
			return;
		out->key = hits->keys[index].data();
		out->key_len = hits->keys[index].size();
	});
}

enum xc_status xc_hits_value(const xc_hits *hits, uint32_t index, void *out,
			     size_t size, size_t *len, struct xc_error *err)
{
	*len = 0;
	return with_hit(hits, index, err, [&](const Xapian::MSetIterator &hit) {
		const std::string key = hit.get_sort_key();

		*len = key.size();
		if (size && !key.empty())
			memcpy(out, key.data(), std::min(size, key.size()));
	});
}

enum xc_status xc_hits_document(const xc_hits *hits, uint32_t index,
				xc_document **out, struct xc_error *err)
{
	*out = nullptr;
	return with_hit(hits, index, err, [&](const Xapian::MSetIterator &hit) {
		auto made = std::make_unique<xc_document>();

		made->document = hit.get_document();
		made->id = *hit;
		*out = made.release();
	});
}

enum xc_status xc_hits_each_term(const xc_hits *hits, uint32_t index,
				 xc_matched_fn *each, void *context,
				 struct xc_error *err)
{
	return with_hit(hits, index, err, [&](const Xapian::MSetIterator &hit) {
		const Xapian::TermIterator end =
			hits->enquire.get_matching_terms_end(*hit);

		for (auto at = hits->enquire.get_matching_terms_begin(*hit);
		     at != end; ++at) {
			const std::string term = *at;

			xc_heed(each(context, term.data(), term.size()));
		}
	});
}

void xc_hits_free(xc_hits *hits)
{
	delete hits;
}

enum xc_status xc_search_count_values(xc_search *search, uint32_t slot,
				      xc_value_counts **out,
				      struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"preparing a search"}, [&] {
		auto made = std::make_unique<xc_value_counts>();

		made->counter = std::make_shared<xc_value_counter>();
		made->counter->slot = slot;
		search->counters.push_back(made->counter);
		*out = made.release();
		return XC_OK;
	});
}

enum xc_status xc_value_counts_each(const xc_value_counts *counts,
				    xc_value_count_fn *each, void *context,
				    struct xc_error *err)
{
	const xc_value_counter &counter = *counts->counter;

	if (!counter.spy)
		return XC_OK;
	return xc_guard(err, {"counting values"}, [&] {
		const Xapian::TermIterator end = counter.spy->values_end();

		for (auto at = counter.spy->values_begin(); at != end; ++at) {
			const std::string value = *at;

			xc_heed(each(context, value.data(), value.size(),
				     at.get_termfreq()));
		}
		return XC_OK;
	});
}

void xc_value_counts_free(xc_value_counts *counts)
{
	delete counts;
}
