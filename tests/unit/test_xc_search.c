/* xapian-c: spies, deciders, counts, order, collapse, and reading hits. */
#include "tests/unit/test_xc.h"

static const struct xc_row documents[] = {
	{ "a one", "red" }, { "a two", "blue" }, { "a a three", "red" },
	{ "b four", "green" }, { "a a a five", "red" }, { "a six", NULL },
};

struct seen { char text[256]; size_t used; int calls, answer_at, answer; };

static int look(void *context, xc_match *match)
{
	struct seen *seen = context;
	const void *value, *data;
	size_t value_len, data_len;

	if (xc_match_value(match, 0, &value, &value_len) != XC_OK)
		return -99;
	seen->used += (size_t)snprintf(seen->text + seen->used,
				       sizeof(seen->text) - seen->used, "%u%.*s ",
				       (unsigned)xc_match_id(match), (int)value_len,
				       (const char *)value);
	if (xc_match_data(match, &data, &data_len) != XC_OK || !data_len)
		return -98;
	return ++seen->calls == seen->answer_at ? seen->answer : 0;
}

static void spies(const xc_database *database)
{
	xc_search *search = xc_prepare(database, xc_term("a"));
	struct seen seen = { "", 0, 0, 0, 0 }, second = seen;
	xc_hits *hits;

	unit_begin("a spy sees every match, with its value and data");
	MUST(xc_search_add_spy(search, look, &seen, &xc_err));
	MUST(xc_search_add_spy(search, look, &second, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 1, 100, &xc_err));
	EXPECT_STR(seen.text, "1red 2blue 3red 5red 6 ");
	unit_begin("and so does a second one");
	EXPECT_INT(second.calls, 5);
	xc_hits_free(hits);
	unit_begin("a spy's number above 0 means nothing");
	seen = (struct seen){ "", 0, 0, 2, 1 };
	MUST(xc_search_run(&hits, search, 0, 1, 100, &xc_err));
	EXPECT_INT(seen.calls, 5);
	xc_hits_free(hits);
	unit_begin("a spy ends the match with its negative number");
	seen = (struct seen){ "", 0, 0, 3, -5 };
	EXPECT_INT(xc_search_run(&hits, search, 0, 1, 100, &xc_err), XC_CALLBACK);
	EXPECT_INT(xc_err.callback, -5);
	EXPECT(seen.calls == 3 && !hits);
	unit_begin("the search can run again, and the spies can be cleared");
	xc_search_clear_spies(search);
	hits = xc_run_all(search);
	EXPECT_INT(seen.calls, 3);
	xc_hits_free(hits);
	xc_search_free(search);
}

static int refuse_red(void *context, xc_match *match)
{
	const int *stop = context;
	const void *value;
	size_t len;

	if (xc_match_value(match, 0, &value, &len) != XC_OK)
		return -99;
	if (*stop)
		return *stop;
	return len == 3 && !memcmp(value, "red", 3);
}

static void deciders(const xc_database *database)
{
	xc_search *search = xc_prepare(database, xc_term("a"));
	struct xc_hits_info info;
	int stop = 0;
	xc_hits *hits;

	unit_begin("a decider refuses with 1, and the count knows");
	MUST(xc_search_set_decider(search, refuse_red, &stop, &xc_err));
	MUST(xc_search_unweighted(search, &xc_err));
	hits = xc_run_all(search);
	xc_hits_info(hits, &info);
	EXPECT_STR(xc_ids(hits), "2 6");
	EXPECT(info.least == 2 && info.most == 2);
	xc_hits_free(hits);
	unit_begin("a decider ends the match with its negative number");
	stop = -3;
	EXPECT_INT(xc_search_run(&hits, search, 0, 9, 9, &xc_err), XC_CALLBACK);
	EXPECT_INT(xc_err.callback, -3);
	unit_begin("NULL takes the decider away");
	MUST(xc_search_set_decider(search, NULL, NULL, &xc_err));
	EXPECT_STR(xc_answer(search), "1 2 3 5 6");
}

