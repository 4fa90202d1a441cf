/* text/clean: what is repaired, what is left alone, and where it is noted. */
#include "tests/unit/unit.h"
#include "tests/unit/news.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/clean.h"

#define F CLEAN_FLOW
#define L CLEAN_LINES

/* One row: what comes in, what is wanted, with / for a line end, and the
 * repairs, in order: p(inyin), i(nvisible), c(ontrol), l(ine), s(pacing),
 * P(rivate), m(ojibake), ?(suspect). */
static const struct row {
	const char *why;
	enum clean_layout layout;
	const char *input, *want, *repairs;
} rows[] = {
	{ "nothing becomes nothing", L, "", "", "" },
	{ "only white space becomes nothing", L, " \n\u3000\n\t", "", "" },
	{ "good text stays", L, "甲说了。\n乙也说了。", "甲说了。\n乙也说了。", "" },

	{ "pinyin behind its character goes", F, "服務(wù)熱線(xiàn)", "服務熱線", "pp" },
	{ "in full-width brackets too", F, "服務（wù）", "服務", "p" },
	{ "in mixed brackets and with spaces", F, "服務( wù ）年", "服務年", "p" },
	{ "repeated, it goes at once", F, "務(wù)(wù)", "務", "p" },
	{ "decomposed marks", F, "服務(wu\u0300)年", "服務年", "p" },
	{ "ü", F, "婦女(nǚ)", "婦女", "p" },
	{ "without a tone, between characters", F, "服務(wu)年", "服務年", "p" },
	{ "without a tone, at the end, it stays", F, "服務(wu)", "服務(wu)", "" },
	{ "an English word stays", F, "他（her）说", "他（her）说", "" },
	{ "a bracketed character stays", F, "中(國)人", "中(國)人", "" },
	{ "another character's reading stays", F, "服務(xiàn)年", "服務(xiàn)年", "" },
	{ "a reading with an explanation stays", F, "鋬（pàn，把手）", "鋬（pàn，把手）", "" },
	{ "behind a letter it stays", F, "A(ā)", "A(ā)", "" },
	{ "at the beginning it stays", F, "(wù)年", "(wù)年", "" },
	{ "an invisible character does not hide it", F, "務(w\u200Bù)年", "務年", "pi" },
	{ "a bracket that never closes", F, "服務(wù年", "服務(wù年", "" },

	{ "zero width characters and soft hyphens", F,
	  "乡村\u200B振兴\u00AD战略\uFEFF", "乡村振兴战略", "iii" },
	{ "bidi controls and marks", F, "a\u202Eb\u2066c\u200Ed", "abcd", "iii" },
	{ "variation selectors and tags", F, "葛\U000E0100城\uFE0F\U000E0041", "葛城", "ii" },
	{ "controls and noncharacters", F, "甲\x01乙\x7F丙\uFDD0丁\xC2\x85戊", "甲乙丙丁戊", "cccl" },
	{ "few combining marks stay", F, "e\u0301\u0302", "e\u0301\u0302", "" },
	{ "the fifth mark goes", F, "e\u0301\u0301\u0301\u0301\u0301\u0301",
	  "e\u0301\u0301\u0301\u0301", "c" },
	{ "private-use characters of GB 18030", F, "甲\uE81E\uE5E5乙", "甲\u9FB4 乙", "PP" },
	{ "other private-use characters stay", F, "甲\uF8FF", "甲\uF8FF", "" },

	{ "a spaced-out title", L, "关　于　印　发　通　　知", "关于印发通知", "s" },
	{ "with plain spaces too", L, "通 知 书", "通知书", "s" },
	{ "two characters with a wide space", L, "第一章　总　　则", "第一章 总则", "s" },
	{ "two with a plain space stay", L, "张 三", "张 三", "" },
	{ "punctuation ends a spaced-out word", L, "编　辑：“规　划”　通　知",
	  "编辑：“规划” 通知", "sss" },
	{ "phrases keep their spaces", L, "服務基層 服務企業 服務群眾",
	  "服務基層 服務企業 服務群眾", "" },
	{ "a run of spaces is one", L, "甲乙 \u3000 丙丁", "甲乙 丙丁", "" },
	{ "indentation goes", L, "　　甲说了。\n\t乙也说了。", "甲说了。\n乙也说了。", "" },
	{ "blank lines go", L, "甲说了。\n\n \n乙也说了。\n", "甲说了。\n乙也说了。", "" },
	{ "every kind of line end", L, "甲。\r\n乙。\r丙。\u2028丁。\f戊。",
	  "甲。\n乙。\n丙。\n丁。\n戊。", "" },

	{ "in flow, a line end between Han vanishes", F, "国务院办\n  公厅", "国务院办公厅", "l" },
	{ "and before punctuation", F, "公厅\n，甲", "公厅，甲", "l" },
	{ "and beside a number", F, "自2009\n年起", "自2009年起", "l" },
	{ "between Latin words it is a space", F, "hard\n  line", "hard line", "" },
	{ "in flow, plain spaces stay", F, "服務基層 服務企業", "服務基層 服務企業", "" },

	{ "a word that goes on in the next line is joined", L, "国务院办\n公厅",
	  "国务院办公厅", "l" },
	{ "a heading stays above its paragraph", L, "工作进展\n各地都开展了服务活动，成效很好",
	  "工作进展\n各地都开展了服务活动，成效很好", "" },
	{ "a longer title stays above its byline", L, "扎实推进服务年活动\n记者 某某",
	  "扎实推进服务年活动\n记者 某某", "" },
	{ "an office and a date stay apart", L, "八桂市人民政府办公室\n2009年6月3日",
	  "八桂市人民政府办公室\n2009年6月3日", "" },
	{ "a list of names stays a list", L, "赵某某\n钱某某\n孙某某\n李某某\n周某某\n吴某某\n郑某某",
	  "赵某某\n钱某某\n孙某某\n李某某\n周某某\n吴某某\n郑某某", "" },
	{ "wrapped text is joined, its last line too", L,
	  "各地各部门从各自的实际和特点出发，整合各方面的资源，组\n"
	  "建了志愿服务队，进村入户，走进企业和社区，开展多种形式\n"
	  "的服务活动，为群众解决生产和生活中遇到的困难，受到了欢\n"
	  "迎。\n"
	  "二、今后打算\n"
	  "下一步，各地各部门还要继续整合资源，完善制度，建立长效\n"
	  "的机制。\n",
	  "各地各部门从各自的实际和特点出发，整合各方面的资源，组"
	  "建了志愿服务队，进村入户，走进企业和社区，开展多种形式"
	  "的服务活动，为群众解决生产和生活中遇到的困难，受到了欢"
	  "迎。\n"
	  "二、今后打算\n"
	  "下一步，各地各部门还要继续整合资源，完善制度，建立长效"
	  "的机制。", "llll" },
	{ "indentation begins a paragraph, and a full line may end a sentence", L,
	  "　　各地从各自实际和特点出发，整合各方面的资源，组建了服\n"
	  "务队，进村入户，走进企业和社区，开展多种形式的服务活动。\n"
	  "这些活动为群众解决了生产和生活中遇到的困难，受到了欢迎\n"
	  "　　下一步，各地还要继续整合资源，完善制度，建立长效机制\n"
	  "，让群众满意。\n",
	  "各地从各自实际和特点出发，整合各方面的资源，组建了服"
	  "务队，进村入户，走进企业和社区，开展多种形式的服务活动。"
	  "这些活动为群众解决了生产和生活中遇到的困难，受到了欢迎\n"
	  "下一步，各地还要继续整合资源，完善制度，建立长效机制"
	  "，让群众满意。", "lll" },
	{ "a page number between two lines of a paragraph goes", L,
	  "各地各部门从各自的实际和特点出发，整合各方面的资源，组\n"
	  "建了志愿服务队，进村入户，走进企业和社区，开展多种形式\n"
	  "的服务活动，为群众解决生产和生活中遇到的困难，受到了欢\n"
	  "12\n"
	  "迎，下一步，各地各部门还要继续整合资源，完善制度，建立\n"
	  "长效的机制，把好事办实，把实事办好，让党员受到教育，让\n"
	  "群众满意。\n",
	  "各地各部门从各自的实际和特点出发，整合各方面的资源，组"
	  "建了志愿服务队，进村入户，走进企业和社区，开展多种形式"
	  "的服务活动，为群众解决生产和生活中遇到的困难，受到了欢"
	  "迎，下一步，各地各部门还要继续整合资源，完善制度，建立"
	  "长效的机制，把好事办实，把实事办好，让党员受到教育，让"
	  "群众满意。", "lllll" },
	{ "hard-wrapped English gets its spaces", L,
	  "The quick service of the window platform, as the office has it, is\n"
	  "a matter of trust, and so is the line of the people, who call it for\n"
	  "help, for advice, and for answers to what they ask of the office,\n"
	  "night and day.",
	  "The quick service of the window platform, as the office has it, is "
	  "a matter of trust, and so is the line of the people, who call it for "
	  "help, for advice, and for answers to what they ask of the office, "
	  "night and day.", "" },
	{ "pinyin across a wrapped line", F, "服務\n(wù)年", "服務年", "pl" },

	{ "UTF-8 that was read as Latin-1", L,
	  "\u00E5\xC2\x85\u00AB\u00E6\u00A1\xC2\x82", "八桂", "m" },
	{ "UTF-8 that was read as Windows-1252", L, "don\u00E2\u20AC\u2122t", "don\u2019t", "m" },
	{ "UTF-8 that was read as GBK", L, "鍏氱粍缁囨湇鍔″勾娲诲姩", "党组织服务年活动", "m" },
	{ "each line by itself", L, "甲说了。\n\u00E5\xC2\x85\u00AB\u00E6\u00A1\xC2\x82\n乙。",
	  "甲说了。\n八桂\n乙。", "m" },
	{ "French stays French", L, "déjà vu à Nîmes", "déjà vu à Nîmes", "" },
	{ "a rare word stays", L, "龘靐齉爩", "龘靐齉爩", "" },

	{ "torn pinyin is suspect, and stays", L, "并下?lián)甲乙金10亿元",
	  "并下?lián)甲乙金10亿元", "?" },
	{ "a replacement character is suspect", L, "甲\uFFFD\uFFFD乙", "甲\uFFFD\uFFFD乙", "?" },
	{ "a double conversion is suspect", L, "甲锟斤拷锟斤拷乙", "甲锟斤拷锟斤拷乙", "?" },
	{ "a bracketed foreign word is not", L, "一家店（在巴黎café）开业。",
	  "一家店（在巴黎café）开业。", "" },
};

