/* read/xml_push.h - how libxml2 is given XML, in one place: UTF-8 pushed in
 * pieces, nothing fetched, no external entity, no entity replaced by itself.
 *
 * The text comes from read/xml_scan.h, which leaves no DTD in it. */
#ifndef READ_XML_PUSH_H
#define READ_XML_PUSH_H
#include <libxml/parser.h>
#include "base/buf.h"
#include "base/status.h"

/* What an element, text, a reference or a fault does. */
struct xml_push {
	startElementNsSAX2Func start;
	endElementNsSAX2Func end;
	charactersSAXFunc text;
	getEntitySAXFunc entity;
	xmlStructuredErrorFunc error;
};

/* *parser is the parser while it runs.  It goes on until *status, which the
 * handlers set, is a failure. */
void xml_push(const struct xml_push *handlers, void *context,
	      const struct buf *bytes, xmlParserCtxtPtr *parser,
	      const enum status *status);

/* Write to out "xml-malformed: line N: message", one clean line. */
void xml_push_fault(char *out, size_t size, int line, const char *message);

#endif
