/* xapian-c/xc_read.cc - documents, terms, postings and metadata of a database. */
#include "xapian-c/xc_internal.hh"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

enum { FETCHED_MOST = 10000 };

Xapian::Document xc_fetch(const xc_database &database, uint32_t id)
{
	if (!database.has_remote)
		return database.database.get_document(id);
	const auto found = database.fetched.find(id);
	if (found != database.fetched.end())
		return found->second;
	if (database.fetched.size() >= FETCHED_MOST)
		database.fetched.clear();
	return database.fetched.emplace(id, database.database.get_document(id))
		.first->second;
}

static struct xc_term_info info_of(const Xapian::Database &db,
				   const std::string &term)
{
	struct xc_term_info info = {};

	info.documents = db.get_termfreq(term);
	info.occurrences = info.documents ? db.get_collection_freq(term) : 0;
	return info;
}

enum xc_status xc_database_term_info(const xc_database *database,
				     const void *term, size_t len,
				     struct xc_term_info *out,
				     struct xc_error *err)
{
	*out = {};
	if (!xc_term_is_valid(term, len))
		return XC_OK;
	return xc_on(*database, err, {"reading a term"}, [&] {
		*out = info_of(database->database, xc_string(term, len));
		return XC_OK;
	});
}

enum xc_status xc_database_term_documents(const xc_database *database,
					  const void *term, size_t len,
					  uint32_t *out, struct xc_error *err)
{
	*out = 0;
	if (!xc_term_is_valid(term, len))
		return XC_OK;
	return xc_on(*database, err, {"reading a term"}, [&] {
		*out = database->database.get_termfreq(xc_string(term, len));
		return XC_OK;
	});
}

enum xc_status xc_database_document(const xc_database *database, uint32_t id,
				    xc_document **out, struct xc_error *err)
{
	*out = nullptr;
	if (!id)
		return xc_fail(err, XC_NOT_FOUND, "reading document 0: ids start at 1");
	return xc_on(*database, err, {"reading a document"}, [&] {
		auto made = std::make_unique<xc_document>();

		made->document = xc_fetch(*database, id);
		made->id = id;
		*out = made.release();
		return XC_OK;
	});
}

enum xc_status xc_database_value(const xc_database *database, uint32_t id,
				 uint32_t slot, void *out, size_t size,
				 size_t *len, struct xc_error *err)
{
	*len = 0;
	if (!id)
		return xc_fail(err, XC_NOT_FOUND, "reading document 0: ids start at 1");
	return xc_on(*database, err, {"reading a value"}, [&] {
		const Xapian::Document document = xc_fetch(*database, id);
		const std::string value = document.get_value(slot);

		*len = value.size();
		if (size && !value.empty())
			memcpy(out, value.data(), std::min(size, value.size()));
		return XC_OK;
	});
}

enum xc_status xc_database_each_term(const xc_database *database,
				     const void *prefix, size_t len,
				     xc_term_fn *each, void *context,
				     struct xc_error *err)
{
	if (len > XC_TERM_MOST)
		return XC_OK;
	return xc_on(*database, err, {"walking the terms"}, [&] {
		const Xapian::Database &db = database->database;
		const std::string begin = xc_string(prefix, len);
		const Xapian::TermIterator end = db.allterms_end(begin);

		for (auto at = db.allterms_begin(begin); at != end; ++at) {
			const std::string term = *at;
			struct xc_term_info info = {};

			info.documents = at.get_termfreq();
			if (!database->has_remote)
				info.occurrences = db.get_collection_freq(term);

			xc_heed(each(context, term.data(), term.size(), &info));
		}
		return XC_OK;
	});
}

/* Show each posting of the term, or of all documents for the empty one. */
template <typename Take>
static enum xc_status each_posting(const xc_database *database,
				   const void *term, size_t len,
				   struct xc_error *err, const Take &take)
{
	if (len && !xc_term_is_valid(term, len))
		return XC_OK;
	return xc_on(*database, err, {"walking the postings"}, [&] {
		const Xapian::Database &db = database->database;
		const std::string of = xc_string(term, len);
		const Xapian::PostingIterator end = db.postlist_end(of);

		for (auto at = db.postlist_begin(of); at != end; ++at)
			take(at);
		return XC_OK;
	});
}

enum xc_status xc_database_each_posting(const xc_database *database,
					const void *term, size_t len,
					xc_posting_fn *each, void *context,
					struct xc_error *err)
{
	return each_posting(database, term, len, err, [&](const auto &at) {
		xc_heed(each(context, *at, at.get_wdf()));
	});
}

enum xc_status xc_database_each_length(const xc_database *database,
				       xc_length_fn *each, void *context,
				       struct xc_error *err)
{
	return each_posting(database, "", 0, err, [&](const auto &at) {
		xc_heed(each(context, *at, at.get_doclength()));
	});
}

enum xc_status xc_database_mark_postings(const xc_database *database,
					 const void *term, size_t len,
					 uint64_t *bits, size_t words,
					 struct xc_error *err)
{
	return each_posting(database, term, len, err, [&](const auto &at) {
		const Xapian::docid id = *at;

		if (id / 64 < words)
			bits[id / 64] |= uint64_t{1} << id % 64;
	});
}

enum xc_status xc_database_each_value(const xc_database *database,
				      uint32_t slot, const uint64_t *bits,
				      size_t words, xc_value_fn *each,
				      void *context, struct xc_error *err)
{
	return xc_on(*database, err, {"walking the values"}, [&] {
		const Xapian::Database &db = database->database;
		const Xapian::ValueIterator end = db.valuestream_end(slot);
		Xapian::ValueIterator at = db.valuestream_begin(slot);
		std::string value;

		for (size_t i = 0; i < words; i++)
			for (uint64_t left = bits[i]; left; left &= left - 1) {
				const auto id = static_cast<Xapian::docid>(
					i * 64 + static_cast<size_t>(
							 __builtin_ctzll(left)));

				if (at != end && at.get_docid() < id)
					at.skip_to(id);
				value.clear();
				if (at != end && at.get_docid() == id)
					value = *at;
				xc_heed(each(context, id, value.data(),
					     value.size()));
			}
		return XC_OK;
	});
}

enum xc_status xc_database_metadata(const xc_database *database,
				    const void *key, size_t key_len,
				    void **out, size_t *len,
				    struct xc_error *err)
{
	*out = nullptr;
	*len = 0;
	if (!key_len || key_len > XC_TERM_MOST)
		return xc_fail(err, XC_BAD_ARGUMENT,
			       "reading metadata: a key of %zu bytes", key_len);
	return xc_on(*database, err, {"reading metadata"}, [&] {
		const std::string value =
			database->database.get_metadata(xc_string(key, key_len));

		if (value.empty())
			return XC_OK;
		*out = malloc(value.size());
		if (!*out)
			throw std::bad_alloc();
		memcpy(*out, value.data(), value.size());
		*len = value.size();
		return XC_OK;
	});
}

enum xc_status xc_database_each_metadata(const xc_database *database,
					 const void *prefix, size_t len,
					 xc_key_fn *each, void *context,
					 struct xc_error *err)
{
	if (len > XC_TERM_MOST)
		return XC_OK;
	return xc_on(*database, err, {"walking metadata"}, [&] {
		const Xapian::Database &db = database->database;
		const std::string begin = xc_string(prefix, len);
		const Xapian::TermIterator end = db.metadata_keys_end(begin);

		for (auto at = db.metadata_keys_begin(begin); at != end; ++at) {
			const std::string key = *at;

			xc_heed(each(context, key.data(), key.size()));
		}
		return XC_OK;
	});
}
