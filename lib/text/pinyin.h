/* text/pinyin.h - is this string a reading of this Han character?
 *
 * Readings are Unihan's (kMandarin, kHanyuPinyin, kXHC1983, kTGHZ2013,
 * kHanyuPinlu), in a table generated at build time (tools/make-pinyin_table.pl).
 * Spellings that are understood: lü and lv, composed and decomposed marks, the
 * tone as a digit behind the syllable, the script letters U+0251 and U+0261.
 * Lower case only: what begins with a capital is a name or an abbreviation. */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H
#include <stddef.h>
#include <stdint.h>

enum pinyin_match {
	PINYIN_NONE,		/* not a reading of that character */
	PINYIN_PLAIN,		/* the letters of one, without a tone */
	PINYIN_TONED		/* a reading, tone and all */
};

/* Compare the whole of cp[0, count) with the readings of the character han. */
enum pinyin_match pinyin_match(uint32_t han, const uint32_t *cp, size_t count);

/* Syllables without tones ("lve", "v" for ü) have numbers, in alphabetical
 * order, below pinyin_syllable_count(). */
size_t pinyin_syllable_count(void);
const char *pinyin_syllable(size_t number);

/* The readings of a character, each a syllable's number times 5 plus the tone
 * (0: neutral), at most PINYIN_READINGS; how many.  Of a character in common use
 * only the usual ones. */
enum { PINYIN_READINGS = 12 };
size_t pinyin_readings_of(uint16_t out[PINYIN_READINGS], uint32_t han);

/* Call each for every usual reading of the characters in common use (level 1 of
 * GB 2312), ascending by character. */
typedef void pinyin_fn(void *context, uint32_t han, uint16_t reading);
void pinyin_each_common(pinyin_fn *each, void *context);

#endif
