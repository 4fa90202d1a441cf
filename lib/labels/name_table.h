/* labels/name_table.h - the inside of label_names, for names*.c alone. */
#ifndef LABELS_NAME_TABLE_H
#define LABELS_NAME_TABLE_H
#include <stddef.h>
#include "labels/names.h"

/* One way to write a label, folded. */
struct name_string {
	char *folded;
	size_t label;
};

struct label_names {
	char *text;		/* the encoded lines, cut at tabs */
	struct label_name *labels;
	size_t count;
	struct name_string *strings;	/* ordered by folded, then label */
	size_t string_count, string_capacity;
	int *by_id;		/* numbers, ordered by kind and id */
};

#endif
