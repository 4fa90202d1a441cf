/* text/fold: which characters are one and the same. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "text/fold.h"

static const struct row {
	const char *why, *input, *want;
} rows[] = {
	{ "ASCII stays, in lower case", "Bagui 12371 (A-Z)", "bagui 12371 (a-z)" },
	{ "traditional becomes simplified", "服務基層、黨組織服務年", "服务基层、党组织服务年" },
	{ "simplified stays", "八桂先锋网", "八桂先锋网" },
	{ "many to one", "乾 幹 干 | 後 后 | 髮 發 | 隻 只", "干 干 干 | 后 后 | 发 发 | 只 只" },
	{ "the forms of one character", "裏 裡 里 | 臺 台 檯 颱 | 著 着 | 峯 峰 | 羣 群",
	  "里 里 里 | 台 台 台 台 | 着 着 | 峰 峰 | 群 群" },
	{ "Hong Kong and Taiwan forms", "衞 衛 | 綫 線 | 麪 麵 | 啓 啟 | 爲 為 | 説 說",
	  "卫 卫 | 线 线 | 面 面 | 启 启 | 为 为 | 说 说" },
	{ "pairs that only OpenCC knows", "委託 昇降 佈置 週年 閲覽 緑化",
	  "委托 升降 布置 周年 阅览 绿化" },
	{ "old print and Japanese forms", "內 册 冊 戶 産 歲 歳", "内 册 册 户 产 岁 岁" },
	{ "full width", "２０２４年ＧＤＰ增长（％）", "2024年gdp增长(%)" },
	{ "half-width kana and full stop", "ｱ｡", "ア。" },
	{ "circled, superscript and ligature-free forms", "① ² ª µ", "1 2 a μ" },
	{ "what would become two characters stays", "℃ ½ ㎏ ﬁ ㈱", "℃ ½ ㎏ ﬁ ㈱" },
	{ "compatibility ideographs", "\uF9D1\uF98A", "六力" },
	{ "Kangxi and CJK radicals", "⼀⼈⾥ ⺠", "一人里 民" },
	{ "vertical and small forms", "︵︶ ︑ ﹙﹚ ﹐", "() 、 () ," },
	{ "every white space is a space", "a\u3000b\u00A0c\td\ne\u2009f", "a b c d e f" },
	{ "the circle for zero", "二○○九年", "二〇〇九年" },
	{ "case beyond ASCII", "ÀÉ ΑΩ Ж", "àé αω ж" },
	{ "ß is two letters in upper case, so it stays", "ß ẞ", "ß ß" },
	{ "characters beyond the basic plane", "\U0002F800", "丽" },
	{ "what is common is not merged", "王 玉 | 己 已 | 卍 万 | 喆 哲 | 你 您",
	  "王 玉 | 己 已 | 卍 万 | 喆 哲 | 你 您" },
	{ "the feminine you", "妳們", "你们" },
	{ "nothing becomes nothing", "", "" },
};

static void test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *got = fold_utf8(rows[i].input);

		unit_begin(rows[i].why);
		EXPECT_STR(got, rows[i].want);
		free(got);
	}
}

static void test_idempotent(void)
{
	long long changed = 0;

	unit_begin("folding twice changes nothing, for every code point");
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		uint32_t once = fold_cp(cp);

		changed += once != cp;
		if (fold_cp(once) != once) {
			EXPECT_INT(fold_cp(once), once);
			return;
		}
	}
	EXPECT(changed > 10000);
}

static void test_stays_in_its_kind(void)
{
	long long lost = 0, gained = 0;

	unit_begin("a Han character folds to one, and only radicals become one");
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		bool was = is_han(cp), is = is_han(fold_cp(cp));

		lost += was && !is;
		/* Radicals, circled and squared ideographs, Hangzhou numerals,
		 * and the circles that are typed for 〇. */
		gained += !was && is && !(cp >= 0x2E80 && cp <= 0x2FDF) &&
			  !(cp >= 0x3030 && cp <= 0x33FF) && cp != 0x25CB &&
			  cp != 0xFFEE &&
			  !(cp >= 0x1F200 && cp <= 0x1F2FF);
	}
	EXPECT_INT(lost, 0);
	EXPECT_INT(gained, 0);
}

static const struct kind_row {
	const char *why;
	uint32_t cp;
	bool han, space;
} kinds[] = {
	{ "a common ideograph", 0x4E00, true, false },
	{ "the last of the block", 0x9FFF, true, false },
	{ "extension A", 0x3400, true, false },
	{ "extension B", 0x20000, true, false },
	{ "extension H", 0x31350, true, false },
	{ "a compatibility ideograph", 0xF900, true, false },
	{ "the zero 〇", 0x3007, true, false },
	{ "the iteration mark 々", 0x3005, true, false },
	{ "kana are not Han", 0x3042, false, false },
	{ "hexagrams are not Han", 0x4DC0, false, false },
	{ "Hangul is not Han", 0xAC00, false, false },
	{ "punctuation is not Han", 0x3002, false, false },
	{ "a letter is not Han", 'a', false, false },
	{ "the ideographic space", 0x3000, false, true },
	{ "the no-break space", 0xA0, false, true },
	{ "a line end", '\n', false, true },
	{ "the zero width space is none", 0x200B, false, false },
	{ "beyond Unicode", 0x7FFFFFFF, false, false },
};

static void test_kinds(void)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		unit_begin(kinds[i].why);
		EXPECT_INT(is_han(kinds[i].cp), kinds[i].han);
		EXPECT_INT(is_space(kinds[i].cp), kinds[i].space);
	}
}

static void test_in_place(void)
{
	uint32_t cp[] = { 0x9EE8, 'A', 0x3000 };

	unit_begin("an array can be folded in place");
	fold_cps(cp, cp, 3);
	EXPECT_INT(cp[0], 0x515A);
	EXPECT_INT(cp[1], 'a');
	EXPECT_INT(cp[2], ' ');
}

/* OpenCC's tables name pairs of variants; both sides must fold together. */
static void test_opencc(const char *name, long long allowed)
{
	char path[128], line[512], title[256];
	long long apart = 0, pairs = 0;
	FILE *file;

	snprintf(path, sizeof(path), "../shared/data/lexicon/opencc/%s.txt", name);
	snprintf(title, sizeof(title), "%s: each pair folds to one", name);
	file = fopen(path, "r");
	if (!file) {
		snprintf(title, sizeof(title), "%s # SKIP %s is absent", name, path);
		unit_begin(title);
		return;
	}
	unit_begin(title);
	while (fgets(line, sizeof(line), file)) {
		char *from = strtok(line, "\t"), *to = strtok(NULL, " \n");

		if (*line == '#' || !from || !to)
			continue;
		from = fold_utf8(from);
		to = fold_utf8(to);
		pairs++;
		if (strcmp(from, to)) {
			apart++;
			printf("# %s and %s fold apart\n", from, to);
		}
		free(from);
		free(to);
	}
	fclose(file);
	EXPECT(pairs > 30);
	EXPECT_INT(apart, allowed);
}

int main(void)
{
	test_rows();
	test_idempotent();
	test_stays_in_its_kind();
	test_kinds();
	test_in_place();
	test_opencc("TSCharacters", 0);
	test_opencc("STCharacters", 0);
	test_opencc("HKVariants", 0);
	test_opencc("TWVariants", 1);	/* 齶 and 顎: 腭 and 颚 on the mainland */
	return unit_done();
}
