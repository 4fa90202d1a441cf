/* labels/matcher.h - all names and cue words of a taxonomy, found in one pass.
 *
 * A surface is a string that means something: a region's name, a cue of some
 * rules, a word for the document's own level (全区), or a word that hides what
 * lies under it.  A text gives two lists of hits, names and cues, in order. */
#ifndef LABELS_MATCHER_H
#define LABELS_MATCHER_H
#include <stddef.h>
#include <stdint.h>
#include "labels/taxonomy.h"

enum name_form { FORM_FULL, FORM_SHORT, FORM_ALIAS, FORM_FORMER };

/* How much a name says by itself. */
enum name_trust {
	TRUST_COMMON,		/* a word too: needs its parent or full name */
	TRUST_WEAK,		/* needs something that points to it */
	TRUST_LIKELY,		/* is meant unless something speaks against */
	TRUST_SURE
};

/* One region that a surface may mean. */
struct candidate {
	int region;
	enum name_form form;
	enum name_trust trust;
};

/* One place of one rule that a cue word fills. */
struct cue_use {
	enum label_kind kind;
	int rule;
	int slot;		/* bit of the rule's mask; CUE_NONE forbids */
};

enum { CUE_NONE = 31, CUE_ALL = 4 };	/* slots 4 to 30: words of <all> */

/* Words such as 全区 and 我市: the document's own region of that level. */
enum own_level { OWN_NONE, OWN_PROVINCE, OWN_REGION, OWN_CITY, OWN_COUNTY,
		 OWN_PREFECTURE, OWN_BANNER };

struct surface {
	size_t candidates, candidate_count;	/* in matcher_candidates() */
	size_t uses, use_count;			/* in matcher_uses() */
	enum own_level own;
	unsigned hides;		/* bit a kind: hides names or cues of it */
	unsigned length;	/* characters */
};

struct hit {
	uint32_t begin, end;	/* characters of the scanned text */
	uint32_t surface;
	uint32_t sentence;	/* number of its sentence in that text */
};

struct hits {
	struct hit *at;
	size_t count, capacity;
};

typedef struct matcher matcher;

matcher *matcher_new(const taxonomy *taxonomy);
void matcher_free(matcher *matcher);

const struct surface *matcher_surface(const matcher *matcher, size_t index);
const struct candidate *matcher_candidates(const matcher *matcher,
					   const struct surface *surface);
const struct cue_use *matcher_uses(const matcher *matcher,
				   const struct surface *surface);
/* The region that a one-character abbreviation stands for (桂), or -1. */
int matcher_abbreviation(const matcher *matcher, uint32_t cp);

/* Append the hits in folded[begin, end) to names and cues.  Names do not
 * overlap: the leftmost, then the longest, holds. */
void matcher_scan(matcher *matcher, const uint32_t *folded, size_t begin,
		  size_t end, struct hits *names, struct hits *cues);

#endif
