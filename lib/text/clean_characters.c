/* Steps of clean() that look at single characters and at pinyin. */
#include "text/clean_draft.h"
#include "text/fold.h"
#include "text/pinyin.h"

enum {
	MARKS_MOST = 4,		/* combining marks on one base */
	RUBY_MOST = 14		/* characters between the brackets of pinyin */
};

enum fate { KEEP, LINE_END, INVISIBLE, CONTROL, MARK, PRIVATE };

/* The private-use characters of GB 18030-2000 and of GBK before it, as they
 * are encoded since Unicode 5.1; U+E815 is 0xFE50, and so on. */
static const uint32_t gbk_private[] = {
	0x2E81, 0x20087, 0x20089, 0x200CC, 0x2E84, 0x3473, 0x3447, 0x2E88,
	0x2E8B, 0x9FB4, 0x359E, 0x361A, 0x360E, 0x2E8C, 0x2E97, 0x396E,
	0x3918, 0x9FB5, 0x39CF, 0x39DF, 0x3A73, 0x39D0, 0x9FB6, 0x9FB7,
	0x3B4E, 0x3C6E, 0x3CE0, 0x2EA7, 0x215D7, 0x9FB8, 0x2EAA, 0x4056,
	0x415F, 0x2EAE, 0x4337, 0x2EB3, 0x2EB6, 0x2EB7, 0x2298F, 0x43B1,
	0x43AC, 0x2EBB, 0x43DD, 0x44D6, 0x4661, 0x464C, 0x9FB9, 0x4723,
	0x4729, 0x477C, 0x478D, 0x2ECA, 0x4947, 0x497A, 0x497D, 0x4982,
	0x4983, 0x4985, 0x4986, 0x499F, 0x499B, 0x49B7, 0x49B6, 0x9FBA,
	0x241FE, 0x4CA3, 0x4C9F, 0x4CA0, 0x4CA1, 0x4C77, 0x4CA2, 0x4D13,
	0x4D14, 0x4D15, 0x4D16, 0x4D17, 0x4D18, 0x4D19, 0x4DAE, 0x9FBB,
};

static uint32_t standard_of_private(uint32_t cp)
{
	if (cp >= 0xE815 && cp - 0xE815 < sizeof(gbk_private) / sizeof(gbk_private[0]))
		return gbk_private[cp - 0xE815];
	if (cp >= 0xE78D && cp <= 0xE793)	/* vertical punctuation */
		return cp - 0xE78D + 0xFE10;
	switch (cp) {
	case 0xE5E5: return 0x3000;
	case 0xE794: return 0xFE18;
	case 0xE795: return 0xFE17;
	case 0xE796: return 0xFE19;
	case 0xE7C7: return 0x1E3F;
	case 0xE7C8: return 0x01F9;
	}
	return cp;
}

