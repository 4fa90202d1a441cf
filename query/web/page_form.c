/* The search form, and the filters that are on. */
#include "query/web/page.h"

#include <string.h>

#include "query/web/html.h"
#include "query/web/link.h"

static const char *first(const struct page *page, const char *name)
{
	const char *value = http_params_find(page->params, name);

	return value ? value : "";
}

static void begin_field(const struct page *page, const char *name,
			enum word label)
{
	page_put(page, "<p class=\"field\"><label");
	page_put_attribute(page, "for", name);
	page_put(page, ">");
	page_put_word(page, label);
	page_put(page, "</label> ");
}

static void put_input(const struct page *page, const char *name,
		      enum word label, const char *value, const char *hint)
{
	begin_field(page, name, label);
	page_put(page, "<input type=\"text\"");
	page_put_attribute(page, "id", name);
	page_put_attribute(page, "name", name);
	page_put_attribute(page, "value", value);
	if (hint)
		page_put_attribute(page, "placeholder", hint);
	page_put(page, "></p>\n");
}

static void put_option(const struct page *page, const char *value,
		       const char *name, bool is_selected, unsigned depth)
{
	page_put(page, "<option");
	page_put_attribute(page, "value", value);
	page_put(page, is_selected ? " selected>" : ">");
	for (; depth; depth--)
		page_put(page, "&emsp;");
	html_put(page->out, name);
	page_put(page, "</option>\n");
}

struct choice {
	const char *value;
	enum word word;
};

/* The first choice is what holds without the parameter. */
static void put_choices(const struct page *page, const char *name,
			enum word label, const struct choice *choices,
			size_t count)
{
	const char *chosen = first(page, name);

	begin_field(page, name, label);
	page_put(page, "<select");
	page_put_attribute(page, "id", name);
	page_put_attribute(page, "name", name);
	page_put(page, ">\n");
	for (size_t i = 0; i < count; i++)
		put_option(page, i ? choices[i].value : "",
			   words(choices[i].word, page->lang),
			   !strcmp(chosen, choices[i].value), 0);
	page_put(page, "</select></p>\n");
}

static unsigned depth_of(const label_names *names, const struct label_name *at)
{
	unsigned depth = 0;

	for (; at->parent >= 0 && depth < 8; depth++)
		at = label_names_at(names, (size_t)at->parent);
	return depth;
}

/* A select of all labels of a kind, in the taxonomy's order. */
static void put_labels(const struct page *page, const char *name,
		       enum word label, enum label_kind kind)
{
	const label_names *names = page->answer->names;
	const char *chosen = first(page, name);
	bool is_listed = !*chosen;

	begin_field(page, name, label);
	page_put(page, "<select");
	page_put_attribute(page, "id", name);
	page_put_attribute(page, "name", name);
	page_put(page, ">\n");
	put_option(page, "", words(WORD_ANY, page->lang), false, 0);
	for (size_t i = 0; i < label_names_count(names); i++) {
		const struct label_name *at = label_names_at(names, i);
		bool is_chosen = !strcmp(chosen, at->id);

		if (at->kind != kind)
			continue;
		is_listed |= is_chosen;
		put_option(page, at->id,
			   answer_label_name(page->answer, kind, at->id,
					     page->lang),
			   is_chosen, depth_of(names, at));
	}
	if (!is_listed)		/* typed by name in the address */
		put_option(page, chosen, chosen, true, 0);
	page_put(page, "</select></p>\n");
}

/* A region's name where it stands for that region alone, else what was given. */
static const char *region_value(const struct page *page, const char *name)
{
	const char *typed = first(page, name);
	const char *shown = page_filter_name(page, LABEL_REGION, typed);
	int numbers[2];

	return shown != typed &&
	       label_names_resolve(page->answer->names, LABEL_REGION, shown,
				   numbers, 2) == 1 ? shown : typed;
}

static void put_fields(const struct page *page)
{
	static const struct choice match[] = {
		{ "auto", WORD_MATCH_AUTO }, { "all", WORD_MATCH_ALL },
		{ "any", WORD_MATCH_ANY } };
	static const struct choice sort[] = {
		{ "relevance", WORD_BY_RELEVANCE }, { "-date", WORD_BY_NEWEST },
		{ "date", WORD_BY_OLDEST } };
	static const struct choice group[] = {
		{ "reprint", WORD_GROUP_REPRINT },
		{ "passage", WORD_GROUP_PASSAGE },
		{ "document", WORD_GROUP_DOCUMENT } };
	const char *hint = words(WORD_DATE_HINT, page->lang);

	put_labels(page, "topic", WORD_TOPIC, LABEL_TOPIC);
	put_labels(page, "platform", WORD_PLATFORM, LABEL_PLATFORM);
	put_input(page, "region", WORD_REGION, region_value(page, "region"),
		  NULL);
	put_input(page, "origin", WORD_ORIGIN, region_value(page, "origin"),
		  NULL);
	put_input(page, "from", WORD_FROM, first(page, "from"), hint);
	put_input(page, "to", WORD_TO, first(page, "to"), hint);
	put_choices(page, "match", WORD_MATCH, match, 3);
	put_choices(page, "sort", WORD_SORT, sort, 3);
	put_choices(page, "group", WORD_GROUP, group, 3);
}

