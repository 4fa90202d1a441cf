/* read/html_scan.h - what of a page libxml2 is to see.
 *
 * Left out: comments, declarations, scripts and style sheets, the tags of html
 * and the end of body (text may follow it), the attributes of a tag beyond 1,000
 * or 64 KiB.  Mended: a '<' that begins no tag, and a character reference
 * without its semicolon.  What is never closed ends with the page, but for a
 * quote: then the tag ends at the next '>'.  Time is linear. */
#ifndef READ_HTML_SCAN_H
#define READ_HTML_SCAN_H
#include "read/feed.h"

enum {
	HTML_ATTRIBUTES_MOST = 1000,
	HTML_TAG_MOST = 65536		/* characters */
};

/* Fill feed, which was just made, with its text. */
void html_scan(struct feed *feed);

#endif
