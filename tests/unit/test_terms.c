/* text/terms: which terms a text has, and how it parts into words. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>

#include "base/buf.h"
#include "text/fold.h"
#include "text/segment.h"
#include "text/terms.h"

static const char *const lexicon_words[] = {
	"脱贫攻坚", "脱贫攻坚战", "新质生产力", "朱镕基", "高质量", "高质量发展",
	"人工智能+", "人工智能", "和平", "海南", "AI", "共和平等", "碳中和", "国",
};

/* The terms in their order: bigrams bare, words as [word], those of the
 * lexicon as {word}. */
static const struct { const char *why, *text, *want; } term_rows[] = {
	{ "no text has no terms", "", "" },
	{ "one character is no term", "国", "" },
	{ "neighbours are a bigram, and a word counts besides",
	  "服务", "服务 [服务]" },
	{ "words of one character are no terms", "在建", "在建" },
	{ "no bigram over punctuation or white space", "中，国 家\n人", "" },
	{ "a lexicon word comes besides its parts",
	  "新质生产力", "新质 {新质生产力} 质生 生产 [生产] 产力" },
	{ "the longest word is taken, those inside it come too",
	  "高质量发展", "高质 {高质量} {高质量发展} 质量 [质量] 量发 发展 [发展]" },
	{ "a lexicon word that ICU has too is one word",
	  "人工智能", "人工 [人工] {人工智能} 工智 智能 [智能]" },
	{ "a lexicon word may hold signs",
	  "人工智能+", "人工 [人工] {人工智能} {人工智能+} 工智 智能 [智能]" },
	{ "a word of two characters must not cut ICU's words",
	  "共和|上海南部", "共和 [共和] 上海 [上海] 海南 南部 [南部]" },
	{ "traditional text was folded to the same", "脫貧攻堅",
	  "脱贫 {脱贫攻坚} 贫攻 攻坚" },
	{ "Latin words are whole, in lower case", "用ＡＩ赋能CPI",
	  "{ai} 赋能 [cpi]" },
	{ "no lexicon word inside a Latin word", "FAIL rain", "[fail] [rain]" },
	{ "a number and its parts", "5.3382", "[5.3382] [3382]" },
	{ "a name with points and its parts", "www.gov.cn",
	  "[www] [www.gov.cn] [gov] [cn]" },
	{ "underlines join and part", "foo_bar", "[foo] [foo_bar] [bar]" },
	{ "a year in Chinese numerals is one word", "二〇二四年",
	  "二〇 [二〇二四年] 〇二 二四 四年 [四年]" },
	{ "an ordinal with its measure is one word", "第三十五条",
	  "第三 [第三] [第三十五条] 三十 十五 [十五] 五条" },
	{ "numerals and a measure that belong to other words", "万一日本",
	  "万一 [万一] 一日 日本 [日本]" },
	{ "Han beyond the BMP makes bigrams", "在𠮷野", "在𠮷 𠮷野" },
	{ "a picture parts words", "服务😀服务", "服务 [服务] 服务 [服务]" },
	{ "what is no character is no word", "\xFF服\xE5\x8A", "" },
};

/* The words as a partition. */
static const struct { const char *why, *text, *want; } word_rows[] = {
	{ "no text has no words", "", "" },
	{ "single characters are words here", "在建工程", "在|建|工程" },
	{ "the longest lexicon word, else ICU's", "打赢脱贫攻坚战",
	  "打|赢|脱贫攻坚战" },
	{ "a one-character entry changes nothing", "国民经济", "国民|经济" },
	{ "what a match leaves of a word is a word", "三十五年度", "三十五年|度" },
	{ "no Han is left out, whatever stands beside it", "，年カ_\xCC\x81，和高",
	  "年|和|高" },
	{ "signs and spaces are no words", "朱镕基：AI、“服务” 5%",
	  "朱镕基|ai|服务|5" },
	{ "a lexicon word of three may cut a word at one of its edges",
	  "碳中和平", "碳中和|平" },
};

struct line {
	struct buf out;
	size_t last_begin;
};

static enum status write_term(void *context, const struct term *term)
{
	static const char *const marks[] = { "", "[]", "{}" };
	struct line *line = context;
	const char *mark = marks[term->kind];

	EXPECT(line->last_begin <= term->begin);
	EXPECT(term->begin < term->end);
	line->last_begin = term->begin;
	buf_put_format(&line->out, "%s%.1s%.*s%s", line->out.len ? " " : "",
		       mark, (int)term->len, term->bytes, *mark ? mark + 1 : "");
	return STATUS_OK;
}

static void fold_text(struct text *text, const char *utf8)
{
	text_clear(text);
	text_put_utf8(text, utf8, strlen(utf8), 0);
	fold_cps(text->cp, text->cp, text->count);
}

