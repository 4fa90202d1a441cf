/* labels/names: what a user types becomes labels, without the XML. */
#include <stdlib.h>

#include "labels/names.h"
#include "tests/unit/unit.h"

static const struct row {
	const char *why;
	enum label_kind kind;
	const char *typed, *want;	/* ids, separated by spaces */
} rows[] = {
	{ "a code", LABEL_REGION, "450900", "450900" },
	{ "a full name", LABEL_REGION, "玉林市", "450900" },
	{ "a short name", LABEL_REGION, "玉林", "450900" },
	{ "a traditional name", LABEL_REGION, "廣西壯族自治區", "450000" },
	{ "an alias", LABEL_REGION, "八桂", "450000" },
	{ "an abbreviation", LABEL_REGION, "桂", "450000" },
	{ "a city's abbreviation", LABEL_REGION, "邕", "450100" },
	{ "a former name", LABEL_REGION, "襄樊", "420600" },
	{ "a former name with its suffix", LABEL_REGION, "江宁县", "320115" },
	{ "pinyin, which two cities share", LABEL_REGION, "yulin",
	  "450900 610800" },
	{ "pinyin in capitals", LABEL_REGION, "GuangXi", "450000" },
	{ "pinyin with a space", LABEL_REGION, "gui gang", "450800" },
	{ "an unusual reading", LABEL_REGION, "luan", "341500" },
	{ "another", LABEL_REGION, "chongqing", "500000" },
	{ "an English name", LABEL_REGION, "Inner Mongolia", "150000" },
	{ "several regions of one name", LABEL_REGION, "鼓楼区",
	  "320106 320302 350102 410204" },
	{ "a platform's id", LABEL_PLATFORM, "hotline", "hotline" },
	{ "a platform's name", LABEL_PLATFORM, "热线服务平台", "hotline" },
	{ "a platform's alias", LABEL_PLATFORM, "民生热线", "hotline" },
	{ "a platform's alias, traditional", LABEL_PLATFORM, "民生熱線",
	  "hotline" },
	{ "a platform's alias in pinyin", LABEL_PLATFORM, "minshengrexian",
	  "hotline" },
	{ "a topic in English, any case", LABEL_TOPIC, "LEGAL AID",
	  "legal-aid" },
	{ "another kind's name is none", LABEL_TOPIC, "玉林市", "" },
	{ "no name at all", LABEL_REGION, "无此地", "" },
	{ "nothing typed", LABEL_REGION, "", "" },
};

static const struct near_row {
	const char *why;
	enum label_kind kind;
	const char *typed, *want;	/* must be among the three */
} near_rows[] = {
	{ "a wrong character", LABEL_REGION, "玉琳市", "450900" },
	{ "a missing letter", LABEL_REGION, "guanxi", "450000" },
	{ "a letter too many", LABEL_PLATFORM, "hotlline", "hotline" },
	{ "a name with a word too many", LABEL_TOPIC, "法律维权服务",
	  "legal-aid" },
};

static label_names *load(void)
{
	taxonomy *all;
	label_names *names = NULL;
	struct buf table = BUF_INIT;
	struct error err = { 0 };

	unit_begin("the names of a taxonomy survive storing");
	if (taxonomy_load(&all, "corpus/taxonomy", &err)) {
		EXPECT_STR(err.text, "");
		return NULL;
	}
	label_names_encode(&table, all);
	EXPECT_INT(label_names_decode(&names, table.data, table.len, &err),
		   STATUS_OK);
	if (names)
		EXPECT_INT(label_names_count(names),
			   taxonomy_count(all, LABEL_TOPIC) +
			   taxonomy_count(all, LABEL_REGION) +
			   taxonomy_count(all, LABEL_PLATFORM));
	buf_release(&table);
	taxonomy_free(all);
	return names;
}

static void expect_row(const label_names *names, const struct row *row)
{
	int found[8];
	size_t count = label_names_resolve(names, row->kind, row->typed, found,
					   8);
	char got[128] = "";

	unit_begin(row->why);
	for (size_t i = 0; i < count; i++) {
		strncat(got, i ? " " : "", sizeof(got) - strlen(got) - 1);
		strncat(got, label_names_at(names, (size_t)found[i])->id,
			sizeof(got) - strlen(got) - 1);
	}
	EXPECT_STR(got, row->want);
}

static void expect_near(const label_names *names, const struct near_row *row)
{
	int found[3];
	size_t count = label_names_nearest(names, row->kind, row->typed, found);
	bool is_there = false;

	unit_begin(row->why);
	EXPECT_INT(count, 3);
	for (size_t i = 0; i < count; i++)
		is_there |= !strcmp(label_names_at(names, (size_t)found[i])->id,
				    row->want);
	EXPECT(is_there);
}

static void expect_tree(const label_names *names)
{
	int yulin = label_names_find(names, LABEL_REGION, "450900");
	int guangxi = label_names_find(names, LABEL_REGION, "450000");
	int bobai = label_names_find(names, LABEL_REGION, "450923");

	unit_begin("a tree knows what lies in what");
	EXPECT_INT(label_names_at(names, (size_t)bobai)->parent, yulin);
	EXPECT(label_names_is_under(names, bobai, guangxi));
	EXPECT(label_names_is_under(names, guangxi, guangxi));
	EXPECT(!label_names_is_under(names, guangxi, bobai));
	EXPECT_INT(label_names_find(names, LABEL_TOPIC, "450900"), -1);
}

static const struct damage_row { const char *why, *bytes; } damage_rows[] = {
	{ "an unknown kind", "thing\ta\t\tA\t\t\n" },
	{ "too few fields", "topic\ta\t\tA\n" },
	{ "no id", "topic\t\t\tA\t\t\n" },
	{ "no line end", "topic\ta\t\tA\t\t" },
	{ "a parent that is not there", "topic\ta\tb\tA\t\t\n" },
	{ "a label that is its own parent", "topic\ta\ta\tA\t\t\n" },
};

int main(void)
{
	label_names *names = load();
	struct error err;

	for (size_t i = 0; names && i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_row(names, &rows[i]);
	for (size_t i = 0; names && i < sizeof(near_rows) / sizeof(near_rows[0]);
	     i++)
		expect_near(names, &near_rows[i]);
	if (names)
		expect_tree(names);
	label_names_free(names);
	for (size_t i = 0; i < sizeof(damage_rows) / sizeof(damage_rows[0]); i++) {
		const char *bytes = damage_rows[i].bytes;

		unit_begin(damage_rows[i].why);
		EXPECT_INT(label_names_decode(&names, bytes, strlen(bytes),
					      &err), STATUS_CORRUPT);
		EXPECT(!names);
	}
	unit_begin("an empty table has no labels");
	EXPECT_INT(label_names_decode(&names, "", 0, &err), STATUS_OK);
	EXPECT_INT(names ? label_names_count(names) : 1, 0);
	label_names_free(names);
	return unit_done();
}
