#include "schema/reprint_near.h"

#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "base/mem.h"
#include "schema/reprint.h"

enum {
	RUN = 5,		/* letters that are hashed together */
	BLOCK_LEAST = 8,	/* letters that both have in a row */
	CLAUSE_LEAST = 4,	/* letters that one may have more */
	LETTERS_LEAST = 40,	/* of a passage: short ones differ by little */
	LONG_LEAST = 300,	/* of one that may have another clause, too */
	REPLACED_LEAST = 8,	/* letters of a clause in another's place */
	DATELINE_MOST = 10,	/* letters before or behind a date */
	SAYER_MOST = 60,	/* letters of who says it */
	SHARED_LEAST = 70,	/* per cent of the longer one's letters */
	BITS_LEAST = 50,	/* of its bits: more are lost where gaps are */
	BITS = 32 * 64
};

static bool is_one_of(uint16_t unit, const char16_t *set)
{
	while (*set && *set != unit)
		set++;
	return *set != 0;
}

/* The letters, and where clauses begin; words in a list are no clauses. */
static void take_letters(struct reprint_sketch *out, const uint16_t *folded,
			 size_t count)
{
	bool is_begin = true;

	out->letters = mem_array(count + 1, sizeof(*out->letters));
	out->begins = mem_array(count + 1, sizeof(*out->begins));
	for (size_t i = 0; i < count; i++) {
		if (!reprint_is_letter(folded[i])) {
			is_begin = is_begin ||
				   is_one_of(folded[i], u" \n,.;:!?。()【】[]|");
			continue;
		}
		out->begins[out->count] = is_begin;
		out->letters[out->count++] = folded[i];
		is_begin = false;
	}
	out->begins[out->count] = true;
}

void reprint_sketch_make(struct reprint_sketch *out, const uint16_t *folded,
			 size_t count)
{
	memset(out, 0, sizeof(*out));
	take_letters(out, folded, count);
	for (size_t i = 0; i + RUN <= out->count; i++) {
		uint64_t hash = 0;

		for (size_t k = 0; k < RUN; k++)
			hash = (hash + out->letters[i + k]) *
			       0x9E3779B97F4A7C15u;
		hash >>= 53;
		out->bits[hash / 64 % 32] |= (uint64_t)1 << hash % 64;
	}
	for (size_t i = 0; i < BITS / 64; i++)
		out->set += (size_t)__builtin_popcountll(out->bits[i]);
}

void reprint_sketch_release(struct reprint_sketch *sketch)
{
	free(sketch->letters);
	free(sketch->begins);
	memset(sketch, 0, sizeof(*sketch));
}

/* Half a gap between two blocks: letters [begin, end) of one passage. */
struct side {
	const struct reprint_sketch *of;
	size_t begin, end;
};

struct gap {
	struct side a, b;
};

static uint16_t letter_at(const struct side *side, size_t at)
{
	return side->of->letters[at];
}

static bool is_digit(uint16_t letter)
{
	return (letter >= '0' && letter <= '9') ||
	       is_one_of(letter, u"〇零一二三四五六七八九十百千万亿两");
}

/* "年" makes a date of the digits before it. */
static bool is_date_unit(uint16_t letter)
{
	return is_one_of(letter, u"年月日时分点");
}

static bool is_empty(const struct side *side)
{
	return side->begin == side->end;
}

/* Does a digit of the gap go on in what stands before it, or behind it? */
static bool cuts_before(const struct side *side)
{
	return side->begin && side->begin < side->of->count &&
	       is_digit(letter_at(side, side->begin - 1)) &&
	       is_digit(letter_at(side, side->begin));
}

static bool cuts_behind(const struct side *side)
{
	return side->end && side->end < side->of->count &&
	       is_digit(letter_at(side, side->end - 1)) &&
	       is_digit(letter_at(side, side->end));
}

/* A number differs as a whole: 3 and 13, not nothing and 1. */
static void widen(struct gap *gap)
{
	while (gap->a.begin && gap->b.begin &&
	       (cuts_before(&gap->a) || cuts_before(&gap->b))) {
		gap->a.begin--;
		gap->b.begin--;
	}
	while (gap->a.end < gap->a.of->count && gap->b.end < gap->b.of->count &&
	       (cuts_behind(&gap->a) || cuts_behind(&gap->b))) {
		gap->a.end++;
		gap->b.end++;
	}
}

/* Is it a date, or a part of one, at the beginning or the end of a passage?  In
 * its midst it says when something holds. */
static bool is_dateline(const struct side *side)
{
	const size_t count = side->of->count;
	bool has_unit = side->end < count &&
			is_date_unit(letter_at(side, side->end));

	if (side->begin > DATELINE_MOST && side->end + DATELINE_MOST < count)
		return false;
	for (size_t i = side->begin; i < side->end; i++) {
		const uint16_t letter = letter_at(side, i);

		has_unit = has_unit || is_date_unit(letter);
		if (!is_digit(letter) && !is_date_unit(letter) &&
		    !is_one_of(letter, u"上下午早晚中凌晨周星期"))
			return false;
	}
	return has_unit;
}

static bool has_word(const struct side *side, const char16_t *word)
{
	size_t len = 0;

	while (word[len])
		len++;
	for (size_t i = side->begin; i + len <= side->end; i++) {
		size_t same = 0;

		while (same < len && letter_at(side, i + same) == word[same])
			same++;
		if (same == len)
			return true;
	}
	return false;
}

