/* read/ofd_page.h - the text of one OFD page, piece by piece as it is placed.
 *
 * Units:  millimetres, from the top left corner of the page. */
#ifndef READ_OFD_PAGE_H
#define READ_OFD_PAGE_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "read/package.h"
#include "text/text.h"

/* Characters [begin, end) of text, which the page holds as one string. */
struct ofd_run {
	double x, y;		/* where it begins, on the baseline */
	double right;		/* where its first line ends, as far as known */
	double size;		/* of its characters */
	size_t begin, end;
	size_t page;
	bool is_aside;		/* in a background or foreground layer */
};

struct ofd_runs {
	struct text text;
	struct ofd_run *at;
	size_t count, capacity;
};

void ofd_runs_release(struct ofd_runs *runs);

/* Append what part name of the package shows, as page number page. */
enum status ofd_page_read(struct ofd_runs *out, package *package,
			  const char *name, size_t page, struct error *err);

#endif
