#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "read/markdown_front.h"
#include "read/markdown_inline.h"
#include "read/office.h"
#include "read/page_title.h"
#include "text/fold.h"
#include "text/passage.h"

enum {
	INDENT_MOST = 3,	/* spaces before a mark */
	WIDE_LEAST = 80		/* characters: such lines are paragraphs */
};

/* The document while it is read, line by line.  Lines of a paragraph wait in
 * paragraph, with line ends between. */
struct markdown {
	const struct text *text;
	struct markup markup;
	struct text paragraph;
	size_t last_line;	/* where the last line begins in it */
	bool has_wide;		/* one of its lines is wide */
	uint32_t fence;		/* the character of the fence that is open, or 0 */
	size_t fence_length;
	bool in_table;
	const char *until;	/* lines are passed over until one has this */
};

struct line {
	size_t begin, end;	/* without its end and white space at the edges */
	size_t indent;
};

static uint32_t at(const struct markdown *markdown, const struct line *line,
		   size_t i)
{
	return line->begin + i < line->end ?
	       markdown->text->cp[line->begin + i] : 0;
}

static bool begins(const struct markdown *markdown, const struct line *line,
		   const char *with)
{
	for (size_t i = 0; with[i]; i++) {
		uint32_t cp = at(markdown, line, i);

		if (cp != (unsigned char)with[i] &&
		    !(cp >= 'A' && cp <= 'Z' && (cp | 0x20) ==
					       (unsigned char)with[i]))
			return false;
	}
	return true;
}

static bool holds(const struct markdown *markdown, const struct line *line,
		  const char *what)
{
	struct line rest = *line;

	for (; rest.begin < rest.end; rest.begin++)
		if (begins(markdown, &rest, what))
			return true;
	return false;
}

/* How often the mark stands at the beginning. */
static size_t count_marks(const struct markdown *markdown,
			  const struct line *line, uint32_t mark)
{
	size_t count = 0;

	while (mark && at(markdown, line, count) == mark)
		count++;
	return count;
}

static void clear_paragraph(struct markdown *markdown)
{
	text_clear(&markdown->paragraph);
	markdown->last_line = 0;
	markdown->has_wide = false;
}

static void flush_as(struct markdown *markdown, enum block_kind kind, int level)
{
	struct markup *markup = &markdown->markup;

	if (!markdown->paragraph.count)
		return;
	markup->kind = kind;
	markup->level = level;
	markdown_put(markup, &markdown->paragraph, 0,
		     markdown->paragraph.count, markdown->has_wide);
	markup_end(markup);
	markup->kind = BLOCK_TEXT;
	markup->level = 0;
	clear_paragraph(markdown);
}

static void flush(struct markdown *markdown)
{
	flush_as(markdown, BLOCK_TEXT, 0);
}

/* Spaces at the end are kept: two of them are a hard line end. */
static void add_line(struct markdown *markdown, const struct line *line)
{
	struct text *paragraph = &markdown->paragraph;
	const struct text *text = markdown->text;
	size_t end = line->end;

	if (paragraph->count)
		text_put(paragraph, '\n', paragraph->src_end,
			 paragraph->src_end);
	markdown->last_line = paragraph->count;
	while (end < text->count && text->cp[end] == ' ')
		end++;
	text_put_span(paragraph, text, line->begin, end);
	markdown->has_wide |= line->end - line->begin > WIDE_LEAST;
}

static void put_heading(struct markdown *markdown, struct line line,
			size_t level)
{
	const struct text *text = markdown->text;

	flush(markdown);
	line.begin += level;
	while (line.end > line.begin && text->cp[line.end - 1] == '#')
		line.end--;
	while (line.end > line.begin && is_space(text->cp[line.end - 1]))
		line.end--;
	add_line(markdown, &line);
	flush_as(markdown, BLOCK_HEADING, (int)level);
}

/* "## 甲", and "##甲", which is common; "#甲#" is a tag, and no heading. */
static size_t heading_level(const struct markdown *markdown,
			    const struct line *line)
{
	size_t count = count_marks(markdown, line, '#');
	uint32_t next = at(markdown, line, count);

	if (!count || count > 6 || line->indent > INDENT_MOST)
		return 0;
	return is_space(next) || !next || count > 1 ? count : 0;
}

