/* read/html_element.h - what each HTML element means for the text in it. */
#ifndef READ_HTML_ELEMENT_H
#define READ_HTML_ELEMENT_H
#include <stdbool.h>

enum html_kind {
	HTML_INLINE,	/* does not separate; so do unknown elements */
	HTML_BLOCK,
	HTML_HEADING,	/* h1 to h6 */
	HTML_CELL,
	HTML_PRE,
	HTML_BREAK,
	HTML_LINK,
	HTML_TITLE,
	HTML_META,
	HTML_SKIPPED,	/* its text is not read: script, rt, button, ... */
	HTML_ASIDE	/* its text is read, and is hardly the page's matter */
};

/* By name in lower case. */
enum html_kind html_kind(const char *name);

/* Does class="" or id="" name a part of a page that is not its matter? */
bool html_names_furniture(const char *value);

#endif
