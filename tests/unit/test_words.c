/* query/words: every text in three languages, and which one a reader gets. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "query/language/words.h"

static const struct row {
	const char *why, *given, *want;
} accepts[] = {
	{ "nothing said: simplified", "", "zh-Hans" },
	{ "plain Chinese is simplified", "zh", "zh-Hans" },
	{ "the mainland is simplified", "zh-CN,zh;q=0.9", "zh-Hans" },
	{ "Taiwan is traditional", "zh-TW", "zh-Hant" },
	{ "Hong Kong is traditional", "zh-HK", "zh-Hant" },
	{ "the script is enough", "zh-Hant-SG", "zh-Hant" },
	{ "English of any country", "en-GB", "en" },
	{ "the greater weight wins", "en;q=0.3, zh-TW;q=0.8", "zh-Hant" },
	{ "the first of equals wins", "en, zh", "en" },
	{ "languages that we lack are passed over", "fr, de;q=0.9, en;q=0.1",
	  "en" },
	{ "none that we have: simplified", "fr, de", "zh-Hans" },
	{ "a weight of nought is a refusal", "en;q=0", "zh-Hans" },
	{ "a longer word that begins alike is another", "enochian, zhuang",
	  "zh-Hans" },
	{ "rubbish is harmless", ";;,,q=,;q=9;=", "zh-Hans" },
}, locales[] = {
	{ "no locale: English", NULL, "en" },
	{ "the C locale: English", "C", "en" },
	{ "a Chinese locale", "zh_CN.UTF-8", "zh-Hans" },
	{ "a traditional one", "zh_TW.UTF-8", "zh-Hant" },
	{ "another language: English", "fr_FR.UTF-8", "en" },
};

static void test_table(void)
{
	unit_begin("every word is there in all languages, with the same gap");
	for (enum word word = 0; word < WORD_COUNT; word++) {
		const char *chinese = words(word, "zh-Hans");

		for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
			const char *text = words(word, words_languages[i]);

			EXPECT(text && *text);
			EXPECT_INT(text && strstr(text, "%s"),
				   chinese && strstr(chinese, "%s"));
		}
	}
}

static const struct total_row {
	const char *why, *lang;
	unsigned long long total;
	int is_exact, is_documents;
	const char *want;
} totals[] = {
	{ "one passage is singular", "en", 1, 1, 0, "1 passage" },
	{ "none is plural", "en", 0, 1, 0, "0 passages" },
	{ "documents have their own noun", "en", 12, 1, 1, "12 documents" },
	{ "what is not exact says so", "en", 12, 0, 0, "about 12 passages" },
	{ "nor does it lose its noun", "en", 12, 0, 1, "about 12 documents" },
	{ "Chinese counts passages", "zh-Hans", 1, 1, 0, "共 1 段" },
	{ "an unknown language is simplified", "fr", 2, 1, 1, "共 2 篇" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(accepts) / sizeof(accepts[0]); i++) {
		unit_begin(accepts[i].why);
		EXPECT_STR(words_accept(accepts[i].given), accepts[i].want);
	}
	unsetenv("LC_MESSAGES");
	unsetenv("LANG");
	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
		unit_begin(locales[i].why);
		if (locales[i].given)
			setenv("LC_ALL", locales[i].given, 1);
		else
			unsetenv("LC_ALL");
		EXPECT_STR(words_locale(), locales[i].want);
	}
	test_table();
	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(totals[i].why);
		words_put_total(&got, totals[i].lang, totals[i].total,
				totals[i].is_exact, totals[i].is_documents);
		EXPECT_STR(got.data, totals[i].want);
		buf_release(&got);
	}
	return unit_done();
}
