/* text/lexicon: words are found by longest match, however they were written,
 * and damaged bytes do no harm. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "text/fold.h"
#include "text/lexicon.h"
#include "text/text.h"

static const char *const words[] = {
	"玉林", "玉林市", "玉林市博白县", "博白", "碳達峰", "ＡＩ", "𠮷野家", "广西",
	"广", "𠮷",
};

static lexicon *words_ready(void)
{
	lexicon *set = lexicon_new();

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		lexicon_add(set, words[i], strlen(words[i]),
			    (uint32_t)i);
	lexicon_ready(set);
	return set;
}

struct line {
	char text[512];
	size_t len;
};

static void write_match(void *context, size_t begin, size_t end, uint32_t value)
{
	struct line *line = context;

	line->len += (size_t)snprintf(line->text + line->len,
				      sizeof(line->text) - line->len,
				      "%s%zu-%zu=%u", line->len ? " " : "",
				      begin, end, value);
}

/* A text, and all matches as begin-end=value; the longest at each position is
 * the last that begins there. */
static const struct { const char *why, *text, *want; } rows[] = {
	{ "no text has no words", "", "" },
	{ "a text without words has none", "南宁市，2009", "" },
	{ "all words of a position, shortest first", "玉林市博白县",
	  "0-2=0 0-3=1 0-6=2 3-5=3" },
	{ "a word that is cut short is not found", "玉林市博白", "0-2=0 0-3=1 3-5=3" },
	{ "words are folded when added", "碳达峰", "0-3=4" },
	{ "full width and case are folded too", "用ai", "1-3=5" },
	{ "characters beyond the BMP are found", "在𠮷野家", "1-2=9 1-4=6" },
	{ "a word of one character is a word", "广东广西", "0-1=8 2-3=8 2-4=7" },
};

static void describe(struct line *line, const lexicon *set,
		     const char *utf8)
{
	struct text text = TEXT_INIT;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	fold_cps(text.cp, text.cp, text.count);
	for (size_t i = 0; i < text.count; i++) {
		size_t before = line->len;
		uint32_t value = 0;
		char tail[64];
		size_t len = lexicon_longest(set, text.cp, text.count, i,
					     &value);

		lexicon_each_at(set, text.cp, text.count, i, write_match,
				line);
		EXPECT_INT(len != 0, line->len != before);
		snprintf(tail, sizeof(tail), "%zu-%zu=%u", i, i + len, value);
		if (len)
			EXPECT_STR(line->text + line->len - strlen(tail), tail);
	}
	text_release(&text);
}

static void test_rows(const lexicon *set)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct line line = { "", 0 };

		unit_begin(rows[i].why);
		describe(&line, set, rows[i].text);
		EXPECT_STR(line.text, rows[i].want);
	}
}

static void test_adding(void)
{
	lexicon *set = lexicon_new();
	char longest[65 * 3 + 1] = "";
	struct line line = { "", 0 };

	unit_begin("of equal words the last one's value holds");
	lexicon_add(set, "服務", strlen("服務"), 1);
	lexicon_add(set, "热线", strlen("热线"), 2);
	lexicon_add(set, "服务", strlen("服务"), 3);
	lexicon_add(set, "", 0, 4);
	for (int i = 0; i < 65; i++)
		strcat(longest, "一");
	lexicon_add(set, longest, 65 * 3, 5);
	lexicon_add(set, longest, 64 * 3, 6);
	lexicon_ready(set);
	EXPECT_INT(lexicon_count(set), 3);
	describe(&line, set, "服务");
	EXPECT_STR(line.text, "0-2=3");

	unit_begin("a word has up to 64 characters");
	line = (struct line){ "", 0 };
	describe(&line, set, longest);
	EXPECT_STR(line.text, "0-64=6 1-65=6");
	lexicon_free(set);

	unit_begin("a lexicon without words finds none");
	set = lexicon_new();
	lexicon_ready(set);
	line = (struct line){ "", 0 };
	describe(&line, set, "一二三");
	EXPECT_STR(line.text, "");
	EXPECT_INT(lexicon_count(set), 0);
	lexicon_free(set);
}

static enum status add_text(lexicon *set, const char *text, size_t len,
			    char *path, struct error *err)
{
	int fd;
	enum status status;

	strcpy(path, "/tmp/bagui-lexicon-XXXXXX");
	fd = mkstemp(path);
	EXPECT_INT(write(fd, text, len), (long long)len);
	close(fd);
	status = lexicon_add_file(set, path, err);
	unlink(path);
	return status;
}

static void test_files(void)
{
	static const char good[] = "\xEF\xBB\xBF# words\r\n脱贫攻坚\r\n\n"
		"  碳中和\t12\t2020\n人工智能+ # with a sign\nC#\n";
	lexicon *set = lexicon_new();
	struct error err;
	char path[64], want[128];
	struct line line = { "", 0 };

	unit_begin("a file has a word a line, comments, and columns after a tab");
	EXPECT_INT(add_text(set, good, sizeof(good) - 1, path, &err),
		   STATUS_OK);
	EXPECT_INT(lexicon_count(set), 4);
	unit_begin("a line that is not UTF-8 is told with its number");
	EXPECT_INT(add_text(set, "好\n\xC4\xE3\n", 7, path, &err),
		   STATUS_BAD_INPUT);
	snprintf(want, sizeof(want), "%s:2: not UTF-8", path);
	EXPECT_STR(err.text, want);
	unit_begin("a file that is not there, or is none");
	EXPECT_INT(lexicon_add_file(set, "/nowhere/words", &err),
		   STATUS_NOT_FOUND);
	EXPECT_STR(err.text, "/nowhere/words: No such file or directory");
	EXPECT_INT(lexicon_add_file(set, "/", &err), STATUS_IO);
	unit_begin("the words of a file are found");
	lexicon_ready(set);
	describe(&line, set, "脱贫攻坚 碳中和 人工智能+ c#");
	EXPECT_STR(line.text, "0-4=0 5-8=0 9-14=0 15-17=0");
	lexicon_free(set);
}

