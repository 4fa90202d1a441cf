#include "read/xml_map.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

struct role {
	const char *name;
	enum xml_kind kind;
};

static const struct role roles[] = {
	{ "inline", XML_KIND_INLINE }, { "paragraph", XML_KIND_PARAGRAPH },
	{ "block", XML_KIND_BLOCK }, { "section", XML_KIND_SECTION },
	{ "heading", XML_KIND_HEADING }, { "header", XML_KIND_HEADER },
	{ "break", XML_KIND_BREAK }, { "skip", XML_KIND_SKIPPED },
	{ "html", XML_KIND_FRAGMENT }, { "document", XML_KIND_DOCUMENT },
	{ "title", XML_KIND_TITLE },
	{ "date", XML_KIND_DATE }, { "publisher", XML_KIND_PUBLISHER },
	{ "author", XML_KIND_AUTHOR }, { "url", XML_KIND_URL },
	{ "region", XML_KIND_REGION },
	{ "topic", XML_KIND_TOPIC }, { "platform", XML_KIND_PLATFORM },
};

struct rule {
	enum xml_kind kind;
	char *name, *parent, *attribute, *space;	/* all but name may be NULL */
};

struct xml_map {
	struct rule *rules;
	size_t count, capacity;
};

static const struct role *find_role(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strlen(roles[i].name) == len &&
		    !strncmp(roles[i].name, name, len))
			return &roles[i];
	return NULL;
}

/* [parent/]name[@attribute] */
static enum status add_rule(xml_map *map, const struct role *role,
			    const char *name, size_t len, const char *space,
			    size_t line, struct error *err)
{
	const char *slash = memchr(name, '/', len);
	const char *begin = slash ? slash + 1 : name;
	size_t left = (size_t)(name + len - begin);
	const char *at = memchr(begin, '@', left);
	size_t size = at ? (size_t)(at - begin) : left;
	struct rule rule = { .kind = role->kind };

	if (!size || slash == name || (at && size + 1 == left))
		return error_set(err, STATUS_BAD_INPUT,
				 "line %zu: %.*s is no name", line, (int)len,
				 name);
	if (at && role->kind < XML_KIND_TITLE)
		return error_set(err, STATUS_BAD_INPUT,
				 "line %zu: an attribute cannot be a %s", line,
				 role->name);
	rule.name = mem_string_len(begin, size);
	rule.parent = slash ? mem_string_len(name, (size_t)(slash - name)) :
			      NULL;
	rule.attribute = at ? mem_string_len(at + 1, left - size - 1) : NULL;
	rule.space = mem_string(space);
	mem_reserve(&map->rules, &map->capacity, map->count + 1,
		    sizeof(*map->rules));
	map->rules[map->count++] = rule;
	return STATUS_OK;
}

static enum status parse_line(xml_map *map, char *text, size_t line,
			      struct error *err)
{
	size_t role_len = strcspn(text, "\t "), len;
	const struct role *role = find_role(text, role_len);
	char *names = text + role_len, *space;
	enum status status = STATUS_OK;

	if (!role)
		return error_set(err, STATUS_BAD_INPUT,
				 "line %zu: no role is called %.*s", line,
				 (int)role_len, text);
	names += strspn(names, "\t ");
	space = strchr(names, '\t');
	if (space) {
		*space++ = '\0';
		space += strspn(space, "\t ");
		space[strcspn(space, "\t ")] = '\0';
	}
	if (!*names)
		return error_set(err, STATUS_BAD_INPUT,
				 "line %zu: %s has no names", line, role->name);
	for (; !status && *names; names += len + strspn(names + len, " ")) {
		len = strcspn(names, " ");
		status = add_rule(map, role, names, len,
				  space && *space ? space : NULL, line, err);
	}
	return status;
}

/* Without its comment and white space at the end. */
static void trim(char *line)
{
	size_t len = *line == '#' ? 0 : strlen(line);
	char *comment = strstr(line, "\t#");

	if (comment && len)
		len = (size_t)(comment - line);
	while (len && strchr(" \t\r", line[len - 1]))
		len--;
	line[len] = '\0';
}

enum status xml_map_parse(xml_map **out, const char *text, size_t len,
			  struct error *err)
{
	xml_map *map = mem_alloc(sizeof(*map));
	enum status status = STATUS_OK;
	size_t number = 0;

	*out = NULL;
	for (size_t at = 0, end; !status && at < len; at = end + 1) {
		const char *found = memchr(text + at, '\n', len - at);
		char *line;

		end = found ? (size_t)(found - text) : len;
		line = mem_string_len(text + at, end - at);
		trim(line);
		number++;
		if (*line)
			status = parse_line(map, line, number, err);
		free(line);
	}
	if (status)
		xml_map_free(map);
	else
		*out = map;
	return status;
}

void xml_map_free(xml_map *map)
{
	if (!map)
		return;
	for (size_t i = 0; i < map->count; i++) {
		free(map->rules[i].name);
		free(map->rules[i].parent);
		free(map->rules[i].attribute);
		free(map->rules[i].space);
	}
	free(map->rules);
	free(map);
}

static bool fits(const struct rule *rule, const struct xml_name *name)
{
	return !strcmp(rule->name, name->name) &&
	       (!rule->parent || !strcmp(rule->parent, name->parent)) &&
	       (!rule->space || !strcmp(rule->space, name->space));
}

bool xml_map_kind(enum xml_kind *out, const xml_map *map,
		  const struct xml_name *name)
{
	for (size_t i = 0; map && i < map->count; i++) {
		const struct rule *rule = &map->rules[i];

		if (rule->attribute || !fits(rule, name))
			continue;
		*out = rule->kind;
		return true;
	}
	return false;
}

const char *xml_map_attribute(enum xml_kind *out, const xml_map *map,
			      const struct xml_name *name, size_t *rule)
{
	while (map && *rule < map->count) {
		const struct rule *at = &map->rules[(*rule)++];

		if (!at->attribute || !fits(at, name))
			continue;
		*out = at->kind;
		return at->attribute;
	}
	return NULL;
}
