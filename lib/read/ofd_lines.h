/* read/ofd_lines.h - pieces of text on pages become lines, and lines the
 * paragraphs that they were before they were set. */
#ifndef READ_OFD_LINES_H
#define READ_OFD_LINES_H
#include "read/markup.h"
#include "read/ofd_page.h"

/* Put the paragraphs of the pages into markup, in reading order: what stands
 * in background and foreground layers comes last, page numbers not at all.
 * The runs are sorted. */
void ofd_lines_put(struct markup *markup, struct ofd_runs *runs);

#endif
