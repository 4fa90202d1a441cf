#include "read/xml_meaning.h"

#include <stdint.h>

const struct xml_meaning *xml_meaning_of(struct xml_meanings *meanings,
					 const struct xml_name *name)
{
	uintptr_t mixed = ((uintptr_t)name->name ^ (uintptr_t)name->parent) >> 3;
	struct xml_meaning *known = &meanings->known[mixed % XML_MEANINGS_KNOWN];

	if (known->name == name->name && known->space == name->space &&
	    known->parent == name->parent)
		return known;
	known->name = name->name;
	known->space = name->space;
	known->parent = name->parent;
	known->is_mapped = xml_map_kind(&known->kind, meanings->map, name);
	if (!known->is_mapped)
		known->kind = xml_kind(name);
	known->is_document = known->is_mapped ?
			     known->kind == XML_KIND_DOCUMENT :
			     xml_is_document(name);
	return known;
}
