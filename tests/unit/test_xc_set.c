/* xapian-c: a query over documents that were found by other means. */
#include "tests/unit/test_xc.h"

#define EACH 6

/* Shard s has documents 1 to EACH, each with the term "x" and one of its own;
 * then some are deleted, which leaves gaps. */
static void build_shard(const char *name, unsigned shard, uint32_t gone)
{
	xc_database *database;
	char text[32];

	MUST(xc_database_open_writable(&database, xc_at(name), XC_CREATE, &xc_err));
	for (unsigned id = 1; id <= EACH; id++) {
		snprintf(text, sizeof(text), "x s%ud%u", shard, id);
		xc_put_text(database, text, NULL);
	}
	if (gone)
		MUST(xc_database_delete(database, gone, &xc_err));
	MUST(xc_database_close(database, &xc_err));
}

static xc_database *group_of(const char *const *names, size_t count)
{
	xc_database *group;

	MUST(xc_database_open_group(&group, &xc_err));
	for (size_t i = 0; i < count; i++) {
		xc_database *member = xc_open(names[i]);

		MUST(xc_database_add(group, member, &xc_err));
		xc_database_free(member);
	}
	return group;
}

struct set {
	uint32_t ids[3][8];
	size_t counts[3], shards;
};

static xc_query *query_of(const struct set *set, double weight)
{
	const uint32_t *ids[3] = { set->ids[0], set->ids[1], set->ids[2] };
	xc_query *query;

	MUST(xc_query_set(&query, ids, set->counts, set->shards, weight, &xc_err));
	return query;
}

static const struct set three = {
	/* Gone: 3 of the second shard, 6 of the third; 9 never was. */
	{ { 1, 2, 9 }, { 2, 3, 4 }, { 6 } }, { 3, 3, 1 }, 3
};

