#include "read/xml_reference.h"

#include <string.h>
#include <libxml/HTMLparser.h>

#include "base/utf8.h"

/* A value without markup is handed over as if it were &lt; or its like. */
static xmlEntityPtr plain(struct xml_references *references, const char *name,
			  const char *value)
{
	xmlEntity *entity = &references->entity;

	memset(entity, 0, sizeof(*entity));
	entity->type = XML_ENTITY_DECL;
	entity->etype = XML_INTERNAL_PREDEFINED_ENTITY;
	entity->name = (const xmlChar *)name;
	buf_clear(&references->value);
	buf_put_string(&references->value, value);
	entity->content = (xmlChar *)references->value.data;
	entity->length = (int)references->value.len;
	return entity;
}

static enum xml_fault fault_of(const struct xml_references *references,
			       const struct xml_entity *entity)
{
	if (!entity->value)
		return XML_FAULT_EXTERNAL;
	if (xml_entity_is_loop(&references->entities, entity))
		return XML_FAULT_LOOP;
	return strpbrk(entity->value, "&<%") ||
	       strlen(entity->value) > XML_ENTITY_PLAIN_MOST ?
	       XML_FAULT_EXPANSION : XML_FAULT_NONE;
}

xmlEntityPtr xml_reference(struct xml_references *references, const char *name,
			   enum xml_fault *fault)
{
	const struct xml_entity *entity =
		xml_entities_find(&references->entities, name);
	const htmlEntityDesc *html;
	char bytes[5] = "";

	*fault = entity ? fault_of(references, entity) : XML_FAULT_NONE;
	if (*fault)
		return NULL;
	if (entity)
		return plain(references, name, entity->value);
	html = htmlEntityLookup((const xmlChar *)name);
	if (!html)
		return NULL;
	bytes[utf8_encode(bytes, html->value)] = '\0';
	return plain(references, name, bytes);
}

void xml_references_release(struct xml_references *references)
{
	xml_entities_release(&references->entities);
	buf_release(&references->value);
}
