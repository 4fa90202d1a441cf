#include "query/render/cell.h"

#include <inttypes.h>
#include <string.h>

/* A spreadsheet would take such a cell for a formula. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

static void put_csv(struct buf *out, const char *text)
{
	bool formula = is_formula(text);

	if (!formula && !text[strcspn(text, ",\"\r\n")]) {
		buf_put_string(out, text);
		return;
	}
	buf_put_string(out, formula ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"')
			buf_put_byte(out, '"');
		buf_put_byte(out, (unsigned char)*text);
	}
	buf_put_byte(out, '"');
}

static void put_tsv(struct buf *out, const char *text)
{
	for (; *text; text++) {
		bool breaks = *text == '\t' || *text == '\n' || *text == '\r';

		buf_put_byte(out, breaks ? ' ' : (unsigned char)*text);
	}
}

static void begin(struct cells *cells)
{
	if (cells->is_begun)
		buf_put_byte(cells->out, (unsigned char)cells->separator);
	cells->is_begun = true;
}

void cell_put(struct cells *cells, const char *text)
{
	begin(cells);
	if (cells->separator == ',')
		put_csv(cells->out, text ? text : "");
	else
		put_tsv(cells->out, text ? text : "");
}

void cell_put_number(struct cells *cells, const char *number)
{
	begin(cells);
	buf_put_string(cells->out, number);
}

void cell_put_uint(struct cells *cells, uint64_t number)
{
	begin(cells);
	buf_put_format(cells->out, "%" PRIu64, number);
}

void cell_end_line(struct cells *cells)
{
	buf_put_string(cells->out, cells->separator == ',' ? "\r\n" : "\n");
	cells->is_begun = false;
}

void cell_put_header(struct cells *cells, const char *const *names,
		     size_t count)
{
	for (size_t i = 0; i < count; i++)
		cell_put(cells, names[i]);
	cell_end_line(cells);
}
