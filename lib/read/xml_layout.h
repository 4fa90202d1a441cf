/* read/xml_layout.h - how a start tag stands among what is around it.
 *
 * Units:  at is an offset in bytes of the feed, where the parser stands behind
 *         the tag's attributes (feed_position()). */
#ifndef READ_XML_LAYOUT_H
#define READ_XML_LAYOUT_H
#include <stdbool.h>
#include <stddef.h>
#include "read/feed.h"

/* Before the tag, is a line end the last thing but blanks? */
bool xml_begins_line(const struct feed *feed, size_t at);
/* Behind offset at, does text of the same line come next? */
bool xml_text_follows(const struct feed *feed, size_t at);
/* Is an element the first thing in the tag's own? */
bool xml_holds_elements(const struct feed *feed, size_t at);
/* Where the tag begins. */
size_t xml_tag_begin(const struct feed *feed, size_t at);

bool xml_is_blank(const char *bytes, size_t len);
/* Does text look as if it had HTML tags in it? */
bool xml_has_tags(const struct text *text);

#endif
