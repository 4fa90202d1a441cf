#include "text/pinyin.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common_table.inc"
#include "pinyin_table.inc"

enum { LETTERS_MOST = sizeof(pinyin_syllables[0]) - 1 };

/* A syllable taken apart; tone is -1 where none is written. */
struct syllable {
	char letters[LETTERS_MOST + 1];
	size_t len;
	int tone;
};

static const struct {
	uint32_t cp;
	char letter;
	int tone;	/* -1: the letter alone */
} marked[] = {
	{ 0xE0, 'a', 4 },   { 0xE1, 'a', 2 },   { 0xE8, 'e', 4 },
	{ 0xE9, 'e', 2 },   { 0xEC, 'i', 4 },   { 0xED, 'i', 2 },
	{ 0xF2, 'o', 4 },   { 0xF3, 'o', 2 },   { 0xF9, 'u', 4 },
	{ 0xFA, 'u', 2 },   { 0xFC, 'v', -1 },  { 0x101, 'a', 1 },
	{ 0x113, 'e', 1 },  { 0x11B, 'e', 3 },  { 0x12B, 'i', 1 },
	{ 0x144, 'n', 2 },  { 0x148, 'n', 3 },  { 0x14D, 'o', 1 },
	{ 0x16B, 'u', 1 },  { 0x1CE, 'a', 3 },  { 0x1D0, 'i', 3 },
	{ 0x1D2, 'o', 3 },  { 0x1D4, 'u', 3 },  { 0x1D6, 'v', 1 },
	{ 0x1D8, 'v', 2 },  { 0x1DA, 'v', 3 },  { 0x1DC, 'v', 4 },
	{ 0x1F9, 'n', 4 },  { 0x251, 'a', -1 }, { 0x261, 'g', -1 },
	{ 0x1E3F, 'm', 2 },
};

static bool put_letter(struct syllable *out, char letter)
{
	if (out->len == LETTERS_MOST)
		return false;
	out->letters[out->len++] = letter;
	return true;
}

static bool put_tone(struct syllable *out, int tone)
{
	if (tone < 0)
		return true;
	if (out->tone >= 0)
		return false;
	out->tone = tone;
	return true;
}

static bool put_mark(struct syllable *out, uint32_t mark)
{
	static const struct { uint32_t mark; int tone; } tones[] = {
		{ 0x304, 1 }, { 0x301, 2 }, { 0x30C, 3 }, { 0x306, 3 },
		{ 0x300, 4 },
	};

	if (out->len == 0)
		return false;
	if (mark == 0x308 && out->letters[out->len - 1] == 'u') {
		out->letters[out->len - 1] = 'v';
		return true;
	}
	for (size_t i = 0; i < sizeof(tones) / sizeof(tones[0]); i++)
		if (tones[i].mark == mark)
			return put_tone(out, tones[i].tone);
	return false;
}

static bool put_marked(struct syllable *out, uint32_t cp)
{
	for (size_t i = 0; i < sizeof(marked) / sizeof(marked[0]); i++)
		if (marked[i].cp == cp)
			return put_letter(out, marked[i].letter) &&
			       put_tone(out, marked[i].tone);
	return false;
}

static bool take_apart(struct syllable *out, const uint32_t *cp, size_t count)
{
	memset(out, 0, sizeof(*out));
	out->tone = -1;
	for (size_t i = 0; i < count; i++) {
		bool is_last = i + 1 == count && i > 0;
		bool fits;

		if (cp[i] >= 'a' && cp[i] <= 'z')
			fits = put_letter(out, (char)cp[i]);
		else if (cp[i] >= '1' && cp[i] <= '5')
			fits = is_last && put_tone(out, (int)(cp[i] - '0') % 5);
		else if (cp[i] >= 0x300 && cp[i] <= 0x36F)
			fits = put_mark(out, cp[i]);
		else
			fits = put_marked(out, cp[i]);
		if (!fits)
			return false;
	}
	/* lue and nue are written for lüe and nüe. */
	if (out->len == 3 && (out->letters[0] == 'l' || out->letters[0] == 'n') &&
	    out->letters[1] == 'u' && out->letters[2] == 'e')
		out->letters[1] = 'v';
	return out->len > 0;
}

static int compare(const void *letters, const void *syllable)
{
	return strcmp(letters, syllable);
}

static unsigned set_of(uint32_t han)
{
	const uint32_t mask = (1u << PINYIN_BLOCK_BITS) - 1;

	return pinyin_set[pinyin_index[han >> PINYIN_BLOCK_BITS]][han & mask];
}

enum pinyin_match pinyin_match(uint32_t han, const uint32_t *cp, size_t count)
{
	const char *found;
	struct syllable syllable;
	unsigned set, number;

	if (han >= PINYIN_LIMIT || !take_apart(&syllable, cp, count))
		return PINYIN_NONE;
	set = set_of(han);
	found = bsearch(syllable.letters, pinyin_syllables, PINYIN_SYLLABLES,
			sizeof(pinyin_syllables[0]), compare);
	if (!found)
		return PINYIN_NONE;
	number = (unsigned)((size_t)(found - pinyin_syllables[0]) /
			    sizeof(pinyin_syllables[0]));
	for (unsigned i = pinyin_set_begin[set]; i < pinyin_set_begin[set + 1]; i++) {
		if (pinyin_readings[i] / 5 != number)
			continue;
		if (syllable.tone < 0)
			return PINYIN_PLAIN;
		if (pinyin_readings[i] % 5 == syllable.tone)
			return PINYIN_TONED;
	}
	return PINYIN_NONE;
}

size_t pinyin_syllable_count(void)
{
	return PINYIN_SYLLABLES;
}

const char *pinyin_syllable(size_t number)
{
	return pinyin_syllables[number];
}

/* The number of a syllable; PINYIN_SYLLABLES: it is none. */
static size_t number_of(const char *letters)
{
	const char *found = bsearch(letters, pinyin_syllables,
				    PINYIN_SYLLABLES,
				    sizeof(pinyin_syllables[0]), compare);

	return found ? (size_t)(found - pinyin_syllables[0]) /
		       sizeof(pinyin_syllables[0]) : PINYIN_SYLLABLES;
}

enum { COMMON = sizeof(pinyin_common) / sizeof(pinyin_common[0]) };

static uint16_t common_reading(size_t at)
{
	return (uint16_t)(number_of(pinyin_common[at].syllable) * 5 +
			  pinyin_common[at].tone);
}

/* The first usual reading of a character in common use; COMMON: it is none. */
static size_t find_common(uint32_t han)
{
	size_t low = 0, high = COMMON;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pinyin_common[middle].cp < han)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COMMON && pinyin_common[low].cp == han ? low : COMMON;
}

size_t pinyin_readings_of(uint16_t out[PINYIN_READINGS], uint32_t han)
{
	size_t count = 0;
	unsigned set;

	if (han >= PINYIN_LIMIT)
		return 0;
	for (size_t i = find_common(han); i < COMMON && count < PINYIN_READINGS &&
	     pinyin_common[i].cp == han; i++)
		out[count++] = common_reading(i);
	if (count)
		return count;
	set = set_of(han);
	for (unsigned i = pinyin_set_begin[set];
	     i < pinyin_set_begin[set + 1] && count < PINYIN_READINGS; i++)
		out[count++] = pinyin_readings[i];
	return count;
}

void pinyin_each_common(pinyin_fn *each, void *context)
{
	for (size_t i = 0; i < COMMON; i++)
		each(context, pinyin_common[i].cp, common_reading(i));
}
