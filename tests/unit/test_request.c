/* query/request: which parameters and values make sense. */
#include "tests/unit/unit.h"

#include "query/language/request.h"

static const struct row {
	const char *name, *value;
	enum status want;
} rows[] = {
	{ "q", "热线", STATUS_OK }, { "q", "", STATUS_OK },
	{ "topic", "growth", STATUS_OK }, { "topic", "", STATUS_USAGE },
	{ "region", "玉林", STATUS_OK }, { "platform", "hotline", STATUS_OK },
	{ "origin", "广西", STATUS_OK }, { "origin", "", STATUS_USAGE },
	{ "year", "2009", STATUS_OK }, { "year", "undated", STATUS_OK },
	{ "year", "2009-03", STATUS_USAGE }, { "year", "0999", STATUS_USAGE },
	{ "year", "", STATUS_USAGE }, { "year", NULL, STATUS_USAGE },
	{ "publisher", "日报", STATUS_OK }, { "publisher", "", STATUS_USAGE },
	{ "from", "2009", STATUS_OK }, { "from", "", STATUS_OK },
	{ "from", "2009-02-30", STATUS_USAGE }, { "to", "yesterday", STATUS_USAGE },
	{ "match", "any", STATUS_OK }, { "match", "some", STATUS_USAGE },
	{ "match", "", STATUS_USAGE }, { "match", "ANY", STATUS_USAGE },
	{ "scope", "document", STATUS_OK }, { "scope", "page", STATUS_USAGE },
	{ "sort", "-date", STATUS_OK }, { "sort", "rank", STATUS_USAGE },
	{ "group", "document", STATUS_OK }, { "group", "all", STATUS_USAGE },
	{ "limit", "20", STATUS_OK }, { "limit", "0", STATUS_OK },
	{ "limit", "all", STATUS_OK }, { "limit", "-1", STATUS_USAGE },
	{ "limit", "0x10", STATUS_USAGE }, { "limit", "", STATUS_USAGE },
	{ "limit", "99999999999999999999", STATUS_USAGE },
	{ "offset", "10", STATUS_OK }, { "offset", "all", STATUS_USAGE },
	{ "offset", " 1", STATUS_USAGE },
	{ "timeout", "500", STATUS_OK }, { "timeout", "1s", STATUS_USAGE },
	{ "facets", "", STATUS_OK }, { "facets", NULL, STATUS_OK },
	{ "facets", "topic,region:450000", STATUS_OK },
	{ "facets", "year", STATUS_OK }, { "facets", "year:2009", STATUS_USAGE },
	{ "facets", "region:", STATUS_USAGE }, { "facets", "colour", STATUS_USAGE },
	{ "facets", "topic,", STATUS_USAGE }, { "facets", "top", STATUS_USAGE },
	{ "zeros", NULL, STATUS_OK }, { "zeros", "maybe", STATUS_USAGE },
	{ "explain", "1", STATUS_OK }, { "strict", "no", STATUS_OK },
	{ "colour", "red", STATUS_NOT_FOUND }, { "", "", STATUS_NOT_FOUND },
};

static void check_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request request;
		struct error err;
		char title[96];

		request_init(&request);
		snprintf(title, sizeof(title), "%s=%s is %s", rows[i].name,
			 rows[i].value ? rows[i].value : "(none)",
			 status_name(rows[i].want));
		unit_begin(title);
		EXPECT_INT(request_set(&request, rows[i].name, rows[i].value,
				       &err), rows[i].want);
		request_release(&request);
	}
}

static void set(struct request *request, const char *name, const char *value)
{
	struct error err;

	EXPECT_INT(request_set(request, name, value, &err), STATUS_OK);
}

static void check_values(void)
{
	struct request request;

	request_init(&request);
	unit_begin("a new request asks for ten passages, by relevance");
	EXPECT_STR(request.query, "");
	EXPECT_INT(request.limit, 10);
	EXPECT_INT(request.sort, SORT_RELEVANCE);
	EXPECT_INT(request.match, MATCH_AUTO);

	unit_begin("labels may repeat, single parameters replace");
	set(&request, "region", "玉林");
	set(&request, "region", "南宁");
	set(&request, "q", "甲");
	set(&request, "q", "乙");
	EXPECT_INT(request.labels[LABEL_REGION].count, 2);
	EXPECT_STR(request.labels[LABEL_REGION].at[1], "南宁");
	EXPECT_STR(request.query, "乙");

	unit_begin("choices are kept");
	set(&request, "match", "any");
	set(&request, "scope", "document");
	set(&request, "sort", "-date");
	set(&request, "group", "document");
	set(&request, "limit", "all");
	EXPECT_INT(request.match, MATCH_ANY);
	EXPECT_INT(request.scope, SCOPE_DOCUMENT);
	EXPECT_INT(request.sort, SORT_DATE_DESCENDING);
	EXPECT_INT(request.group, GROUP_DOCUMENT);
	EXPECT_INT(request.limit, REQUEST_ALL);

	unit_begin("facets may open a level");
	set(&request, "facets", "topic,region:450000");
	EXPECT(request.facets[FACET_TOPIC]);
	EXPECT(request.facets[FACET_REGION]);
	EXPECT(!request.facets[FACET_YEAR]);
	EXPECT_STR(request.facet_of[FACET_REGION], "450000");

	unit_begin("facets alone are all kinds");
	set(&request, "facets", "");
	EXPECT(request.facets[FACET_YEAR] && request.facets[FACET_PUBLISHER]);

	unit_begin("an empty date is an open end");
	set(&request, "from", "2009-03");
	EXPECT_STR(request.from, "2009-03");
	set(&request, "from", "");
	EXPECT_STR(request.from, NULL);
	request_release(&request);
}

int main(void)
{
	check_rows();
	check_values();
	return unit_done();
}
