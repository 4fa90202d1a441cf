#include "query/language/numerals.h"

#include <string.h>

enum {
	DIGITS_MOST = 15,	/* of a number that is spelled anew */
	COMPOSED_DIGITS = 8	/* of one that is also composed */
};

static const uint32_t chinese_digits[] = {
	0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,		/* 〇一二三四 */
	0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D		/* 五六七八九 */
};

enum { ZERO = 0x96F6, CIRCLE = 0x25CB, TWO = 0x4E24, TEN = 0x5341,
       HUNDRED = 0x767E, THOUSAND = 0x5343, MYRIAD = 0x4E07, YI = 0x4EBF,
       ORDINAL = 0x7B2C, YEAR = 0x5E74 };	/* 零○两十百千万亿第年 */

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool is_latin(uint32_t cp)
{
	return is_digit(cp) || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 0xC0 && cp < 0x2000);
}

/* The value of a Chinese digit, or -1. */
static int digit_of(uint32_t cp)
{
	if (cp == ZERO || cp == CIRCLE)
		return 0;
	for (int i = 0; i < 10; i++)
		if (chinese_digits[i] == cp)
			return i;
	return -1;
}

/* What 十 to 千 multiply by, or 0. */
static unsigned unit_of(uint32_t cp)
{
	return cp == TEN ? 10 : cp == HUNDRED ? 100 : cp == THOUSAND ? 1000 : 0;
}

static bool is_myriad(uint32_t cp)
{
	return cp == MYRIAD || cp == YI;
}

static bool is_chinese(uint32_t cp)
{
	return digit_of(cp) >= 0 || cp == TWO || unit_of(cp) || is_myriad(cp);
}

static bool is_measure(uint32_t cp)
{
	static const uint32_t measures[] = {
		YEAR, 0x6708, 0x65E5, 0x53F7,		/* 年月日号 */
		0x5C4A, 0x6761, 0x7AE0, 0x8282,		/* 届条章节 */
		0x6B3E, 0x6279, 0x671F, 0x7EA7		/* 款批期级 */
	};

	for (size_t i = 0; i < sizeof(measures) / sizeof(*measures); i++)
		if (measures[i] == cp)
			return true;
	return false;
}

bool numeral_goes_on(uint32_t at, uint32_t next, uint32_t beyond)
{
	if (is_digit(at) && (is_latin(next) || next == '%'))
		return true;
	if (is_digit(at) && is_digit(beyond))
		return next == '.' || next == ',' || next == '-' ||
		       next == '/' || next == ':';
	if (next == 0x70B9)		/* 点 */
		return is_chinese(at) && digit_of(beyond) >= 0;
	return is_chinese(next);
}

/* Where reading stands. */
struct reader {
	const uint32_t *cp;
	size_t count, at;
};

/* A number below 10,000 as it is composed; false when it is none.  Units must
 * fall, a digit without one ends it, and 零 stands for what is left out. */
static bool read_section(struct reader *from, uint64_t *value, bool is_first)
{
	const size_t begin = from->at;
	unsigned least = 10000;

	*value = 0;
	while (from->at < from->count && !is_myriad(from->cp[from->at])) {
		uint32_t cp = from->cp[from->at];
		int digit = cp == TWO ? 2 : digit_of(cp);
		uint32_t next = from->at + 1 < from->count ?
			from->cp[from->at + 1] : 0;
		unsigned unit;

		if (digit == 0 && (from->at > begin || !is_first) && least > 1) {
			from->at++;
			continue;
		}
		if (cp == TEN && from->at == begin && is_first)
			digit = 1;
		else
			from->at++;
		unit = cp == TEN ? 10 : unit_of(next);
		if (digit < 1 || (unit ? unit : 1) >= least)
			return false;
		from->at += unit > 0;
		*value += (uint64_t)digit * (unit ? unit : 1);
		least = unit ? unit : 1;
	}
	return *value > 0;
}

