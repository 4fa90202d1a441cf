/* The step of clean() that undoes one wrong conversion: UTF-8 that was read as
 * Latin-1 (Windows-1252) or as GBK.  A line is converted back only when all of
 * it is UTF-8 then: that does not happen by chance.  One that nearly is was
 * damaged on the way and is marked as suspect. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/clean_draft.h"
#include "text/fold.h"

enum {
	LINE_MOST = 1 << 20,	/* characters; a longer line is left alone */
	GBK_HAN_LEAST = 3,	/* Han characters that GBK mojibake must give */
	SUSPECT_LEAST = 6,	/* sequences that make a damaged line suspect */
	SAMPLE = 12		/* characters that show that a line is no mojibake */
};

struct undo {
	UConverter *gbk;	/* opened when first needed */
	struct buf bytes;	/* a line as the bytes that it was read from */
	uint32_t *owner;	/* the character that each byte came from */
	size_t owner_capacity;
};

/* What the bytes of a line are when read as UTF-8. */
struct reading {
	size_t sequences, long_sequences, han, bad;
};

static const uint16_t windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

/* The byte of Windows-1252 or Latin-1 that reads as cp, or -1. */
static int latin_byte(uint32_t cp)
{
	if (cp <= 0xFF)
		return (int)cp;
	for (int i = 0; i < 32; i++)
		if (windows_1252[i] == cp)
			return 0x80 + i;
	return -1;
}

static void put_byte(struct undo *undo, unsigned char byte, size_t i)
{
	mem_reserve(&undo->owner, &undo->owner_capacity, undo->bytes.len + 1,
		    sizeof(*undo->owner));
	undo->owner[undo->bytes.len] = (uint32_t)i;
	buf_put_byte(&undo->bytes, byte);
}

static bool latin_bytes(struct undo *undo, const struct text *text, size_t begin,
			size_t end)
{
	bool has_lead = false;

	for (size_t i = begin; i < end && !has_lead; i++)
		has_lead = text->cp[i] >= 0xC2 && text->cp[i] <= 0xF4;
	if (!has_lead)
		return false;
	buf_clear(&undo->bytes);
	for (size_t i = begin; i < end; i++) {
		int byte = latin_byte(text->cp[i]);

		if (byte < 0)
			return false;
		put_byte(undo, (unsigned char)byte, i);
	}
	return true;
}

/* Characters that hardly any real line of Chinese is without, and that UTF-8
 * read as GBK hardly ever gives: to tell most lines at a glance. */
static bool is_sign_of_health(uint32_t cp)
{
	switch (cp) {
	case 0xFF0C: case 0x3002: case 0x3001: case 0xFF1A: case 0x201C: case 0x300C:
	case 0x7684: case 0x4E00: case 0x662F: case 0x4E86: case 0x5728: case 0x6709:
	case 0x56FD: case 0x570B: case 0x4E0D: case 0x548C: case 0x4EBA: case 0x4E2D:
	case 0x5927: case 0x4E3A: case 0x70BA: case 0x5E74: case 0x6708: case 0x65E5:
	case 0x8BB0: case 0x5F00: case 0x5DE5: case 0x4F5C: case 0x4E0A: case 0x7B2C:
		return true;
	}
	return false;
}

static bool may_be_gbk(const struct text *text, size_t begin, size_t end)
{
	size_t han = 0;

	for (size_t i = begin; i < end && han < SAMPLE; i++) {
		if (is_sign_of_health(text->cp[i]))
			return false;
		han += is_han(text->cp[i]);
	}
	return han > GBK_HAN_LEAST;
}

static bool gbk_bytes(struct undo *undo, const struct text *text, size_t begin,
		      size_t end)
{
	UErrorCode failed = U_ZERO_ERROR;

	if (!may_be_gbk(text, begin, end))
		return false;
	if (!undo->gbk)
		undo->gbk = ucnv_open("gb18030", &failed);
	if (U_FAILURE(failed))
		return false;
	buf_clear(&undo->bytes);
	for (size_t i = begin; i < end; i++) {
		char bytes[8];
		UChar unit = (UChar)text->cp[i];
		int32_t len;

		if (text->cp[i] < 0x80) {
			put_byte(undo, (unsigned char)text->cp[i], i);
			continue;
		}
		if (text->cp[i] > 0xFFFF)
			return false;
		len = ucnv_fromUChars(undo->gbk, bytes, sizeof(bytes), &unit, 1, &failed);
		if (U_FAILURE(failed))
			return false;
		for (int32_t k = 0; k < len; k++)
			put_byte(undo, (unsigned char)bytes[k], i);
	}
	return true;
}

