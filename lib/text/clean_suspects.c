/* The last step of clean(): what is garbled beyond repair is marked. */
#include "text/clean_draft.h"
#include "text/fold.h"

enum {
	TAIL_MOST = 8,		/* characters behind the damage that go with it */
	LETTERS_MOST = 6,
	BRACKET_MOST = 40	/* how far back a bracket may have opened */
};

static bool is_letter(uint32_t cp)
{
	cp = fold_cp(cp);
	return (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp < 0x250);
}

static bool is_toned(uint32_t cp)
{
	return cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7;
}

/* Does a bracket that opened before at still wait to be closed? */
static bool is_in_brackets(const struct text *text, size_t at)
{
	for (size_t i = at; i > 0 && at - i < BRACKET_MOST; i--) {
		uint32_t cp = fold_cp(text->cp[i - 1]);

		if (cp == '(' || cp == ')')
			return cp == '(';
	}
	return false;
}

/* Pinyin that lost its opening bracket and the character before it, as in
 * ?lián): where it begins, or at when this bracket closes no such thing. */
static size_t torn_ruby(const struct text *text, size_t at)
{
	size_t begin = at;
	bool toned = false;

	while (begin > 0 && at - begin < LETTERS_MOST && is_letter(text->cp[begin - 1])) {
		begin--;
		toned = toned || is_toned(text->cp[begin]);
	}
	if (!toned || begin == 0 || is_in_brackets(text, begin))
		return at;
	if (text->cp[begin - 1] == '?' || text->cp[begin - 1] == 0xFF1F ||
	    text->cp[begin - 1] == 0xFFFD)
		return begin - 1;
	return is_han(text->cp[begin - 1]) ? begin : at;
}

static size_t tail_end(const struct text *text, size_t at)
{
	size_t end = at;

	while (end < text->count && end - at < TAIL_MOST &&
	       (is_han(text->cp[end]) || is_letter(text->cp[end])))
		end++;
	return end;
}

/* What comes of text that was converted twice: 锟斤拷 (U+FFFD in GBK), and
 * what memory debuggers fill with: 烫烫烫, 屯屯屯. */
static size_t filler_length(const struct text *text, size_t at)
{
	const uint32_t *cp = text->cp + at;

	if (at + 2 >= text->count)
		return 0;
	if (cp[0] == 0x951F && cp[1] == 0x65A4 && cp[2] == 0x62F7)
		return 3;
	if ((cp[0] == 0x70EB || cp[0] == 0x5C6F) && cp[1] == cp[0] && cp[2] == cp[0])
		return 3;
	return 0;
}

static void note(struct draft *draft, size_t begin, size_t end)
{
	struct repairs *repairs = draft->repairs;

	if (repairs->count > draft->step_repair) {
		struct repair *last = &repairs->at[repairs->count - 1];

		if (last->kind == REPAIR_SUSPECT && last->end >= begin) {
			if (last->end < end)
				last->end = end;
			return;
		}
	}
	draft_note(draft, REPAIR_SUSPECT, begin, end);
}

void clean_suspects(struct draft *draft)
{
	const struct text *text = &draft->text;

	draft->step_repair = draft->repairs->count;
	for (size_t i = 0; i < text->count; i++) {
		uint32_t cp = text->cp[i];
		size_t begin = i, len;

		if (cp == 0xFFFD) {
			note(draft, i, i + 1);
		} else if (cp == ')' || cp == 0xFF09) {
			begin = torn_ruby(text, i);
			if (begin < i)
				note(draft, begin, tail_end(text, i + 1));
		} else if (cp == 0x951F || cp == 0x70EB || cp == 0x5C6F) {
			len = filler_length(text, i);
			if (len)
				note(draft, i, i + len);
		}
	}
}