static void clean_utf8(struct text *out, struct repairs *repairs, const char *input,
		       enum clean_layout layout)
{
	struct text raw = TEXT_INIT;

	text_put_utf8(&raw, input, strlen(input), 0);
	clean(out, repairs, &raw, layout);
	text_release(&raw);
}

static char letter_of(enum repair_kind kind)
{
	switch (kind) {
	case REPAIR_PINYIN: return 'p';
	case REPAIR_INVISIBLE: return 'i';
	case REPAIR_CONTROL: return 'c';
	case REPAIR_LINE: return 'l';
	case REPAIR_SPACING: return 's';
	case REPAIR_PRIVATE: return 'P';
	case REPAIR_MOJIBAKE: return 'm';
	case REPAIR_SUSPECT: return '?';
	}
	return '!';
}

static bool is_sound(const struct text *text, const struct repairs *repairs)
{
	for (size_t i = 0; i < repairs->count; i++) {
		const struct repair *at = &repairs->at[i];

		if (at->begin > at->end || at->end > text->count ||
		    (i && at->begin < at[-1].begin))
			return false;
	}
	for (size_t i = 1; i < text->count; i++)
		if (text->src[i] < text->src[i - 1])
			return false;
	return text->count == 0 || text->src_end >= text->src[text->count - 1];
}

