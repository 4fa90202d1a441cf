/* text/clean_draft.h - what the steps of clean() work on; private to clean*.c.
 *
 * A step reads text and writes next, telling the draft at each character of
 * text where it stands in next; ending the step moves the repairs that earlier
 * steps noted to their new places, and next becomes text.  A step that finds
 * nothing to do leaves the draft alone. */
#ifndef TEXT_CLEAN_DRAFT_H
#define TEXT_CLEAN_DRAFT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/clean.h"

struct draft {
	struct text text, next;
	uint32_t *place;	/* place[i]: where text.cp[i] is in next */
	size_t place_capacity;
	struct repairs *repairs;
	size_t first_repair;	/* those before are the caller's */
	size_t step_repair;	/* those from here on are of the current step */
};

void draft_begin_step(struct draft *draft);
/* Character i of text is kept as cp, or dropped. */
void draft_keep(struct draft *draft, size_t i, uint32_t cp);
void draft_drop(struct draft *draft, size_t i);
/* Note a repair at [begin, end) of next. */
void draft_note(struct draft *draft, enum repair_kind kind, size_t begin,
		size_t end);
void draft_end_step(struct draft *draft);

/* The steps, in their order.  Those that give a bool say whether they changed
 * anything, and a further round may find more to do. */
bool clean_mojibake(struct draft *draft);
void clean_characters(struct draft *draft);
void clean_pinyin(struct draft *draft);
bool clean_spacing(struct draft *draft);
bool clean_lines(struct draft *draft, enum clean_layout layout);
void clean_suspects(struct draft *draft);

/* Han, kana or punctuation and forms that go with them: what is written
 * without spaces. */
bool is_cjk(uint32_t cp);

#endif
