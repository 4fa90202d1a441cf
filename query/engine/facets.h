/* query/engine/facets.h - exact counts over a whole answer.
 *
 * A tally sees every matching passage and counts the distinct values of each
 * slot that is asked for; labels are split off and added to their ancestors
 * afterwards, once a passage.  Under GROUP_DOCUMENT each document counts once
 * for each label.  It also counts documents and their passages. */
#ifndef QUERY_ENGINE_FACETS_H
#define QUERY_ENGINE_FACETS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/answer/answer.h"
#include "query/engine/keys.h"
#include "query/engine/table.h"
#include "xapian-c/xc_search.h"

struct tally {
	const label_names *names;
	const struct request *request;
	struct table values[FACET_KINDS];	/* labels: combinations */
	struct key_counts seen[FACET_KINDS];	/* document and value */
	/* Under GROUP_DOCUMENT, for labels: what each combination means, which
	 * labels each document has had, and the counts by label number. */
	struct expansion {
		size_t *labels, count, capacity;
	} *expansions[LABEL_KINDS];
	size_t expansion_count[LABEL_KINDS], expansion_capacity[LABEL_KINDS];
	struct key_counts seen_labels;
	uint64_t *label_counts;
	struct key_counts documents;
	uint64_t passages;
};

void tally_init(struct tally *tally, const label_names *names,
		const struct request *request);
void tally_release(struct tally *tally);
/* Is there anything to count for this request?  Any facet? */
bool tally_is_needed(const struct request *request);
bool tally_has_facets(const struct request *request);
/* An xc_match_fn; context is the tally. */
int tally_match(void *context, xc_match *match);
/* The same in steps, where a match cannot be watched: one more passage, of the
 * document with this value of SLOT_DOCUMENT; its key, for tally_value(), which
 * takes the passage's value of tally_slot().  tally_counted() takes a value of
 * count passages at once, not under GROUP_DOCUMENT. */
uint64_t tally_passage(struct tally *tally, const void *document, size_t len);
void tally_value(struct tally *tally, enum facet_kind kind, const void *value,
		 size_t len, uint64_t document);
/* FACET_YEAR of a request for months: both days of SLOT_DATE_FIRST and _LAST;
 * of the first, TALLY_MONTH_LEN bytes are enough. */
enum { TALLY_MONTH_LEN = 6 };
void tally_month(struct tally *tally, const void *first, size_t first_len,
		 const void *last, size_t last_len, uint64_t document);
void tally_counted(struct tally *tally, enum facet_kind kind,
		   const void *value, size_t len, uint64_t count);
uint32_t tally_slot(enum facet_kind kind);
/* Labels by their number, instead of their values; once a passage and label. */
void tally_label(struct tally *tally, size_t label, uint64_t count);
/* Call each for the number of every label in value, as such a slot has it, and
 * of all its ancestors; some may come twice. */
typedef void tally_label_fn(void *context, size_t label);
void tally_each_label(const label_names *names, enum label_kind kind,
		      const char *value, tally_label_fn *each, void *context);

/* Make the answer's facets.  STATUS_USAGE: the level to open is no label. */
enum status facets_make(struct answer *answer, struct tally *tally,
			struct error *err);

#endif
