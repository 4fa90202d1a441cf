/* text/text: every character keeps the place of its source bytes. */
#include "tests/unit/unit.h"

#include "text/text.h"

static void expect_utf8(const struct text *text, size_t begin, size_t end,
			const char *want)
{
	struct buf out = BUF_INIT;

	buf_put_string(&out, "");
	text_to_utf8(&out, text, begin, end);
	EXPECT_STR(out.data, want);
	buf_release(&out);
}

static void test_utf8(void)
{
	struct text text = TEXT_INIT;

	unit_begin("UTF-8 is read with the offset of each character");
	text_put_utf8(&text, "a中𠮷\xE4", 9, 100);
	EXPECT_INT(text.count, 4);
	EXPECT_INT(text.cp[2], 0x20BB7);
	EXPECT_INT(text.cp[3], 0xFFFD);
	EXPECT_INT(text.src[0], 100);
	EXPECT_INT(text.src[1], 101);
	EXPECT_INT(text.src[2], 104);
	EXPECT_INT(text.src[3], 108);
	EXPECT_INT(text.src_end, 109);
	unit_begin("a span is written as UTF-8");
	expect_utf8(&text, 1, 3, "中𠮷");
	expect_utf8(&text, 2, 2, "");
	unit_begin("a span ends where the source of its last character ends");
	EXPECT_INT(text_src_end(&text, 1), 101);
	EXPECT_INT(text_src_end(&text, 3), 108);
	EXPECT_INT(text_src_end(&text, 4), 109);
	text_clear(&text);
	EXPECT_INT(text.count, 0);
	text_release(&text);
}

static void test_spans(void)
{
	struct text from = TEXT_INIT, to = TEXT_INIT;

	unit_begin("a copied span keeps its sources, also where bytes are left out");
	text_put(&from, 0x6C11, 0, 3);
	text_put(&from, 0x751F, 10, 16);	/* from an entity */
	text_put(&from, 0x70ED, 20, 23);
	text_put_span(&to, &from, 1, 3);
	text_put_span(&to, &from, 0, 1);
	expect_utf8(&to, 0, to.count, "生热民");
	EXPECT_INT(to.src[0], 10);
	EXPECT_INT(to.src[2], 0);
	unit_begin("the end of a span inside a text is its next character's source");
	EXPECT_INT(to.src_end, 10);
	text_clear(&to);
	text_put_span(&to, &from, 0, 3);
	EXPECT_INT(to.src_end, 23);
	unit_begin("an empty span changes nothing");
	text_put_span(&to, &from, 2, 2);
	EXPECT_INT(to.count, 3);
	EXPECT_INT(to.src_end, 23);
	text_release(&from);
	text_release(&to);
}

static void test_growing(void)
{
	struct text text = TEXT_INIT;
	size_t wrong = 0;

	unit_begin("a text grows, and nothing in it moves");
	for (uint32_t i = 0; i < 100000; i++)
		text_put(&text, 0x4E00 + i % 20000, i * 3, i * 3 + 3);
	for (uint32_t i = 0; i < 100000; i++)
		wrong += text.cp[i] != 0x4E00 + i % 20000 ||
			 text.src[i] != i * 3;
	EXPECT_INT(wrong, 0);
	EXPECT_INT(text.src_end, 300000);
	text_release(&text);
}

int main(void)
{
	test_utf8();
	test_spans();
	test_growing();
	return unit_done();
}
