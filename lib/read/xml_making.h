/* read/xml_making.h - a document that is being made of an XML file, or of one
 * element of it.
 *
 * Owner:  xml_making_init(), then xml_making_release(); raw is borrowed. */
#ifndef READ_XML_MAKING_H
#define READ_XML_MAKING_H
#include <stdbool.h>
#include <stddef.h>
#include "read/markup.h"
#include "read/raw.h"
#include "read/xml_about.h"
#include "text/text.h"

struct xml_making {
	struct raw_document *raw;
	struct markup markup;
	struct xml_about about;
	size_t sections;	/* that are open */
	struct text captions;	/* its text where it has no other; after each 0 */
	bool title_counts;	/* as text, where no block says it */
};

void xml_making_init(struct xml_making *making, struct raw_document *raw);
void xml_making_release(struct xml_making *making);

/* What comes next is a heading, as deep as sections are open. */
void xml_making_heading(struct xml_making *making);
void xml_making_end_caption(struct xml_making *making);
/* All was read: raw is as it will be. */
void xml_making_finish(struct xml_making *making);
/* What the file says of all its documents holds for one that says nothing
 * itself; the file's title is its publisher. */
void xml_making_inherit(struct raw_document *raw,
			const struct raw_document *file);

#endif