static bool is_invisible(uint32_t cp)
{
	if (cp < 0x200B)
		return cp == 0xAD || cp == 0x34F || cp == 0x61C || cp == 0x180E;
	return cp <= 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
	       cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
	       (cp >= 0xE0000 && cp <= 0xE0FFF);
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFC ||
	       (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE ||
	       (cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF;
}

/* The blocks of marks, and those of scripts that come with Chinese text. */
static bool is_mark(uint32_t cp)
{
	return (cp >= 0x300 && cp <= 0x36F) || (cp >= 0x483 && cp <= 0x489) ||
	       (cp >= 0x591 && cp <= 0x5BD) || (cp >= 0x64B && cp <= 0x65F) ||
	       (cp >= 0xE34 && cp <= 0xE3A) || (cp >= 0xE47 && cp <= 0xE4E) ||
	       (cp >= 0x1AB0 && cp <= 0x1AFF) || (cp >= 0x1DC0 && cp <= 0x1DFF) ||
	       (cp >= 0x20D0 && cp <= 0x20FF) || (cp >= 0x302A && cp <= 0x302F) ||
	       cp == 0x3099 || cp == 0x309A || (cp >= 0xFE20 && cp <= 0xFE2F);
}

static enum fate fate_of(uint32_t cp)
{
	if ((cp >= 0x20 && cp < 0x7F) || (cp >= 0x3030 && cp < 0x3099) ||
	    (cp >= 0x3400 && cp < 0xD800) || (cp >= 0xFF00 && cp < 0xFFF0))
		return KEEP;
	if ((cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
		return LINE_END;
	if (is_invisible(cp))
		return INVISIBLE;
	if (is_control(cp))
		return cp == '\t' ? KEEP : CONTROL;
	if (is_mark(cp))
		return MARK;
	return cp >= 0xE000 && cp <= 0xF8FF && standard_of_private(cp) != cp
		? PRIVATE : KEEP;
}

static bool is_plain(const struct text *text)
{
	for (size_t i = 0; i < text->count; i++)
		if (fate_of(text->cp[i]) != KEEP && text->cp[i] != '\n')
			return false;
	return true;
}

void clean_characters(struct draft *draft)
{
	const struct text *text = &draft->text;
	size_t marks = 0;

	if (is_plain(text))
		return;
	draft_begin_step(draft);
	for (size_t i = 0; i < text->count; i++) {
		uint32_t cp = text->cp[i];
		enum fate fate = fate_of(cp);

		marks = fate == MARK ? marks + 1 : fate == INVISIBLE ? marks : 0;
		if (fate == LINE_END && cp == '\n' && i > 0 && text->cp[i - 1] == '\r') {
			draft_drop(draft, i);
		} else if (fate == LINE_END) {
			draft_keep(draft, i, '\n');
		} else if (fate == INVISIBLE) {
			draft_note(draft, REPAIR_INVISIBLE, draft->next.count,
				   draft->next.count);
			draft_drop(draft, i);
		} else if (fate == CONTROL || marks > MARKS_MOST) {
			draft_note(draft, REPAIR_CONTROL, draft->next.count,
				   draft->next.count);
			draft_drop(draft, i);
		} else if (fate == PRIVATE) {
			draft_note(draft, REPAIR_PRIVATE, draft->next.count,
				   draft->next.count + 1);
			draft_keep(draft, i, standard_of_private(cp));
		} else {
			draft_keep(draft, i, cp);
		}
	}
	draft_end_step(draft);
}

static bool is_opening_bracket(uint32_t cp)
{
	return cp == '(' || cp == 0xFF08;
}

/* The bracketed reading of han that begins at text[at]: its length with the
 * brackets, or 0. */
static size_t ruby_length(const struct text *text, size_t at, uint32_t han)
{
	size_t begin = at + 1, end = begin, close;

	while (end < text->count && end - at <= RUBY_MOST &&
	       text->cp[end] != ')' && text->cp[end] != 0xFF09 &&
	       !is_han(text->cp[end]))
		end++;
	if (end == text->count || (text->cp[end] != ')' && text->cp[end] != 0xFF09))
		return 0;
	close = end;
	while (begin < end && is_space(text->cp[begin]))
		begin++;
	while (begin < end && is_space(text->cp[end - 1]))
		end--;
	switch (pinyin_match(han, text->cp + begin, end - begin)) {
	case PINYIN_TONED:
		return close + 1 - at;
	case PINYIN_PLAIN:
		return close + 1 < text->count && is_han(text->cp[close + 1])
			? close + 1 - at : 0;
	case PINYIN_NONE:
		break;
	}
	return 0;
}

static size_t first_ruby(const struct text *text)
{
	for (size_t i = 1; i < text->count; i++)
		if (is_opening_bracket(text->cp[i]) && is_han(text->cp[i - 1]) &&
		    ruby_length(text, i, text->cp[i - 1]))
			return i;
	return text->count;
}

void clean_pinyin(struct draft *draft)
{
	const struct text *text = &draft->text;
	size_t first = first_ruby(text);

	if (first == text->count)
		return;
	draft_begin_step(draft);
	for (size_t i = 0; i < text->count; i++) {
		size_t kept = draft->next.count, len = 0;

		if (i >= first && is_opening_bracket(text->cp[i]) &&
		    is_han(draft->next.cp[kept - 1]))
			len = ruby_length(text, i, draft->next.cp[kept - 1]);
		if (len == 0) {
			draft_keep(draft, i, text->cp[i]);
			continue;
		}
		draft_note(draft, REPAIR_PINYIN, kept, kept);
		for (size_t end = i + len; i < end; i++)
			draft_drop(draft, i);
		i--;
	}
	draft_end_step(draft);
}
