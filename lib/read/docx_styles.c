#include "read/docx_styles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "read/xml_sax.h"

enum { BASED_MOST = 20, STYLES_MOST = 10000 };

int docx_outline_level(int outline)
{
	return outline >= 0 && outline <= 8 ? outline + 1 :
	       outline == 9 ? DOCX_TEXT : DOCX_UNSET;
}

/* "heading 1", "标题 1", "Heading2", "标题"; other names say nothing. */
static int level_of_name(const char *name)
{
	static const char *const words[] = { "heading", "标题", "標題", NULL };
	static const char *const titles[] = { "title", "标题", "標題", "文档标题",
		"公文标题", NULL };

	for (size_t i = 0; titles[i]; i++)
		if (!strcasecmp(name, titles[i]))
			return DOCX_TITLE;
	for (size_t i = 0; words[i]; i++) {
		const char *at = name + strlen(words[i]);

		if (strncasecmp(name, words[i], strlen(words[i])))
			continue;
		at += strspn(at, " ");
		if (*at >= '1' && *at <= '9' && !at[1])
			return *at - '0';
	}
	return DOCX_UNSET;
}

static void on_start(void *context, const struct xml_tag *tag)
{
	struct docx_styles *styles = context;
	struct docx_style *style = styles->count ?
		&styles->at[styles->count - 1] : NULL;
	char *value = xml_tag_string(tag, "val");

	if (!strcmp(tag->name, "style") && styles->count < STYLES_MOST) {
		char *id = xml_tag_string(tag, "styleId");

		if (!id)
			id = mem_string("");
		mem_reserve(&styles->at, &styles->capacity, styles->count + 1,
			    sizeof(*styles->at));
		styles->at[styles->count++] = (struct docx_style){
			id, NULL, DOCX_UNSET };
	} else if (style && value && !strcmp(tag->name, "name")) {
		if (style->level == DOCX_UNSET)
			style->level = level_of_name(value);
	} else if (style && value && !strcmp(tag->name, "basedOn") &&
		   !style->based_on) {
		style->based_on = value;
		value = NULL;
	} else if (style && !strcmp(tag->name, "outlineLvl") &&
		   style->level != DOCX_TITLE) {
		style->level = docx_outline_level(xml_tag_int(tag, "val", -1));
	}
	free(value);
}

static void on_end(void *context, const char *name)
{
	(void)context, (void)name;
}

static int by_id(const void *one, const void *other)
{
	const struct docx_style *a = one, *b = other;

	return strcmp(a->id, b->id);
}

static int compare(const void *id, const void *style)
{
	return strcmp(id, ((const struct docx_style *)style)->id);
}

enum status docx_styles_read(struct docx_styles *out, package *package,
			     struct error *err)
{
	static const struct xml_sax sax = { on_start, on_end, NULL };
	struct buf bytes = BUF_INIT;
	enum status status;

	if (!package_has(package, "word/styles.xml"))
		return STATUS_OK;
	status = package_read(package, &bytes, "word/styles.xml", err);
	if (!status)
		status = xml_sax_parse(&sax, out, bytes.data, bytes.len, err);
	if (out->count)
		qsort(out->at, out->count, sizeof(*out->at), by_id);
	buf_release(&bytes);
	return status;
}

void docx_styles_release(struct docx_styles *styles)
{
	for (size_t i = 0; i < styles->count; i++) {
		free(styles->at[i].id);
		free(styles->at[i].based_on);
	}
	free(styles->at);
	memset(styles, 0, sizeof(*styles));
}

static const struct docx_style *find(const struct docx_styles *styles,
				     const char *id)
{
	return styles->count ? bsearch(id, styles->at, styles->count,
				       sizeof(*styles->at), compare) : NULL;
}

int docx_style_level(const struct docx_styles *styles, const char *id)
{
	const struct docx_style *style = find(styles, id);
	int level;

	if (!style) {
		level = level_of_name(id);
		return level == DOCX_UNSET ? DOCX_TEXT : level;
	}
	for (int i = 0; style && i < BASED_MOST; i++) {
		if (style->level != DOCX_UNSET)
			return style->level;
		style = style->based_on ? find(styles, style->based_on) : NULL;
	}
	return DOCX_TEXT;
}