static bool is_same(const struct text *one, const struct text *other)
{
	return one->count == other->count &&
	       (one->count == 0 ||
		!memcmp(one->cp, other->cp, one->count * sizeof(*one->cp)));
}

/* Cleaning again changes nothing, and notes nothing but what stays suspect. */
static bool is_stable(const struct text *once, enum clean_layout layout)
{
	struct text twice = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };
	bool stable;

	clean(&twice, &repairs, once, layout);
	stable = is_same(once, &twice);
	for (size_t i = 0; i < repairs.count; i++)
		stable = stable && repairs.at[i].kind == REPAIR_SUSPECT;
	text_release(&twice);
	repairs_release(&repairs);
	return stable;
}

static void test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text text = TEXT_INIT;
		struct repairs repairs = { NULL, 0, 0 };
		struct buf got = BUF_INIT;
		char letters[64] = "";

		unit_begin(rows[i].why);
		clean_utf8(&text, &repairs, rows[i].input, rows[i].layout);
		buf_put_string(&got, "");
		if (text.count)
			text_to_utf8(&got, &text, 0, text.count);
		for (size_t k = 0; k < repairs.count && k < 63; k++)
			letters[k] = letter_of(repairs.at[k].kind);
		EXPECT_STR(got.data, rows[i].want);
		EXPECT_STR(letters, rows[i].repairs);
		EXPECT(is_sound(&text, &repairs));
		EXPECT(is_stable(&text, rows[i].layout));
		buf_release(&got);
		text_release(&text);
		repairs_release(&repairs);
	}
}

