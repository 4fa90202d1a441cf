#include "read/office.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/furniture_words.h"
#include "read/page_title.h"
#include "text/fold.h"
#include "text/heading.h"

enum {
	FIRST_BLOCKS = 10,	/* of a document, among which its title stands */
	SAID_LEAST = 4,		/* characters of a title in them */
	NOTE_BLOCKS = 6		/* among which a line can say where it is from */
};

/* What programs call a document that nobody has named. */
static bool is_generic(const char *title)
{
	static const char *const words[] = { "microsoft", "word", "wps",
		"document", "untitled", "title", "文档", "文件", "无标题",
		"標題", "标题", "新建", ".doc", ".wps", ".odt", ".dot", NULL };
	char *folded = fold_utf8(title);
	bool found = false;

	for (size_t i = 0; words[i] && !found; i++)
		found = strstr(folded, words[i]) && strlen(folded) <
			strlen(words[i]) + 12;
	free(folded);
	return found;
}

/* Does one of the first blocks say the title, whole or in part? */
static bool bears_out(const struct markup *markup, const char *said)
{
	char *title = page_title_squeezed(said);
	bool found = false;

	for (size_t i = 0; i < markup->count && i < FIRST_BLOCKS && !found;
	     i++) {
		const struct markup_block *block = &markup->blocks[i];
		char *line = markup_squeezed(&markup->raw->text, block->begin,
					     block->end, TITLE_MOST);

		found = block->visible >= SAID_LEAST &&
			utf8_count(title, strlen(title)) >= SAID_LEAST &&
			(strstr(title, line) || strstr(line, title));
		free(line);
	}
	free(title);
	return found;
}

static void set_from(struct markup *markup, size_t begin, size_t end)
{
	struct buf utf8 = BUF_INIT;

	text_to_utf8(&utf8, &markup->raw->text, begin, end);
	if (utf8.len)
		page_title_set(&markup->raw->title, utf8.data, utf8.len);
	buf_release(&utf8);
}

/* The first block, when it looks like a title. */
static void take_first_line(struct markup *markup)
{
	const struct text *text = &markup->raw->text;
	size_t begin, end;

	if (!markup->count)
		return;
	begin = markup->blocks[0].begin;
	end = markup->blocks[0].end;
	while (begin < end && is_space(text->cp[begin]))
		begin++;
	while (end > begin && is_space(text->cp[end - 1]))
		end--;
	if (heading_has_form(text->cp + begin, end - begin) &&
	    heading_rank(text->cp + begin, end - begin) == RANK_PLAIN &&
	    !heading_is_note(text->cp + begin, end - begin) &&
	    !heading_is_byline(text->cp + begin, end - begin))
		set_from(markup, begin, end);
}

static void set_span(char **field, const struct text *text, size_t begin,
		     struct furniture_span span)
{
	struct buf utf8 = BUF_INIT;

	text_to_utf8(&utf8, text, begin + span.begin, begin + span.end);
	if (utf8.len)
		raw_set(field, utf8.data, utf8.len);
	buf_release(&utf8);
}

/* 来源：右江日报　作者：韦一 near the beginning; it stays in the text. */
static void read_notes(struct markup *markup)
{
	struct raw_document *raw = markup->raw;

	for (size_t i = 0; i < markup->count && i < NOTE_BLOCKS; i++) {
		const struct markup_block *block = &markup->blocks[i];
		uint32_t line[FURNITURE_LINE_MOST];
		size_t begin = block->begin, count = 0;
		struct furniture_note note;

		while (begin < block->end && is_space(raw->text.cp[begin]))
			begin++;
		while (begin + count < block->end &&
		       count < FURNITURE_LINE_MOST &&
		       raw->text.cp[begin + count] != '\n')
			count++;
		fold_cps(line, raw->text.cp + begin, count);
		while (count && line[count - 1] == ' ')
			count--;
		if (!furniture_read_note(&note, line, count) || !note.has_key)
			continue;
		set_span(&raw->publisher, &raw->text, begin, note.publisher);
		set_span(&raw->author, &raw->text, begin, note.author);
	}
}

void office_finish(struct markup *markup, const char *said)
{
	struct raw_document *raw = markup->raw;

	markup_end(markup);
	if (!raw->title && said && bears_out(markup, said))
		page_title_choose(markup, said, NULL);
	if (!raw->title)
		take_first_line(markup);
	page_title_choose(markup, NULL, NULL);
	if (!raw->title && said && *said && !is_generic(said))
		page_title_set(&raw->title, said, strlen(said));
	read_notes(markup);
	markup_finish(markup);
	office_settle_title(raw);
}

void office_settle_title(struct raw_document *raw)
{
	bool found = false;

	for (size_t i = 0; i < raw->count && !found; i++)
		found = raw->blocks[i].kind == BLOCK_TITLE;
	raw->title_apart = raw->title && !found;
}

void office_set_author(struct raw_document *raw, const char *said)
{
	static const char *const accounts[] = { "用户", "用戶", "管理员",
		"管理員", "使用者", "微软", "番茄花园", "雨林木风", "深度",
		"系统", "电脑", "未知", "匿名", NULL };
	const char *at = said ? said : "", *end = at + strlen(at);
	bool has_han = false;

	for (size_t i = 0; said && accounts[i]; i++)
		if (strstr(said, accounts[i]))
			return;
	while (at < end)
		has_han = is_han(utf8_next(&at, end)) || has_han;
	if (has_han)
		page_title_set(&raw->author, said, strlen(said));
}
