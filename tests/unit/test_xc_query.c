/* xapian-c: what each kind of query matches, and how it ranks. */
#include "tests/unit/test_xc.h"
#include <math.h>

static const struct xc_row documents[] = {
	{ "a b c", "B" }, { "a c", NULL }, { "b c a", "D" },
	{ "d", "A" }, { "a b d", "C" }, { "c ca cab", NULL },
};

static void operators(const xc_database *database)
{
	static const struct {
		const char *why;
		enum xc_operator op;
		const char *words;
		uint32_t number;
		const char *want;
	} rows[] = {
		{ "AND: all of them", XC_AND, "a b", 0, "1 3 5" },
		{ "AND of a term that is absent: nothing", XC_AND, "a z", 0, "" },
		{ "OR: any of them", XC_OR, "a d", 0, "1 2 3 4 5" },
		{ "AND_NOT: the first without the second", XC_AND_NOT, "a b", 0, "2" },
		{ "AND_NOT: without any of the others", XC_AND_NOT, "c a d", 0, "6" },
		{ "XOR: one of two", XC_XOR, "a d", 0, "1 2 3 4" },
		{ "XOR: an odd number of three", XC_XOR, "a b d", 0, "2 4 5" },
		{ "AND_MAYBE: the first decides", XC_AND_MAYBE, "a d", 0, "1 2 3 5" },
		{ "AND_MAYBE: the others too are optional", XC_AND_MAYBE, "b d z", 0, "1 3 5" },
		{ "FILTER: both", XC_FILTER, "c a", 0, "1 2 3" },
		{ "FILTER: by all of the others", XC_FILTER, "c a b", 0, "1 3" },
		{ "SYNONYM: any of them", XC_SYNONYM, "b d", 0, "1 3 4 5" },
		{ "MAX: any of them", XC_MAX, "b d", 0, "1 3 4 5" },
		{ "ELITE: the rarest one", XC_ELITE, "c d", 1, "4 5" },
		{ "ELITE: more than there are is all", XC_ELITE, "c d", 9, "1 2 3 4 5 6" },
		{ "NEAR: side by side", XC_NEAR, "a b", 2, "1 5" },
		{ "NEAR: within three", XC_NEAR, "a b", 3, "1 3 5" },
		{ "NEAR: a window of 0 is as wide as the parts", XC_NEAR, "a b", 0, "1 5" },
		{ "PHRASE: in order", XC_PHRASE, "b c", 2, "1 3" },
		{ "PHRASE: not the other way", XC_PHRASE, "c b", 3, "" },
		{ "PHRASE: within three", XC_PHRASE, "a c", 3, "1 2" },
		{ "no parts match nothing", XC_OR, "", 0, "" },
		{ "one part is itself", XC_AND, "d", 0, "4 5" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		EXPECT_STR(xc_matches(database, xc_words(rows[i].op, rows[i].words,
							 rows[i].number)), rows[i].want);
	}
}

static void everything(const xc_database *database)
{
	xc_query *nothing, *term = xc_term("a");

	unit_begin("all matches all, nothing nothing");
	EXPECT_STR(xc_matches(database, xc_all()), "1 2 3 4 5 6");
	MUST(xc_query_nothing(&nothing, &xc_err));
	EXPECT(xc_query_is_empty(nothing) && !xc_query_is_empty(term));
	EXPECT_STR(xc_matches(database, nothing), "");
	unit_begin("all without some");
	EXPECT_STR(xc_matches(database, xc_pair(XC_AND_NOT, xc_all(), xc_term("a"))), "4 6");
	unit_begin("AND with nothing is nothing, OR with nothing is the other");
	MUST(xc_query_nothing(&nothing, &xc_err));
	EXPECT_STR(xc_matches(database, xc_pair(XC_AND, nothing, xc_term("a"))), "");
	MUST(xc_query_nothing(&nothing, &xc_err));
	EXPECT_STR(xc_matches(database, xc_pair(XC_OR, nothing, xc_term("b"))), "1 3 5");
	xc_query_free(term);
}

static void ranges(const xc_database *database)
{
	static const struct { const char *why, *low, *high, *want; } rows[] = {
		{ "a range includes both ends", "B", "C", "1 5" },
		{ "an open low end", NULL, "B", "1 4" },
		{ "an open high end", "C", NULL, "3 5" },
		{ "both ends open: all that have a value", NULL, NULL, "1 3 4 5" },
		{ "an empty low end is an open one", "", "A", "4" },
		{ "an empty high end matches nothing", NULL, "", "" },
		{ "a single value", "D", "D", "3" },
		{ "ends in the wrong order match nothing", "C", "B", "" },
		{ "outside of all values", "E", "F", "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *low = rows[i].low, *high = rows[i].high;
		xc_query *query;

		unit_begin(rows[i].why);
		MUST(xc_query_range(&query, 0, low, low ? strlen(low) : 0,
				    high, high ? strlen(high) : 0, &xc_err));
		EXPECT_STR(xc_matches(database, query), rows[i].want);
	}
}

static void prefixes(const xc_database *database)
{
	static const struct {
		const char *why, *prefix;
		uint32_t most;
		enum xc_operator combiner;
		const char *want;
	} rows[] = {
		{ "a prefix is any term that begins so", "c", 0, XC_SYNONYM, "1 2 3 6" },
		{ "a longer prefix", "ca", 0, XC_OR, "6" },
		{ "the most frequent one", "c", 1, XC_SYNONYM, "1 2 3 6" },
		{ "no such prefix", "zz", 5, XC_OR, "" },
		{ "a prefix may be empty", "", 0, XC_OR, "1 2 3 4 5 6" },
	};
	xc_query *query;

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		MUST(xc_query_prefix(&query, rows[i].prefix, strlen(rows[i].prefix),
				     rows[i].most, rows[i].combiner, &xc_err));
		EXPECT_STR(xc_matches(database, query), rows[i].want);
	}
	unit_begin("a prefix combines by OR, SYNONYM or MAX only");
	EXPECT_INT(xc_query_prefix(&query, "c", 1, 0, XC_AND, &xc_err), XC_BAD_ARGUMENT);
	EXPECT(!query);
}

static void refusals(void)
{
	xc_query *query, *term = xc_term("a");
	const xc_query *hole[] = { term, NULL };
	const uint32_t unsorted[] = { 2, 2 }, zero[] = { 0 };
	const uint32_t *ids = unsorted;
	size_t count = 2;
	char bytes[300];

	memset(bytes, 'x', sizeof(bytes));
	unit_begin("a query's term is not empty and not too long");
	EXPECT_INT(xc_query_term(&query, "", 0, 1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_query_term(&query, bytes, 246, 1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_query_prefix(&query, bytes, 246, 1, XC_OR, &xc_err), XC_BAD_ARGUMENT);
	unit_begin("a factor is a number of 0 or more");
	EXPECT_INT(xc_query_scale(&query, term, -1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_query_scale(&query, term, NAN, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_query_scale(&query, term, INFINITY, &xc_err), XC_BAD_ARGUMENT);
	unit_begin("a part is not NULL");
	EXPECT_INT(xc_query_combine(&query, XC_OR, hole, 2, 0, &xc_err), XC_BAD_ARGUMENT);
	unit_begin("the ids of a set start at 1 and ascend; its weight is 0 or more");
	EXPECT_INT(xc_query_set(&query, &ids, &count, 1, 0, &xc_err), XC_BAD_ARGUMENT);
	ids = zero, count = 1;
	EXPECT_INT(xc_query_set(&query, &ids, &count, 1, 0, &xc_err), XC_BAD_ARGUMENT);
	count = 0;
	EXPECT_INT(xc_query_set(&query, &ids, &count, 1, -1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_query_set(&query, &ids, &count, 0, 1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT(!query);
	xc_query_free(term);
}

static void descriptions(void)
{
	xc_query *query = xc_words(XC_OR, "a b", 0), *scaled;
	char *text;

	unit_begin("a query describes itself");
	MUST(xc_query_scale(&scaled, query, 2.5, &xc_err));
	xc_query_free(query);
	scaled = xc_pair(XC_FILTER, scaled, xc_term("c"));
	MUST(xc_query_describe(scaled, &text, &xc_err));
	EXPECT_STR(text, "Query((2.5 * (a OR b) FILTER c))");
	free(text);
	xc_query_free(scaled);
}

/* Ranking: the same three documents under several weights. */
static const struct xc_row ranked[] = {
	{ "x x x y y y y y y y", NULL }, { "x", NULL }, { "x x z", NULL },
	{ "y", NULL }, { "y", NULL }, { "y", NULL }, { "y", NULL },
};

static double weight_of(const xc_hits *hits, uint32_t index)
{
	struct xc_hit hit;

	MUST(xc_hits_at(hits, index, &hit, &xc_err));
	return hit.weight;
}

static void ranking(void)
{
	static const struct {
		const char *why;
		struct xc_bm25 bm25;
		const char *want;
	} rows[] = {
		{ "b 0: length does not count, so more is more", { 1, 0, 1, 0, 0.5 }, "1 3 2" },
		{ "b 1: length counts whole", { 2, 0, 1, 1, 0.01 }, "2 3 1" },
		{ "k1 0: only presence counts, ties go by id", { 0, 0, 1, 0.5, 0.5 }, "1 2 3" },
	};
	xc_database *database;
	xc_search *search;
	xc_query *scaled, *term;
	xc_hits *hits;

	xc_build("ranked", ranked, COUNT(ranked));
	database = xc_open("ranked");
	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		search = xc_prepare(database, xc_term("x"));
		MUST(xc_search_bm25(search, &rows[i].bm25, &xc_err));
		EXPECT_STR(xc_answer(search), rows[i].want);
	}
	unit_begin("a negative parameter becomes 0, as libxapian has it");
	search = xc_prepare(database, xc_term("x"));
	EXPECT_INT(xc_search_bm25(search, &(struct xc_bm25){ -1, 0, 1, 0.5, 0.5 }, &xc_err),
		   XC_OK);
	EXPECT_STR(xc_answer(search), "1 2 3");

	unit_begin("coordinate: each matching term counts 1, scaled as the query says");
	term = xc_term("z");
	MUST(xc_query_scale(&scaled, term, 0.25, &xc_err));
	xc_query_free(term);
	search = xc_prepare(database, xc_pair(XC_OR, xc_term("x"),
					      xc_pair(XC_OR, xc_term("y"), scaled)));
	MUST(xc_search_coordinate(search, &xc_err));
	hits = xc_run_all(search);
	EXPECT_STR(xc_ids(hits), "1 3 2 4 5 6 7");
	EXPECT(weight_of(hits, 0) == 2 && weight_of(hits, 1) == 1.25);
	xc_hits_free(hits);
	unit_begin("unweighted: no weight, in the order of ids");
	MUST(xc_search_unweighted(search, &xc_err));
	hits = xc_run_all(search);
	EXPECT_STR(xc_ids(hits), "1 2 3 4 5 6 7");
	EXPECT(weight_of(hits, 0) == 0);
	xc_hits_free(hits);
	xc_search_free(search);
	xc_database_free(database);
}

static void value_weights(void)
{
	static const double numbers[] = { 1.5, 0, 20, 3 };
	xc_database *database;
	xc_document *document;
	xc_query *query;
	xc_search *search;
	xc_hits *hits;

	MUST(xc_database_open_writable(&database, xc_at("numbers"), XC_CREATE, &xc_err));
	for (size_t i = 0; i < COUNT(numbers); i++) {
		char bytes[9];
		const size_t len = xc_number_encode(bytes, numbers[i]);

		document = xc_make("n", NULL);
		xc_document_set_value(document, 5, bytes, len);
		MUST(xc_database_put(database, document, NULL, &xc_err));
		xc_document_free(document);
	}
	xc_put_text(database, "n", NULL);
	unit_begin("a stored number is a weight; documents without one do not match");
	MUST(xc_query_value_weight(&query, 5, &xc_err));
	search = xc_prepare(database, query);
	hits = xc_run_all(search);
	EXPECT_STR(xc_ids(hits), "3 4 1 2");
	EXPECT(weight_of(hits, 0) == 20 && weight_of(hits, 2) == 1.5);
	xc_hits_free(hits);
	xc_search_free(search);
	unit_begin("as an optional part it only adds");
	MUST(xc_query_value_weight(&query, 5, &xc_err));
	search = xc_prepare(database, xc_pair(XC_AND_MAYBE, xc_term("n"), query));
	EXPECT_STR(xc_answer(search), "3 4 1 2 5");
	xc_database_free(database);
}

int main(void)
{
	xc_database *database;

	xc_dir_make();
	xc_build("db", documents, COUNT(documents));
	database = xc_open("db");
	operators(database);
	everything(database);
	ranges(database);
	prefixes(database);
	refusals();
	descriptions();
	ranking();
	value_weights();
	xc_database_free(database);
	xc_dir_remove();
	return unit_done();
}
