/* query/answer/answer.h - stage 8's result: ranked passages and counts, decoded and
 * marked, ready for any renderer.
 *
 * Owner: everything is the answer's; answer_release().  Labels carry display
 * names, so that renderers need no index. */
#ifndef QUERY_ANSWER_ANSWER_H
#define QUERY_ANSWER_ANSWER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "labels/names.h"
#include "query/language/request.h"
#include "schema/record.h"

struct answer_hit {
	size_t rank;			/* from 1, offset included */
	double score;
	struct record_passage passage;
	struct record_document document;
	struct text_span *highlights;	/* code points of passage.text, ascending,
					 * not overlapping */
	size_t highlight_count;
	size_t in_document;		/* matching passages of this document that
					 * GROUP_DOCUMENT folded into this hit,
					 * itself included; 0 otherwise */
	char **reprints;		/* under GROUP_REPRINT: the ids of other
					 * passages with the same letters */
	size_t reprint_count;
};

struct answer_facet {
	const char *id, *name;		/* year: "2009" twice; "undated" */
	int parent;			/* index in the same list, or -1 */
	uint64_t count;
	const struct label_name *label;	/* NULL for year and publisher */
};

struct answer_facets {
	bool asked;
	struct answer_facet *at;	/* by count, then id */
	size_t count;
};

/* What a captured page said from one time to another. */
struct answer_version {
	char *first, *last;	/* captures that found it so */
	char *path;		/* where the first of them lies */
	char *text;		/* title and text; NULL: what is shown */
};

struct answer {
	struct answer_hit *hits;
	size_t hit_count;
	uint64_t total;
	bool total_exact;
	bool has_gaps;			/* what it was found in was not all there
					 * is; the warnings say why */
	bool loosened;			/* not all words were found together */
	uint64_t undated_excluded;
	double took_ms;
	char **warnings;
	size_t warning_count, warning_capacity;
	char **missing;			/* shards that did not answer */
	size_t missing_count;
	struct answer_facets facets[FACET_KINDS];
	const label_names *names;	/* borrowed from the index */
	char *explanation;		/* --explain, or NULL */
	struct help *help;		/* where the answer is weak, or NULL */
	struct answer_version *versions;	/* of a document that is shown */
	size_t version_count;
	char **strings;			/* what the facets' ids and names borrow */
	size_t string_count, string_capacity;
};

void answer_init(struct answer *answer);
void answer_release(struct answer *answer);
void answer_forget_versions(struct answer *answer);
void answer_hit_release(struct answer_hit *hit);	/* what it owns */
void answer_warn(struct answer *answer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The name to show for a label, in the script of lang ("zh-Hans", "zh-Hant",
 * "en"; NULL is zh-Hans). Never NULL; the id when nothing else is known. */
const char *answer_label_name(const struct answer *answer,
			      enum label_kind kind, const char *id,
			      const char *lang);

#endif
