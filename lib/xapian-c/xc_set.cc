/* xapian-c/xc_set.cc - documents found by other means, as a source of postings. */
#include "xapian-c/xc_set.hh"
#include <algorithm>

using std::vector;

/* libxapian joins the uuids of the shards with ':'. */
static vector<std::string> uuids_of(const Xapian::Database &database)
{
	const std::string all = database.get_uuid();
	vector<std::string> uuids;
	size_t begin = 0, end;

	while ((end = all.find(':', begin)) != std::string::npos) {
		uuids.push_back(all.substr(begin, end - begin));
		begin = end + 1;
	}
	uuids.push_back(all.substr(begin));
	return uuids;
}

static bool has_twins(vector<std::string> uuids)
{
	std::sort(uuids.begin(), uuids.end());
	return std::adjacent_find(uuids.begin(), uuids.end()) != uuids.end();
}

void xc_set_binding::bind(const Xapian::Database &database)
{
	if (database.size() != ids.size())
		throw Xapian::InvalidArgumentError(
			"a query set is for another number of shards");
	if (ids.size() < 2)
		return;
	shards = uuids_of(database);
	if (shards.size() != ids.size())
		throw Xapian::UnimplementedError("a query set needs glass shards");
	if (has_twins(shards))
		throw Xapian::UnimplementedError(
			"a query set cannot tell a shard from its copy");
}

const vector<Xapian::docid> &
xc_set_binding::of(const Xapian::Database &shard) const
{
	if (ids.size() == 1)
		return ids[0];
	const auto at = std::find(shards.begin(), shards.end(), shard.get_uuid());
	if (at == shards.end())
		throw Xapian::InvalidOperationError("a query set met a strange shard");
	return ids[static_cast<size_t>(at - shards.begin())];
}

/* Walks [at, end) of a sorted array, which holds existing documents only. */
class set_source : public Xapian::PostingSource {
	std::shared_ptr<xc_set_binding> set;
	vector<Xapian::docid> living;	/* used when some ids are gone */
	const Xapian::docid *at = nullptr, *end = nullptr;
	Xapian::doccount count = 0;
	bool is_started = false;

	/* Keep the ids that are documents still: they are none after the last
	 * id, and when the ids have gaps each must be looked up. */
	void limit_to(const Xapian::Database &shard, const vector<Xapian::docid> &ids)
	{
		const Xapian::docid last = shard.get_lastdocid();
		const auto stop = std::upper_bound(ids.begin(), ids.end(), last);

		living.clear();
		at = ids.data();
		end = at + (stop - ids.begin());
		if (shard.get_doccount() != last)
			look_up(shard);
		count = static_cast<Xapian::doccount>(end - at);
	}

	void look_up(const Xapian::Database &shard)
	{
		const Xapian::PostingIterator none = shard.postlist_end("");
		Xapian::PostingIterator all = shard.postlist_begin("");

		for (; at != end && all != none; ++at) {
			all.skip_to(*at);
			if (all != none && *all == *at)
				living.push_back(*at);
		}
		at = living.data();
		end = at + living.size();
	}

	void prepare(const Xapian::Database &shard, const vector<Xapian::docid> &ids)
	{
		limit_to(shard, ids);
		is_started = false;
		set_maxweight(set->weight);
	}

      public:
	explicit set_source(const std::shared_ptr<xc_set_binding> &set_) : set(set_)
	{
	}

	PostingSource *clone() const override
	{
		return new set_source(set);
	}

	void init(const Xapian::Database &shard) override
	{
		prepare(shard, set->of(shard));
	}

#if XAPIAN_AT_LEAST(1, 5, 0)
	void reset(const Xapian::Database &shard, Xapian::doccount number) override
	{
		prepare(shard, set->ids.at(number));
	}
#endif

	Xapian::doccount get_termfreq_min() const override
	{
		return count;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return count;
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return count;
	}

	double get_weight() const override
	{
		return set->weight;
	}
	Xapian::docid get_docid() const override
	{
		return *at;
	}
	bool at_end() const override
	{
		return at == end;
	}

	void next(double) override
	{
		if (is_started && at != end)
			++at;
		is_started = true;
	}

	void skip_to(Xapian::docid id, double) override
	{
		is_started = true;
		at = std::lower_bound(at, end, id);
	}

	std::string get_description() const override
	{
		return "set";
	}
};

Xapian::PostingSource *xc_set_source(const std::shared_ptr<xc_set_binding> &set)
{
	return (new set_source(set))->release();
}
