/* xapian-c/xc_match.hh - what looks at documents while a match runs. */
#ifndef XC_MATCH_HH
#define XC_MATCH_HH
#include "xapian-c/xc_internal.hh"
#include <chrono>

/* Calls a C callback for a document, and throws what it wants thrown. */
class xc_looker {
	xc_watcher watcher;
	xc_match match;

      public:
	explicit xc_looker(const xc_watcher &watcher_) : watcher(watcher_)
	{
	}
	int look(const Xapian::Document &document);
};

class xc_callback_spy : public Xapian::MatchSpy {
	xc_looker looker;

      public:
	explicit xc_callback_spy(const xc_watcher &watcher) : looker(watcher)
	{
	}
	void operator()(const Xapian::Document &document, double) override
	{
		looker.look(document);
	}
};

class xc_callback_decider : public Xapian::MatchDecider {
	mutable xc_looker looker;

      public:
	explicit xc_callback_decider(const xc_watcher &watcher) : looker(watcher)
	{
	}
	bool operator()(const Xapian::Document &document) const override
	{
		return looker.look(document) == 0;
	}
};

/* The query, and a filter that lets every document pass until ms have gone by
 * since begin; then it throws xc_late. */
Xapian::Query xc_with_deadline(const Xapian::Query &query, unsigned ms,
			       std::chrono::steady_clock::time_point begin);

#endif
