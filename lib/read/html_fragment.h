/* read/html_fragment.h - HTML that stands inside another document, such as
 * the description of an RSS item. */
#ifndef READ_HTML_FRAGMENT_H
#define READ_HTML_FRAGMENT_H
#include "read/markup.h"

/* Append the blocks of html to markup, all of them in its present region.  A
 * block that is open ends. */
void html_read_fragment(struct markup *markup, const struct text *html);

#endif
