#include "text/encoding_table.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unicode/ucnv.h>

#define MARK '\n'	/* between sequences; never part of one */
#define FOUR_REPLACEMENT 39417	/* 84 31 A4 37, a well-formed U+FFFD */

static struct encoding_table table;
static bool table_usable;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

/* Private-use characters that the GB18030 of 2000 and 2005, and with them ICU,
 * give where the standard of 2022 has the character in the second column. */
static const struct {
	uint32_t private_use, standard;
} gb_private[] = {
	{ 0xE5E5, 0x3000 },  { 0xE76C, 0x20AC },  { 0xE78D, 0xFE10 },
	{ 0xE78E, 0xFE12 },  { 0xE78F, 0xFE11 },  { 0xE790, 0xFE13 },
	{ 0xE791, 0xFE14 },  { 0xE792, 0xFE15 },  { 0xE793, 0xFE16 },
	{ 0xE794, 0xFE17 },  { 0xE795, 0xFE18 },  { 0xE796, 0xFE19 },
	{ 0xE7C7, 0x1E3F },  { 0xE7C8, 0x01F9 },  { 0xE7E7, 0x303E },
	{ 0xE816, 0x20087 }, { 0xE817, 0x20089 }, { 0xE818, 0x200CC },
	{ 0xE81E, 0x9FB4 },  { 0xE826, 0x9FB5 },  { 0xE82B, 0x9FB6 },
	{ 0xE82C, 0x9FB7 },  { 0xE831, 0x215D7 }, { 0xE832, 0x9FB8 },
	{ 0xE83B, 0x2298F }, { 0xE843, 0x9FB9 },  { 0xE854, 0x9FBA },
	{ 0xE855, 0x241FE }, { 0xE864, 0x9FBB },
};

/* Big5-HKSCS codes of a letter with a combining mark: two characters. */
static const struct {
	uint32_t private_use, letter, mark;
} hkscs_pairs[] = {
	{ 0xF325, 0x00CA, 0x0304 },
	{ 0xF327, 0x00CA, 0x030C },
	{ 0xF344, 0x00EA, 0x0304 },
	{ 0xF346, 0x00EA, 0x030C },
};

static bool is_private(uint32_t cp)
{
	return cp >= 0xE000 && cp <= 0xF8FF;
}

static uint32_t gb_fixed(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(gb_private) / sizeof(gb_private[0]); i++)
		if (gb_private[i].private_use == cp)
			return gb_private[i].standard;
	return cp;
}

/* One character, or 0: what ICU made of one byte sequence. */
static uint32_t only_char(const UChar *begin, const UChar *end)
{
	uint32_t cp;

	if (end - begin == 2 && U16_IS_LEAD(begin[0]) && U16_IS_TRAIL(begin[1]))
		return (uint32_t)U16_GET_SUPPLEMENTARY(begin[0], begin[1]);
	if (end - begin != 1)
		return 0;
	cp = begin[0];
	return cp == 0xFFFD || cp == 0x1A ? 0 : cp;
}

/* Convert count sequences of len bytes, each followed by MARK, into out. */
static bool convert(uint32_t *out, UConverter *from, const char *bytes,
		    size_t len, size_t count)
{
	UChar chars[ENCODING_TRAILS * 16];
	UErrorCode code = U_ZERO_ERROR;
	int32_t size = ucnv_toUChars(from, chars, ENCODING_TRAILS * 16, bytes,
				     (int32_t)((len + 1) * count), &code);
	const UChar *at = chars, *end = chars + size;

	if (U_FAILURE(code))
		return false;
	for (size_t i = 0; i < count && at < end; i++) {
		const UChar *begin = at;

		while (at < end && *at != MARK)
			at++;
		out[i] = only_char(begin, at++);
	}
	return true;
}

static bool fill_pairs(uint32_t *pairs, UConverter *from)
{
	char bytes[ENCODING_TRAILS * 3];

	for (int lead = 0; lead < ENCODING_LEADS; lead++) {
		for (int trail = 0; trail < ENCODING_TRAILS; trail++) {
			bytes[trail * 3] = (char)(0x81 + lead);
			bytes[trail * 3 + 1] = (char)(0x40 + trail);
			bytes[trail * 3 + 2] = MARK;
		}
		if (!convert(pairs + lead * ENCODING_TRAILS, from, bytes, 2,
			     ENCODING_TRAILS))
			return false;
	}
	return true;
}

