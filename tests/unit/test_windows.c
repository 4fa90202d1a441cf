/* text/decode_windows, indexer/pipeline: a text that comes in windows is what it
 * is in one piece. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/decode_windows.h"
#include "text/encoding_table.h"

#include "unit.h"

/* Chinese, so that every encoding has something to say; one row a line. */
static const char sample[] =
	"关于开展热线服务的通知\n"
	"南宁市各单位：为了方便群众，热线服务平台从今天起开通。\n"
	"\tASCII words 12345 between, and a longer line of plain ASCII text\n"
	"志愿者到社区去，帮助老人和孩子；窗口服务平台也同时开放。\n";

enum { TIMES = 2500 };		/* some 600 KB: more than a window must have */

/* sample, over and over, in another encoding: UTF-16 by hand, as it is. */
static void make(struct buf *out, enum encoding as)
{
	struct text text = TEXT_INIT;

	for (int i = 0; i < TIMES; i++)
		text_put_utf8(&text, sample, strlen(sample), 0);
	for (size_t i = 0; i < text.count; i++) {
		uint32_t cp = text.cp[i];

		if (as == ENCODING_UTF16LE || as == ENCODING_UTF16BE) {
			bool is_big = as == ENCODING_UTF16BE;

			buf_put_byte(out, (unsigned char)(is_big ? cp >> 8 : cp));
			buf_put_byte(out, (unsigned char)(is_big ? cp : cp >> 8));
		} else {
			text_cps_to_utf8(out, &cp, 1);
		}
	}
	text_release(&text);
}

/* The bytes in windows of some size, of which step are taken at a time. */
static enum status decode_in_windows(struct text *out,
				     struct decode_report *report,
				     const struct buf *bytes, size_t size,
				     size_t step)
{
	struct decode_windows windows;
	size_t at = 0;
	enum status status = STATUS_OK;

	decode_windows_begin(&windows, NULL, ENCODING_UNKNOWN, NULL);
	windows.step = step;
	while (!status && at < bytes->len) {
		size_t left = bytes->len - at, used;
		size_t len = left < size ? left : size;

		status = decode_windows_next(&windows, out, bytes->data + at,
					     len, len == left, &used, NULL);
		if (!status && !used)
			return STATUS_INTERNAL;
		at += used;
	}
	return status ? status : decode_windows_end(&windows, report, NULL);
}

static bool is_same(const struct text *a, const struct text *b)
{
	return a->count == b->count && a->src_end == b->src_end &&
	       !memcmp(a->cp, b->cp, a->count * sizeof(*a->cp)) &&
	       !memcmp(a->src, b->src, a->count * sizeof(*a->src));
}

static void is_as_whole(const struct buf *bytes, const char *sentence)
{
	static const struct { size_t size, step; } ways[] = {
		{ DECODE_WINDOW_LEAST, 0 }, { DECODE_WINDOW_LEAST + 1, 0 },
		{ 1 << 18, 1000 }, { DECODE_WINDOW_LEAST, 37 },
		{ 1 << 20, 4096 },
	};
	struct text whole = TEXT_INIT;
	struct decode_report report, got;

	decode(&whole, &report, bytes->data, bytes->len, NULL,
	       ENCODING_UNKNOWN, NULL, NULL);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct text text = TEXT_INIT;

		unit_begin(sentence);
		EXPECT_INT(decode_in_windows(&text, &got, bytes, ways[i].size,
					     ways[i].step), STATUS_OK);
		EXPECT(is_same(&text, &whole));
		EXPECT_INT(got.encoding, report.encoding);
		EXPECT_INT(got.mixed, report.mixed);
		EXPECT_INT(got.ascii, report.ascii);
		EXPECT_INT(got.replaced, report.replaced);
		EXPECT_INT(got.dropped, report.dropped);
		text_release(&text);
	}
	text_release(&whole);
}

