/* read/page_title.h - which of a page's titles is the document's. */
#ifndef READ_PAGE_TITLE_H
#define READ_PAGE_TITLE_H
#include "read/markup.h"

enum { TITLE_MOST = 1000 };	/* characters of a title; the rest is cut */

/* Set raw->title, if it has none, from <title> and og:title (either may be
 * NULL) and the blocks: of "headline - section - site" the headline that
 * stands in the page.  A block that says the title becomes a BLOCK_TITLE. */
void page_title_choose(struct markup *markup, const char *title,
		       const char *og);

/* As raw_set(), at most TITLE_MOST characters. */
void page_title_set(char **field, const char *value, size_t len);

/* How a title reads, as markup_squeezed() has it; the caller frees it. */
char *page_title_squeezed(const char *utf8);

#endif