static bool fill_fours(uint16_t *fours, UConverter *from)
{
	char bytes[10 * 5];
	uint32_t chars[10];

	for (int group = 0; group < ENCODING_FOURS / 10; group++) {
		for (int last = 0; last < 10; last++) {
			char *at = bytes + last * 5;

			at[0] = (char)(0x81 + group / 1260);
			at[1] = (char)(0x30 + group / 126 % 10);
			at[2] = (char)(0x81 + group % 126);
			at[3] = (char)(0x30 + last);
			at[4] = MARK;
		}
		if (!convert(chars, from, bytes, 4, 10))
			return false;
		for (int last = 0; last < 10; last++)
			fours[group * 10 + last] =
				(uint16_t)gb_fixed(chars[last]);
	}
	fours[FOUR_REPLACEMENT] = 0xFFFD;
	return true;
}

static void build(void)
{
	UErrorCode code = U_ZERO_ERROR;
	UConverter *gb18030 = ucnv_open("gb18030", &code);
	UConverter *big5 = ucnv_open("ibm-1375_P100-2008", &code);

	table_usable = U_SUCCESS(code) && fill_pairs(table.gb18030, gb18030) &&
		       fill_fours(table.four, gb18030) &&
		       fill_pairs(table.big5, big5);
	for (size_t i = 0; i < ENCODING_PAIRS; i++)
		table.gb18030[i] = gb_fixed(table.gb18030[i]);
	ucnv_close(gb18030);
	ucnv_close(big5);
}

const struct encoding_table *encoding_table(void)
{
	pthread_once(&table_once, build);
	return table_usable ? &table : NULL;
}

bool encoding_is_gb_private(uint32_t cp)
{
	return (cp >= 0xE7E8 && cp <= 0xE7F3) ||
	       (cp >= 0xE815 && cp <= 0xE864) || gb_fixed(cp) != cp;
}

/* The 80 private-use characters U+E815 on stand for FE50, FE51, ... FEA0. */
static uint32_t fold_gb(uint32_t cp)
{
	const struct encoding_table *tables;
	uint32_t trail;

	if (cp >= 0xE7E8 && cp <= 0xE7F3)
		return cp - 0xE7E8 + 0x2FF0;
	if (cp < 0xE815 || cp > 0xE864)
		return gb_fixed(cp);
	tables = encoding_table();
	trail = cp - 0xE815 + 0x50;
	trail += trail >= 0x7F;
	return tables ? tables->gb18030[125 * ENCODING_TRAILS + trail - 0x40] : cp;
}

/* Microsoft's private-use characters for the user-defined rows of Big5, which
 * HKSCS and ETEN later filled.  Where GB18030 has a character of its own for
 * one of them, that is the one. */
static const struct {
	uint32_t first, last;		/* private-use characters */
	uint32_t lead, skipped;		/* first row; places before its first */
} big5_rows[] = {
	{ 0xE000, 0xE310, 0xFA, 0 },	/* FA40 to FEFE */
	{ 0xE311, 0xEEB7, 0x8E, 0 },	/* 8E40 to A0FE */
	{ 0xEEB8, 0xF6B0, 0x81, 0 },	/* 8140 to 8DFE */
	{ 0xF6B1, 0xF848, 0xC6, 63 },	/* C6A1 to C8FE */
};

static uint32_t big5_at(uint32_t lead, uint32_t trail)
{
	const struct encoding_table *tables = encoding_table();

	trail += trail < 63 ? 0x40 : 0xA1 - 63;
	return tables ? tables->big5[(lead - 0x81) * ENCODING_TRAILS +
				     trail - 0x40] : 0;
}

static uint32_t fold_big5(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(big5_rows) / sizeof(big5_rows[0]); i++) {
		uint32_t place, found;

		if (cp < big5_rows[i].first || cp > big5_rows[i].last)
			continue;
		place = cp - big5_rows[i].first + big5_rows[i].skipped;
		found = big5_at(big5_rows[i].lead + place / 157, place % 157);
		return found ? found : cp;
	}
	return cp;
}

size_t encoding_fold_private(uint32_t out[2], uint32_t cp)
{
	if (!is_private(cp))
		return 0;
	for (size_t i = 0; i < sizeof(hkscs_pairs) / sizeof(hkscs_pairs[0]); i++) {
		if (hkscs_pairs[i].private_use != cp)
			continue;
		out[0] = hkscs_pairs[i].letter;
		out[1] = hkscs_pairs[i].mark;
		return 2;
	}
	out[0] = fold_gb(cp);
	if (out[0] == cp)
		out[0] = fold_big5(cp);
	return is_private(out[0]) ? 0 : 1;
}
