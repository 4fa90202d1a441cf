#include "read/html_element.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct row {
	const char *name;
	enum html_kind kind;
};

/* In the order of strcmp(). */
static const struct row rows[] = {
	{ "a", HTML_LINK },
	{ "address", HTML_BLOCK },
	{ "applet", HTML_SKIPPED },
	{ "article", HTML_BLOCK },
	{ "aside", HTML_ASIDE },
	{ "audio", HTML_SKIPPED },
	{ "blockquote", HTML_BLOCK },
	{ "body", HTML_BLOCK },
	{ "br", HTML_BREAK },
	{ "button", HTML_SKIPPED },
	{ "canvas", HTML_SKIPPED },
	{ "caption", HTML_BLOCK },
	{ "center", HTML_BLOCK },
	{ "col", HTML_BLOCK },
	{ "colgroup", HTML_BLOCK },
	{ "datalist", HTML_SKIPPED },
	{ "dd", HTML_BLOCK },
	{ "details", HTML_BLOCK },
	{ "dialog", HTML_ASIDE },
	{ "dir", HTML_BLOCK },
	{ "div", HTML_BLOCK },
	{ "dl", HTML_BLOCK },
	{ "dt", HTML_BLOCK },
	{ "fieldset", HTML_BLOCK },
	{ "figcaption", HTML_BLOCK },
	{ "figure", HTML_BLOCK },
	{ "footer", HTML_ASIDE },
	{ "form", HTML_BLOCK },
	{ "frameset", HTML_BLOCK },
	{ "h1", HTML_HEADING },
	{ "h2", HTML_HEADING },
	{ "h3", HTML_HEADING },
	{ "h4", HTML_HEADING },
	{ "h5", HTML_HEADING },
	{ "h6", HTML_HEADING },
	{ "head", HTML_BLOCK },
	{ "header", HTML_BLOCK },
	{ "hgroup", HTML_BLOCK },
	{ "hr", HTML_BLOCK },
	{ "html", HTML_BLOCK },
	{ "iframe", HTML_SKIPPED },
	{ "isindex", HTML_BLOCK },
	{ "legend", HTML_BLOCK },
	{ "li", HTML_BLOCK },
	{ "main", HTML_BLOCK },
	{ "marquee", HTML_ASIDE },
	{ "menu", HTML_BLOCK },
	{ "meta", HTML_META },
	{ "nav", HTML_ASIDE },
	{ "noembed", HTML_SKIPPED },
	{ "noframes", HTML_ASIDE },
	{ "noscript", HTML_ASIDE },
	{ "object", HTML_SKIPPED },
	{ "ol", HTML_BLOCK },
	{ "optgroup", HTML_SKIPPED },
	{ "option", HTML_SKIPPED },
	{ "p", HTML_BLOCK },
	{ "plaintext", HTML_PRE },
	{ "pre", HTML_PRE },
	{ "rp", HTML_SKIPPED },
	{ "rt", HTML_SKIPPED },
	{ "rtc", HTML_SKIPPED },
	{ "script", HTML_SKIPPED },
	{ "search", HTML_ASIDE },
	{ "section", HTML_BLOCK },
	{ "select", HTML_SKIPPED },
	{ "style", HTML_SKIPPED },
	{ "summary", HTML_BLOCK },
	{ "svg", HTML_SKIPPED },
	{ "table", HTML_BLOCK },
	{ "tbody", HTML_BLOCK },
	{ "td", HTML_CELL },
	{ "template", HTML_SKIPPED },
	{ "textarea", HTML_SKIPPED },
	{ "tfoot", HTML_BLOCK },
	{ "th", HTML_CELL },
	{ "thead", HTML_BLOCK },
	{ "title", HTML_TITLE },
	{ "tr", HTML_BLOCK },
	{ "ul", HTML_BLOCK },
	{ "video", HTML_SKIPPED },
	{ "xmp", HTML_PRE },
};

static int compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct row *)row)->name);
}

enum html_kind html_kind(const char *name)
{
	const struct row *row = bsearch(name, rows,
					sizeof(rows) / sizeof(rows[0]),
					sizeof(rows[0]), compare);

	return row ? row->kind : HTML_INLINE;
}

static bool is_furniture(const char *word, size_t len)
{
	static const char *const words[] = { "nav", "navbar", "menu", "footer",
		"foot", "copyright", "breadcrumb", "breadcrumbs", "crumb",
		"crumbs", "share", "sidebar", "related", "toolbar", "pager",
		"pagination", "login", "search", "banner", "advert", "ad",
		"ads", "hot", "rank", "recommend", "comment", "comments",
		"bshare", "bdshare", "tags", "location", "position", NULL };

	for (size_t i = 0; words[i]; i++)
		if (strlen(words[i]) == len && !strncasecmp(word, words[i], len))
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool html_names_furniture(const char *value)
{
	while (*value) {
		size_t len = 0;

		while (is_letter(value[len]))
			len++;
		if (len && is_furniture(value, len))
			return true;
		value += len ? len : 1;
	}
	return false;
}
