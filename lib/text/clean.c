#include "text/clean.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/clean_draft.h"
#include "text/fold.h"

/* Joined lines can make new spaced words and new pinyin; each round after the
 * first finds next to nothing. */
enum { ROUNDS_MOST = 6 };

const char *repair_name(enum repair_kind kind)
{
	switch (kind) {
	case REPAIR_PINYIN: return "pinyin";
	case REPAIR_INVISIBLE: return "invisible";
	case REPAIR_CONTROL: return "control";
	case REPAIR_LINE: return "line";
	case REPAIR_SPACING: return "spacing";
	case REPAIR_PRIVATE: return "private";
	case REPAIR_MOJIBAKE: return "mojibake";
	case REPAIR_SUSPECT: return "suspect";
	}
	return "unknown";
}

void repairs_release(struct repairs *repairs)
{
	free(repairs->at);
	*repairs = (struct repairs){ NULL, 0, 0 };
}

void repairs_clear(struct repairs *repairs)
{
	repairs->count = 0;
}

void repairs_put(struct repairs *repairs, const struct repair *repair)
{
	mem_reserve(&repairs->at, &repairs->capacity, repairs->count + 1,
		    sizeof(*repairs->at));
	repairs->at[repairs->count++] = *repair;
}

void draft_begin_step(struct draft *draft)
{
	text_clear(&draft->next);
	text_reserve(&draft->next, draft->text.count);
	mem_reserve(&draft->place, &draft->place_capacity, draft->text.count + 1,
		    sizeof(*draft->place));
	draft->step_repair = draft->repairs->count;
}

void draft_keep(struct draft *draft, size_t i, uint32_t cp)
{
	struct text *next = &draft->next;

	draft->place[i] = (uint32_t)next->count;
	if (next->count == next->capacity)
		text_reserve(next, 1);
	next->cp[next->count] = cp;
	next->src[next->count++] = draft->text.src[i];
}

void draft_drop(struct draft *draft, size_t i)
{
	draft->place[i] = (uint32_t)draft->next.count;
}

void draft_note(struct draft *draft, enum repair_kind kind, size_t begin,
		size_t end)
{
	struct repairs *repairs = draft->repairs;
	struct repair repair = { kind, begin, end };

	/* Several removals of one kind in one place are one repair. */
	if (repairs->count > draft->step_repair && begin == end) {
		const struct repair *last = &repairs->at[repairs->count - 1];

		if (last->kind == kind && last->begin == begin && last->end == end)
			return;
	}
	repairs_put(repairs, &repair);
}

void draft_end_step(struct draft *draft)
{
	struct text done = draft->text;
	struct repairs *repairs = draft->repairs;

	draft->place[done.count] = (uint32_t)draft->next.count;
	draft->next.src_end = done.src_end;
	for (size_t i = draft->first_repair; i < draft->step_repair; i++) {
		repairs->at[i].begin = draft->place[repairs->at[i].begin];
		repairs->at[i].end = draft->place[repairs->at[i].end];
	}
	draft->text = draft->next;
	draft->next = done;
}

static int compare_repairs(const void *left, const void *right)
{
	const struct repair *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return (int)a->kind - (int)b->kind;
}

static void order_repairs(struct repairs *repairs, size_t first)
{
	size_t kept = first;

	if (repairs->count == first)
		return;
	qsort(repairs->at + first, repairs->count - first, sizeof(*repairs->at),
	      compare_repairs);
	for (size_t i = first; i < repairs->count; i++)
		if (kept == first ||
		    compare_repairs(&repairs->at[i], &repairs->at[kept - 1]))
			repairs->at[kept++] = repairs->at[i];
	repairs->count = kept;
}

bool is_cjk(uint32_t cp)
{
	return is_han(cp) || (cp >= 0x3001 && cp <= 0x30FF) ||
	       (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF20) ||
	       (cp >= 0xFF3B && cp <= 0xFF40) || (cp >= 0xFF5B && cp <= 0xFF65) ||
	       (cp >= 0xFE10 && cp <= 0xFE1F) || (cp >= 0xFE30 && cp <= 0xFE4F) ||
	       (cp >= 0x2014 && cp <= 0x201F) || cp == 0x2026 || cp == 0xB7;
}

void clean(struct text *out, struct repairs *repairs, const struct text *raw,
	   enum clean_layout layout)
{
	struct draft draft = { .text = *out, .next = TEXT_INIT, .repairs = repairs,
			       .first_repair = repairs->count };

	text_clear(&draft.text);
	text_put_span(&draft.text, raw, 0, raw->count);
	for (int round = 0; round < ROUNDS_MOST && clean_mojibake(&draft); round++)
		;
	clean_characters(&draft);
	clean_pinyin(&draft);
	for (int round = 0; round < ROUNDS_MOST; round++) {
		bool joined = clean_lines(&draft, layout);
		bool spaced = clean_spacing(&draft);

		if (!spaced && !joined)
			break;
		clean_pinyin(&draft);
	}
	clean_suspects(&draft);
	order_repairs(repairs, draft.first_repair);
	*out = draft.text;
	text_release(&draft.next);
	free(draft.place);
}
