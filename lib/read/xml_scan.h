/* read/xml_scan.h - what of an XML document libxml2 is to see.
 *
 * The XML declaration and the DOCTYPE are left out: the encoding is settled,
 * and no DTD reaches the parser.  What general entities the internal subset
 * declares is kept here, so that plain ones can be read. */
#ifndef READ_XML_SCAN_H
#define READ_XML_SCAN_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "read/feed.h"

enum {
	XML_ATTRIBUTES_MOST = 1000,
	XML_ENTITIES_MOST = 200,	/* declarations beyond are not known */
	XML_ENTITY_PLAIN_MOST = 1000	/* bytes of a value that is read */
};

struct xml_entity {
	char *name, *value;	/* value NULL: external */
};

struct xml_entities {
	struct xml_entity *at;
	size_t count, capacity;
};

void xml_entities_release(struct xml_entities *entities);
const struct xml_entity *xml_entities_find(const struct xml_entities *entities,
					   const char *name);
/* Does the entity refer to itself, at once or through others? */
bool xml_entity_is_loop(const struct xml_entities *entities,
			const struct xml_entity *entity);

/* Fill feed, which was just made, with its text, and entities, which is zeroed.
 * STATUS_BAD_INPUT: "too-many-attributes". */
enum status xml_scan(struct feed *feed, struct xml_entities *entities,
		     struct error *err);

#endif