static int on_count(void *context, const void *value, size_t len, uint32_t count)
{
	struct seen *seen = context;

	seen->used += (size_t)snprintf(seen->text + seen->used,
				       sizeof(seen->text) - seen->used, "%.*s:%u ",
				       (int)len, (const char *)value, (unsigned)count);
	return ++seen->calls == seen->answer_at ? seen->answer : 0;
}

static void counts(const xc_database *database)
{
	xc_search *search = xc_prepare(database, xc_term("a"));
	struct seen seen = { "", 0, 0, 0, 0 };
	xc_value_counts *values;

	unit_begin("before a run there are no counts");
	MUST(xc_search_count_values(search, 0, &values, &xc_err));
	MUST(xc_value_counts_each(values, on_count, &seen, &xc_err));
	EXPECT_STR(seen.text, "");
	unit_begin("values are counted, in their order, without the empty one");
	xc_hits_free(xc_run_all(search));
	MUST(xc_value_counts_each(values, on_count, &seen, &xc_err));
	EXPECT_STR(seen.text, "blue:1 red:3 ");
	unit_begin("a second run counts anew");
	seen = (struct seen){ "", 0, 0, 0, 0 };
	xc_hits_free(xc_run_all(search));
	MUST(xc_value_counts_each(values, on_count, &seen, &xc_err));
	EXPECT_STR(seen.text, "blue:1 red:3 ");
	unit_begin("counts outlive their search, and a callback ends the walk");
	xc_search_free(search);
	seen = (struct seen){ "", 0, 0, 1, 9 };
	EXPECT_INT(xc_value_counts_each(values, on_count, &seen, &xc_err), XC_CALLBACK);
	EXPECT_INT(xc_err.callback, 9);
	xc_value_counts_free(values);
}

static void sorting(const xc_database *database)
{
	static const struct {
		const char *why;
		enum xc_sort sort;
		bool descending;
		const char *want;
	} rows[] = {
		{ "by relevance", XC_SORT_RELEVANCE, false, "5 3 1 2 6" },
		{ "by value, the least first, then relevance", XC_SORT_VALUE, false, "6 2 5 3 1" },
		{ "by value, the greatest first", XC_SORT_VALUE, true, "5 3 1 2 6" },
		{ "by relevance, then value", XC_SORT_RELEVANCE_VALUE, false, "5 3 6 2 1" },
		{ "by relevance, then the greatest value", XC_SORT_RELEVANCE_VALUE, true,
		  "5 3 1 2 6" },
	};
	static const struct xc_bm25 by_wdf = { 1, 0, 1, 0, 0.5 };
	xc_search *search;

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		search = xc_prepare(database, xc_term("a"));
		MUST(xc_search_bm25(search, &by_wdf, &xc_err));
		MUST(xc_search_sort(search, rows[i].sort, 0, rows[i].descending, &xc_err));
		EXPECT_STR(xc_answer(search), rows[i].want);
	}
	unit_begin("sorting by the slot that means none is refused");
	search = xc_prepare(database, xc_term("a"));
	EXPECT_INT(xc_search_sort(search, XC_SORT_VALUE, UINT32_MAX, false, &xc_err),
		   XC_BAD_ARGUMENT);
	EXPECT_INT(xc_search_collapse(search, UINT32_MAX, 1, &xc_err), XC_BAD_ARGUMENT);
	xc_search_free(search);
}

