/* query/command/kwic.h - --kwic: a concordance, a line for every place that was found.
 *
 * Lines come in the order of their passages, or by the text on one side of what
 * was found, folded and read outwards from it.  A line end is a blank.
 * Units:  contexts count characters; a span is code points of the passage. */
#ifndef QUERY_COMMAND_KWIC_H
#define QUERY_COMMAND_KWIC_H
#include <stdbool.h>
#include <stddef.h>
#include "query/command/command.h"
#include "query/search/search.h"
#include "text/text.h"

struct kwic_line {
	char *left, *match, *right;	/* UTF-8 */
	char *id, *document, *date, *title;
	size_t rank;			/* of its passage */
	struct text_span span;
	uint32_t *key;			/* to sort by, ended by 0; or NULL */
};

struct kwic {
	struct kwic_line *lines;
	size_t count, capacity;
	size_t context;
	enum kwic_order order;
	size_t wanted;			/* SIZE_MAX: all */
};

/* Add the lines of one hit, as far as they are wanted. */
void kwic_add(struct kwic *kwic, const struct answer_hit *hit);
/* Put the lines in order, and keep those from offset on, at most limit. */
void kwic_take(struct kwic *kwic, size_t offset, size_t limit);
void kwic_release(struct kwic *kwic);

/* Search and write.  *found: there are passages. */
enum status kwic_run(bool *found, searcher *searcher,
		     const struct command *command, struct error *err);

#endif