/* Nothing but one of the marks, and spaces: how many there are. */
static size_t rule_length(const struct markdown *markdown,
			  const struct line *line, uint32_t mark)
{
	size_t count = 0;

	for (size_t i = line->begin; i < line->end; i++) {
		if (markdown->text->cp[i] == mark)
			count++;
		else if (!is_space(markdown->text->cp[i]))
			return 0;
	}
	return count;
}

/* The line under a heading, or between parts. */
static bool take_rule(struct markdown *markdown, const struct line *line)
{
	size_t equals = rule_length(markdown, line, '=');
	size_t dashes = rule_length(markdown, line, '-');
	bool can_be_heading = markdown->paragraph.count &&
			      markdown->paragraph.count <= HEADING_MOST &&
			      line->end - line->begin == equals + dashes;

	if (can_be_heading && (equals >= 2 || dashes >= 2)) {
		flush_as(markdown, BLOCK_HEADING, equals ? 1 : 2);
		return true;
	}
	if (dashes < 3 && rule_length(markdown, line, '*') < 3 &&
	    rule_length(markdown, line, '_') < 3 &&
	    (equals < 3 || !markdown->paragraph.count))
		return false;
	flush(markdown);
	return true;
}

/* |---|:--:| */
static bool is_table_rule(const struct markdown *markdown,
			  const struct line *line)
{
	size_t bars = 0, dashes = 0;

	for (size_t i = line->begin; i < line->end; i++) {
		uint32_t cp = markdown->text->cp[i];

		bars += cp == '|';
		dashes += cp == '-';
		if (cp != '|' && cp != '-' && cp != ':' && !is_space(cp))
			return false;
	}
	return bars && dashes;
}

static void put_row(struct markdown *markdown, const struct text *text,
		    size_t begin, size_t end)
{
	struct markup *markup = &markdown->markup;

	for (size_t at_cell = begin, cell; at_cell < end; at_cell = cell + 1) {
		for (cell = at_cell; cell < end && (text->cp[cell] != '|' ||
		     (cell > begin && text->cp[cell - 1] == '\\'));)
			cell++;
		markdown_put(markup, text, at_cell, cell, false);
		markup_end_cell(markup);
	}
	markup_end(markup);
}

static bool take_table(struct markdown *markdown, const struct line *line)
{
	struct text *paragraph = &markdown->paragraph;
	size_t header = markdown->last_line;

	if (markdown->in_table) {
		markdown->in_table = holds(markdown, line, "|");
		if (markdown->in_table)
			put_row(markdown, markdown->text, line->begin,
				line->end);
		return markdown->in_table;
	}
	if (!paragraph->count || !is_table_rule(markdown, line))
		return false;
	if (header) {
		struct text row = TEXT_INIT;

		text_put_span(&row, paragraph, header, paragraph->count);
		paragraph->count = header - 1;
		flush(markdown);
		put_row(markdown, &row, 0, row.count);
		text_release(&row);
	} else {
		put_row(markdown, paragraph, 0, paragraph->count);
		clear_paragraph(markdown);
	}
	markdown->in_table = true;
	return true;
}

/* Behind the mark of a list item, "- ", "- [x] "; an item's number is text. */
static bool begins_item(const struct markdown *markdown, struct line *line)
{
	uint32_t first = at(markdown, line, 0);
	size_t digits = 0;

	while (at(markdown, line, digits) >= '0' &&
	       at(markdown, line, digits) <= '9')
		digits++;
	if (digits && digits <= 9 && (at(markdown, line, digits) == '.' ||
				      at(markdown, line, digits) == ')') &&
	    is_space(at(markdown, line, digits + 1)))
		return true;
	if ((first != '-' && first != '*' && first != '+') ||
	    !is_space(at(markdown, line, 1)))
		return false;
	line->begin += 2;
	while (is_space(at(markdown, line, 0)))
		line->begin++;
	if (at(markdown, line, 0) == '[' && at(markdown, line, 2) == ']' &&
	    is_space(at(markdown, line, 3)))
		line->begin += 4;
	return true;
}

/* [name]: where it leads.  A note, [^1]: words, is text. */
static bool is_definition(const struct markdown *markdown, struct line *line)
{
	size_t i = 1;

	if (at(markdown, line, 0) != '[' || line->indent > INDENT_MOST)
		return false;
	while (at(markdown, line, i) && at(markdown, line, i) != ']')
		i++;
	if (at(markdown, line, i + 1) != ':')
		return false;
	if (at(markdown, line, 1) != '^')
		return true;
	line->begin += i + 2;
	return false;
}

