#include "read/xml_push.h"

#include <stdio.h>
#include <string.h>
#include <libxml/parserInternals.h>

#include "base/utf8.h"

enum { CHUNK = 65536 };		/* bytes handed to the parser at once */

static xmlParserInputPtr on_external(void *context, const xmlChar *public_id,
				     const xmlChar *system_id)
{
	(void)context, (void)public_id, (void)system_id;
	return NULL;
}

void xml_push(const struct xml_push *handlers, void *context,
	      const struct buf *bytes, xmlParserCtxtPtr *parser,
	      const enum status *status)
{
	xmlSAXHandler sax = {
		.startElementNs = handlers->start,
		.endElementNs = handlers->end,
		.characters = handlers->text,
		.ignorableWhitespace = handlers->text,
		.cdataBlock = handlers->text, .getEntity = handlers->entity,
		.resolveEntity = on_external, .initialized = XML_SAX2_MAGIC,
		.serror = handlers->error,
	};

	*parser = xmlCreatePushParserCtxt(&sax, context, NULL, 0, NULL);
	xmlCtxtUseOptions(*parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(*parser, XML_CHAR_ENCODING_UTF8);
	for (size_t at = 0; at < bytes->len && !*status; at += CHUNK)
		xmlParseChunk(*parser, bytes->data + at,
			      (int)(bytes->len - at < CHUNK ? bytes->len - at :
							      CHUNK), 0);
	if (!*status)
		xmlParseChunk(*parser, NULL, 0, 1);
	xmlFreeParserCtxt(*parser);
}

void xml_push_fault(char *out, size_t size, int line, const char *message)
{
	char text[256];

	snprintf(text, sizeof(text), "xml-malformed: line %d: %.*s", line,
		 (int)strcspn(message, "\n"), message);
	utf8_copy_line(out, size, text);
}
