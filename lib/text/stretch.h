/* text/stretch.h - a long text in parts that fit into memory and cache.
 *
 * Cleaning keeps a few copies of what it works on, so a long block is cleaned
 * stretch by stretch.  A stretch ends where a paragraph ends, else at the end
 * of a line; only a line that is longer than a stretch is cut within.
 * Units:  characters. */
#ifndef TEXT_STRETCH_H
#define TEXT_STRETCH_H
#include <stdbool.h>
#include <stddef.h>
#include "text/text.h"

enum { STRETCH_MOST = 1 << 17 };

/* Where the stretch that begins at begin ends, at most at end; *in_line: the
 * line goes on behind it.  It depends on STRETCH_MOST characters and a few more:
 * with STRETCH_AHEAD of them there, it is where it would be with all. */
enum { STRETCH_AHEAD = STRETCH_MOST + 16 };
size_t stretch_end(const struct text *text, size_t begin, size_t end,
		   bool *in_line);

#endif
