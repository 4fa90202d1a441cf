#include "query/link.h"

#include <string.h>

#include "query/html.h"

static const struct known {
	const char *name;
	bool repeats, filters;
} known[] = {
	{ "q", false, false },
	{ "topic", true, true },
	{ "region", true, true },
	{ "platform", true, true },
	{ "origin", true, true },
	{ "from", false, true },
	{ "to", false, true },
	{ "match", false, false },
	{ "scope", false, false },
	{ "limit", false, false },
	{ "offset", false, false },
	{ "sort", false, false },
	{ "group", false, false },
	{ "facets", false, false },
	{ "lang", false, false },
};

bool link_is_known(const char *name, bool *repeats, bool *filters)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(known[i].name, name))
			continue;
		if (repeats)
			*repeats = known[i].repeats;
		if (filters)
			*filters = known[i].filters;
		return true;
	}
	return false;
}

static void put_pair(struct buf *out, bool *begun, const char *name,
		     const char *value)
{
	buf_put_string(out, *begun ? "&amp;" : "?");
	*begun = true;
	html_put_url(out, name);
	buf_put_byte(out, '=');
	html_put_url(out, value);
}

static bool is_kept(const struct http_param *param,
		    const struct link_change *change)
{
	bool filters;

	if (!*param->value || !link_is_known(param->name, NULL, &filters))
		return false;
	if (filters && change->drops_filters)
		return false;
	if (change->within && (!strcmp(param->name, "from") ||
			       !strcmp(param->name, "to")))
		return false;
	if (!strcmp(param->name, "offset") && !change->keeps_offset)
		return false;
	if (change->set && !strcmp(param->name, change->set) &&
	    !strcmp(param->value, change->value))
		return false;
	return !change->drop || strcmp(param->name, change->drop) ||
	       (change->drop_value && strcmp(param->value, change->drop_value));
}

static void put_params(const struct page *page, bool begun,
		       const struct link_change *change)
{
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];

		if (is_kept(param, change))
			put_pair(page->out, &begun, param->name, param->value);
	}
	if (change->set)
		put_pair(page->out, &begun, change->set, change->value);
	if (change->within) {
		put_pair(page->out, &begun, "from", change->within);
		put_pair(page->out, &begun, "to", change->within);
	}
}

static void put_script(const struct page *page, const char *path)
{
	html_put(page->out, page->http->script);
	buf_put_string(page->out, path);
	if (!*page->http->script && !*path)
		buf_put_byte(page->out, '/');
}

void link_put(const struct page *page, const char *path,
	      const struct link_change *change)
{
	put_script(page, path);
	put_params(page, false, change);
}

/* Servers tidy paths: would this id come back as it went? */
static bool survives_path(const char *id)
{
	size_t len = strlen(id);

	return len && id[0] != '/' && id[len - 1] != '/' && id[0] != '.' &&
	       !strstr(id, "//") && !strstr(id, "/.") && !strpbrk(id, "%\\");
}

void link_put_document(const struct page *page, const char *id, size_t number)
{
	struct link_change change = { .keeps_offset = true };
	bool in_path = survives_path(id), begun = false;

	put_script(page, "/doc");
	if (in_path) {
		buf_put_byte(page->out, '/');
		html_put_path(page->out, id);
	} else {
		put_pair(page->out, &begun, "id", id);
	}
	put_params(page, begun, &change);
	if (number != LINK_WHOLE)
		buf_put_format(page->out, "#p%zu", number);
}
