/* xapian-c/xc_set.hh - documents found by other means, as a source of postings.
 *
 * A query set holds sorted ids per shard.  The matcher clones the source for
 * each shard and gives the clone that shard's database, but before 2.0 not its
 * number.  So a run binds the set to its database first: the binding holds the
 * uuid of each shard, in order, and init() looks its own uuid up there. */
#ifndef XC_SET_HH
#define XC_SET_HH
#include "xapian-c/xc_internal.hh"

struct xc_set_binding {
	std::vector<std::vector<Xapian::docid>> ids;	/* per shard */
	double weight = 0;
	std::vector<std::string> shards;		/* uuids, once bound */

	/* Throws Xapian::Error when the set does not fit the database. */
	void bind(const Xapian::Database &database);
	const std::vector<Xapian::docid> &
	of(const Xapian::Database &shard) const;
};

/* A source to be owned by a query. */
Xapian::PostingSource *xc_set_source(const std::shared_ptr<xc_set_binding> &set);

#endif