static void test_encodings(void)
{
	static const enum encoding all[] = { ENCODING_UTF8, ENCODING_UTF16LE,
					     ENCODING_UTF16BE };
	struct buf bytes = BUF_INIT;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_clear(&bytes);
		make(&bytes, all[i]);
		is_as_whole(&bytes, "no character is cut, and each has its place");
	}
	buf_clear(&bytes);
	buf_put(&bytes, "\xEF\xBB\xBF", 3);
	make(&bytes, ENCODING_UTF8);
	is_as_whole(&bytes, "a byte order mark is no character");
	buf_release(&bytes);
}

/* "中国。人民" in GB18030, and a broken character of UTF-8. */
#define GBK "\xD6\xD0\xB9\xFA\xA1\xA3\xC8\xCB\xC3\xF1"

static void fill(struct buf *out, const char *with, size_t len)
{
	size_t more = strlen(with);

	while (out->len + more <= len)
		buf_put(out, with, more);
}

static void test_late_surprises(void)
{
	struct buf bytes = BUF_INIT;

	buf_clear(&bytes);
	fill(&bytes, "plain ASCII and nothing else\n", 500000);
	is_as_whole(&bytes, "a text of ASCII alone is one");
	make(&bytes, ENCODING_UTF8);
	is_as_whole(&bytes, "what begins with ASCII is decided where it ends");

	buf_clear(&bytes);
	fill(&bytes, "plain ASCII and nothing else\n", 300000);
	fill(&bytes, GBK "\n", 700000);
	is_as_whole(&bytes, "GB18030 behind ASCII is GB18030");

	buf_clear(&bytes);
	fill(&bytes, GBK, 600000);
	is_as_whole(&bytes, "a line without end is cut between characters");

	buf_clear(&bytes);
	make(&bytes, ENCODING_UTF8);
	buf_put(&bytes, "\xE4\xB8\n", 3);
	make(&bytes, ENCODING_UTF8);
	is_as_whole(&bytes, "one broken character is one, and no more");

	buf_clear(&bytes);
	make(&bytes, ENCODING_UTF8);
	fill(&bytes, GBK GBK GBK "\n", bytes.len + 300000);
	make(&bytes, ENCODING_UTF8);
	is_as_whole(&bytes, "another encoding in between is found");
	buf_release(&bytes);
}

static void test_refusals(void)
{
	struct buf bytes = BUF_INIT;
	struct text text = TEXT_INIT;
	struct decode_report report;

	unit_begin("what is no text from its beginning is refused");
	fill(&bytes, "\x89PNG\r\n\x1A\n", 300000);
	EXPECT_INT(decode_in_windows(&text, &report, &bytes, 1 << 18, 0),
		   STATUS_BAD_INPUT);
	unit_begin("and what turns out to be none");
	buf_clear(&bytes);
	text_clear(&text);
	fill(&bytes, "a text \xE4\xB8\xAD\n", 300000);
	fill(&bytes, "\x90\xFF\x81\xFF\x9B\n", 2000000);
	EXPECT_INT(decode_in_windows(&text, &report, &bytes, 1 << 18, 0),
		   STATUS_BAD_INPUT);
	text_release(&text);
	buf_release(&bytes);
}

static void test_places_beyond_4_gib(void)
{
	const uint64_t end = ((uint64_t)5 << 30) + 100;

	unit_begin("a place is known also behind 4 GiB");
	EXPECT(text_src_whole((uint32_t)(end - 7), end) == end - 7);
	EXPECT(text_src_whole((uint32_t)end, end) == end);
	EXPECT(text_src_whole((uint32_t)(end - 0xFFFFFFF0u), end) ==
	       end - 0xFFFFFFF0u);
}

int main(void)
{
	EXPECT(encoding_table() != NULL);
	test_encodings();
	test_late_surprises();
	test_refusals();
	test_places_beyond_4_gib();
	return unit_done();
}
