/* query/numerals: which numbers a text holds, and how else they are written. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "query/language/numerals.h"
#include "text/fold.h"
#include "text/text.h"

/* want: each number as it stands, a colon, its other spellings. */
static const struct row { const char *why, *text, *want; } rows[] = {
	{ "no number", "民生热线", "" },
	{ "a composed number", "第二十五条", "二十五:25" },
	{ "digits of an article", "第25条", "25:二十五" },
	{ "a year in Chinese digits", "二〇二四年",
	  "二〇二四:2024,二零二四,二○二四" },
	{ "with another zero", "二零二四年", "二零二四:2024,二〇二四,二○二四" },
	{ "a year in digits", "2024年", "2024:二〇二四,二零二四,二○二四" },
	{ "full width", "２０２４年", "2024:二〇二四,二零二四,二○二四" },
	{ "two digits of a year", "九八年", "九八:98,九十八" },
	{ "two Chinese digits are no number", "五一", "" },
	{ "ten", "十月", "十:10" },
	{ "ten to nineteen begin with 十", "第15号", "15:十五" },
	{ "a gap of one place", "一百零三个", "一百零三:103,一〇三,一零三,一○三" },
	{ "a gap of two", "1005人", "1005:一〇〇五,一零零五,一○○五,一千零五" },
	{ "hundreds", "二百", "二百:200,二〇〇,二零零,二○○" },
	{ "thousands, and 两", "2500米",
	  "2500:二五〇〇,二五零零,二五○○,二千五百,两千五百" },
	{ "两千 is a number", "两千人", "两千:2000,二〇〇〇,二零零零,二○○○,二千" },
	{ "万 stays where it is", "三千万元", "三千万:3000万" },
	{ "and behind digits", "3000万元", "3000万:三千万" },
	{ "万 within", "一万二千", "一万二千:12000,一二〇〇〇,一二零零零,一二○○○" },
	{ "a telephone number", "12371", "12371:一二三七一,一万二千三百七十一" },
	{ "in Chinese digits", "一二三七一", "一二三七一:12371,一万二千三百七十一" },
	{ "what is no number is none", "十二三七一", "" },
	{ "nor units that rise", "十百", "" },
	{ "nor a plan", "十三五规划", "" },
	{ "nor ordinary words", "万一", "" },
	{ "one character needs a measure", "三个代表", "" },
	{ "which it has", "三月", "三:3" },
	{ "or an ordinal", "第三", "三:3" },
	{ "a single digit with a measure", "第3条", "3:三" },
	{ "decimals are left alone", "5.38倍", "" },
	{ "and thousands marked by commas", "12,371", "" },
	{ "and dates", "2009-03-15", "" },
	{ "and what is part of a name", "g20峰会", "" },
	{ "and shares of a hundred", "25%", "" },
	{ "and decimals in Chinese", "三点五倍", "" },
	{ "two numbers", "十一届三中全会2024年",
	  "十一:11 2024:二〇二四,二零二四,二○二四" },
	{ "a leading zero has no composed form", "010号", "010:〇一〇,零一零,○一○" },
	{ "a number too long", "1234567890123456", "" },
};

static void describe(struct buf *out, const struct numeral *numeral,
		     const uint32_t *cp)
{
	if (out->len)
		buf_put_byte(out, ' ');
	text_cps_to_utf8(out, cp + numeral->span.begin,
			 numeral->span.end - numeral->span.begin);
	for (size_t i = 0; i < numeral->count; i++) {
		buf_put_byte(out, i ? ',' : ':');
		text_cps_to_utf8(out, numeral->forms[i].cp,
				 numeral->forms[i].count);
	}
}

static const struct guard {
	const char *why;
	uint32_t at, next, beyond;
	bool want;
} guards[] = {
	{ "a digit makes another number of it", '2', '5', 0, true },
	{ "so does a letter", '0', 'g', 0, true },
	{ "and a decimal", '5', '.', '3', true },
	{ "but not a full stop", '5', '.', 0, false },
	{ "nor a Han character", '5', 0x6761, 0, false },
	{ "万 does", '5', 0x4E07, 0, true },
	{ "十 behind 五 does", 0x4E94, 0x5341, 0, true },
	{ "第 before it does not", 0x4E94, 0x7B2C, 0, false },
	{ "a Chinese decimal does", 0x4E94, 0x70B9, 0x4E09, true },
	{ "五点 (o'clock) does not", 0x4E94, 0x70B9, 0x949F, false },
	{ "nor the end of the text", '5', 0, 0, false },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct numeral found[NUMERALS_MOST];
		struct text text = TEXT_INIT;
		struct buf got = BUF_INIT;
		size_t count;

		unit_begin(rows[i].why);
		buf_put_string(&got, "");
		text_put_utf8(&text, rows[i].text, strlen(rows[i].text), 0);
		fold_cps(text.cp, text.cp, text.count);
		count = numerals_find(found, text.cp, text.count);
		for (size_t k = 0; k < count; k++)
			describe(&got, &found[k], text.cp);
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
		text_release(&text);
	}
	for (size_t i = 0; i < sizeof(guards) / sizeof(guards[0]); i++) {
		unit_begin(guards[i].why);
		EXPECT_INT(numeral_goes_on(guards[i].at, guards[i].next,
					   guards[i].beyond), guards[i].want);
	}
	return unit_done();
}
