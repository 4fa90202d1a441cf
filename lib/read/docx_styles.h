/* read/docx_styles.h - which paragraph styles of a docx are headings.
 *
 * Owner:  docx_styles_read() fills a zeroed one, then docx_styles_release(). */
#ifndef READ_DOCX_STYLES_H
#define READ_DOCX_STYLES_H
#include <stddef.h>
#include "base/status.h"
#include "read/package.h"

enum {
	DOCX_TEXT = 0,		/* 1 to 9: a heading of that level */
	DOCX_TITLE = -1,	/* the document's title */
	DOCX_UNSET = -2
};

struct docx_style {
	char *id, *based_on;
	int level;
};

struct docx_styles {
	struct docx_style *at;
	size_t count, capacity;
};

/* A document without styles has none, and that is STATUS_OK. */
enum status docx_styles_read(struct docx_styles *out, package *package,
			     struct error *err);
void docx_styles_release(struct docx_styles *styles);

/* The level of the paragraphs of a style, by its outline level, its name (in
 * English or Chinese) or the style that it is based on. */
int docx_style_level(const struct docx_styles *styles, const char *id);

/* An outline level as w:outlineLvl counts them: 0 to 8, 9 for text. */
int docx_outline_level(int outline);

#endif
