/* xapian-c/xc_match.cc - spies, deciders and the deadline. */
#include "xapian-c/xc_match.hh"

using clock_type = std::chrono::steady_clock;

/* A reader's own failure (a writer overtook us) says more than "stopped". */
int xc_looker::look(const Xapian::Document &document)
{
	match.document = &document;
	match.failure = nullptr;
	const int returned = watcher.look(watcher.context, &match);
	match.document = nullptr;
	if (returned < 0 && match.failure)
		std::rethrow_exception(match.failure);
	if (returned < 0)
		throw xc_stopped{returned};
	return returned;
}

uint32_t xc_match_id(const xc_match *match)
{
	return match->document->get_docid();
}

template <class Body>
static enum xc_status lend(xc_match *match, const void **bytes, size_t *len,
			   Body body) noexcept
{
	*bytes = nullptr;
	*len = 0;
	return xc_guard(nullptr, {"matching"}, [&] {
		try {
			match->buffer = body();
		} catch (...) {
			match->failure = std::current_exception();
			throw;
		}
		*bytes = match->buffer.data();
		*len = match->buffer.size();
		return XC_OK;
	});
}

enum xc_status xc_match_value(xc_match *match, uint32_t slot,
			      const void **value, size_t *len)
{
	return lend(match, value, len, [&] {
		return match->document->get_value(slot);
	});
}

enum xc_status xc_match_data(xc_match *match, const void **data, size_t *len)
{
	return lend(match, data, len, [&] {
		return match->document->get_data();
	});
}

/* All documents of a shard, and a look at the clock now and then.  As a filter
 * at the root it sees each candidate, also those that a decider would not be
 * asked about because their weight is too low. */
class deadline_source : public Xapian::PostingSource {
	const unsigned ms;
	const clock_type::time_point begin;
	clock_type::time_point last;
	unsigned stride = 1, left = 1;
	Xapian::doccount count = 0;
	Xapian::docid id = 0;
	Xapian::Database database;
	Xapian::PostingIterator all;
	bool is_open = false;

	/* A document of a large OR costs a thousand times one of a single term,
	 * so the stride adapts: about one look a tenth of a millisecond. */
	void tick()
	{
		const auto step = std::chrono::microseconds(100);

		if (--left)
			return;
		const clock_type::time_point now = clock_type::now();
		if (now - begin >= std::chrono::milliseconds(ms))
			throw xc_late{ms};
		if (now - last > step)
			stride = stride > 1 ? stride / 2 : 1;
		else if (stride < 1024)
			stride *= 2;
		last = now;
		left = stride;
	}

	/* The list is needed only if the matcher lets this source lead. */
	void open_at(Xapian::docid wanted)
	{
		if (!is_open)
			all = database.postlist_begin("");
		is_open = true;
		if (all != database.postlist_end(""))
			all.skip_to(wanted);
		id = all == database.postlist_end("") ? 0 : *all;
	}

      public:
	deadline_source(unsigned ms_, clock_type::time_point begin_)
		: ms(ms_), begin(begin_), last(begin_)
	{
	}

	PostingSource *clone() const override
	{
		return new deadline_source(ms, begin);
	}

	void init(const Xapian::Database &shard) override
	{
		database = shard;
		count = shard.get_doccount();
		is_open = false;
		id = 0;
	}

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

	Xapian::docid get_docid() const override
	{
		return id;
	}
	bool at_end() const override
	{
		return id == 0;
	}

	void next(double) override
	{
		tick();
		open_at(id + 1);
	}
	void skip_to(Xapian::docid wanted, double) override
	{
		tick();
		if (wanted > id)
			open_at(wanted);
	}
	bool check(Xapian::docid wanted, double) override
	{
		tick();
		id = wanted;
		return true;
	}

	std::string get_description() const override
	{
		return "deadline";
	}
};

Xapian::Query xc_with_deadline(const Xapian::Query &query, unsigned ms,
			       clock_type::time_point begin)
{
	Xapian::PostingSource *source = new deadline_source(ms, begin);

	return Xapian::Query(Xapian::Query::OP_FILTER, query,
			     Xapian::Query(source->release()));
}