static void test_repairs_point_into_the_result(void)
{
	struct text text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };

	unit_begin("repairs name places of the cleaned text");
	clean_utf8(&text, &repairs, "　　党\u200B務(wù)，关　于　通知?lián)甲10", L);
	EXPECT_INT(repairs.count, 4);
	if (repairs.count == 4) {
		EXPECT_INT(repairs.at[0].begin, 1);	/* behind 党 */
		EXPECT_INT(repairs.at[0].end, 1);
		EXPECT_INT(repairs.at[1].begin, 2);	/* behind 務 */
		EXPECT_INT(repairs.at[2].begin, 3);	/* 关于 */
		EXPECT_INT(repairs.at[2].end, 5);
		EXPECT_INT(repairs.at[3].begin, 8);	/* ?lián)甲 */
		EXPECT_INT(repairs.at[3].end, 15);
	}
	text_release(&text);
	repairs_release(&repairs);
}

static void test_sources(void)
{
	struct text text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };

	unit_begin("each character knows its source byte");
	clean_utf8(&text, &repairs, "務(wù)年 \n", L);
	EXPECT_INT(text.count, 2);
	EXPECT_INT(text.src[0], 0);
	EXPECT_INT(text.src[1], 8);
	EXPECT_INT(text_src_end(&text, 1), 8);
	EXPECT_INT(text_src_end(&text, 2), 13);
	text_release(&text);
	repairs_release(&repairs);
}

/* Long runs of what each step looks for: time must grow with length only. */
static void test_hostile(void)
{
	static const struct { const char *why, *unit; size_t most; } hostile[] = {
		{ "many combining marks on one base", "\u0301", 10 },
		{ "many open brackets behind Han", "務(", 800000 },
		{ "many single characters with spaces", "通 ", 800000 },
		{ "many wide spaces", "\u3000", 10 },
		{ "many empty lines", "\n", 10 },
		{ "many short lines", "通\n", 800000 },
		{ "many lead bytes read as Latin-1", "\u00E5\xC2\x85", 800000 },
		{ "many GBK mojibake lines", "鍏氱粍缁囨湇\n", 8000000 },
		{ "many closing brackets behind letters", "lián)", 8000000 },
		{ "many replacement characters", "\uFFFD", 800000 },
		{ "many pinyin brackets on one character", "(wù)", 8000000 },
	};

	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct text raw = TEXT_INIT, out = TEXT_INIT;
		struct repairs repairs = { NULL, 0, 0 };

		unit_begin(hostile[i].why);
		text_put_utf8(&raw, "務", 3, 0);
		for (int k = 0; k < 200000; k++)
			text_put_utf8(&raw, hostile[i].unit, strlen(hostile[i].unit), 3);
		for (enum clean_layout layout = L; layout <= F; layout++) {
			clean(&out, &repairs, &raw, layout);
			EXPECT(out.count <= hostile[i].most);
			EXPECT(is_stable(&out, layout));
		}
		text_release(&raw);
		text_release(&out);
		repairs_release(&repairs);
	}
}

