/* query/dates: which dates there are, and which days a range means. */
#include "tests/unit/unit.h"

#include "query/language/dates.h"

static const struct valid {
	const char *text;
	bool want;
} valid[] = {
	{ "2009", true }, { "2009-03", true }, { "2009-03-15", true },
	{ "2008-02-29", true }, { "2000-02-29", true },
	{ "2009-02-29", false }, { "1900-02-29", false },
	{ "2009-02-30", false }, { "2009-04-31", false },
	{ "2009-13", false }, { "2009-00", false }, { "2009-01-00", false },
	{ "2009-3", false }, { "2009-03-5", false }, { "20090315", false },
	{ "0999", false }, { "", false }, { "200", false },
	{ "2009/03", false }, { "2009-03-15 ", false }, { "-2009-0", false },
	{ "２００９", false },
};

/* want: "from to", or NULL when it is refused. */
static const struct range {
	const char *why, *text, *want;
} ranges[] = {
	{ "a year", "2009", "20090101 20091231" },
	{ "a month ends with its last day", "2009-02", "20090201 20090228" },
	{ "a leap month", "2008-02", "20080201 20080229" },
	{ "a day", "2009-03-15", "20090315 20090315" },
	{ "two months", "2009-03..2009-06", "20090301 20090630" },
	{ "an open beginning", "..2009-06", " 20090630" },
	{ "an open end", "2009-03..", "20090301 " },
	{ "mixed precision", "2009..2009-03-15", "20090101 20090315" },
	{ "the end before the beginning", "2009-06..2009-03", NULL },
	{ "open on both sides", "..", NULL },
	{ "nothing", "", NULL },
	{ "a day that is none", "2009-02-30", NULL },
	{ "an end that is none", "2009..2009-02-30", NULL },
	{ "three dots", "2009...2010", NULL },
	{ "words", "zz..a", NULL },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(valid) / sizeof(valid[0]); i++) {
		char title[64];

		snprintf(title, sizeof(title), "\"%s\" is %s", valid[i].text,
			 valid[i].want ? "a date" : "no date");
		unit_begin(title);
		EXPECT_INT(date_is_valid(valid[i].text), valid[i].want);
	}
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		struct date_range range;
		struct error err;
		char got[32];

		unit_begin(ranges[i].why);
		EXPECT_INT(date_range_parse(&range, ranges[i].text, &err),
			   ranges[i].want ? STATUS_OK : STATUS_USAGE);
		if (!ranges[i].want)
			continue;
		snprintf(got, sizeof(got), "%s %s", range.from, range.to);
		EXPECT_STR(got, ranges[i].want);
	}
	return unit_done();
}
