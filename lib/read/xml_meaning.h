/* read/xml_meaning.h - what elements mean, by the user's mapping and by what is
 * built in, remembered from one to the next. */
#ifndef READ_XML_MEANING_H
#define READ_XML_MEANING_H
#include <stdbool.h>
#include "read/xml_element.h"
#include "read/xml_map.h"

enum { XML_MEANINGS_KNOWN = 64 };

/* The parser gives a name at the same place each time, so that comparing places
 * does. */
struct xml_meaning {
	const char *name, *space, *parent;
	enum xml_kind kind;
	bool is_mapped;		/* by the user, and holds wherever it stands */
	bool is_document;	/* one of its own, where there can be several */
};

/* Zeroed, but for map: NULL, or borrowed. */
struct xml_meanings {
	const xml_map *map;
	struct xml_meaning known[XML_MEANINGS_KNOWN];
};

/* Until the next call. */
const struct xml_meaning *xml_meaning_of(struct xml_meanings *meanings,
					 const struct xml_name *name);

#endif
