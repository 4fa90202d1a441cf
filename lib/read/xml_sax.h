/* read/xml_sax.h - the elements and the text of an XML part whose vocabulary
 * the caller knows, one after the other.
 *
 * The encoding is settled by text/decode.h, no DTD and no entity but the ones
 * of HTML reach the parser, and nothing is fetched.
 * Owner:  what a callback is given is the parser's until it returns.
 * Errors: STATUS_BAD_INPUT: "xml-malformed: line N: ...", "too-deep",
 *         "too-many-attributes", and those of decode(). */
#ifndef READ_XML_SAX_H
#define READ_XML_SAX_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"

enum { XML_SAX_DEPTH_MOST = 512 };

struct xml_tag {
	const char *name;	/* local */
	const char *space;	/* namespace, or "" */
	size_t count;		/* of attributes; use the functions */
	const unsigned char **attributes;
};

struct xml_sax {
	void (*start)(void *context, const struct xml_tag *tag);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, const char *utf8, size_t len);	/* NULL: none */
};

enum status xml_sax_parse(const struct xml_sax *sax, void *context,
			  const void *bytes, size_t len, struct error *err);

/* The value of the attribute with this local name, whatever its namespace, as
 * libxml2 gives it, not NUL-terminated; NULL when there is none. */
const char *xml_tag_value(const struct xml_tag *tag, const char *name,
			  size_t *len);
/* What libxml2 gives as the value of an attribute, with "&#38;", as which it
 * leaves "&amp;", made whole.  The caller frees it. */
char *xml_unescaped(const char *value, size_t len);
/* xml_tag_value() as a string that the caller frees; NULL. */
char *xml_tag_string(const struct xml_tag *tag, const char *name);
bool xml_tag_is(const struct xml_tag *tag, const char *name, const char *value);
/* The same as a number; otherwise where it is none or out of int's range. */
int xml_tag_int(const struct xml_tag *tag, const char *name, int otherwise);

#endif