static struct reading read_bytes(const struct buf *bytes, size_t stop_after)
{
	const char *at = bytes->data, *end = at + bytes->len;
	struct reading reading = { 0, 0, 0, 0 };

	while (at < end && reading.bad <= stop_after) {
		const char *from = at;
		bool bad = false;
		uint32_t cp = utf8_next_checked(&at, end, &bad);

		reading.bad += bad;
		if (bad || cp < 0x80)
			continue;
		reading.sequences++;
		reading.long_sequences += at - from >= 3;
		reading.han += is_han(cp);
	}
	return reading;
}

/* Put the characters that the bytes spell in place of the line's. */
static void put_undone(struct draft *draft, const struct undo *undo, size_t begin,
		       size_t end)
{
	const char *at = undo->bytes.data, *stop = at + undo->bytes.len;
	size_t first = draft->next.count, i = begin;

	while (at < stop) {
		size_t owner = undo->owner[at - undo->bytes.data];
		uint32_t cp = utf8_next(&at, stop);

		while (i < owner)
			draft_drop(draft, i++);
		if (i == owner) {
			draft_keep(draft, i++, cp);
		} else {
			/* Two characters out of one: both come from it. */
			text_put(&draft->next, cp, draft->text.src[owner], 0);
		}
	}
	while (i < end)
		draft_drop(draft, i++);
	draft_note(draft, REPAIR_MOJIBAKE, first, draft->next.count);
}

enum verdict { HEALTHY, MOJIBAKE, DAMAGED };

static enum verdict verdict_on(const struct undo *undo, bool is_gbk)
{
	struct reading reading = read_bytes(&undo->bytes, undo->bytes.len / 8);

	if (reading.bad)
		return reading.han >= SUSPECT_LEAST &&
		       reading.bad * 4 <= reading.sequences ? DAMAGED : HEALTHY;
	if (is_gbk)
		return reading.han >= GBK_HAN_LEAST &&
		       reading.long_sequences == reading.sequences ? MOJIBAKE : HEALTHY;
	return reading.long_sequences || reading.sequences >= 2 ? MOJIBAKE : HEALTHY;
}

static enum verdict examine(struct undo *undo, const struct text *text, size_t begin,
			    size_t end)
{
	enum verdict verdict = HEALTHY;

	if (end - begin > LINE_MOST)
		return HEALTHY;
	if (latin_bytes(undo, text, begin, end))
		verdict = verdict_on(undo, false);
	if (verdict == HEALTHY && gbk_bytes(undo, text, begin, end))
		verdict = verdict_on(undo, true);
	return verdict;
}

static size_t line_end(const struct text *text, size_t at)
{
	while (at < text->count && text->cp[at] != '\n')
		at++;
	return at;
}

static size_t first_sick_line(struct undo *undo, const struct text *text)
{
	for (size_t begin = 0; begin < text->count;) {
		size_t end = line_end(text, begin);

		if (examine(undo, text, begin, end) != HEALTHY)
			return begin;
		begin = end + 1;
	}
	return text->count;
}

static bool put_lines(struct draft *draft, struct undo *undo, size_t first)
{
	const struct text *text = &draft->text;
	bool is_changed = false;

	for (size_t begin = 0; begin < text->count;) {
		size_t end = line_end(text, begin), from = draft->next.count;
		enum verdict verdict = begin < first
			? HEALTHY : examine(undo, text, begin, end);

		if (verdict == MOJIBAKE) {
			put_undone(draft, undo, begin, end);
			is_changed = true;
		} else {
			for (size_t i = begin; i < end; i++)
				draft_keep(draft, i, text->cp[i]);
		}
		if (verdict == DAMAGED)
			draft_note(draft, REPAIR_SUSPECT, from, draft->next.count);
		if (end < text->count)
			draft_keep(draft, end, '\n');
		begin = end + 1;
	}
	return is_changed;
}

bool clean_mojibake(struct draft *draft)
{
	struct undo undo = { NULL, BUF_INIT, NULL, 0 };
	size_t first = first_sick_line(&undo, &draft->text);
	bool is_changed = false;

	if (first < draft->text.count) {
		draft_begin_step(draft);
		is_changed = put_lines(draft, &undo, first);
		draft_end_step(draft);
	}
	if (undo.gbk)
		ucnv_close(undo.gbk);
	buf_release(&undo.bytes);
	free(undo.owner);
	return is_changed;
}
