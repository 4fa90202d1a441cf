/* xapian-c/xc_query.cc - query trees. */
#include "xapian-c/xc_internal.hh"
#include "xapian-c/xc_set.hh"
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>

/* Do weights of part number i count under this operator? */
static bool is_weighted(enum xc_operator op, size_t i)
{
	return !i || (op != XC_FILTER && op != XC_AND_NOT);
}

/* Give *out the query that body makes. */
template <class Body>
static enum xc_status make(xc_query **out, struct xc_error *err, Body body) noexcept
{
	*out = nullptr;
	return xc_guard(err, {"making a query"}, [&] {
		auto made = std::make_unique<xc_query>();

		body(*made);
		*out = made.release();
		return XC_OK;
	});
}

static void expect(bool is_so, const char *otherwise)
{
	if (!is_so)
		throw Xapian::InvalidArgumentError(otherwise);
}

static Xapian::Query::op op_of(enum xc_operator op)
{
	switch (op) {
	case XC_AND: return Xapian::Query::OP_AND;
	case XC_OR: return Xapian::Query::OP_OR;
	case XC_AND_NOT: return Xapian::Query::OP_AND_NOT;
	case XC_XOR: return Xapian::Query::OP_XOR;
	case XC_AND_MAYBE: return Xapian::Query::OP_AND_MAYBE;
	case XC_FILTER: return Xapian::Query::OP_FILTER;
	case XC_SYNONYM: return Xapian::Query::OP_SYNONYM;
	case XC_MAX: return Xapian::Query::OP_MAX;
	case XC_ELITE: return Xapian::Query::OP_ELITE_SET;
	case XC_NEAR: return Xapian::Query::OP_NEAR;
	case XC_PHRASE: return Xapian::Query::OP_PHRASE;
	}
	throw Xapian::InvalidArgumentError("no such operator");
}

enum xc_status xc_query_term(xc_query **out, const void *term, size_t len,
			     uint32_t wqf, struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		expect(xc_term_is_valid(term, len), "a term is empty or too long");
		made.query = Xapian::Query(xc_string(term, len), wqf);
	});
}

enum xc_status xc_query_combine(xc_query **out, enum xc_operator op,
				const xc_query *const *parts, size_t count,
				uint32_t number, struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		std::vector<Xapian::Query> queries;

		for (size_t i = 0; i < count; i++) {
			expect(parts[i], "a part is NULL");
			queries.push_back(parts[i]->query);
			made.sets.insert(made.sets.end(), parts[i]->sets.begin(),
					 parts[i]->sets.end());
			made.has_max |= is_weighted(op, i) && parts[i]->has_max;
		}
		made.has_max |= op == XC_MAX && count > 1;
		made.query = Xapian::Query(op_of(op), queries.begin(),
					   queries.end(), number);
	});
}

enum xc_status xc_query_scale(xc_query **out, const xc_query *part,
			      double factor, struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		expect(std::isfinite(factor) && factor >= 0,
		       "a factor is negative or no number");
		made.query = Xapian::Query(factor, part->query);
		made.sets = part->sets;
		made.has_max = part->has_max && factor > 0;
	});
}

/* The lowest value that a document can have; the empty one means none. */
static const std::string lowest(1, '\0');

enum xc_status xc_query_range(xc_query **out, uint32_t slot,
			      const void *low, size_t low_len,
			      const void *high, size_t high_len,
			      struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		const std::string from = low_len ? xc_string(low, low_len) : lowest;

		if (high)
			made.query = Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
						   from, xc_string(high, high_len));
		else
			made.query = Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, from);
	});
}

enum xc_status xc_query_prefix(xc_query **out, const void *prefix, size_t len,
			       uint32_t most, enum xc_operator combiner,
			       struct xc_error *err)
{
	/* The most frequent 0 would be none. */
	const int limit = most ? Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT
			       : Xapian::Query::WILDCARD_LIMIT_ERROR;

	return make(out, err, [&](xc_query &made) {
		expect(len <= XC_TERM_MOST, "a prefix is too long");
		made.query = Xapian::Query(Xapian::Query::OP_WILDCARD,
					   xc_string(prefix, len), most, limit,
					   op_of(combiner));
		made.has_max = combiner == XC_MAX;
	});
}

enum xc_status xc_query_all(xc_query **out, struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		made.query = Xapian::Query(std::string());
	});
}

enum xc_status xc_query_nothing(xc_query **out, struct xc_error *err)
{
	return make(out, err, [](xc_query &) {
	});
}

static void copy_ids(xc_set_binding &set, const uint32_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect(ids[i] > (i ? ids[i - 1] : 0), "ids of a set do not ascend");
	if (count)
		set.ids.emplace_back(ids, ids + count);
	else
		set.ids.emplace_back();
}

enum xc_status xc_query_set(xc_query **out, const uint32_t *const *ids,
			    const size_t *counts, size_t shards, double weight,
			    struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		auto set = std::make_shared<xc_set_binding>();

		expect(shards > 0, "a set is for no shards");
		expect(std::isfinite(weight) && weight >= 0,
		       "a weight is negative or no number");
		set->weight = weight;
		for (size_t i = 0; i < shards; i++)
			copy_ids(*set, ids[i], counts[i]);
		made.query = Xapian::Query(xc_set_source(set));
		made.sets.push_back(set);
	});
}

enum xc_status xc_query_value_weight(xc_query **out, uint32_t slot,
				     struct xc_error *err)
{
	return make(out, err, [&](xc_query &made) {
		Xapian::PostingSource *source =
			new Xapian::ValueWeightPostingSource(slot);

		made.query = Xapian::Query(source->release());
	});
}

bool xc_query_is_empty(const xc_query *query)
{
	return query->query.empty();
}

enum xc_status xc_query_describe(const xc_query *query, char **out,
				 struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"describing a query"}, [&] {
		*out = strdup(query->query.get_description().c_str());
		if (!*out)
			throw std::bad_alloc();
		return XC_OK;
	});
}

void xc_query_free(xc_query *query)
{
	delete query;
}