static void collapsing(const xc_database *database)
{
	static const struct { const char *why; uint32_t most; const char *want; } rows[] = {
		{ "one of each value; those without a value stay", 1, "5 2 6" },
		{ "two of each value", 2, "5 3 2 6" },
		{ "zero ends collapsing", 0, "5 3 1 2 6" },
	};
	static const struct xc_bm25 by_wdf = { 1, 0, 1, 0, 0.5 };
	xc_search *search;
	struct xc_hits_info info;
	struct xc_hit hit;
	xc_hits *hits;

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		search = xc_prepare(database, xc_term("a"));
		MUST(xc_search_bm25(search, &by_wdf, &xc_err));
		MUST(xc_search_collapse(search, 0, rows[i].most, &xc_err));
		EXPECT_STR(xc_answer(search), rows[i].want);
	}
	unit_begin("a hit knows its key and how many others there are");
	search = xc_prepare(database, xc_term("a"));
	MUST(xc_search_collapse(search, 0, 1, &xc_err));
	hits = xc_run_all(search);
	MUST(xc_hits_at(hits, 0, &hit, &xc_err));
	EXPECT(hit.key_len == 3 && !memcmp(hit.key, "red", 3));
	EXPECT_INT(hit.collapsed, 2);
	unit_begin("when all is looked at the count is exact");
	xc_hits_info(hits, &info);
	EXPECT(info.least == 3 && info.estimate == 3 && info.most == 3);
	EXPECT(info.uncollapsed_least == 5 && info.uncollapsed_most == 5);
	xc_hits_free(hits);
	unit_begin("a spy sees what collapsing hides");
	struct seen seen = { "", 0, 0, 0, 0 };
	MUST(xc_search_add_spy(search, look, &seen, &xc_err));
	xc_hits_free(xc_run_all(search));
	EXPECT_INT(seen.calls, 5);
	xc_search_free(search);
}

/* The bounds of a count, as "least-estimate-most/uncollapsed least-most". */
static const char *bounds_of(const xc_database *database, const char *words,
			     uint32_t collapse, uint32_t check_at_least)
{
	static char text[64];
	xc_search *search = xc_prepare(database, xc_words(XC_OR, words, 0));
	struct xc_hits_info info;
	xc_hits *hits;

	MUST(xc_search_collapse(search, 0, collapse, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 1, check_at_least, &xc_err));
	xc_hits_info(hits, &info);
	snprintf(text, sizeof(text), "%u-%u-%u/%u-%u", (unsigned)info.least,
		 (unsigned)info.estimate, (unsigned)info.most,
		 (unsigned)info.uncollapsed_least, (unsigned)info.uncollapsed_most);
	xc_hits_free(hits);
	xc_search_free(search);
	return text;
}