static bool has_field(const char *name)
{
	static const char *const fields[] = {
		"q", "topic", "platform", "region", "origin", "from", "to",
		"match", "sort", "group" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!strcmp(name, fields[i]))
			return true;
	}
	return false;
}

/* What no field shows travels hidden: further values of a kind, the language.
 * Without the label tree there are no fields but the box. */
static void put_hidden(const struct page *page, bool has_fields)
{
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];
		bool is_first = http_params_find(page->params, param->name) ==
				param->value;
		bool shown = has_field(param->name) && is_first &&
			     (has_fields || !strcmp(param->name, "q"));

		if (shown || !*param->value || !strcmp(param->name, "offset") ||
		    !link_is_known(param->name, NULL, NULL))
			continue;
		page_put(page, "<input type=\"hidden\"");
		page_put_attribute(page, "name", param->name);
		page_put_attribute(page, "value", param->value);
		page_put(page, ">\n");
	}
}

static bool is_refined(const struct page *page)
{
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];

		if (*param->value && strcmp(param->name, "q") &&
		    has_field(param->name))
			return true;
	}
	return false;
}

void page_form(const struct page *page)
{
	bool has_fields = page->answer && page->answer->names;

	page_put(page, "<form role=\"search\" method=\"get\" action=\"");
	html_put_path(page->out, *page->http->script ? page->http->script : "/");
	page_put(page, "\">\n<p class=\"box\"><label for=\"q\">");
	page_put_word(page, WORD_QUERY);
	page_put(page, "</label> <input type=\"search\" id=\"q\" name=\"q\" "
		 "maxlength=\"1024\" autocomplete=\"off\" dir=\"auto\"");
	page_put_attribute(page, "value", first(page, "q"));
	page_put(page, "> <button type=\"submit\">");
	page_put_word(page, WORD_SEARCH);
	page_put(page, "</button></p>\n");
	put_hidden(page, has_fields);
	if (has_fields) {
		page_put(page, is_refined(page)
			 ? "<details class=\"refine\" open>\n<summary>"
			 : "<details class=\"refine\">\n<summary>");
		page_put_word(page, WORD_REFINE);
		page_put(page, "</summary>\n<div class=\"fields\">\n");
		put_fields(page);
		page_put(page, "</div>\n</details>\n");
	}
	page_put(page, "</form>\n");
}

static bool filter_word(enum word *out, enum label_kind *kind, const char *name)
{
	static const struct {
		const char *name;
		enum word word;
		enum label_kind kind;
	} filters[] = {
		{ "topic", WORD_TOPIC, LABEL_TOPIC },
		{ "platform", WORD_PLATFORM, LABEL_PLATFORM },
		{ "region", WORD_REGION, LABEL_REGION },
		{ "origin", WORD_ORIGIN, LABEL_REGION },
		{ "year", WORD_YEAR, LABEL_KINDS },
		{ "publisher", WORD_PUBLISHER, LABEL_KINDS },
		{ "from", WORD_FROM, LABEL_KINDS },
		{ "to", WORD_TO, LABEL_KINDS },
	};

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		if (strcmp(filters[i].name, name))
			continue;
		*out = filters[i].word;
		*kind = filters[i].kind;
		return true;
	}
	return false;
}

static void put_filter(const struct page *page, const struct http_param *param,
		       enum word word, enum label_kind kind)
{
	struct link_change change = { .drop = param->name,
				      .drop_value = param->value };
	const char *name = kind != LABEL_KINDS
		? page_filter_name(page, kind, param->value)
		: word == WORD_YEAR && !strcmp(param->value, "undated")
		? words(WORD_UNDATED_YEAR, page->lang) : param->value;

	page_put(page, "<li><a href=\"");
	link_put(page, "", &change);
	page_put(page, "\"><span class=\"visually-hidden\">");
	page_put_word_with(page, WORD_REMOVE, "");
	page_put(page, "</span><span class=\"kind\">");
	page_put_word(page, word);
	page_put(page, "</span> <bdi>");
	html_put(page->out, name);
	page_put(page, "</bdi> <span aria-hidden=\"true\">×</span></a></li>\n");
}

void page_filters(const struct page *page)
{
	struct link_change all = { .drops_filters = true };
	size_t count = 0;

	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];
		enum word word;
		enum label_kind kind;

		if (!*param->value || !filter_word(&word, &kind, param->name))
			continue;
		if (!count++) {
			page_put(page, "<nav class=\"filters\"");
			page_put_attribute(page, "aria-label",
					   words(WORD_FILTERS, page->lang));
			page_put(page, "><ul>\n");
		}
		put_filter(page, param, word, kind);
	}
	if (count > 1) {
		page_put(page, "<li class=\"all\"><a href=\"");
		link_put(page, "", &all);
		page_put(page, "\">");
		page_put_word(page, WORD_REMOVE_ALL);
		page_put(page, "</a></li>\n");
	}
	if (count)
		page_put(page, "</ul></nav>\n");
}