/* All of cp as a composed number; false when it is none. */
static bool read_composed(uint64_t *value, const uint32_t *cp, size_t count)
{
	struct reader from = { cp, count, 0 };
	uint64_t section, sum = 0, least = UINT64_MAX;

	while (from.at < count) {
		uint64_t unit = 1;

		if (!read_section(&from, &section, !from.at))
			return false;
		if (from.at < count)
			unit = cp[from.at++] == YI ? 100000000 : 10000;
		if (unit >= least)
			return false;
		least = unit;
		sum += section * unit;
	}
	*value = sum;
	return true;
}

struct number {
	char digits[DIGITS_MOST + 1];
	size_t count;
	uint32_t myriad;	/* 万 or 亿 behind it, which stays as it is */
};

static void put_value(struct number *out, uint64_t value)
{
	char reversed[24];
	size_t count = 0;

	for (; value; value /= 10)
		reversed[count++] = (char)('0' + value % 10);
	out->count = 0;
	while (count && out->count < DIGITS_MOST)
		out->digits[out->count++] = reversed[--count];
}

/* Chinese digits by their place: 二〇二四. */
static bool read_places(struct number *out, const uint32_t *cp, size_t count,
			uint32_t next)
{
	bool has_zero = false;

	if (count < 2 || count > DIGITS_MOST)
		return false;
	for (size_t i = 0; i < count; i++) {
		int digit = digit_of(cp[i]);

		if (digit < 0)
			return false;
		has_zero = has_zero || (i && !digit);
		out->digits[i] = (char)('0' + digit);
	}
	out->count = count;
	return count > 2 || has_zero || next == YEAR;
}

static bool read_chinese(struct number *out, const uint32_t *cp, size_t count,
			 uint32_t before, uint32_t next)
{
	bool ends_in_myriad = count > 1 && is_myriad(cp[count - 1]);
	uint64_t value;

	if (count == 1 && before != ORDINAL && !is_measure(next))
		return false;
	if (read_places(out, cp, count, next))
		return true;
	out->myriad = ends_in_myriad ? cp[count - 1] : 0;
	if (!read_composed(&value, cp, count - ends_in_myriad) ||
	    value >= 1000000000000)
		return false;
	put_value(out, value);
	return true;
}

static bool read_digits(struct number *out, const uint32_t *cp, size_t count,
			uint32_t before, uint32_t next)
{
	if (count > DIGITS_MOST || (count > 1 && cp[0] == '0' && count < 3) ||
	    (count == 1 && before != ORDINAL && !is_measure(next) &&
	     !is_myriad(next)))
		return false;
	for (size_t i = 0; i < count; i++)
		out->digits[i] = (char)cp[i];
	out->count = count;
	out->myriad = is_myriad(next) ? next : 0;
	return true;
}

static void put(struct numeral_form *form, uint32_t cp)
{
	if (form->count < NUMERAL_SIZE)
		form->cp[form->count++] = cp;
}

static void spell_digits(struct numeral_form *form, const struct number *number)
{
	for (size_t i = 0; i < number->count; i++)
		put(form, (uint32_t)number->digits[i]);
}

static void spell_places(struct numeral_form *form, const struct number *number,
			 uint32_t zero)
{
	for (size_t i = 0; i < number->count; i++)
		put(form, number->digits[i] == '0' ? zero :
			  chinese_digits[number->digits[i] - '0']);
}

/* Four digits or fewer: 零 once where some are left out before the next. */
static void spell_section(struct numeral_form *form, const char *digits,
			  size_t count)
{
	static const uint32_t units[] = { 0, TEN, HUNDRED, THOUSAND };
	bool is_gap = false;

	for (size_t i = 0; i < count; i++) {
		size_t place = count - 1 - i;
		unsigned digit = (unsigned)(digits[i] - '0');

		if (!digit) {
			is_gap = true;
			continue;
		}
		if (is_gap)
			put(form, ZERO);
		is_gap = false;
		if (digit != 1 || place != 1 || form->count)
			put(form, chinese_digits[digit]);
		if (place)
			put(form, units[place]);
	}
}

static bool is_zero(const char *digits, size_t count)
{
	while (count && digits[count - 1] == '0')
		count--;
	return !count;
}

