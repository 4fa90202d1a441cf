#include "query/command/render_kwic.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "query/render/cell.h"
#include "query/render/screen.h"
#include "query/language/width.h"
#include "query/language/words.h"

enum { GAP = 2, ID_LEAST = 16, CONTEXT_LEAST = 8 };

static const char *const columns[] = { "left", "match", "right", "id", "date",
				       "title" };

/* Columns of a terminal that each part of a line gets. */
struct layout {
	size_t date, left, right, id;	/* right: with the match before it */
};

static size_t at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t at_least(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* What the widest line would take; *match: its match alone. */
static struct layout widest(size_t *match, const struct kwic *kwic)
{
	struct layout widest = { 0, 0, 0, 0 };

	*match = 0;
	for (size_t i = 0; i < kwic->count; i++) {
		const struct kwic_line *line = &kwic->lines[i];
		const size_t width = width_text(line->match);

		*match = at_least(*match, width);
		widest.date = at_least(widest.date, width_text(line->date));
		widest.left = at_least(widest.left, width_text(line->left));
		widest.right = at_least(widest.right,
					width + width_text(line->right));
		widest.id = at_least(widest.id, width_text(line->id));
	}
	return widest;
}

static struct layout lay_out(const struct kwic *kwic, size_t screen_columns)
{
	size_t match, used, room;
	struct layout layout = widest(&match, kwic);
	const struct layout wish = layout;

	if (!screen_columns)
		return layout;
	layout.id = at_most(wish.id, at_least(ID_LEAST, screen_columns / 4));
	used = (wish.date ? wish.date + GAP : 0) + GAP + layout.id;
	room = screen_columns > used ? screen_columns - used : 0;
	room = at_least(room, 2 * CONTEXT_LEAST);
	layout.left = at_most(wish.left, (room - at_most(match, room / 2)) / 2);
	layout.right = at_most(wish.right, room - layout.left);
	layout.left = at_most(wish.left, room - layout.right);
	return layout;
}

static void put_blanks(struct buf *out, size_t count)
{
	for (; count; count--)
		buf_put_byte(out, ' ');
}

static void put_cps(struct buf *out, const uint32_t *cp, size_t count)
{
	struct buf part = BUF_INIT;

	buf_put_string(&part, "");
	text_cps_to_utf8(&part, cp, count);
	screen_put_safe(out, part.data);
	buf_release(&part);
}

/* The end of text in size columns, flush right. */
static void put_end(struct buf *out, const char *text, size_t size)
{
	struct snippet_text line;
	size_t begin, width = 0;

	snippet_text_init(&line, text, strlen(text), NULL, 0);
	for (begin = line.count; begin; begin--) {
		const size_t more = width_of(line.cp[begin - 1]);

		if (width + more > size)
			break;
		width += more;
	}
	put_blanks(out, size - width);
	put_cps(out, line.cp + begin, line.count - begin);
	snippet_text_release(&line);
}

/* The beginning of text in at most size columns; how many it took. */
static size_t put_begin(struct buf *out, const char *text, size_t size)
{
	struct snippet_text line;
	size_t end, width = 0;

	snippet_text_init(&line, text, strlen(text), NULL, 0);
	for (end = 0; end < line.count; end++) {
		const size_t more = width_of(line.cp[end]);

		if (width + more > size)
			break;
		width += more;
	}
	put_cps(out, line.cp, end);
	snippet_text_release(&line);
	return width;
}

static void put_id(struct buf *out, const char *id, size_t size)
{
	struct buf end = BUF_INIT;

	if (width_text(id) <= size) {
		screen_put_safe(out, id);
		return;
	}
	buf_put_string(out, "…");
	put_end(&end, id, size - 1);
	buf_put_string(out, end.data + strspn(end.data, " "));
	buf_release(&end);
}

static void put_line(const struct screen *screen, const struct layout *layout,
		     const struct kwic_line *line)
{
	struct buf *out = screen->out;
	size_t width;

	if (layout->date) {
		screen_begin_style(screen, SCREEN_FAINT);
		put_blanks(out, layout->date -
			   put_begin(out, line->date, layout->date) + GAP);
		screen_end_style(screen, SCREEN_FAINT);
	}
	put_end(out, line->left, layout->left);
	screen_begin_style(screen, SCREEN_MARK);
	width = put_begin(out, line->match, layout->right);
	screen_end_style(screen, SCREEN_MARK);
	width += put_begin(out, line->right, layout->right - width);
	put_blanks(out, layout->right - width + GAP);
	screen_begin_style(screen, SCREEN_FAINT);
	put_id(out, line->id, layout->id);
	screen_end_style(screen, SCREEN_FAINT);
	buf_put_byte(out, '\n');
}

static void put_text(struct buf *out, const struct kwic *kwic,
		     const struct answer *answer,
		     const struct command *command,
		     const struct render_options *options)
{
	const bool english = options->lang && !strcmp(options->lang, "en");
	const struct layout layout = lay_out(kwic, options->is_measured ?
					     options->columns : 0);
	struct screen screen = { out, options->color, options->columns, 0 };
	struct buf total = BUF_INIT;
	char count[32];

	if (!answer->total)
		return;
	for (size_t i = 0; i < kwic->count; i++)
		put_line(&screen, &layout, &kwic->lines[i]);
	snprintf(count, sizeof(count), "%zu", kwic->count);
	words_put_total(&total, options->lang, answer->total,
			answer->total_exact,
			command->request.group == GROUP_DOCUMENT);
	buf_put_string(&total, english ? ", " : "，");
	words_put(&total, kwic->count == 1 ? WORD_ONE_LINE_SHOWN
					   : WORD_LINES_SHOWN,
		  options->lang, count);
	buf_put_byte(out, '\n');
	screen_put(&screen, SCREEN_PLAIN, "", total.data);
	buf_release(&total);
}

static void put_object(struct json *json, const struct kwic_line *line,
		       bool is_alone)
{
	json_begin_object(json);
	if (is_alone)
		json_put_uint(json, "format", RENDER_FORMAT);
	json_put_uint(json, "rank", line->rank);
	json_put_string(json, "id", line->id);
	json_put_string(json, "document", line->document);
	json_put_string(json, "date", *line->date ? line->date : NULL);
	json_put_string(json, "title", line->title);
	json_put_string(json, "left", line->left);
	json_put_string(json, "match", line->match);
	json_put_string(json, "right", line->right);
	json_key(json, "at");
	json_begin_array(json);
	json_uint(json, line->span.begin);
	json_uint(json, line->span.end);
	json_end_array(json);
	json_end_object(json);
}

static void put_json(struct buf *out, const struct kwic *kwic,
		     const struct answer *answer, const struct request *request)
{
	struct json json = json_into(out);

	json_begin_object(&json);
	render_put_totals(&json, answer, request, NULL);
	json_key(&json, "lines");
	json_begin_array(&json);
	for (size_t i = 0; i < kwic->count; i++)
		put_object(&json, &kwic->lines[i], false);
	json_end_array(&json);
	json_end_object(&json);
	buf_put_byte(out, '\n');
}

static void put_jsonl(struct buf *out, const struct kwic *kwic)
{
	for (size_t i = 0; i < kwic->count; i++) {
		struct json json = json_into(out);

		put_object(&json, &kwic->lines[i], true);
		buf_put_byte(out, '\n');
	}
}

static void put_table(struct buf *out, const struct kwic *kwic, char separator)
{
	struct cells cells = { out, separator, false };

	cell_put_header(&cells, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < kwic->count; i++) {
		const struct kwic_line *line = &kwic->lines[i];

		cell_put(&cells, line->left);
		cell_put(&cells, line->match);
		cell_put(&cells, line->right);
		cell_put(&cells, line->id);
		cell_put(&cells, line->date);
		cell_put(&cells, line->title);
		cell_end_line(&cells);
	}
}

void render_kwic(struct buf *out, const struct kwic *kwic,
		 const struct answer *answer, const struct command *command,
		 const struct render_options *options)
{
	switch (command->format) {
	case FORMAT_TEXT:
		put_text(out, kwic, answer, command, options);
		break;
	case FORMAT_JSON:
		put_json(out, kwic, answer, &command->request);
		break;
	case FORMAT_JSONL:
		put_jsonl(out, kwic);
		break;
	case FORMAT_CSV:
	case FORMAT_TREC:	/* refused on the command line */
		put_table(out, kwic, ',');
		break;
	case FORMAT_TSV:
		put_table(out, kwic, '\t');
		break;
	}
}