/* Does it say who writes, prints or edits? */
static bool is_sayer(const struct side *side)
{
	static const char16_t *const words[] = {
		u"讯", u"电", u"记者", u"编辑", u"来源", u"责编", u"作者",
		u"通讯员", u"新闻网", u"本报", u"日报", u"晚报", u"客户端", u"公众号",
		u"新华社", u"新华网", u"人民网", u"转载", u"原标题", u"校对"
	};

	if (side->end - side->begin > SAYER_MOST)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (has_word(side, words[i]))
			return true;
	return false;
}

/* Is it all of a clause, or of some?  Where a gap ends as what stands before it
 * does, it may as well lie before that. */
static bool is_clause(struct side side, size_t least)
{
	const struct reprint_sketch *of = side.of;

	if (side.end - side.begin < least)
		return false;
	while (!(of->begins[side.begin] && of->begins[side.end])) {
		if (!side.begin || of->letters[side.begin - 1] !=
				   of->letters[side.end - 1])
			return false;
		side.begin--;
		side.end--;
	}
	return true;
}

/* What the two have more than each other; only one of them may, unless they are
 * long. */
struct surplus {
	bool of_a, of_b;
	bool is_long;
};

static bool is_replaced(const struct surplus *surplus, const struct gap *gap)
{
	return surplus->is_long && is_clause(gap->a, REPLACED_LEAST) &&
	       is_clause(gap->b, REPLACED_LEAST);
}

/* May passages differ so?  at_end: the gap is at their beginning or end. */
static bool is_slight(struct surplus *surplus, struct gap gap, bool at_end)
{
	widen(&gap);
	if (is_empty(&gap.a) && is_empty(&gap.b))
		return true;
	if (!is_empty(&gap.a) && !is_empty(&gap.b))
		return (is_dateline(&gap.a) && is_dateline(&gap.b)) ||
		       (at_end && is_sayer(&gap.a) && is_sayer(&gap.b)) ||
		       is_replaced(surplus, &gap);
	if (at_end && (is_sayer(&gap.a) || is_sayer(&gap.b)))
		return true;
	surplus->of_a = surplus->of_a || !is_empty(&gap.a);
	surplus->of_b = surplus->of_b || !is_empty(&gap.b);
	return (surplus->is_long || !surplus->of_a || !surplus->of_b) &&
	       is_clause(is_empty(&gap.a) ? gap.b : gap.a, CLAUSE_LEAST);
}

static size_t block_at(const struct side *a, const struct side *b)
{
	size_t same = 0;

	while (a->end + same < a->of->count && b->end + same < b->of->count &&
	       letter_at(a, a->end + same) == letter_at(b, b->end + same))
		same++;
	return same;
}

/* Move the ends of the gap on to the nearest block; its length, 0 for none
 * within most letters. */
static size_t next_block(struct gap *gap, size_t most)
{
	for (size_t sum = 0; sum <= most; sum++)
		for (size_t x = 0; x <= sum; x++) {
			struct side a = gap->a, b = gap->b;
			size_t same;

			a.end = a.begin + x;
			b.end = b.begin + (sum - x);
			if (a.end >= a.of->count || b.end >= b.of->count)
				continue;
			same = block_at(&a, &b);
			if (same < BLOCK_LEAST)
				continue;
			*gap = (struct gap){ a, b };
			return same;
		}
	return 0;
}

/* The letters that both have in the same order; 0: they differ in more than what
 * passes. */
static size_t shared_letters(const struct reprint_sketch *a,
			     const struct reprint_sketch *b, size_t most)
{
	struct surplus surplus = { false, false, a->count >= LONG_LEAST &&
						 b->count >= LONG_LEAST };
	struct gap gap = { { a, 0, 0 }, { b, 0, 0 } };
	size_t shared = 0, same;

	while ((same = next_block(&gap, most)) > 0) {
		if (!is_slight(&surplus, gap, !gap.a.begin && !gap.b.begin))
			return 0;
		shared += same;
		gap.a.begin = gap.a.end += same;
		gap.b.begin = gap.b.end += same;
	}
	gap.a.end = a->count;
	gap.b.end = b->count;
	return is_slight(&surplus, gap, true) ? shared : 0;
}

static bool shares_bits(const struct reprint_sketch *a,
			const struct reprint_sketch *b)
{
	const size_t larger = a->set > b->set ? a->set : b->set;
	size_t both = 0;

	if ((a->set < b->set ? a->set : b->set) * 100 < larger * BITS_LEAST)
		return false;
	for (size_t i = 0; i < BITS / 64; i++)
		both += (size_t)__builtin_popcountll(a->bits[i] & b->bits[i]);
	return both * 100 >= larger * BITS_LEAST;
}

bool reprint_is_near(const struct reprint_sketch *a,
		     const struct reprint_sketch *b)
{
	const size_t longer = a->count > b->count ? a->count : b->count;
	const size_t most = longer * (100 - SHARED_LEAST) / 100;

	if (a->count < LETTERS_LEAST || b->count < LETTERS_LEAST ||
	    !shares_bits(a, b))
		return false;
	return shared_letters(a, b, most) * 100 >= longer * SHARED_LEAST;
}
