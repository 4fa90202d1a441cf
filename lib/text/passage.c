#include "text/passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/fold.h"
#include "text/heading.h"
#include "text/passage_cutter.h"
#include "text/sentence.h"

enum {
	MARKED_MOST = 200,	/* characters of a marked heading */
	TAIL_LEAST = 2 * PASSAGE_MOST,	/* characters of a line that goes on */
	TITLE_PART_LEAST = 5	/* characters of a piece of the title */
};

passage_cutter *passage_cutter_new(passage_fn *each, void *context)
{
	passage_cutter *cutter = mem_alloc(sizeof(*cutter));

	cutter->each = each;
	cutter->context = context;
	return cutter;
}

void passage_cutter_free(passage_cutter *cutter)
{
	if (!cutter)
		return;
	cutter_cut_path(cutter, 0);
	free(cutter->title);
	text_release(&cutter->pending);
	text_release(&cutter->held);
	text_release(&cutter->tail);
	repairs_release(&cutter->pending_repairs);
	repairs_release(&cutter->held_repairs);
	repairs_release(&cutter->tail_repairs);
	free(cutter);
}

void passage_begin(passage_cutter *cutter, const char *title)
{
	struct text text = TEXT_INIT;

	cutter_clear_pending(cutter);
	cutter_cut_path(cutter, 0);
	cutter->is_held = false;
	cutter->at_top = true;
	cutter->breaks_line = false;
	cutter->has_tail = false;
	cutter->after_colon = false;
	cutter->paragraph = 0;
	cutter->title_count = 0;
	if (!title)
		return;
	text_put_utf8(&text, title, strlen(title), 0);
	mem_reserve(&cutter->title, &cutter->title_capacity, text.count,
		    sizeof(*cutter->title));
	for (size_t i = 0; i < text.count; i++)
		if (!is_space(text.cp[i]))
			cutter->title[cutter->title_count++] = fold_cp(text.cp[i]);
	text_release(&text);
}

static bool contains(const uint32_t *text, size_t count, const uint32_t *part,
		     size_t part_count)
{
	for (size_t i = 0; i + part_count <= count; i++)
		if (!memcmp(text + i, part, part_count * sizeof(*part)))
			return true;
	return false;
}

static bool repeats_title(const passage_cutter *cutter, const uint32_t *cp,
			  size_t count)
{
	uint32_t folded[MARKED_MOST];
	size_t len = 0;

	if (!cutter->at_top || cutter->title_count == 0 || count > MARKED_MOST)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!is_space(cp[i]))
			folded[len++] = fold_cp(cp[i]);
	if (len >= TITLE_PART_LEAST &&
	    contains(cutter->title, cutter->title_count, folded, len))
		return true;
	return (cutter->title_count >= TITLE_PART_LEAST || len == cutter->title_count) &&
	       contains(folded, len, cutter->title, cutter->title_count);
}

/* The repairs of a piece [begin, end) of the line; *from moves on with it. */
static struct source_line piece_of(const struct source_line *line, size_t begin,
				   size_t end, size_t *from)
{
	struct source_line piece = { line->text, begin, end, NULL, 0 };
	size_t first = *from;

	while (*from < line->repair_count && line->repairs[*from].begin < end)
		++*from;
	if (end == line->end)
		*from = line->repair_count;
	if (*from > first) {
		piece.repairs = line->repairs + first;
		piece.repair_count = *from - first;
	}
	return piece;
}

/* The held piece is done, and the next one is of the same paragraph. */
static enum status next_piece(passage_cutter *cutter, struct error *err)
{
	enum status status;

	cutter->held_continues = true;
	status = cutter_flush(cutter, err);
	cutter->paragraph--;
	cutter_hold(cutter, false);
	return status;
}

/* Keep characters from begin on of a line that goes on. */
static void keep_tail(passage_cutter *cutter, const struct source_line *line,
		      size_t begin, size_t *from)
{
	struct source_line rest = piece_of(line, begin, line->end, from);
	struct text text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };

	cutter_put_line(&text, &repairs, &rest);
	text_release(&cutter->tail);
	repairs_release(&cutter->tail_repairs);
	cutter->tail = text;
	cutter->tail_repairs = repairs;
	cutter->has_tail = true;
}

/* Cut a line into pieces, the first of which what is held is ready for. */
static enum status put_pieces(passage_cutter *cutter,
			      const struct source_line *line, bool goes_on,
			      struct error *err)
{
	const uint32_t *cp = line->text->cp + line->begin;
	size_t count = line->end - line->begin, from = 0;
	enum status status = STATUS_OK;

