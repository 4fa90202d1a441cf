/* base/utf8: every byte sequence reads as something, and the valid ones as
 * themselves. */
#include "tests/unit/unit.h"

#include "base/status.h"
#include "base/utf8.h"

/* Bytes, and the code points they read as; FFFD stands for bad ones. */
static const struct { const char *why, *bytes, *want; bool valid; } rows[] = {
	{ "nothing", "", "", true },
	{ "ASCII", "a~\x7F", "61 7E 7F", true },
	{ "two, three and four bytes", "\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
	  "80 7FF 800 FFFF 10000 10FFFF", true },
	{ "Han of both planes", "中𠮷", "4E2D 20BB7", true },
	{ "U+FFFD itself is good", "\xEF\xBF\xBD", "FFFD", true },
	{ "a lone continuation byte", "\x80" "a", "FFFD 61", false },
	{ "a lead byte alone", "\xE4" "a", "FFFD 61", false },
	{ "a cut character counts once", "\xE4\xB8" "a", "FFFD 61", false },
	{ "a character cut by the end", "\xF0\xA0\xAE", "FFFD", false },
	{ "overlong forms", "\xC0\xAF\xE0\x9F\xBF", "FFFD FFFD FFFD FFFD FFFD", false },
	{ "surrogates", "\xED\xA0\x80", "FFFD FFFD FFFD", false },
	{ "beyond U+10FFFF", "\xF4\x90\x80\x80", "FFFD FFFD FFFD FFFD", false },
	{ "bytes that never occur", "\xF8\xFF", "FFFD FFFD", false },
	{ "a good character after a cut one", "\xE4\xB8\xE4\xB8\xAD", "FFFD 4E2D", false },
};

static void test_reading(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = rows[i].bytes, *end = at + strlen(at);
		char got[256] = "";
		size_t len = 0, count = 0;
		bool bad = false;

		unit_begin(rows[i].why);
		for (; at < end; count++)
			len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%X",
						len ? " " : "",
						(unsigned)utf8_next_checked(&at, end, &bad));
		EXPECT_STR(got, rows[i].want);
		EXPECT_INT(!bad, rows[i].valid);
		EXPECT_INT(utf8_is_valid(rows[i].bytes, strlen(rows[i].bytes)),
			   rows[i].valid);
		EXPECT_INT(utf8_count(rows[i].bytes, strlen(rows[i].bytes)),
			   (long long)count);
	}
}

static void test_round_trip(void)
{
	size_t wrong = 0;

	unit_begin("every scalar value is written and read back");
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		char bytes[4];
		const char *at = bytes;
		size_t len;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		len = utf8_encode(bytes, cp);
		wrong += utf8_next(&at, bytes + len) != cp;
		wrong += at != bytes + len;
	}
	EXPECT_INT(wrong, 0);
}

static void test_offsets(void)
{
	static const char text[] = "a中𠮷";

	unit_begin("the byte offset of a character");
	EXPECT_INT(utf8_offset(text, 8, 0), 0);
	EXPECT_INT(utf8_offset(text, 8, 1), 1);
	EXPECT_INT(utf8_offset(text, 8, 2), 4);
	EXPECT_INT(utf8_offset(text, 8, 3), 8);
	EXPECT_INT(utf8_offset(text, 8, 9), 8);
}

static void test_lines(void)
{
	char line[8];
	struct error err;
	char longest[ERROR_TEXT_BYTES * 2];

	unit_begin("a line is cut at a whole character, without controls");
	utf8_copy_line(line, sizeof(line), "a\n中\xC2\x85文");
	EXPECT_STR(line, "a?中?");
	unit_begin("a message is one line and fits");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	EXPECT_INT(error_set(&err, STATUS_IO, "%s\n", longest), STATUS_IO);
	EXPECT_INT(strlen(err.text), ERROR_TEXT_BYTES - 1);
	EXPECT_INT(error_set(NULL, STATUS_LOCKED, "nobody asks"), STATUS_LOCKED);
	EXPECT_STR(status_name(STATUS_LOCKED), "locked");
}

int main(void)
{
	test_reading();
	test_round_trip();
	test_offsets();
	test_lines();
	return unit_done();
}
