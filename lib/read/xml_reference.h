/* read/xml_reference.h - what the references of an XML document stand for.
 *
 * Owner:  zeroed; then xml_references_release(). */
#ifndef READ_XML_REFERENCE_H
#define READ_XML_REFERENCE_H
#include <libxml/tree.h>
#include "base/buf.h"
#include "read/xml_scan.h"

struct xml_references {
	struct xml_entities entities;	/* that the document declares */
	xmlEntity entity;		/* handed out, until the next question */
	struct buf value;		/* of it */
};

enum xml_fault {
	XML_FAULT_NONE, XML_FAULT_EXTERNAL, XML_FAULT_LOOP,
	XML_FAULT_EXPANSION	/* a value with markup, or a long one */
};

/* For every reference but &lt; and its like: an entity whose value is plain, or
 * one of HTML's; NULL, with the fault if there is one. */
xmlEntityPtr xml_reference(struct xml_references *references, const char *name,
			   enum xml_fault *fault);
void xml_references_release(struct xml_references *references);

#endif
