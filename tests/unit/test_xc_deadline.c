/* xapian-c: the deadline of a search. */
#include "tests/unit/test_xc.h"
#include <time.h>

static const struct xc_row documents[] = {
	{ "a one", NULL }, { "a two", NULL }, { "a three", NULL },
	{ "a four", NULL }, { "a five", NULL }, { "a six", NULL },
};

/* A query of death: the same wide OR many times over, each weighted otherwise,
 * so that nothing can be shared. */
#define DEATH_DOCUMENTS 2000
#define DEATH_TERMS 60
#define DEATH_TIMES 40

static void build_death(void)
{
	xc_database *database;
	char term[16];

	MUST(xc_database_open_writable(&database, xc_at("death"), XC_CREATE, &xc_err));
	for (int i = 0; i < DEATH_DOCUMENTS; i++) {
		xc_document *document;

		MUST(xc_document_new(&document, &xc_err));
		for (int t = 0; t < DEATH_TERMS; t++) {
			snprintf(term, sizeof(term), "t%d", t);
			if ((i + t) % 3)
				xc_document_add_term(document, term, strlen(term), 1);
		}
		MUST(xc_database_put(database, document, NULL, &xc_err));
		xc_document_free(document);
	}
	MUST(xc_database_close(database, &xc_err));
}

static xc_query *death(void)
{
	xc_query *wide[DEATH_TIMES], *terms[DEATH_TERMS];
	char term[16];

	for (int i = 0; i < DEATH_TIMES; i++) {
		for (int t = 0; t < DEATH_TERMS; t++) {
			snprintf(term, sizeof(term), "t%d", t);
			terms[t] = xc_term(term);
		}
		xc_query *one = xc_join(XC_SYNONYM, terms, DEATH_TERMS, 0);
		MUST(xc_query_scale(&wide[i], one, 1 + i * 0.5, &xc_err));
		xc_query_free(one);
	}
	return xc_join(XC_OR, wide, DEATH_TIMES, 0);
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Refuses every document, and counts them. */
static int refuse_all(void *context, xc_match *match)
{
	(void)match;
	++*(size_t *)context;
	return 1;
}

static size_t all_refused(xc_search *search, enum xc_status wanted)
{
	size_t count = 0;
	xc_hits *hits;

	MUST(xc_search_set_decider(search, refuse_all, &count, &xc_err));
	EXPECT_INT(xc_search_run(&hits, search, 0, 10, 0, &xc_err), wanted);
	MUST(xc_search_set_decider(search, NULL, NULL, &xc_err));
	if (wanted == XC_OK)
		xc_hits_free(hits);
	return count;
}

static void run_until(xc_search *search, long long whole)
{
	const unsigned ms = whole > 40 ? (unsigned)(whole / 8) : 5;
	const size_t all = all_refused(search, XC_OK);
	long long begin, taken;
	xc_hits *hits;

	unit_begin("a deadline ends a long match");
	MUST(xc_search_deadline(search, ms, &xc_err));
	begin = now_ms();
	EXPECT_INT(xc_search_run(&hits, search, 0, 10, 0, &xc_err), XC_TIMEOUT);
	taken = now_ms() - begin;
	EXPECT(!hits && taken >= ms);
	printf("# whole %lld ms, deadline %u ms, ended after %lld ms\n", whole, ms, taken);
	unit_begin("also when a decider refuses every document, of which it sees not all");
	EXPECT(all_refused(search, XC_TIMEOUT) < all);
	unit_begin("also when every document is looked at");
	EXPECT_INT(xc_search_run(&hits, search, 0, 10, 100000, &xc_err), XC_TIMEOUT);
}

static void deadline(void)
{
	xc_database *database;
	xc_search *search;
	xc_hits *hits;
	long long begin, whole;
	char without[128];

	build_death();
	database = xc_open("death");
	search = xc_prepare(database, death());
	begin = now_ms();
	MUST(xc_search_run(&hits, search, 0, 10, 0, &xc_err));
	whole = now_ms() - begin;
	snprintf(without, sizeof(without), "%s", xc_ids(hits));
	xc_hits_free(hits);

	unit_begin("with time enough a deadline changes nothing");
	MUST(xc_search_deadline(search, 600000, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 10, 0, &xc_err));
	EXPECT_STR(xc_ids(hits), without);
	xc_hits_free(hits);

	run_until(search, whole);
	unit_begin("without a deadline the search runs again");
	MUST(xc_search_deadline(search, 0, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 10, 0, &xc_err));
	EXPECT_STR(xc_ids(hits), without);
	xc_hits_free(hits);
	xc_search_free(search);
	xc_database_free(database);
}

/* The deadline's filter must match what is there: gaps, and queries that let
 * the filter lead. */
static void deadline_is_neutral(void)
{
	xc_database *database;

	xc_build("gaps", documents, COUNT(documents));
	MUST(xc_database_open_writable(&database, xc_at("gaps"), XC_OPEN, &xc_err));
	MUST(xc_database_delete(database, 1, &xc_err));
	MUST(xc_database_delete(database, 4, &xc_err));
	unit_begin("a deadline adds no document, and no wrong count");
	for (int is_term = 0; is_term < 2; is_term++) {
		xc_search *search = xc_prepare(database, is_term ? xc_term("a") : xc_all());
		struct xc_hits_info info;
		xc_hits *hits;

		MUST(xc_search_unweighted(search, &xc_err));
		MUST(xc_search_deadline(search, 600000, &xc_err));
		MUST(xc_search_run(&hits, search, 0, 10, 0, &xc_err));
		xc_hits_info(hits, &info);
		EXPECT_STR(xc_ids(hits), "2 3 5 6");
		EXPECT(info.least == 4 && info.estimate == 4 && info.most == 4);
		xc_hits_free(hits);
		xc_search_free(search);
	}
	MUST(xc_database_close(database, &xc_err));
}

int main(void)
{
	xc_dir_make();
	deadline();
	deadline_is_neutral();
	xc_dir_remove();
	return unit_done();
}
