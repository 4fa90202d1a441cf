/* text/pinyin: which strings are readings of which characters. */
#include "tests/unit/unit.h"
#include "base/utf8.h"
#include "text/pinyin.h"

static const struct row {
	const char *why, *han, *letters;
	enum pinyin_match want;
} rows[] = {
	{ "a traditional character's reading", "務", "wù", PINYIN_TONED },
	{ "a simplified character's reading", "务", "wù", PINYIN_TONED },
	{ "an old reading counts", "務", "wǔ", PINYIN_TONED },
	{ "another tone is another reading", "線", "xiān", PINYIN_NONE },
	{ "another syllable is none", "務", "xiàn", PINYIN_NONE },
	{ "letters without a tone are plain", "務", "wu", PINYIN_PLAIN },
	{ "a tone may be a digit", "務", "wu4", PINYIN_TONED },
	{ "a wrong digit is a wrong tone", "務", "wu1", PINYIN_NONE },
	{ "a digit alone is nothing", "務", "4", PINYIN_NONE },
	{ "two tones are nothing", "務", "wù4", PINYIN_NONE },
	{ "ü with its tone", "女", "nǚ", PINYIN_TONED },
	{ "ü without one", "綠", "lü", PINYIN_PLAIN },
	{ "v for ü", "律", "lv", PINYIN_PLAIN },
	{ "lue for lüe", "略", "lue4", PINYIN_TONED },
	{ "decomposed marks", "務", "wu\u0300", PINYIN_TONED },
	{ "decomposed ü and its tone", "女", "nu\u0308\u030C", PINYIN_TONED },
	{ "the script letters of textbooks", "江", "ji\u0251n\u0261", PINYIN_PLAIN },
	{ "the neutral tone as 5", "嗎", "ma5", PINYIN_TONED },
	{ "the longest syllable", "雙", "shuāng", PINYIN_TONED },
	{ "too long a word", "雙", "shuanggg", PINYIN_NONE },
	{ "a word that is no syllable", "他", "her", PINYIN_NONE },
	{ "a syllable of another character", "他", "she", PINYIN_NONE },
	{ "a capital is a name", "務", "Wù", PINYIN_NONE },
	{ "tone sandhi of 一", "一", "yí", PINYIN_TONED },
	{ "tone sandhi of 不", "不", "bú", PINYIN_TONED },
	{ "a character beyond the basic plane", "\U00020087", "zuǒ", PINYIN_TONED },
	{ "a letter has no readings", "a", "a", PINYIN_NONE },
	{ "nothing is no reading", "務", "", PINYIN_NONE },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = rows[i].letters, *end = at + strlen(at);
		const char *han = rows[i].han;
		uint32_t cp[16];
		size_t count = 0;

		unit_begin(rows[i].why);
		while (at < end)
			cp[count++] = utf8_next(&at, end);
		EXPECT_INT(pinyin_match(utf8_next(&han, han + strlen(han)), cp,
					count),
			   rows[i].want);
	}
	return unit_done();
}
