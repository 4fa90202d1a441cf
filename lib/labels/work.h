/* labels/work.h - one document while it is being labelled: its folded texts,
 * the names found in them, and what is known of its regions so far.
 *
 * Texts are numbered: the title, the publisher, then the passages in order. */
#ifndef LABELS_WORK_H
#define LABELS_WORK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "labels/context.h"
#include "labels/label.h"
#include "labels/matcher.h"
#include "labels/parts.h"

enum { TEXT_TITLE, TEXT_PUBLISHER, TEXT_PASSAGES };

enum mention_state {
	MENTION_OPEN,		/* not decided yet */
	MENTION_NONE,		/* no region is meant */
	MENTION_REGION		/* region is meant */
};

/* A name in a text. */
struct mention {
	uint32_t text, begin, end, surface, sentence;
	int region;
	enum mention_state state;
	bool is_context;	/* stands directly before a region inside it */
	bool is_own;		/* 全区: the document's own region */
	bool is_number;		/* 桂 of 桂政发〔2009〕12号; has no surface */
};

/* A text of the document within work.folded, and its mentions and cues. */
struct work_text {
	size_t begin, end, body;	/* characters of work.folded */
	size_t mention_begin, mention_end;
	size_t cue_begin, cue_end;	/* in work.cues */
	size_t heading_begin, heading_end;	/* of the headings above */
	size_t unit;			/* number of its paragraph */
};

struct work {
	const taxonomy *taxonomy;
	const struct tree *regions;
	matcher *matcher;
	context *context;
	const struct label_document *document;

	uint32_t *folded;
	size_t folded_count, folded_capacity;
	struct work_text *texts;
	size_t text_count, text_capacity;
	struct mention *mentions;
	size_t mention_count, mention_capacity;
	struct hits names, cues;

	int origin;			/* region, or -1 */
	/* For each region: how often the document names it (self) or it and
	 * what lies in it (tree); in which unit last, plus one. */
	struct region_seen {
		int self, tree;
		bool in_title, in_publisher;
		size_t unit_plus_one;
	} *seen;
	int *touched;			/* regions with anything in seen */
	size_t touched_count;
};

/* The folded character at position of a text; 0 outside it. */
uint32_t work_char(const struct work *work, size_t text, size_t position);
/* Do the characters from position on begin with the (simplified) word? */
bool work_begins(const struct work *work, size_t text, size_t position,
		 const char *word);
/* The length of the longest word of the set that begins at position, or 0. */
size_t work_any(const struct work *work, size_t text, size_t position,
		enum context_set set);

/* region.c: decide every mention: names that say by themselves what they mean,
 * names that need evidence, words for the document's own region. */
void region_settle_sure(struct work *work);
void region_settle_rest(struct work *work);
void region_settle_own(struct work *work);
/* region_around.c: is the name part of a road's, firm's or person's name?  A
 * newspaper's name keeps its region, which may be who issued the document. */
bool region_is_refused(const struct work *work, const struct mention *mention,
		       const struct candidate *candidate);
bool region_is_press(const struct work *work, const struct mention *mention);
/* Is region inside ancestor, or the same? */
bool region_is_in(const struct tree *regions, int region, int ancestor);

/* document_number.c: append the regions of document numbers in a text, keeping
 * its mentions in order. */
void document_numbers_find(struct work *work, size_t text);

/* origin.c: who issued the document; -1 when nothing tells. */
int origin_find(struct work *work);
/* The region that a source names (a name or a code), or -1. */
int origin_given(const struct work *work, const char *given);

/* date.c: the document's date from title, source line, sign-off and lead. */
void date_find(char out[LABEL_DATE_BYTES], const struct work *work);

/* rules.c: topics and platforms of the texts [first, last) of one unit. */
typedef struct rule_state rule_state;
rule_state *rule_state_new(const taxonomy *taxonomy);
void rule_state_free(rule_state *state);
void rules_apply(rule_state *state, struct work *work, size_t first,
		 size_t last, struct label_list *out);

/* label.c: the label of this kind and index in the list, added if need be. */
struct label *label_list_put(struct label_list *list, enum label_kind kind,
			     int index);
void label_add_evidence(struct label *label, size_t begin, size_t end);

#endif