static void test_terms(segmenter *cutter)
{
	for (size_t i = 0; i < sizeof(term_rows) / sizeof(term_rows[0]); i++) {
		struct text text = TEXT_INIT;
		struct line line = { BUF_INIT, 0 };

		unit_begin(term_rows[i].why);
		fold_text(&text, term_rows[i].text);
		buf_put_string(&line.out, "");
		EXPECT_INT(terms_each(cutter, text.cp, text.count, write_term,
				      &line), STATUS_OK);
		EXPECT_STR(line.out.data, term_rows[i].want);
		buf_release(&line.out);
		text_release(&text);
	}
}

static void test_words(segmenter *cutter)
{
	for (size_t i = 0; i < sizeof(word_rows) / sizeof(word_rows[0]); i++) {
		struct text text = TEXT_INIT;
		struct buf out = BUF_INIT;
		const struct text_span *spans;
		size_t count;

		unit_begin(word_rows[i].why);
		fold_text(&text, word_rows[i].text);
		buf_put_string(&out, "");
		EXPECT_INT(terms_words(cutter, text.cp, text.count, &spans,
				       &count), STATUS_OK);
		for (size_t j = 0; j < count; j++) {
			buf_put_string(&out, j ? "|" : "");
			text_to_utf8(&out, &text, spans[j].begin, spans[j].end);
		}
		EXPECT_STR(out.data, word_rows[i].want);
		buf_release(&out);
		text_release(&text);
	}
}

static enum status stop_at_third(void *context, const struct term *term)
{
	(void)term;
	return ++*(int *)context == 3 ? STATUS_INTERRUPTED : STATUS_OK;
}

static void test_stopping(segmenter *cutter)
{
	struct text text = TEXT_INIT;
	int seen = 0;

	unit_begin("the callback can stop the walk");
	fold_text(&text, "高质量发展");
	EXPECT_INT(terms_each(cutter, text.cp, text.count, stop_at_third,
			      &seen), STATUS_INTERRUPTED);
	EXPECT_INT(seen, 3);
	seen = 0;
	EXPECT_INT(terms_each_bigram(text.cp, text.count, stop_at_third, &seen),
		   STATUS_INTERRUPTED);
	EXPECT_INT(seen, 3);
	text_release(&text);
}

static void test_bigrams(void)
{
	struct text text = TEXT_INIT;
	struct line line = { BUF_INIT, 0 };

	unit_begin("bigrams alone need no segmenter");
	fold_text(&text, "民生，热線a𠮷野家");
	EXPECT_INT(terms_each_bigram(text.cp, text.count, write_term, &line),
		   STATUS_OK);
	EXPECT_STR(line.out.data, "民生 热线 𠮷野 野家");
	buf_release(&line.out);
	text_release(&text);
}

struct tally {
	size_t bigrams, words, longest;
};

static enum status count_term(void *context, const struct term *term)
{
	struct tally *tally = context;

	tally->bigrams += term->kind == TERM_BIGRAM;
	tally->words += term->kind != TERM_BIGRAM;
	tally->longest = term->len > tally->longest ? term->len : tally->longest;
	return STATUS_OK;
}

static const struct { const char *why, *unit; } endless[] = {
	{ "a megabyte of one Han character", "国" },
	{ "a megabyte of numerals", "一" },
	{ "a megabyte of letters", "a" },
	{ "a megabyte of digits", "7" },
	{ "a megabyte of combining marks", "\xCC\x81" },
	{ "a megabyte of Han beyond the BMP", "𠮷" },
	{ "a megabyte of katakana", "カ" },
	{ "a megabyte of what is no letter", "😀" },
};

static double seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static double time_terms(segmenter *cutter, const uint32_t *cp, size_t count,
			 struct tally *tally)
{
	double begin = seconds();

	*tally = (struct tally){ 0, 0, 0 };
	EXPECT_INT(terms_each(cutter, cp, count, count_term, tally),
		   STATUS_OK);
	return seconds() - begin;
}

static void test_endless(segmenter *cutter)
{
	enum { COUNT = 1000000 };
	uint32_t *cp = malloc(COUNT * sizeof(*cp));

	for (size_t i = 0; i < sizeof(endless) / sizeof(endless[0]); i++) {
		struct text text = TEXT_INIT;
		struct tally tally, tenth;
		double some, all;

		unit_begin(endless[i].why);
		fold_text(&text, endless[i].unit);
		for (size_t j = 0; j < COUNT; j++)
			cp[j] = text.cp[0];
		some = time_terms(cutter, cp, COUNT / 10, &tenth);
		all = time_terms(cutter, cp, COUNT, &tally);
		/* Ten times the text, with much to spare, and not a hundred. */
		EXPECT(all < some * 40 + 0.2);
		EXPECT(tally.longest <= TERM_MOST);
		EXPECT_INT(tally.bigrams, is_han(cp[0]) ? COUNT - 1 : 0);
		EXPECT(tally.words <= 1 || is_han(cp[0]));
		text_release(&text);
	}
	free(cp);
}