static bool take_fence(struct markdown *markdown, const struct line *line,
		       size_t line_begin, size_t line_end)
{
	uint32_t first = at(markdown, line, 0);
	size_t count = count_marks(markdown, line, first);
	struct markup *markup = &markdown->markup;

	if (!markdown->fence) {
		if ((first != '`' && first != '~') || count < 3)
			return false;
		flush(markdown);
		markdown->fence = first;
		markdown->fence_length = count;
		markup->is_preformatted = true;
	} else if (first == markdown->fence && count >= markdown->fence_length &&
		   line->begin + count == line->end) {
		markdown->fence = 0;
		markup_end(markup);
		markup->is_preformatted = false;
	} else {
		text_put_span(&markup->raw->text, markdown->text, line_begin,
			      line_end);
		text_put(&markup->raw->text, '\n', markup->raw->text.src_end,
			 markup->raw->text.src_end);
	}
	return true;
}

/* Comments, scripts and style sheets, over lines. */
static bool take_skipped(struct markdown *markdown, const struct line *line)
{
	static const char *const pairs[][2] = { { "<!--", "-->" },
		{ "<script", "</script" }, { "<style", "</style" } };

	for (size_t i = 0; !markdown->until && i < 3; i++)
		if (begins(markdown, line, pairs[i][0]))
			markdown->until = pairs[i][1];
	if (!markdown->until)
		return false;
	flush(markdown);
	if (holds(markdown, line, markdown->until))
		markdown->until = NULL;
	return true;
}

static struct line trim(const struct markdown *markdown, size_t begin,
			size_t end)
{
	struct line line = { begin, end, 0 };
	const uint32_t *cp = markdown->text->cp;

	for (; line.begin < line.end && is_space(cp[line.begin]); line.begin++)
		line.indent += cp[line.begin] == '\t' ? 4 : 1;
	while (line.end > line.begin && is_space(cp[line.end - 1]))
		line.end--;
	return line;
}

static void take_line(struct markdown *markdown, size_t begin, size_t end)
{
	struct line line = trim(markdown, begin, end);
	size_t level;

	while (!markdown->fence && !markdown->until &&
	       at(markdown, &line, 0) == '>')
		line = trim(markdown, line.begin + 1, line.end);
	if (markdown->fence && take_fence(markdown, &line, begin, end))
		return;
	if (markdown->until && take_skipped(markdown, &line))
		return;
	if (line.begin == line.end) {
		flush(markdown);
		markdown->in_table = false;
		return;
	}
	if (take_skipped(markdown, &line) ||
	    take_fence(markdown, &line, begin, end) ||
	    take_table(markdown, &line) || take_rule(markdown, &line))
		return;
	level = heading_level(markdown, &line);
	if (level)
		put_heading(markdown, line, level);
	if (level || is_definition(markdown, &line))
		return;
	if (begins_item(markdown, &line))
		flush(markdown);
	add_line(markdown, &line);
}

static void take_lines(struct markdown *markdown, size_t begin)
{
	const struct text *text = markdown->text;

	for (size_t end; begin < text->count; begin = end + 1) {
		for (end = begin; end < text->count && text->cp[end] != '\n';)
			end++;
		take_line(markdown, begin, end);
	}
	flush(markdown);
	markup_end(&markdown->markup);
}

static enum status read_text(struct raw_document *out, const struct text *text,
			     struct error *err)
{
	struct markdown markdown = { .text = text };

	(void)err;
	markup_init(&markdown.markup, out);
	take_lines(&markdown, markdown_front(out, text));
	page_title_choose(&markdown.markup, NULL, NULL);
	office_finish(&markdown.markup, NULL);
	markup_release(&markdown.markup);
	text_release(&markdown.paragraph);
	return STATUS_OK;
}

enum status reader_markdown(struct raw_document *out,
			    const struct reader_input *input,
			    struct error *err)
{
	struct text text = TEXT_INIT;
	enum status status = decode(&text, &out->decoded, input->bytes,
				    input->len, input->charset, input->forced,
				    input->prior, err);

	if (!status)
		status = read_text(out, &text, err);
	text_release(&text);
	return status;
}
