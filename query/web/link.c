#include "query/web/link.h"

#include <stdlib.h>
#include <string.h>

#include "query/web/html.h"

static const struct known {
	const char *name;
	bool repeats, filters;
	const char *normal;	/* what holds without it */
} known[] = {
	{ "q", false, false, NULL },
	{ "topic", true, true, NULL },
	{ "region", true, true, NULL },
	{ "platform", true, true, NULL },
	{ "origin", true, true, NULL },
	{ "year", true, true, NULL },
	{ "publisher", true, true, NULL },
	{ "from", false, true, NULL },
	{ "to", false, true, NULL },
	{ "match", false, false, "auto" },
	{ "scope", false, false, "passage" },
	{ "limit", false, false, "10" },
	{ "offset", false, false, "0" },
	{ "sort", false, false, "relevance" },
	{ "group", false, false, "" },	/* it depends on the form */
	{ "facets", false, false, NULL },
	{ "lang", false, false, NULL },
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

static size_t place_of(const char *name)
{
	size_t i = 0;

	while (i < sizeof(known) / sizeof(known[0]) &&
	       strcmp(known[i].name, name))
		i++;
	return i;
}

/* Facets without a value are all of them. */
static bool changes_nothing(const struct http_param *param)
{
	size_t place = place_of(param->name);

	if (place == sizeof(known) / sizeof(known[0]))
		return false;
	return known[place].normal ? !strcmp(param->value, known[place].normal) ||
				     !*param->value
		: !*param->value && strcmp(param->name, "facets") != 0;
}

static void drop_idle(struct http_params *params)
{
	size_t kept = 0;

	for (size_t i = 0; i < params->count; i++) {
		if (!changes_nothing(&params->at[i])) {
			params->at[kept++] = params->at[i];
			continue;
		}
		free(params->at[i].name);
		free(params->at[i].value);
	}
	params->count = kept;
}

void link_sort(struct http_params *params)
{
	drop_idle(params);
	for (size_t i = 1; i < params->count; i++) {
		struct http_param moved = params->at[i];
		size_t to = i;

		for (; to && place_of(params->at[to - 1].name) >
			     place_of(moved.name); to--)
			params->at[to] = params->at[to - 1];
		params->at[to] = moved;
	}
}

/* An address under construction. */
struct address {
	struct buf *out;
	const char *separator;	/* of parameters: & as its place wants it */
	bool begun;
};

static void put_pair(struct address *to, const char *name, const char *value)
{
	buf_put_string(to->out, to->begun ? to->separator : "?");
	to->begun = true;
	html_put_url(to->out, name);
	buf_put_byte(to->out, '=');
	html_put_url(to->out, value);
}

static bool is_kept(const struct http_param *param,
		    const struct link_change *change)
{
	bool filters;

	if (!*param->value || !link_is_known(param->name, NULL, &filters))
		return false;
	if (filters && change->drops_filters)
		return false;
	if (change->drops_opened && !strcmp(param->name, "facets"))
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

static void put_params(const struct page *page, struct address *to,
		       const struct link_change *change)
{
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];

		if (is_kept(param, change))
			put_pair(to, param->name, param->value);
	}
	if (change->set)
		put_pair(to, change->set, change->value);
	if (change->within && *change->within) {
		put_pair(to, "from", change->within);
		put_pair(to, "to", change->within);
	}
}

static void put_script(const struct page *page, const char *path)
{
	html_put_path(page->out, page->http->script);
	buf_put_string(page->out, path);
	if (!*page->http->script && !*path)
		buf_put_byte(page->out, '/');
}

void link_put(const struct page *page, const char *path,
	      const struct link_change *change)
{
	struct address to = { page->out, "&amp;", false };

	put_script(page, path);
	put_params(page, &to, change);
}

void link_put_plain(const struct page *page, const char *path,
		    const struct link_change *change)
{
	struct address to = { page->out, "&", false };

	put_script(page, path);
	put_params(page, &to, change);
}

/* Servers tidy paths: would this id come back as it went? */
static bool survives_path(const char *id)
{
	size_t len = strlen(id);

	return len && id[0] != '/' && id[len - 1] != '/' && id[0] != '.' &&
	       !strstr(id, "//") && !strstr(id, "/.") && !strpbrk(id, "%\\");
}

static void put_document(const struct page *page, struct address *to,
			 const char *id)
{
	put_script(page, "/doc");
	if (survives_path(id)) {
		buf_put_byte(page->out, '/');
		html_put_path(page->out, id);
	} else {
		put_pair(to, "id", id);
	}
}

void link_put_document_with(const struct page *page, const char *id,
			    const struct link_change *change)
{
	struct address to = { page->out, "&amp;", false };

	put_document(page, &to, id);
	put_params(page, &to, change);
}

static void put_anchor(const struct page *page, size_t number)
{
	if (number != LINK_WHOLE)
		buf_put_format(page->out, "#p%zu", number);
}

void link_put_document(const struct page *page, const char *id, size_t number)
{
	struct link_change change = { .keeps_offset = true };

	link_put_document_with(page, id, &change);
	put_anchor(page, number);
}

void link_put_permanent(const struct page *page, const char *id, size_t number)
{
	struct address to = { page->out, "&amp;", false };

	put_document(page, &to, id);
	put_anchor(page, number);
}
