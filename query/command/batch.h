/* query/command/batch.h - many queries from one file: lines of an id, a tab, a query. */
#ifndef QUERY_COMMAND_BATCH_H
#define QUERY_COMMAND_BATCH_H
#include <stddef.h>
#include "base/status.h"

typedef struct batch batch;

struct batch_line {
	const char *qid, *query;	/* borrowed until the next step */
	size_t number;			/* from 1 */
};

/* path "-" is standard input. */
enum status batch_open(batch **out, const char *path, struct error *err);
void batch_close(batch *from);		/* NULL is fine */
/* Step to the next line; empty lines are passed over.  STATUS_BAD_INPUT: this
 * line is no such line, and the walk can go on; STATUS_IO: it cannot. */
enum status batch_next(batch *from, struct batch_line *out, struct error *err);

#endif
