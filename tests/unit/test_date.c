/* labels: dates as sources give them and as documents write them. */
#include "tests/unit/labelling.h"

static const struct parse_row { const char *why, *text, *want; } parse_rows[] = {
	{ "a day", "2009-03-15", "2009-03-15" },
	{ "a month", "2009-03", "2009-03" },
	{ "a year", "2009", "2009" },
	{ "with a time", "2009-03-15T08:30:00+08:00", "2009-03-15" },
	{ "with a time after a space", " 2009-03-15 08:30", "2009-03-15" },
	{ "slashes", "2009/3/5", "2009-03-05" },
	{ "dots", "2009.3.5", "2009-03-05" },
	{ "no separators", "20090315", "2009-03-15" },
	{ "Chinese", "2009年3月15日", "2009-03-15" },
	{ "Chinese, a month", "2009年3月", "2009-03" },
	{ "Chinese, part of a month", "2009年3月上旬", "2009-03" },
	{ "Chinese, a year", "2009年", "2009" },
	{ "Chinese numerals", "二〇〇九年六月三日", "2009-06-03" },
	{ "Chinese numerals, two places", "二○一○年十二月三十一日",
	  "2010-12-31" },
	{ "twenty", "二零一〇年十月二十日", "2010-10-20" },
	{ "full width digits", "２００９年３月１５日", "2009-03-15" },
	{ "as feeds have it", "Sun, 15 Mar 2009 08:30:00 +0800", "2009-03-15" },
	{ "no such month", "2009-13-01", "" },
	{ "no such day", "2009年2月30日", "2009-02" },
	{ "a leap day", "2008-02-29", "2008-02-29" },
	{ "a number", "12371", "" },
	{ "a year out of range", "1234", "" },
	{ "words", "昨天", "" },
	{ "nothing", "", "" },
};

static const struct document_row {
	const char *why, *title, *given, *url, *text, *want;
} document_rows[] = {
	{ "what the source gives holds", "2010年工作总结", "2009-06", NULL,
	  "二〇一〇年一月一日", "2009-06" },
	{ "the title's year", "2010年工作总结", NULL, NULL, "修路。", "2010" },
	{ "a sign-off is more precise than the title", "2010年工作总结", NULL,
	  NULL, "修路。\n北流市人民政府\n二〇一一年一月五日", "2011-01-05" },
	{ "a sign-off behind the organ's name", NULL, NULL, NULL,
	  "修路。\n玉林市政务服务管理办公室　2010年5月18日", "2010-05-18" },
	{ "the lead's day", NULL, NULL, NULL,
	  "2009年3月15日，路通了。后来又修桥。", "2009-03-15" },
	{ "what began in a month dates only the year", NULL, NULL, NULL,
	  "自2009年3月上旬以来，各地修路。", "2009" },
	{ "a deadline is no date of the document", NULL, NULL, NULL,
	  "工程干到2011年5月1日为止。", "" },
	{ "a statute's last change", NULL, NULL, NULL,
	  "2001年5月1日市人大常委会通过\n2010年6月2日市人大常委会修正\n"
	  "第一条　修路。", "2010-06-02" },
	{ "the address", NULL, NULL, "http://a.example/2010/03/05/1.html",
	  "修路。", "2010-03-05" },
	{ "a day without a year says nothing", NULL, NULL, NULL,
	  "本报南宁6月3日讯　路通了。", "" },
	{ "nothing is known", NULL, NULL, NULL, "修路。", "" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(parse_rows) / sizeof(parse_rows[0]); i++) {
		char got[LABEL_DATE_BYTES];
		bool is_date;

		unit_begin(parse_rows[i].why);
		is_date = label_parse_date(got, parse_rows[i].text);
		EXPECT_STR(got, parse_rows[i].want);
		EXPECT_INT(is_date, parse_rows[i].want[0] != '\0');
	}
	unit_begin("no date at all");
	EXPECT(!label_parse_date((char[LABEL_DATE_BYTES]){ "x" }, NULL));
	if (!labelling_begin(TAXONOMY))
		return labelling_end();
	for (size_t i = 0; i < sizeof(document_rows) / sizeof(document_rows[0]);
	     i++) {
		const struct document_row *row = &document_rows[i];
		struct labelling it = {
			.title = row->title, .date = row->given,
			.url = row->url, .text = row->text
		};
		struct labelled got;

		unit_begin(row->why);
		labelling_run(&got, &it);
		EXPECT_STR(got.result->date, row->want);
		labelling_release(&got);
	}
	return labelling_end();
}
