/* query/render/cell.h - lines of cells: csv for spreadsheets, tsv for cut(1).
 *
 * csv is RFC 4180 (lines end in CR LF), with a ' before cells that a
 * spreadsheet would compute: those that begin with = + - @, a tab or a CR.  In
 * tsv tabs and line ends inside a cell become blanks. */
#ifndef QUERY_RENDER_CELL_H
#define QUERY_RENDER_CELL_H
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"

struct cells {
	struct buf *out;
	char separator;		/* ',' is csv, '\t' tsv */
	bool is_begun;		/* the line has a cell already */
};

/* Append a cell of text; NULL is an empty one. */
void cell_put(struct cells *cells, const char *text);
void cell_put_uint(struct cells *cells, uint64_t number);
/* A number of ours, which is no formula even with a sign, as it is written. */
void cell_put_number(struct cells *cells, const char *number);
void cell_end_line(struct cells *cells);
/* One line of these cells. */
void cell_put_header(struct cells *cells, const char *const *names,
		     size_t count);

#endif
