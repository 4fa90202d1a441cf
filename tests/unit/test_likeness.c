/* query/likeness: how alike two texts are, in percent. */
#include "tests/unit/unit.h"

#include "query/search/likeness.h"

static const struct row {
	const char *why, *a, *b;
	int percent;
} rows[] = {
	{ "a text is like itself", "甲乙丙丁", "甲乙丙丁", 100 },
	{ "the script does not count", "服务热线", "服務熱線", 100 },
	{ "nor do punctuation, blanks and case", "“甲，乙” AB", "甲乙ab", 100 },
	{ "half of the pairs", "甲乙丙", "甲乙丁", 33 },
	{ "repetition adds nothing", "甲乙甲乙甲乙", "甲乙甲", 100 },
	{ "nothing in common", "甲乙", "丙丁", 0 },
	{ "the order of letters counts", "甲乙", "乙甲", 0 },
	{ "a single letter has no pair", "甲", "甲", 0 },
	{ "an empty text is like none", "", "", 0 },
	{ "bad bytes are no letters", "甲\xE5\x9B乙", "甲乙", 100 },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct likeness a = { NULL, 0, 0 }, b = { NULL, 0, 0 };

		unit_begin(rows[i].why);
		likeness_add(&a, rows[i].a, strlen(rows[i].a));
		likeness_add(&b, rows[i].b, strlen(rows[i].b));
		likeness_settle(&a);
		likeness_settle(&b);
		EXPECT_INT((int)(likeness_of(&a, &b) * 100), rows[i].percent);
		EXPECT_INT((int)(likeness_of(&b, &a) * 100), rows[i].percent);
		likeness_release(&a);
		likeness_release(&b);
	}
	return unit_done();
}