static void single(void)
{
	static const struct {
		const char *why, *database;
		struct set set;
		const char *want;
	} rows[] = {
		{ "the ids of one shard", "s0", { { { 2, 4, 5 } }, { 3 }, 1 }, "2 4 5" },
		{ "an empty set matches nothing", "s0", { { { 0 } }, { 0 }, 1 }, "" },
		{ "ids behind the last match nothing", "s0", { { { 6, 7, 900 } }, { 3 }, 1 }, "6" },
		{ "a deleted id in the middle matches nothing", "s1",
		  { { { 1, 3, 6 } }, { 3 }, 1 }, "1 6" },
		{ "a deleted last id matches nothing", "s2", { { { 5, 6 } }, { 2 }, 1 }, "5" },
		{ "only deleted ids", "s1", { { { 3 } }, { 1 }, 1 }, "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		xc_database *database = xc_open(rows[i].database);

		unit_begin(rows[i].why);
		EXPECT_STR(xc_matches(database, query_of(&rows[i].set, 1)), rows[i].want);
		xc_database_free(database);
	}
}

static void sharded(const xc_database *group)
{
	/* id = (local - 1) * 3 + shard + 1 */
	unit_begin("each of three shards gets its own ids");
	EXPECT_STR(xc_matches(group, query_of(&three, 1)), "1 4 5 11");
	unit_begin("within AND, OR, NOT and FILTER");
	EXPECT_STR(xc_matches(group, xc_pair(XC_AND, query_of(&three, 1), xc_term("s1d4"))),
		   "11");
	EXPECT_STR(xc_matches(group, xc_pair(XC_OR, query_of(&three, 1), xc_term("s2d1"))),
		   "1 3 4 5 11");
	EXPECT_STR(xc_matches(group, xc_pair(XC_FILTER, xc_term("x"), query_of(&three, 1))),
		   "1 4 5 11");
	EXPECT_STR(xc_matches(group, xc_pair(XC_AND_NOT, query_of(&three, 1), xc_term("s0d1"))),
		   "4 5 11");
	unit_begin("two sets in one query");
	static const struct set other = { { { 2 }, { 4, 5 }, { 1 } }, { 1, 2, 1 }, 3 };
	EXPECT_STR(xc_matches(group, xc_pair(XC_AND, query_of(&three, 1), query_of(&other, 1))),
		   "4 11");
	unit_begin("all but a set");
	EXPECT_STR(xc_matches(group, xc_pair(XC_AND_NOT, xc_term("x"), query_of(&three, 1))),
		   "2 3 6 7 9 10 12 13 14 15 16 17");
}

static void weights(const xc_database *group)
{
	xc_search *search;
	xc_hits *hits;
	struct xc_hits_info info;
	struct xc_hit hit;

	unit_begin("each matches with the weight; the count is exact");
	search = xc_prepare(group, query_of(&three, 2.5));
	MUST(xc_search_run(&hits, search, 0, 1, 0, &xc_err));
	xc_hits_info(hits, &info);
	MUST(xc_hits_at(hits, 0, &hit, &xc_err));
	EXPECT(info.least == 4 && info.estimate == 4 && info.most == 4);
	EXPECT(hit.weight == 2.5 && info.max_weight == 2.5);
	xc_hits_free(hits);
	xc_search_free(search);

	unit_begin("a search without weights ignores a set's too");
	search = xc_prepare(group, query_of(&three, 2.5));
	MUST(xc_search_unweighted(search, &xc_err));
	MUST(xc_search_run(&hits, search, 0, 1, 0, &xc_err));
	MUST(xc_hits_at(hits, 0, &hit, &xc_err));
	EXPECT(hit.weight == 0);
	xc_hits_free(hits);
	xc_search_free(search);

	unit_begin("scaled, it weighs more; as an option, it only adds");
	xc_query *set = query_of(&three, 2), *scaled;
	MUST(xc_query_scale(&scaled, set, 100, &xc_err));
	xc_query_free(set);
	search = xc_prepare(group, xc_pair(XC_AND_MAYBE, xc_term("x"), scaled));
	MUST(xc_search_run(&hits, search, 0, 5, 0, &xc_err));
	MUST(xc_hits_at(hits, 0, &hit, &xc_err));
	EXPECT_STR(xc_ids(hits), "1 4 5 11 2");
	EXPECT(hit.weight > 200 && hit.weight < 201);
	xc_hits_free(hits);
	unit_begin("a search with a set runs again");
	MUST(xc_search_run(&hits, search, 0, 4, 0, &xc_err));
	EXPECT_STR(xc_ids(hits), "1 4 5 11");
	xc_hits_free(hits);
	xc_search_free(search);
}

static void orders(void)
{
	static const char *const names[] = { "s2", "s0", "s1" };
	xc_database *group = group_of(names, 3);

	unit_begin("the shard's number in the group counts, not how it was made");
	EXPECT_STR(xc_matches(group, query_of(&three, 1)), "1 4 5 8 11 18");
	xc_database_free(group);
}

static void refusals(const xc_database *group)
{
	static const char *const twice[] = { "s0", "s0", "s1" };
	static const struct set one = { { { 1 } }, { 1 }, 1 };
	xc_database *twins = group_of(twice, 3);
	xc_search *search;
	xc_hits *hits;

	unit_begin("a set for another number of shards is refused");
	search = xc_prepare(group, query_of(&one, 1));
	EXPECT_INT(xc_search_run(&hits, search, 0, 10, 0, &xc_err), XC_BAD_ARGUMENT);
	EXPECT(!hits);
	xc_search_free(search);
	unit_begin("so is one over a shard and its copy, which cannot be told apart");
	search = xc_prepare(twins, query_of(&three, 1));
	EXPECT_INT(xc_search_run(&hits, search, 0, 10, 0, &xc_err), XC_UNSUPPORTED);
	xc_search_free(search);
	xc_database_free(twins);
}

int main(void)
{
	static const char *const names[] = { "s0", "s1", "s2" };
	xc_database *group;

	xc_dir_make();
	build_shard("s0", 0, 0);
	build_shard("s1", 1, 3);
	build_shard("s2", 2, 6);
	single();
	group = group_of(names, 3);
	sharded(group);
	weights(group);
	orders();
	refusals(group);
	xc_database_free(group);
	xc_dir_remove();
	return unit_done();
}