static void test_longest(segmenter *cutter)
{
	struct tally tally = { 0, 0, 0 };
	uint32_t cp[TERM_MOST + 1];

	unit_begin("a word of TERM_MOST bytes is a term, a longer one is not");
	for (size_t i = 0; i <= TERM_MOST; i++)
		cp[i] = 'a';
	terms_each(cutter, cp, TERM_MOST, count_term, &tally);
	EXPECT_INT(tally.words, 1);
	EXPECT_INT(tally.longest, TERM_MOST);
	tally = (struct tally){ 0, 0, 0 };
	terms_each(cutter, cp, TERM_MOST + 1, count_term, &tally);
	EXPECT_INT(tally.words, 0);
}

/* A text of known words in a shuffled order, without any punctuation. */
static void put_shuffled(struct text *text, size_t count)
{
	static const char *const some[] = {
		"人民", "政府", "工作", "的", "经济", "在", "社会主义", "发展",
		"和", "企业", "一九", "干部", "群众", "服务", "了", "广西",
		"建设", "对", "农村", "市场经济", "不", "中华人民共和国", "上",
	};
	unsigned seed = 3;

	while (text->count < count) {
		const char *word;

		seed = seed * 1103515245u + 12345u;
		word = some[(seed >> 16) % (sizeof(some) / sizeof(some[0]))];
		text_put_utf8(text, word, strlen(word), 0);
	}
	fold_cps(text->cp, text->cp, text->count);
}

static void test_windows(void)
{
	enum { COUNT = 60000 };
	struct text text = TEXT_INIT;
	UErrorCode code = U_ZERO_ERROR;
	UBreakIterator *whole = ubrk_open(UBRK_WORD, "zh", NULL, 0, &code);
	UChar *units = malloc((COUNT + 100) * sizeof(*units));
	const struct text_span *words;
	size_t count, same = 0;
	segment_breaker *breaker;

	unit_begin("a run cut into windows has the words of the whole run");
	put_shuffled(&text, COUNT);
	for (size_t i = 0; i < text.count; i++)
		units[i] = (UChar)text.cp[i];
	ubrk_setText(whole, units, (int32_t)text.count, &code);
	EXPECT_INT(segment_new(&breaker, NULL), STATUS_OK);
	EXPECT_INT(segment_words(breaker, text.cp, text.count, &words, &count),
		   STATUS_OK);
	ubrk_first(whole);
	for (size_t i = 0; i < count; i++)
		same += ubrk_next(whole) == (int32_t)words[i].end;
	EXPECT(U_SUCCESS(code));
	EXPECT(count > COUNT / 5);
	EXPECT_INT(same, count);
	EXPECT_INT(ubrk_next(whole), UBRK_DONE);
	segment_free(breaker);
	ubrk_close(whole);
	free(units);
	text_release(&text);
}

/* What the text holds is found again from the words of a question. */
static void test_partition(segmenter *cutter)
{
	struct text text = TEXT_INIT;
	const struct text_span *spans;
	size_t count, at = 0;

	unit_begin("words are in order, do not overlap, and leave out no Han");
	put_shuffled(&text, 3000);
	for (size_t i = 0; i < text.count; i += 7)
		text.cp[i] = i % 2 ? 0x8D2B : 0x4E8C;
	EXPECT_INT(terms_words(cutter, text.cp, text.count, &spans, &count),
		   STATUS_OK);
	for (size_t i = 0; i < count; i++) {
		EXPECT_INT(spans[i].begin, at);
		EXPECT(spans[i].end > spans[i].begin);
		at = spans[i].end;
	}
	EXPECT_INT(at, text.count);
	text_release(&text);
}

static void test_without_lexicon(void)
{
	struct text text = TEXT_INIT;
	struct line line = { BUF_INIT, 0 };
	segmenter *cutter;

	unit_begin("without a lexicon ICU's words stand alone");
	fold_text(&text, "高质量发展");
	EXPECT_INT(segmenter_new(&cutter, NULL, NULL), STATUS_OK);
	EXPECT_INT(terms_each(cutter, text.cp, text.count, write_term, &line),
		   STATUS_OK);
	EXPECT_STR(line.out.data, "高质 质量 [质量] 量发 发展 [发展]");
	segmenter_free(cutter);
	buf_release(&line.out);
	text_release(&text);
}

int main(void)
{
	lexicon *set = lexicon_new();
	segmenter *cutter;

	for (size_t i = 0; i < sizeof(lexicon_words) / sizeof(char *); i++)
		lexicon_add(set, lexicon_words[i], strlen(lexicon_words[i]), 0);
	lexicon_ready(set);
	unit_begin("ICU has the Chinese dictionary");
	EXPECT_INT(segmenter_new(&cutter, set, NULL), STATUS_OK);
	test_terms(cutter);
	test_words(cutter);
	test_stopping(cutter);
	test_bigrams();
	test_longest(cutter);
	test_windows();
	test_partition(cutter);
	test_endless(cutter);
	segmenter_free(cutter);
	test_without_lexicon();
	lexicon_free(set);
	return unit_done();
}
