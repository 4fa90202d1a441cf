#include "read/page_title.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	HEADLINE_LEAST = 4,	/* characters of a block that can be a title */
	HEADLINE_MOST = 80
};

void page_title_set(char **field, const char *value, size_t len)
{
	raw_set(field, value, utf8_offset(value, len, TITLE_MOST));
}

char *page_title_squeezed(const char *utf8)
{
	struct text text = TEXT_INIT;
	char *out;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	out = markup_squeezed(&text, 0, text.count, TITLE_MOST);
	text_release(&text);
	return out;
}

static void set_from_block(struct markup *markup,
			   const struct markup_block *block)
{
	struct raw_document *raw = markup->raw;
	struct buf utf8 = BUF_INIT;

	text_to_utf8(&utf8, &raw->text, block->begin, block->end);
	page_title_set(&raw->title, utf8.data, utf8.len);
	buf_release(&utf8);
}

static bool is_candidate(const struct markup *markup,
			 const struct markup_block *block)
{
	return block->visible >= HEADLINE_LEAST &&
	       block->visible <= HEADLINE_MOST &&
	       markup->regions[block->region].place != MARKUP_ASIDE &&
	       block->linked * 2 <= block->visible;
}

/* How well the block serves as the headline of that title: 0, not at all. */
static int fitness(const struct markup *markup,
		   const struct markup_block *block, const char *title)
{
	char *line;
	const char *found;
	int fit = 0;

	if (!is_candidate(markup, block))
		return 0;
	line = markup_squeezed(&markup->raw->text, block->begin, block->end,
			       HEADLINE_MOST);
	found = strstr(title, line);
	if (found && block->kind == BLOCK_HEADING)
		fit = 8 - block->level;
	else if (found == title && strlen(line) * 3 >= strlen(title))
		fit = 1;
	free(line);
	return fit;
}

static const struct markup_block *headline(const struct markup *markup,
					   const char *title)
{
	const struct markup_block *best = NULL;
	int best_fit = 0;

	for (size_t i = 0; i < markup->count; i++) {
		int fit = fitness(markup, &markup->blocks[i], title);

		if (fit > best_fit) {
			best_fit = fit;
			best = &markup->blocks[i];
		}
	}
	return best;
}

static const struct markup_block *first_heading(const struct markup *markup)
{
	for (int level = 1; level <= 2; level++)
		for (size_t i = 0; i < markup->count; i++)
			if (markup->blocks[i].kind == BLOCK_HEADING &&
			    markup->blocks[i].level == level &&
			    is_candidate(markup, &markup->blocks[i]))
				return &markup->blocks[i];
	return NULL;
}

/* Does a piece of a title name a site? */
static bool names_site(const char *piece, size_t len)
{
	static const char *const ends[] = { "网", "網", "网站", "網站", "报",
		"報", "在线", "在線", "频道", "頻道", "新闻", "新聞", "新闻网",
		"中心", "门户", "论坛", "論壇", "百科", "博客", "通讯社", "社",
		"政府", "委员会", "委員會", ".com", ".cn", ".net", ".org",
		NULL };

	while (len && piece[len - 1] == ' ')
		len--;
	for (size_t i = 0; ends[i]; i++) {
		size_t size = strlen(ends[i]);

		if (len >= size && !memcmp(piece + len - size, ends[i], size))
			return true;
	}
	return false;
}

/* The length of title without the site at its end: "甲 - 要闻 - 某网". */
static size_t without_site(const char *title)
{
	size_t len = strlen(title), first = strcspn(title, "_|-");

	for (size_t at = first; at < len && first >= 12;) {
		size_t piece = at + strspn(title + at, "_|- ");
		size_t size = strcspn(title + piece, "_|-");

		if (names_site(title + piece, size))
			return first;
		at = piece + size;
	}
	return len;
}

static void choose(struct markup *markup, const char *title, const char *og)
{
	char *plain = page_title_squeezed(title ? title : "");
	char *of_og = page_title_squeezed(og ? og : "");
	const struct markup_block *block = NULL;

	if (*plain)
		block = headline(markup, plain);
	if (!block && *of_og)
		block = headline(markup, of_og);
	if (!block && !*plain && !*of_og)
		block = first_heading(markup);
	if (block)
		set_from_block(markup, block);
	else if (*of_og && (!*plain || strstr(plain, of_og)))
		page_title_set(&markup->raw->title, og, strlen(og));
	else if (*plain)
		page_title_set(&markup->raw->title, title,
			       without_site(title));
	markup->raw->title_apart = !block && markup->raw->title;
	free(plain);
	free(of_og);
}

static void mark(struct markup *markup)
{
	char *title = page_title_squeezed(markup->raw->title);

	for (size_t i = 0; i < markup->count; i++) {
		struct markup_block *block = &markup->blocks[i];
		char *line;

		if (!is_candidate(markup, block))
			continue;
		line = markup_squeezed(&markup->raw->text, block->begin,
				       block->end, HEADLINE_MOST);
		if (!strcmp(line, title))
			block->kind = BLOCK_TITLE;
		free(line);
	}
	free(title);
}

void page_title_choose(struct markup *markup, const char *title, const char *og)
{
	if (!markup->raw->title)
		choose(markup, title, og);
	if (markup->raw->title)
		mark(markup);
}
