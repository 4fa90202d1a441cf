#include "read/html_meta.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "read/page_title.h"

struct row {
	const char *name;
	size_t offset;		/* of the field in struct raw_document */
};

#define ROW(name, field) { name, offsetof(struct raw_document, field) }

static const struct row rows[] = {
	ROW("author", author), ROW("article:author", author),
	ROW("dc.creator", author), ROW("mediaid", publisher),
	ROW("source", publisher), ROW("contentsource", publisher),
	ROW("og:site_name", publisher), ROW("dc.publisher", publisher),
	ROW("publisher", publisher),
	ROW("date", date), ROW("pubdate", date), ROW("publishdate", date),
	ROW("publish_date", date), ROW("publishtime", date),
	ROW("article:published_time", date), ROW("og:published_time", date),
	ROW("datepublished", date), ROW("dc.date", date),
	ROW("weibo: article:create_at", date),
	ROW("og:url", url),
};

static bool is_title(const char *name)
{
	return !strcasecmp(name, "og:title") ||
	       !strcasecmp(name, "articletitle") ||
	       !strcasecmp(name, "dc.title");
}

/* "来源：新华网" says no more than "新华网", and addresses, numbers and "name"
 * left over from a template are no names. */
static const char *name_in(const char *content)
{
	static const char *const labels[] = { "来源：", "来源:", "來源：",
		"作者：", "作者:", NULL };

	while (*content == ' ')
		content++;
	for (size_t i = 0; labels[i]; i++)
		if (!strncmp(content, labels[i], strlen(labels[i])))
			content += strlen(labels[i]);
	if (strchr(content, '@') ||
	    strspn(content, "0123456789 .,:-/") == strlen(content))
		return "";
	return content;
}

void html_meta_put(struct raw_document *raw, char **og, const char *name,
		   const char *content)
{
	if (is_title(name))
		page_title_set(og, content, strlen(content));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char **field = (char **)(void *)((char *)raw + rows[i].offset);
		const char *value = content;

		if (strcasecmp(name, rows[i].name))
			continue;
		if (field == &raw->author || field == &raw->publisher)
			value = name_in(content);
		page_title_set(field, value, strlen(value));
	}
}
