/* text/stretch: a long text is cut where it matters least. */
#include "text/stretch.h"

#include "unit.h"

static void fill(struct text *text, size_t count, uint32_t cp)
{
	text_clear(text);
	for (size_t i = 0; i < count; i++)
		text_put(text, cp, (uint32_t)i, (uint32_t)i + 1);
}

static void cut_is(const struct text *text, size_t want, bool want_in_line,
		   const char *sentence)
{
	bool in_line;
	size_t end = stretch_end(text, 0, text->count, &in_line);

	unit_begin(sentence);
	EXPECT_INT(end, want);
	EXPECT_INT(in_line, want_in_line);
}

int main(void)
{
	struct text text = TEXT_INIT;
	bool in_line, whole = true;
	size_t at = 0;

	fill(&text, 1000, 0x6C11);
	cut_is(&text, 1000, false, "a short text is one stretch");

	fill(&text, STRETCH_MOST + 5000, 0x6C11);
	text.cp[100000] = '\n';
	cut_is(&text, 100001, false, "a long one ends behind a line");
	text.cp[80000] = 0x3002;
	text.cp[80001] = ' ';
	text.cp[80002] = '\n';
	cut_is(&text, 80003, false, "the end of a paragraph is better than that of a line");

	text.cp[90000] = 0x3002;
	text.cp[90001] = '\n';
	cut_is(&text, 90002, false, "the later of two is better");
	text.cp[80003] = 0x3000;
	cut_is(&text, 80003, false, "and one before an indented line better still");

	fill(&text, STRETCH_MOST + 5000, 0x6C11);
	text.cp[STRETCH_MOST - 500] = 0x3002;
	cut_is(&text, STRETCH_MOST - 499, true, "a line that is too long is cut behind a sentence");
	text.cp[STRETCH_MOST - 499] = 0x201D;
	cut_is(&text, STRETCH_MOST - 498, true, "the quote that ends with the sentence stays with it");

	fill(&text, STRETCH_MOST + 5000, 0x6C11);
	cut_is(&text, STRETCH_MOST, true, "without any mark it is cut where it is full");

	text.cp[STRETCH_MOST] = '(';
	text.cp[STRETCH_MOST - 1] = 'w';
	cut_is(&text, STRETCH_MOST - 5, true, "but not where something may be repaired");

	fill(&text, STRETCH_MOST + 5000, 'a');
	text.cp[STRETCH_MOST] = ' ';
	text.cp[STRETCH_MOST - 2] = ' ';
	cut_is(&text, STRETCH_MOST - 3, true, "and not at white space, which would be lost");

	fill(&text, 10 * STRETCH_MOST, 0x6C11);
	for (size_t begin = 0; at < text.count; begin = at) {
		at = stretch_end(&text, begin, text.count, &in_line);
		whole = whole && at > begin && at - begin <= STRETCH_MOST;
	}
	unit_begin("the stretches of a text are the text");
	EXPECT(whole);
	EXPECT_INT(at, text.count);
	text_release(&text);
	return unit_done();
}