static void spell_composed(struct numeral_form *form,
			   const struct number *number)
{
	const size_t high = number->count > 4 ? number->count - 4 : 0;

	if (number->digits[0] == '0')
		return;
	if (high) {
		spell_section(form, number->digits, high);
		put(form, MYRIAD);
		if (is_zero(number->digits + high, 4))
			return;
	}
	spell_section(form, number->digits + high, number->count - high);
}

static bool is_same(const struct numeral_form *form, const uint32_t *cp,
		    size_t count)
{
	return form->count == count &&
	       !memcmp(form->cp, cp, count * sizeof(*cp));
}

/* Keep form, with the 万 that belongs to it, unless it is known or what stands
 * in the text. */
static void keep(struct numeral *out, struct numeral_form *form,
		 const struct number *number, const uint32_t *text)
{
	const struct text_span span = out->span;

	if (!form->count || out->count == NUMERAL_FORMS)
		return;
	if (number->myriad)
		put(form, number->myriad);
	if (is_same(form, text + span.begin, span.end - span.begin))
		return;
	for (size_t i = 0; i < out->count; i++)
		if (is_same(&out->forms[i], form->cp, form->count))
			return;
	out->forms[out->count++] = *form;
}

static void spell(struct numeral *out, const struct number *number,
		  const uint32_t *text, uint32_t next)
{
	static const uint32_t zeros[] = { 0x3007, ZERO, CIRCLE };
	const bool is_year = number->count == 4 && next == YEAR;
	struct numeral_form form = { .count = 0 };

	spell_digits(&form, number);
	keep(out, &form, number, text);
	for (size_t i = 0; i < 3 && !number->myriad; i++) {
		form.count = 0;
		if (number->count > 2 || (number->count == 2 && next == YEAR))
			spell_places(&form, number, zeros[i]);
		keep(out, &form, number, text);
	}
	form.count = 0;
	if (number->count <= COMPOSED_DIGITS && !is_year)
		spell_composed(&form, number);
	keep(out, &form, number, text);
	if (form.count > 1 && form.cp[0] == chinese_digits[2] &&
	    (form.cp[1] == THOUSAND || is_myriad(form.cp[1]))) {
		form.cp[0] = TWO;
		form.count -= number->myriad != 0;
		keep(out, &form, number, text);
	}
}

static bool is_cut(const uint32_t *cp, size_t count, size_t begin, size_t end)
{
	return (begin && numeral_goes_on(cp[begin], cp[begin - 1],
					 begin > 1 ? cp[begin - 2] : 0)) ||
	       (end < count && numeral_goes_on(cp[end - 1], cp[end],
					       end + 1 < count ? cp[end + 1]
							       : 0));
}

/* Read the run of digits of one kind [begin, end). */
static bool read_run(struct numeral *out, const uint32_t *cp, size_t count,
		     size_t begin, size_t end)
{
	const uint32_t before = begin ? cp[begin - 1] : 0;
	uint32_t next = end < count ? cp[end] : 0;
	struct number number = { .count = 0 };
	bool is_number = is_digit(cp[begin]) ?
		read_digits(&number, cp + begin, end - begin, before, next) :
		read_chinese(&number, cp + begin, end - begin, before, next);

	if (!is_number)
		return false;
	if (is_digit(cp[begin]) && number.myriad) {
		end++;
		next = end < count ? cp[end] : 0;
	}
	if (is_cut(cp, count, begin, end))
		return false;
	out->span = (struct text_span){ begin, end };
	out->count = 0;
	spell(out, &number, cp, next);
	return out->count > 0;
}

size_t numerals_find(struct numeral out[NUMERALS_MOST], const uint32_t *folded,
		     size_t count)
{
	size_t found = 0;

	for (size_t at = 0; at < count && found < NUMERALS_MOST;) {
		bool digits = is_digit(folded[at]);
		size_t end = at;

		while (end < count && (digits ? is_digit(folded[end])
					      : is_chinese(folded[end])))
			end++;
		if (end > at && read_run(&out[found], folded, count, at, end))
			found++;
		at = end > at ? end : at + 1;
	}
	return found;
}