static bool read_file(struct buf *out, const char *path)
{
	char bytes[65536];
	size_t len;
	FILE *file = fopen(path, "rb");

	if (!file)
		return false;
	while ((len = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_put(out, bytes, len);
	fclose(file);
	return true;
}

/* The page that Bagui was conceived for: no pinyin may be left in brackets, the
 * torn one is suspect, and nothing else is touched. */
static void test_seed(void)
{
	struct buf bytes = BUF_INIT;
	struct text text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };
	size_t pinyin = 0, suspects = 0, lines = 1, left = 0;

	if (!read_file(&bytes, "../shared/data/seed/guangxi-2009.txt")) {
		unit_begin("the seed document # SKIP ../shared is absent");
		return;
	}
	unit_begin("the seed document loses all its pinyin and nothing else");
	clean_utf8(&text, &repairs, bytes.data, L);
	for (size_t i = 0; i < repairs.count; i++) {
		pinyin += repairs.at[i].kind == REPAIR_PINYIN;
		suspects += repairs.at[i].kind == REPAIR_SUSPECT;
	}
	for (size_t i = 0; i + 1 < text.count; i++) {
		lines += text.cp[i] == '\n';
		left += text.cp[i] == '(' && text.cp[i + 1] < 0x250;
	}
	EXPECT(pinyin > 200);
	EXPECT_INT(suspects, 1);
	EXPECT_INT(repairs.count, pinyin + suspects);
	EXPECT_INT(left, 0);
	EXPECT_INT(lines, 16);
	EXPECT(is_stable(&text, L));
	buf_release(&bytes);
	text_release(&text);
	repairs_release(&repairs);
}

struct tally {
	size_t documents, joins, unstable, unsound;
};

static void tally_document(void *context, const char *utf8, size_t len)
{
	struct tally *tally = context;
	struct text raw = TEXT_INIT, text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };

	text_put_utf8(&raw, utf8, len, 0);
	clean(&text, &repairs, &raw, L);
	for (size_t i = 0; i < repairs.count; i++)
		tally->joins += repairs.at[i].kind == REPAIR_LINE;
	tally->documents++;
	tally->unstable += !is_stable(&text, L);
	tally->unsound += !is_sound(&text, &repairs);
	text_release(&raw);
	text_release(&text);
	repairs_release(&repairs);
}

/* What is known of each collection: does it hold wrapped lines or not? */
static void test_news(void)
{
	static const struct { const char *name; size_t least_joins, most_joins; } news[] = {
		{ "xinwenlianbo_2022_2026", 0, 0 },
		{ "government_work_reports", 0, 0 },
		{ "hk_fire_news_traditional_2025", 0, 0 },
		{ "web_news_2023", 0, 0 },
		{ "policies_central_shandong", 3000, 10000 },
	};

	for (size_t i = 0; i < sizeof(news) / sizeof(news[0]); i++) {
		struct tally tally = { 0, 0, 0, 0 };
		char title[128];

		snprintf(title, sizeof(title), "%s: lines are joined only where they were wrapped",
			 news[i].name);
		if (!news_each(news[i].name, 4 << 20, tally_document, &tally)) {
			strcat(title, " # SKIP");
			unit_begin(title);
			continue;
		}
		unit_begin(title);
		EXPECT(tally.documents > 50);
		EXPECT(tally.joins >= news[i].least_joins);
		EXPECT(tally.joins <= news[i].most_joins);
		EXPECT_INT(tally.unstable, 0);
		EXPECT_INT(tally.unsound, 0);
	}
}

int main(void)
{
	test_news();
	test_rows();
	test_repairs_point_into_the_result();
	test_sources();
	test_hostile();
	test_seed();
	return unit_done();
}