static void bounds(const xc_database *database)
{
	static const struct {
		const char *why, *words;
		uint32_t collapse, check_at_least;
		const char *want;
	} rows[] = {
		{ "fewer matches than looked at: the count is exact",
		  "one two three", 0, 4, "3-3-3/3-3" },
		{ "as many matches as looked at: exact too",
		  "one two three", 0, 3, "3-3-3/3-3" },
		{ "collapsed, with fewer matches than looked at: exact",
		  "one two three", 1, 4, "2-2-2/2-3" },
		{ "what was before collapsing is known by its bounds only",
		  "one two three", 1, 100, "2-2-2/2-3" },
		{ "no match", "zero", 1, 1, "0-0-0/0-0" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		EXPECT_STR(bounds_of(database, rows[i].words, rows[i].collapse,
				     rows[i].check_at_least), rows[i].want);
	}
	unit_begin("less looked at: the bounds hold the count");
	struct xc_hits_info info;
	xc_search *search = xc_prepare(database, xc_words(XC_OR, "a five six four", 0));
	xc_hits *hits;
	MUST(xc_search_run(&hits, search, 0, 1, 0, &xc_err));
	xc_hits_info(hits, &info);
	EXPECT(info.least <= 6 && info.most >= 6 && info.least <= info.estimate &&
	       info.estimate <= info.most);
	xc_hits_free(hits);
	xc_search_free(search);
}

struct line { char text[128]; size_t used; };

static int on_match(void *context, const void *term, size_t len)
{
	struct line *line = context;

	line->used += (size_t)snprintf(line->text + line->used,
				       sizeof(line->text) - line->used, "%.*s ",
				       (int)len, (const char *)term);
	return 0;
}

static void reading(void)
{
	xc_database *database = xc_open("db");
	xc_search *search = xc_prepare(database, xc_words(XC_OR, "a five six z", 0));
	struct line line = { "", 0 };
	struct xc_hits_info info;
	xc_document *document;
	struct xc_hit hit;
	const void *data;
	size_t len;
	xc_hits *hits;

	unit_begin("a window of the ranks, and what is beyond it");
	MUST(xc_search_run(&hits, search, 1, 2, 100, &xc_err));
	xc_hits_info(hits, &info);
	EXPECT(info.count == 2 && info.least == 5 && info.most == 5);
	xc_hits_free(hits);
	unit_begin("the greatest weight is the best hit's, also from a later window");
	MUST(xc_search_run(&hits, search, 0, 1, 0, &xc_err));
	MUST(xc_hits_at(hits, 0, &hit, &xc_err));
	EXPECT(hit.weight > 0 && hit.weight == info.max_weight);
	xc_hits_free(hits);
	unit_begin("ranks behind the end are no hits");
	MUST(xc_search_run(&hits, search, 100, UINT32_MAX, UINT32_MAX, &xc_err));
	xc_hits_info(hits, &info);
	EXPECT(info.count == 0 && info.least == 5 && info.most == 5);
	EXPECT_INT(xc_hits_at(hits, 0, &hit, &xc_err), XC_NOT_FOUND);
	EXPECT_INT(xc_hits_document(hits, 0, &document, &xc_err), XC_NOT_FOUND);
	xc_hits_free(hits);

	unit_begin("hits outlive the search, its next query, and the database");
	MUST(xc_search_run(&hits, search, 0, 10, 10, &xc_err));
	xc_query *other = xc_term("b");
	MUST(xc_search_query(search, other, &xc_err));
	xc_query_free(other);
	EXPECT_STR(xc_answer(search), "4");
	xc_database_free(database);
	EXPECT_STR(xc_ids(hits), "6 5 3 1 2");
	MUST(xc_hits_document(hits, 1, &document, &xc_err));
	EXPECT_INT(xc_document_id(document), 5);
	MUST(xc_document_data(document, &data, &len, &xc_err));
	EXPECT(len == 10 && !memcmp(data, "a a a five", 10));
	xc_document_free(document);
	unit_begin("the query's terms that a hit has");
	MUST(xc_hits_each_term(hits, 1, on_match, &line, &xc_err));
	EXPECT_STR(line.text, "a five ");
	xc_hits_free(hits);
}

static void empty_group(void)
{
	xc_database *group;
	xc_search *search;
	xc_hits *hits;

	unit_begin("a group without members cannot be searched");
	MUST(xc_database_open_group(&group, &xc_err));
	search = xc_prepare(group, xc_term("a"));
	EXPECT_INT(xc_search_run(&hits, search, 0, 1, 0, &xc_err), XC_BAD_ARGUMENT);
	xc_search_free(search);
	xc_database_free(group);
}

/* libxapian 1.4.22 crashes where such a match stops early. */
static void greatest(void)
{
	static const struct xc_row rows[] = {
		{ "all f f f f", NULL }, { "all a b b f f", NULL },
		{ "all f f f f", NULL }, { "all f f", NULL } };
	static const struct xc_bm25 bm25 = { 1, 0, 0, .3, .5 };
	xc_query *all = xc_term("all"), *plain;
	xc_database *database;
	xc_search *search;
	struct xc_hits_info info;
	xc_hits *hits;

	unit_begin("the greatest of weights beside what all have, first page");
	xc_build("greatest", rows, COUNT(rows));
	database = xc_open("greatest");
	MUST(xc_query_scale(&plain, all, 0, &xc_err));
	search = xc_prepare(database, xc_pair(XC_AND_MAYBE, plain,
					      xc_words(XC_MAX, "a b", 0)));
	MUST(xc_search_bm25(search, &bm25, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 1, 0, &xc_err));
	xc_hits_info(hits, &info);
	EXPECT_INT(info.count, 1);
	xc_hits_free(hits);
	xc_search_free(search);
	xc_query_free(all);
	xc_database_free(database);
}

int main(void)
{
	xc_database *database;

	xc_dir_make();
	xc_build("db", documents, COUNT(documents));
	database = xc_open("db");
	spies(database);
	deciders(database);
	counts(database);
	sorting(database);
	collapsing(database);
	bounds(database);
	xc_database_free(database);
	reading();
	empty_group();
	greatest();
	xc_dir_remove();
	return unit_done();
}
