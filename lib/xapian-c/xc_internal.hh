/* xapian-c/xc_internal.hh - what the handles hold.  Each is a plain C++ struct,
 * made with new and ended with delete. */
#ifndef XC_INTERNAL_HH
#define XC_INTERNAL_HH
#include "xapian-c/xc_database.h"
#include "xapian-c/xc_query.h"
#include "xapian-c/xc_search.h"
#include "xapian-c/xc_guard.hh"
#include <xapian.h>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

/* Bytes of the caller as a string; NULL is the empty one. */
inline std::string xc_string(const void *bytes, size_t len)
{
	return len ? std::string(static_cast<const char *>(bytes), len)
		   : std::string();
}

struct xc_document {
	Xapian::Document document;
	uint32_t id = 0;		/* in the database that was asked */
	struct xc_error failure = {};	/* sticky, while status is not XC_OK */
	mutable std::string buffer;	/* what the last reader borrowed */
};

struct xc_database {
	Xapian::Database database;	/* shares writable's inside, if any */
	std::optional<Xapian::WritableDatabase> writable;
	bool is_group = false;
	bool has_remote = false;	/* known; a stub may hide more */
	bool in_transaction = false;
	/* Of remote shards, whose every document costs a round trip. */
	mutable std::unordered_map<uint32_t, Xapian::Document> fetched;
	/* After a connection broke or was too slow: waiting again is in vain. */
	mutable struct xc_error broken = {};
};

/* Run body as xc_guard() does, unless the database has broken; note when it does. */
template <class Body>
enum xc_status xc_on(const xc_database &database, struct xc_error *err,
		     const xc_task &task, Body body) noexcept
{
	struct xc_error own;

	if (database.broken.status) {
		if (err)
			*err = database.broken;
		return database.broken.status;
	}
	const enum xc_status status = xc_guard(&own, task, body);
	if (status && err)
		*err = own;
	if (database.has_remote &&
	    (status == XC_NETWORK || status == XC_TIMEOUT))
		database.broken = own;
	return status;
}

/* A document of a database, kept when it came from afar. */
Xapian::Document xc_fetch(const xc_database &database, uint32_t id);

/* Tell "there is nothing at path" from other failures to open it. */
enum xc_status xc_opened(const char *path, enum xc_status status,
			 struct xc_error *err);

struct xc_set_binding;			/* xc_set.hh */

struct xc_query {
	Xapian::Query query;
	std::vector<std::shared_ptr<xc_set_binding>> sets;
	bool has_max = false;		/* that has a part in the weight */
};

/* A document under the match, while a spy or a decider looks at it. */
struct xc_match {
	const Xapian::Document *document = nullptr;
	std::string buffer;
	std::exception_ptr failure;	/* why the last reader failed */
};

struct xc_watcher {
	xc_match_fn *look;
	void *context;
};

/* The counter is made anew for each run; both handles share it. */
struct xc_value_counter {
	uint32_t slot;
	std::unique_ptr<Xapian::ValueCountMatchSpy> spy;
};
struct xc_value_counts {
	std::shared_ptr<xc_value_counter> counter;
};

struct xc_search {
	Xapian::Database database;
	bool has_remote;
	xc_query query;
	std::unique_ptr<Xapian::Weight> weight;
	enum xc_sort sort = XC_SORT_RELEVANCE;
	uint32_t sort_slot = 0;
	bool sort_descending = false;
	uint32_t collapse_slot = 0, collapse_most = 0;
	std::vector<xc_watcher> spies;
	std::optional<xc_watcher> decider;
	std::vector<std::shared_ptr<xc_value_counter>> counters;
	unsigned deadline_ms = 0;
};

struct xc_hits {
	Xapian::Enquire enquire;	/* of this run alone */
	Xapian::MSet mset;
	std::vector<std::string> keys;	/* empty when nothing is collapsed */
};

#endif
