/* read/xml_string.h - the words of a scanned page (ALTO): each is an attribute
 * of an element of its own, and lines break them. */
#ifndef READ_XML_STRING_H
#define READ_XML_STRING_H
#include "read/feed.h"
#include "read/markup.h"

/* Put the word of an element String, whose tag the parser has just read at
 * offset position; attributes are the parser's, count of them.  Of a word that
 * was cut by a line end, the first part gives all of it, the second nothing.
 * Between words there is a space, but not between two of Chinese. */
void xml_string_put(struct markup *markup, const struct feed *feed,
		    size_t position, const unsigned char **attributes,
		    int count);

#endif