	for (size_t begin = 0; status == STATUS_OK && begin < count;) {
		size_t end = sentence_cut(cp, count, begin);
		struct source_line piece;

		if (goes_on && count - begin <= TAIL_LEAST) {
			keep_tail(cutter, line, line->begin + begin, &from);
			return STATUS_OK;
		}
		piece = piece_of(line, line->begin + begin, line->begin + end,
				 &from);
		cutter_put_line(&cutter->held, &cutter->held_repairs, &piece);
		begin = end;
		if (begin == count)
			break;
		status = next_piece(cutter, err);
	}
	cutter->after_colon = count && fold_cp(cp[count - 1]) == ':';
	return status;
}

/* What is kept of a line, and what more came of it. */
static enum status put_tail(passage_cutter *cutter,
			    const struct source_line *more, bool goes_on,
			    struct error *err)
{
	struct text text = cutter->tail;
	struct repairs repairs = cutter->tail_repairs;
	struct source_line line = { .text = &text };
	enum status status;

	cutter->tail = (struct text)TEXT_INIT;
	cutter->tail_repairs = (struct repairs){ NULL, 0, 0 };
	cutter->has_tail = false;
	if (more)
		cutter_put_line(&text, &repairs, more);
	line.end = text.count;
	line.repairs = repairs.at;
	line.repair_count = repairs.count;
	status = put_pieces(cutter, &line, goes_on, err);
	text_release(&text);
	repairs_release(&repairs);
	return status;
}

static enum status put_body(passage_cutter *cutter, const struct source_line *line,
			    bool goes_on, struct error *err)
{
	enum status status = cutter_begin_passage(cutter, err);

	return status ? status : put_pieces(cutter, line, goes_on, err);
}

static enum status put_source_line(passage_cutter *cutter, enum block_kind kind,
				   int level, const struct source_line *source,
				   bool goes_on, struct error *err)
{
	const uint32_t *cp = source->text->cp + source->begin;
	size_t count = source->end - source->begin;
	struct line line = { .kind = LINE_HEADING, .rank = heading_rank(cp, count) };

	if (count == 0)
		return STATUS_OK;
	if (cutter->has_tail)
		return put_tail(cutter, source, goes_on, err);
	if (count > MARKED_MOST || goes_on)
		return put_body(cutter, source, goes_on, err);
	if (kind == BLOCK_TITLE || repeats_title(cutter, cp, count)) {
		line.kind = LINE_TITLE;
	} else if (kind == BLOCK_HEADING) {
		line.is_marked = true;
		line.rank = level < 1 ? RANK_MARKED
			  : level > 7 ? RANK_MARKED + 6
			  : (enum heading_rank)(RANK_MARKED + level - 1);
	} else if (heading_is_note(cp, count)) {
		line.kind = LINE_NOTE;
	} else if (heading_is_contents(cp, count)) {
		return cutter_put_list_line(cutter, source, err);
	} else if (cutter->at_top && cutter->line_count &&
		   heading_is_byline(cp, count)) {
		line.kind = LINE_TITLE;
	} else if (!heading_has_form(cp, count)) {
		return put_body(cutter, source, false, err);
	}
	return cutter_put_pending(cutter, line, source, err);
}

enum status passage_block(passage_cutter *cutter, enum block_kind kind,
			  int level, const struct text *cleaned,
			  const struct repairs *repairs, struct error *err)
{
	enum status status = STATUS_OK;
	const bool breaks_line = cutter->breaks_line;
	size_t begin = 0, from = 0;
	struct source_line whole = { cleaned, 0, cleaned->count, NULL, 0 };

	if (repairs) {
		whole.repairs = repairs->at;
		whole.repair_count = repairs->count;
	}
	while (status == STATUS_OK && begin < cleaned->count) {
		struct source_line line;
		size_t end = begin;

		while (end < cleaned->count && cleaned->cp[end] != '\n')
			end++;
		/* A removal at the very end of the line belongs to it. */
		line = piece_of(&whole, begin, end + (end < cleaned->count), &from);
		line.end = end;
		status = put_source_line(cutter, kind, level, &line,
					 breaks_line && end == cleaned->count,
					 err);
		begin = end + 1;
	}
	cutter->breaks_line = false;
	/* Nothing but white space may come behind the break. */
	if (!status && cutter->has_tail && !breaks_line)
		status = put_tail(cutter, NULL, false, err);
	return status;
}

void passage_break_line(passage_cutter *cutter)
{
	cutter->breaks_line = true;
}

enum status passage_end(passage_cutter *cutter, struct error *err)
{
	enum status status = cutter->has_tail ?
		put_tail(cutter, NULL, false, err) : STATUS_OK;

	cutter_close_held(cutter, true);
	if (cutter->line_count) {
		if (!status && !cutter->held_is_list)
			status = cutter_flush(cutter, err);
		if (status == STATUS_OK)
			status = cutter_list_pending(cutter, cutter->line_count, err);
	}
	if (status == STATUS_OK)
		status = cutter_flush(cutter, err);
	cutter_clear_pending(cutter);
	cutter_cut_path(cutter, 0);
	return status;
}
