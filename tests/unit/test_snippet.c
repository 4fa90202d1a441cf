/* query/snippet: which part of a passage is shown.  Marks are written with
 * [ ], and what is cut as …. */
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "query/render/snippet.h"
#include "text/text.h"

static const struct row {
	const char *why, *text;
	size_t size;		/* columns */
	const char *want;
} rows[] = {
	{ "a short passage is whole", "民生[热线]开通", 40, "民生[热线]开通" },
	{ "without marks it is the beginning", "一二三四五六七八", 8,
	  "一二三四…" },
	{ "the window is where the mark is",
	  "一二三四五六七八九十一二三四五六[热线]七八九十", 16,
	  "…五六[热线]七八九十" },
	{ "two words beat one",
	  "[热线]一二三四五六七八九十一二三四五六[热线]和[窗口]七八九十一二", 16,
	  "…六[热线]和[窗口]七八…" },
	{ "a different word beats the same again",
	  "[热线]、[热线]一二三四五六七八九十一二三四[热线]、[窗口]五六七八", 14,
	  "…[热线]、[窗口]五六…" },
	{ "of equal windows the first is shown",
	  "[热线]一二三四五六七八九十[热线]一二三四五六", 8, "[热线]一二…" },
	{ "it begins at a sentence when there is room",
	  "一二三四五六七八九十。今天[热线]开通了五六七八九十一二", 20,
	  "…今天[热线]开通了五六七…" },
	{ "a mark wider than the window is cut, not lost",
	  "一二三四[五六七八九十]一二三四", 8, "…[五六七八]…" },
	{ "a window at the end is filled from before",
	  "一二三四五六七八九十[热线]", 12, "…七八九十[热线]" },
	{ "a number at the edge is not cut in two",
	  "一二三四五六七八九十一12371[热线]和[窗口]一二三四五六七八九十", 18,
	  "…[热线]和[窗口]一二三…" },
	{ "nor a Latin word",
	  "[热线]一二hotline三四五六七八九十", 12, "[热线]一二…" },
	{ "it begins with no closing punctuation",
	  "一二三四五六七八九十一二，三[热线]四五六七八九十一二三四五六", 20,
	  "…三[热线]四五六七八九…" },
	{ "an empty passage is empty", "", 10, "" },
};

/* Take the brackets out of text and note the spans that they marked. */
static size_t read_marks(struct text_span spans[16], char *plain,
			 const char *text)
{
	size_t count = 0, cp = 0;

	for (; *text; text++) {
		if (*text == '[') {
			spans[count].begin = cp;
		} else if (*text == ']') {
			spans[count++].end = cp;
		} else {
			cp += ((unsigned char)*text & 0xC0) != 0x80;
			*plain++ = *text;
		}
	}
	*plain = '\0';
	return count;
}

static void write_window(struct buf *out, const struct snippet_text *text,
			 struct text_span window)
{
	bool marked = false;

	buf_put_string(out, window.begin ? "…" : "");
	for (size_t i = window.begin; i < window.end; i++) {
		if (marked != (bool)text->marked[i])
			buf_put_string(out, marked ? "]" : "[");
		marked = text->marked[i];
		text_cps_to_utf8(out, &text->cp[i], 1);
	}
	buf_put_string(out, marked ? "]" : "");
	buf_put_string(out, window.end < text->count ? "…" : "");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char plain[512];
		struct text_span spans[16];
		size_t count = read_marks(spans, plain, rows[i].text);
		struct snippet_text text;
		struct buf got = BUF_INIT;

		unit_begin(rows[i].why);
		snippet_text_init(&text, plain, strlen(plain), spans, count);
		write_window(&got, &text,
			     snippet_window(&text, 0, rows[i].size));
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
		snippet_text_release(&text);
	}
	unit_begin("spans outside the text mark nothing");
	{
		struct text_span wild = { 1, 99 };
		struct snippet_text text;

		snippet_text_init(&text, "热线", strlen("热线"), &wild, 1);
		EXPECT_INT(text.count, 2);
		EXPECT_INT(text.marked[0], 0);
		EXPECT_INT(text.marked[1], 1);
		snippet_text_release(&text);
	}
	return unit_done();
}
