/* query/width: columns of text on a terminal, and where its lines end. */
#include "tests/unit/unit.h"

#include "base/utf8.h"
#include "query/language/width.h"

static const struct width_row {
	const char *why, *text;
	size_t want;
} widths[] = {
	{ "empty text takes no columns", "", 0 },
	{ "Latin letters take one", "abc", 3 },
	{ "Han characters take two", "服务", 4 },
	{ "Han of the supplementary plane take two", "𠮷", 2 },
	{ "full-width forms take two", "ＡＢ（", 6 },
	{ "ideographic space takes two", "　", 2 },
	{ "combining marks take none", "e\xCC\x81", 1 },
	{ "zero width characters take none", "服\xE2\x80\x8B务", 4 },
	{ "control characters take none", "\x1B[1m", 3 },
	{ "ambiguous quotation marks take one", "“”", 2 },
};

static const struct line_row {
	const char *why, *text;
	size_t columns;
	const char *want;	/* lines between bars */
} lines[] = {
	{ "a short text is one line", "服务", 10, "服务" },
	{ "a line is filled", "一二三四五六", 4, "一二|三四|五六" },
	{ "an odd column stays free", "一二三四", 5, "一二|三四" },
	{ "no line begins with a full stop", "一二三四。五六", 8,
	  "一二三|四。五六" },
	{ "no line begins with a closing bracket", "一二（三）四", 8,
	  "一二|（三）四" },
	{ "no line ends with an opening quotation mark", "一二三“四五”", 7,
	  "一二三|“四五”" },
	{ "a Latin word stays whole", "热线 hotline 服务", 9,
	  "热线 |hotline |服务" },
	{ "a number stays whole", "一二12371三", 8, "一二|12371三" },
	{ "a word longer than the line is cut", "abcdefgh", 3, "abc|def|gh" },
	{ "a line end ends the line", "一\n二三", 8, "一|二三" },
	{ "a character wider than the line gets its own", "一二", 1, "一|二" },
	{ "only closing punctuation is cut rather than lost", "。。。。", 4,
	  "。。|。。" },
};

static void wrap(char *out, size_t size, const char *text, size_t columns)
{
	uint32_t cp[64];
	size_t count = 0, at = 0, len = 0;

	for (const char *from = text, *end = text + strlen(text); from < end;)
		cp[count++] = utf8_next(&from, end);
	while (at < count) {
		size_t end = width_line(cp, count, at, columns);

		if (at && len < size)
			out[len++] = '|';
		for (; at < end && len + 4 < size; at++)
			len += utf8_encode(out + len, cp[at]);
		if (at < count && cp[at] == '\n')
			at++;
	}
	out[len] = '\0';
}

static const struct unsafe_row {
	const char *why;
	uint32_t cp;
	bool want;
} unsafe[] = {
	{ "escape is unsafe", 0x1B, true },
	{ "a C1 control is unsafe", 0x9B, true },
	{ "delete is unsafe", 0x7F, true },
	{ "right-to-left override is unsafe", 0x202E, true },
	{ "a directional isolate is unsafe", 0x2066, true },
	{ "a tag character is unsafe", 0xE0041, true },
	{ "a line end is safe", '\n', false },
	{ "Han is safe", 0x670D, false },
	{ "a plain letter is safe", 'a', false },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		unit_begin(widths[i].why);
		EXPECT_INT(width_text(widths[i].text), widths[i].want);
	}
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		char got[256];

		unit_begin(lines[i].why);
		wrap(got, sizeof(got), lines[i].text, lines[i].columns);
		EXPECT_STR(got, lines[i].want);
	}
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
		unit_begin(unsafe[i].why);
		EXPECT_INT(width_is_unsafe(unsafe[i].cp), unsafe[i].want);
	}
	return unit_done();
}