static void test_mapping(const lexicon *ready)
{
	struct buf block = BUF_INIT;
	lexicon *mapped;
	struct error err;

	unit_begin("a written lexicon finds the same, at any address");
	lexicon_encode(&block, ready);
	for (size_t shift = 0; shift < 4; shift++) {
		char *moved = malloc(block.len + shift);
		struct line line = { "", 0 };

		memcpy(moved + shift, block.data, block.len);
		EXPECT_INT(lexicon_map(&mapped, moved + shift, block.len, &err),
			   STATUS_OK);
		describe(&line, mapped, "玉林市博白县");
		EXPECT_STR(line.text, "0-2=0 0-3=1 0-6=2 3-5=3");
		EXPECT_INT(lexicon_count(mapped), lexicon_count(ready));
		lexicon_free(mapped);
		free(moved);
	}
	unit_begin("a block that is cut, longer or of another kind is corrupt");
	for (size_t len = 0; len < block.len; len += 97) {
		EXPECT_INT(lexicon_map(&mapped, block.data, len, &err),
			   STATUS_CORRUPT);
		EXPECT(!mapped);
	}
	EXPECT_INT(lexicon_map(&mapped, block.data, block.len + 1, &err),
		   STATUS_CORRUPT);
	block.data[0] ^= 1;
	EXPECT_INT(lexicon_map(&mapped, block.data, block.len, &err),
		   STATUS_CORRUPT);
	buf_release(&block);
}

static void count_match(void *context, size_t begin, size_t end, uint32_t value)
{
	size_t *count = context;

	*count += begin < end;
	(void)value;
}

/* Each lookup must stay within the block (the sanitizer looks) and the text. */
static void test_damage(const lexicon *ready)
{
	static const uint32_t text[] = { 0x7389, 0x6797, 0x5E02, 0x535A, 0x20BB7,
					 0x110000, 0xFFFFFFFF, 0x91CE, 0x10FFFF };
	const size_t count = sizeof(text) / sizeof(text[0]);
	struct buf good = BUF_INIT;
	unsigned seed = 1;

	unit_begin("damaged bytes never lead outside the block or the text");
	lexicon_encode(&good, ready);
	for (int round = 0; round < 3000; round++) {
		char *bad = malloc(good.len);
		lexicon *mapped;
		size_t found = 0;

		memcpy(bad, good.data, good.len);
		for (int i = 0; i < 1 + round % 400; i++) {
			seed = seed * 1103515245u + 12345u;
			bad[16 + (seed >> 4) % (good.len - 16)] = (char)(seed >> 24);
		}
		EXPECT_INT(lexicon_map(&mapped, bad, good.len, NULL), STATUS_OK);
		for (size_t at = 0; at <= count; at++) {
			EXPECT(lexicon_longest(mapped, text, count, at, NULL) <=
			       count - at);
			lexicon_each_at(mapped, text, count, at, count_match,
					&found);
		}
		lexicon_free(mapped);
		free(bad);
	}
	buf_release(&good);
}

/* Against a list searched by brute force. */
static void test_many(void)
{
	enum { COUNT = 5000, LENGTH = 20000 };
	static uint32_t word[COUNT][4], text[LENGTH];
	static size_t len[COUNT];
	lexicon *set = lexicon_new();
	unsigned seed = 7;

	unit_begin("thousands of words are found where a plain search finds them");
	for (size_t i = 0; i < COUNT; i++) {
		struct buf utf8 = BUF_INIT;

		len[i] = 1 + i % 4;
		for (size_t j = 0; j < len[i]; j++) {
			seed = seed * 1103515245u + 12345u;
			word[i][j] = fold_cp(0x4E00 + (seed >> 16) % (j ? 40 : 400));
		}
		text_cps_to_utf8(&utf8, word[i], len[i]);
		lexicon_add(set, utf8.data, utf8.len, (uint32_t)i);
		buf_release(&utf8);
	}
	lexicon_ready(set);
	for (size_t i = 0; i < LENGTH; i++) {
		seed = seed * 1103515245u + 12345u;
		text[i] = fold_cp(0x4E00 + (seed >> 16) % 40);
	}
	for (size_t at = 0; at < LENGTH; at += 10) {
		size_t best = 0, best_word = 0;
		uint32_t value = 0;

		for (size_t i = 0; i < COUNT; i++) {
			if (len[i] >= best && len[i] <= LENGTH - at &&
			    !memcmp(word[i], text + at, len[i] * sizeof(*text))) {
				best = len[i];
				best_word = i;
			}
		}
		EXPECT_INT(lexicon_longest(set, text, LENGTH, at, &value),
			   best);
		if (best)
			EXPECT_INT(value, best_word);
	}
	lexicon_free(set);
}

int main(void)
{
	lexicon *set = words_ready();

	test_rows(set);
	test_adding();
	test_files();
	test_mapping(set);
	test_damage(set);
	test_many();
	lexicon_free(set);
	return unit_done();
}
