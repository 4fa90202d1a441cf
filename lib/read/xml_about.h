/* read/xml_about.h - what an XML document says about itself, gathered while it
 * is read.
 *
 * Owner:  zeroed but for raw, which is borrowed; then xml_about_release(). */
#ifndef READ_XML_ABOUT_H
#define READ_XML_ABOUT_H
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "read/raw.h"
#include "read/xml_element.h"

struct xml_about {
	struct raw_document *raw;
	bool is_capturing;	/* text belongs here, and to no block */
	struct buf captured;
	struct buf stamp;	/* the date, where nothing better is said */
	struct buf guid;	/* the URL, likewise */
};

/* Is the kind one of those that say something about the document? */
bool xml_about_has(enum xml_kind kind);
/* A value, that of an attribute as libxml2 gives it; white space in it is one
 * space. */
void xml_about_set(struct xml_about *about, enum xml_kind kind,
		   const char *value, const char *end);

/* A link of Atom, whose count attributes are as libxml2 gives them: when it
 * leads to the page itself, that is the URL. */
void xml_about_link(struct xml_about *about, const unsigned char **attributes,
		    int count);

/* An element whose text is a value: its beginning, its text, its end. */
void xml_about_begin(struct xml_about *about);
void xml_about_text(struct xml_about *about, const char *utf8, size_t len);
void xml_about_end(struct xml_about *about, enum xml_kind kind);

/* All was said. */
void xml_about_finish(struct xml_about *about);
void xml_about_release(struct xml_about *about);

#endif
