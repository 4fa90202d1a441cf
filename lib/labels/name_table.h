/* labels/name_table.h - the inside of label_names, for names*.c alone. */
#ifndef LABELS_NAME_TABLE_H
#define LABELS_NAME_TABLE_H
#include <stddef.h>
#include "labels/names.h"

/* One way to write a label. */
struct name_string {
	char *folded;
	size_t label;
};

/* All ways, ordered by folded, then label.  Folding thousands takes longer than
 * many a search, so it waits until a label is resolved. */
struct name_index {
	struct name_string *strings;
	size_t count;
};

struct name_source {
	const char *text;
	size_t label;
};

struct label_names {
	char *text;		/* the encoded lines, cut at tabs */
	struct label_name *labels;
	size_t count;
	struct name_source *sources;	/* of the index */
	size_t source_count, source_capacity;
	struct name_index *index;	/* empty until it is asked for */
	int *by_id;		/* numbers, ordered by kind and id */
};

const struct name_index *label_names_index(const label_names *names);

#endif
