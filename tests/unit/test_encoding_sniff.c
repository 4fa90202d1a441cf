/* text/encoding_sniff: which label a page declares, and text/encoding: what the
 * label means. */
#include "tests/unit/unit.h"

#include "text/encoding.h"
#include "text/encoding_sniff.h"

static const struct sniffed {
	const char *why, *page, *want;
} pages[] = {
	{ "no declaration", "<html><p>charset=gbk</p>", NULL },
	{ "meta charset", "<html><META Charset = 'gbk'>", "gbk" },
	{ "meta charset without quotes", "<meta charset=gb2312>", "gb2312" },
	{ "http-equiv",
	  "<meta http-equiv=Content-Type content='text/html; charset=Big5'/>",
	  "Big5" },
	{ "http-equiv, content first",
	  "<meta content=\"text/html;charset = 'gbk' \" http-equiv=\"content-type\">",
	  "gbk" },
	{ "a content without http-equiv declares nothing",
	  "<meta name=description content='charset=gbk'><meta charset=utf-8>",
	  "utf-8" },
	{ "the first of two wins",
	  "<meta charset=\"utf-8\"><meta charset=\"gbk\">", "utf-8" },
	{ "an empty one is none", "<meta charset=\"\"><meta charset=gbk>", "gbk" },
	{ "not in a comment", "<!-- <meta charset=big5> --><meta charset=gbk>",
	  "gbk" },
	{ "a comment that does not end hides the rest",
	  "<!-- <meta charset=big5>", NULL },
	{ "not in a script",
	  "<script>x='<meta charset=big5>'</script><meta charset=gbk>", "gbk" },
	{ "not an element that begins like it", "<metadata charset=gbk>", NULL },
	{ "XML declaration", "<?xml version=\"1.0\" encoding='GB18030'?><a/>",
	  "GB18030" },
	{ "XML declaration after a byte order mark",
	  "\xEF\xBB\xBF<?xml encoding=\"UTF-8\"?>", "UTF-8" },
	{ "XML declaration without encoding, then meta",
	  "<?xml version=\"1.0\"?><html><meta charset=gbk>", "gbk" },
	{ "cut inside the tag", "<meta charset=", NULL },
	{ "cut before it", "<met", NULL },
};

static const struct header {
	const char *why, *value, *want;
} headers[] = {
	{ "a header without a charset", "text/html", NULL },
	{ "a header with one", "text/html; charset=GBK", "GBK" },
	{ "quoted, with spaces", "text/html; charset = \"gb2312\" ; x=y", "gb2312" },
	{ "ended by a semicolon", "text/html;charset=big5;x=y", "big5" },
	{ "the word alone is not it", "text/charset; charset=gbk", "gbk" },
	{ "an empty one", "text/html; charset=", NULL },
};

static const struct label {
	const char *why, *label;
	enum encoding want;
	bool is_stateful;
} labels[] = {
	{ "GB 2312 means GB18030", "GB2312", ENCODING_GB18030, false },
	{ "and so does its long name", "gb_2312-80", ENCODING_GB18030, false },
	{ "and code page 936", "CP936", ENCODING_GB18030, false },
	{ "white space around a label", "\t x-gbk\n", ENCODING_GB18030, false },
	{ "Big5 with HKSCS", "Big5-HKSCS", ENCODING_BIG5, false },
	{ "utf8 without hyphen", "utf8", ENCODING_UTF8, false },
	{ "unicode is UTF-16LE", "unicode", ENCODING_UTF16LE, false },
	{ "a longer name is another one", "gbk2", ENCODING_UNKNOWN, false },
	{ "an empty label", "", ENCODING_UNKNOWN, false },
	{ "what is not read", "euc-tw", ENCODING_UNKNOWN, false },
	{ "HZ shifts", "HZ-GB-2312", ENCODING_UNKNOWN, true },
	{ "and all of ISO-2022", "iso-2022-cn-ext", ENCODING_UNKNOWN, true },
	{ "but nothing that only begins so", "hz-other", ENCODING_UNKNOWN, false },
};

static void expect_label(const char *label, size_t len, const char *want)
{
	char got[64];

	snprintf(got, sizeof(got), "%.*s", (int)len, label ? label : "");
	EXPECT_STR(label ? got : NULL, want);
}

static void test_pages(void)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		size_t len;
		const char *label = encoding_sniff_label(&len, pages[i].page,
							 strlen(pages[i].page));

		unit_begin(pages[i].why);
		expect_label(label, len, pages[i].want);
	}
}

static void test_headers(void)
{
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		size_t len;
		const char *label = encoding_sniff_content_type(
			&len, headers[i].value, strlen(headers[i].value));

		unit_begin(headers[i].why);
		expect_label(label, len, headers[i].want);
	}
}

static void test_labels(void)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		const char *label = labels[i].label;

		unit_begin(labels[i].why);
		EXPECT_STR(encoding_name(encoding_of_label(label, strlen(label))),
			   encoding_name(labels[i].want));
		EXPECT(encoding_label_is_stateful(label, strlen(label)) ==
		       labels[i].is_stateful);
	}
}

static void test_long(void)
{
	static char page[ENCODING_SNIFF_BYTES * 2];
	size_t len, size = sizeof(page);
	const char *label;

	unit_begin("a declaration is looked for in the first 64 KiB only");
	memset(page, '<', size);
	memcpy(page + 60000, "<meta charset=gbk>", 18);
	label = encoding_sniff_label(&len, page, size);
	expect_label(label, len, "gbk");
	memset(page + 60000, '<', 18);
	memcpy(page + 70000, "<meta charset=gbk>", 18);
	label = encoding_sniff_label(&len, page, size);
	expect_label(label, len, NULL);
}

int main(void)
{
	test_pages();
	test_headers();
	test_labels();
	test_long();
	return unit_done();
}
