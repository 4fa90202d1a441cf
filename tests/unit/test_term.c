/* schema/term: how text is spelled in terms and records, and read again. */
#include <stdlib.h>

#include "schema/term.h"
#include "tests/unit/unit.h"
#include "text/text.h"

/* Lengths are what the index is paid in. */
static const struct row { const char *why, *text; size_t len; } rows[] = {
	{ "nothing is nothing",                    "",               0 },
	{ "ASCII stays as it is",                  "wto2024 a-b",   11 },
	{ "the commonest characters take a byte",  "的国人中和一",   6 },
	{ "other Han characters take two",         "档案龘",         6 },
	{ "punctuation of running text",           "，。“”《》",    8 },
	{ "Latin, Greek and Cyrillic letters",     "éλж",            6 },
	{ "kana and bopomofo",                     "のアㄅ",         6 },
	{ "Han of extension A, Hangul, wide forms", "㐀한｀",        9 },
	{ "supplementary planes",                  "𠮷😀",           8 },
	{ "control characters and 7F",             "a\x01\x7F",      5 },
	{ "bytes that are not UTF-8",              "\xFF\xE4\xBA",   6 },
};

static void round_trips(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf spelled = BUF_INIT, back = BUF_INIT;

		unit_begin(rows[i].why);
		term_encode(&spelled, rows[i].text, strlen(rows[i].text));
		EXPECT_INT(spelled.len, rows[i].len);
		EXPECT(!memchr(spelled.data ? spelled.data : "", 0,
			       spelled.len));
		EXPECT(term_decode(&back, spelled.data ? spelled.data : "",
				   spelled.len));
		EXPECT_STR(back.data ? back.data : "", rows[i].text);
		buf_release(&spelled);
		buf_release(&back);
	}
}

/* Two texts of which the first begins the second begin each other spelled, and
 * no code begins another one: then all texts that a prefix begins are found
 * under its spelling, and no others. */
static void codes_are_prefix_free(void)
{
	static struct { char code[4]; size_t len; } codes[0x10000];
	static uint32_t taken[0x10000];	/* by the first two bytes */
	size_t bad = 0, clashes = 0;

	unit_begin("every character has its own code, and none begins another");
	for (uint32_t cp = 0x20; cp < 0x10000; cp++) {
		struct buf spelled = BUF_INIT, back = BUF_INIT;
		uint32_t begins[2], none = 0;
		size_t first;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		term_encode_characters(&spelled, begins, &cp, 1);
		bad += begins[0] != 0 || begins[1] != spelled.len ||
		       !spelled.len || spelled.len > 3;
		memcpy(codes[cp].code, spelled.data, spelled.len);
		codes[cp].len = spelled.len;
		bad += !term_decode(&back, spelled.data, spelled.len);
		text_cps_to_utf8(&spelled, &cp, 1);
		bad += strcmp(spelled.data + codes[cp].len, back.data) != 0;
		first = (unsigned char)codes[cp].code[0] * 256u +
			(codes[cp].len > 1 ? (unsigned char)codes[cp].code[1]
					   : 0u);
		if (codes[cp].len < 3) {
			clashes += taken[first] != none;
			taken[first] = cp;
		}
		buf_release(&spelled);
		buf_release(&back);
	}
	for (uint32_t cp = 0x20; cp < 0x10000; cp++)
		if (codes[cp].len > 1)
			clashes += taken[(unsigned char)codes[cp].code[0] *
					 256u] != 0;
	EXPECT_INT(bad, 0);
	EXPECT_INT(clashes, 0);
}

static void whole_texts_as_characters(void)
{
	static const char text[] = "档35条，éのア𠮷一";
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct text characters = TEXT_INIT;
	uint32_t begins[16];

	unit_begin("a text of characters is spelled as its UTF-8 is");
	text_put_utf8(&characters, text, strlen(text), 0);
	term_encode(&one, text, strlen(text));
	term_encode_characters(&two, begins, characters.cp, characters.count);
	EXPECT_INT(one.len, two.len);
	EXPECT(!memcmp(one.data, two.data, one.len));
	EXPECT_INT(begins[characters.count], two.len);
	EXPECT_INT(begins[1], 2);
	text_release(&characters);
	buf_release(&one);
	buf_release(&two);
}

static void prefixed_terms(void)
{
	struct buf spelled = BUF_INIT, read = BUF_INIT;

	unit_begin("ids, labels and names keep their bytes");
	term_spell(&spelled, "Q:档案/一.txt", strlen("Q:档案/一.txt"));
	EXPECT_STR(spelled.data, "Q:档案/一.txt");
	EXPECT(term_read(&read, spelled.data, spelled.len));
	EXPECT_STR(read.data, "Q:档案/一.txt");
	buf_clear(&spelled);
	buf_clear(&read);
	unit_begin("a term of a title is S and the spelled term");
	term_spell(&spelled, "S档案", strlen("S档案"));
	EXPECT_INT(spelled.len, 5);
	EXPECT_INT(spelled.data[0], 'S');
	EXPECT(term_read(&read, spelled.data, spelled.len));
	EXPECT_STR(read.data, "S档案");
	buf_release(&spelled);
	buf_release(&read);
}

static void damage(void)
{
	static const struct { const char *why, *bytes; size_t len; } bad[] = {
		{ "a NUL is no code", "\0", 1 },
		{ "a code cut short", "\xA1", 1 },
		{ "a NUL behind a lead", "\xA1\0", 2 },
		{ "7F with nothing behind it", "a\x7F", 2 },
		{ "a rank that no character has", "\xF3\xFF", 2 },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct buf out = BUF_INIT;

		unit_begin(bad[i].why);
		EXPECT(!term_decode(&out, bad[i].bytes, bad[i].len));
		buf_release(&out);
	}
}

int main(void)
{
	round_trips();
	codes_are_prefix_free();
	whole_texts_as_characters();
	prefixed_terms();
	damage();
	return unit_done();
}
