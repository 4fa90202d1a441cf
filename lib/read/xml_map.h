/* read/xml_map.h - a mapping of one's own: what the elements and attributes of
 * an XML vocabulary mean (bagui-index --xml-map=FILE, docs/xml-map.md).
 *
 * A line is a role, a tab, names, and where it matters a tab and a namespace:
 *	title	doc/subject name@full	http://example.org/doc
 * A name is an element's; parent/name only inside that parent; name@attribute
 * the attribute.  '#' begins a comment.  It comes before what is built in.
 * Owner:  xml_map_parse() makes one, xml_map_free() ends it; it is only read,
 *         by any number of readers. */
#ifndef READ_XML_MAP_H
#define READ_XML_MAP_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "read/xml_element.h"

typedef struct xml_map xml_map;

/* STATUS_BAD_INPUT: "line 3: no role is called ...". */
enum status xml_map_parse(xml_map **out, const char *text, size_t len,
			  struct error *err);
void xml_map_free(xml_map *map);	/* NULL is fine */

/* The role that map (NULL: none) gives the element itself; false: none. */
bool xml_map_kind(enum xml_kind *out, const xml_map *map,
		  const struct xml_name *name);
/* The rules for attributes of the element, one after the other from *rule = 0
 * on: the attribute's name, NULL when there is no more. */
const char *xml_map_attribute(enum xml_kind *out, const xml_map *map,
			      const struct xml_name *name, size_t *rule);

#endif
