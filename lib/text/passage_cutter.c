#include "text/passage_cutter.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/fold.h"

enum {
	RUN_MOST = 4,		/* more headings in a row are a list */
	NOTE_ROOM = 120,	/* by which notes may lengthen a passage */
	SIGNERS_MOST = 4,	/* lines of a signature, its date included */
	OFFICE_LEAST = 5,	/* characters that tell an office from a heading */
	COMPACT_LEAST = 4096	/* characters worth moving the others for */
};

void cutter_clear_pending(passage_cutter *cutter)
{
	cutter->line_count = 0;
	text_clear(&cutter->pending);
	repairs_clear(&cutter->pending_repairs);
}

void cutter_cut_path(passage_cutter *cutter, enum heading_rank rank)
{
	for (int i = (int)rank; i < RANK_COUNT; i++) {
		free(cutter->path[i]);
		cutter->path[i] = NULL;
	}
}

/* Append a line to a text with its repairs; lines are separated by '\n'. */
void cutter_put_line(struct text *out, struct repairs *out_repairs,
		     const struct source_line *line)
{
	size_t at = out->count;

	text_put_span(out, line->text, line->begin, line->end);
	for (size_t i = 0; i < line->repair_count; i++) {
		struct repair repair = line->repairs[i];
		size_t first = repair.begin > line->begin ? repair.begin : line->begin;
		size_t last = repair.end < line->end ? repair.end : line->end;

		repair.begin = at + first - line->begin;
		repair.end = at + (last > first ? last : first) - line->begin;
		repairs_put(out_repairs, &repair);
	}
}

static void put_line_end(struct text *out)
{
	text_put(out, '\n', out->src_end, out->src_end);
}

static struct source_line pending_line(const passage_cutter *cutter, size_t index)
{
	const struct line *line = &cutter->lines[index];

	struct source_line found = { &cutter->pending, line->begin, line->end, NULL, 0 };

	if (line->repair_end > line->repair_begin) {
		found.repairs = cutter->pending_repairs.at + line->repair_begin;
		found.repair_count = line->repair_end - line->repair_begin;
	}
	return found;
}

enum status cutter_flush(passage_cutter *cutter, struct error *err)
{
	const char *headings[RANK_COUNT];
	struct passage passage = {
		.text = &cutter->held,
		.body = cutter->held_body,
		.headings = headings,
		.repairs = cutter->held_repairs.at,
		.repair_count = cutter->held_repairs.count,
		.paragraph = cutter->held_paragraph,
		.continues = cutter->held_continues,
	};

	if (!cutter->is_held)
		return STATUS_OK;
	for (size_t i = 0; i < RANK_COUNT; i++)
		if (cutter->path[i])
			headings[passage.heading_count++] = cutter->path[i];
	cutter->is_held = false;
	return cutter->each(cutter->context, &passage, err);
}

/* Begin a new held passage; cutter_flush() came before. */
void cutter_hold(passage_cutter *cutter, bool is_list)
{
	text_clear(&cutter->held);
	repairs_clear(&cutter->held_repairs);
	cutter->is_held = true;
	cutter->held_is_list = is_list;
	cutter->held_body = 0;
	cutter->held_continues = false;
	cutter->held_paragraph = cutter->paragraph++;
}

static void append_to_held(passage_cutter *cutter, const struct source_line *line)
{
	if (cutter->held.count)
		put_line_end(&cutter->held);
	cutter_put_line(&cutter->held, &cutter->held_repairs, line);
}

/* Give the room of lines that are gone to those that will come. */
static void compact_pending(passage_cutter *cutter)
{
	struct text *text = &cutter->pending;
	struct repairs *repairs = &cutter->pending_repairs;
	size_t gone = cutter->lines[0].begin;
	size_t gone_repairs = cutter->lines[0].repair_begin;

	text->count -= gone;
	memmove(text->cp, text->cp + gone, text->count * sizeof(*text->cp));
	memmove(text->src, text->src + gone, text->count * sizeof(*text->src));
	repairs->count -= gone_repairs;
	for (size_t i = 0; i < repairs->count; i++) {
		repairs->at[i] = repairs->at[i + gone_repairs];
		repairs->at[i].begin -= gone;
		repairs->at[i].end -= gone;
	}
	for (size_t i = 0; i < cutter->line_count; i++) {
		cutter->lines[i].begin -= gone;
		cutter->lines[i].end -= gone;
		cutter->lines[i].repair_begin -= gone_repairs;
		cutter->lines[i].repair_end -= gone_repairs;
	}
}

static void drop_lines(passage_cutter *cutter, size_t count)
{
	cutter->line_count -= count;
	memmove(cutter->lines, cutter->lines + count,
		cutter->line_count * sizeof(cutter->lines[0]));
	if (cutter->line_count == 0)
		cutter_clear_pending(cutter);
	else if (cutter->lines[0].begin >= COMPACT_LEAST)
		compact_pending(cutter);
}

enum status cutter_list_pending(passage_cutter *cutter, size_t count,
			      struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		struct source_line line = pending_line(cutter, i);
		size_t more = 1 + line.end - line.begin;

		if (!cutter->is_held || !cutter->held_is_list ||
		    cutter->held.count + more > PASSAGE_MOST) {
			enum status status = cutter_flush(cutter, err);

			if (status != STATUS_OK)
				return status;
			cutter_hold(cutter, true);
		}
		append_to_held(cutter, &line);
	}
	if (count)
		cutter->at_top = false;
	drop_lines(cutter, count);
	return STATUS_OK;
}

/* The last lines of a list that are headings of what follows: those with a
 * number or a mark, each deeper than the one before. */
static size_t chain_of_headings(const passage_cutter *cutter)
{
	size_t first = cutter->line_count;

	while (first > 0 && cutter->line_count - first < RUN_MOST) {
		const struct line *line = &cutter->lines[first - 1];

		if (line->kind != LINE_HEADING || line->rank == RANK_PLAIN)
			break;
		if (first < cutter->line_count && line->rank >= line[1].rank)
			break;
		first--;
	}
	return cutter->line_count - first;
}

static size_t heading_lines(const passage_cutter *cutter)
{
	size_t count = 0;

	for (size_t i = 0; i < cutter->line_count; i++)
		count += cutter->lines[i].kind == LINE_HEADING;
	return count;
}

static bool is_list(const passage_cutter *cutter)
{
	bool is_numbered = false;

	for (size_t i = 0; i < cutter->line_count; i++)
		is_numbered = is_numbered || cutter->lines[i].kind != LINE_HEADING ||
			      cutter->lines[i].rank != RANK_PLAIN;
	if (cutter->line_count && cutter->after_colon && !is_numbered)
		return true;
	return (cutter->is_held && cutter->held_is_list) ||
	       heading_lines(cutter) > RUN_MOST ||
	       cutter->line_count == PENDING_MOST;
}

/* Do the pending lines from first on sign what is held: up to three lines of
 * offices and names, with a note below them or, for offices, the end? */
static bool is_signed(const passage_cutter *cutter, size_t first, bool at_end)
{
	bool is_office = false;

	for (size_t i = first; i < cutter->line_count && i < first + SIGNERS_MOST; i++) {
		const struct line *line = &cutter->lines[i];
		size_t len = line->end - line->begin;

		if (line->kind == LINE_NOTE)
			return true;
		if (line->kind != LINE_HEADING || line->is_marked ||
		    !heading_is_signature(cutter->pending.cp + line->begin, len))
			return false;
		is_office = len >= OFFICE_LEAST;
	}
	return at_end && is_office && cutter->line_count - first < SIGNERS_MOST;
}

/* Notes and signatures at the beginning of what is pending belong to the
 * passage before them, within reason. */
void cutter_close_held(passage_cutter *cutter, bool at_end)
{
	size_t count = 0, room = NOTE_ROOM;

	while (cutter->is_held && count < cutter->line_count) {
		struct source_line line = pending_line(cutter, count);
		size_t len = line.end - line.begin;

		if (len + 1 > room || !is_signed(cutter, count, at_end))
			break;
		append_to_held(cutter, &line);
		cutter->held_is_list = false;
		room -= len + 1;
		count++;
	}
	drop_lines(cutter, count);
}

static void put_in_path(passage_cutter *cutter, const struct line *line)
{
	struct buf heading = BUF_INIT;

	cutter_cut_path(cutter, line->rank);
	text_to_utf8(&heading, &cutter->pending, line->begin, line->end);
	cutter->path[line->rank] = buf_detach(&heading);
}

/* What was pending stands above the passage that begins now. */
enum status cutter_begin_passage(passage_cutter *cutter, struct error *err)
{
	enum status status = STATUS_OK;

	cutter_close_held(cutter, false);
	if (is_list(cutter))
		status = cutter_list_pending(cutter,
				    cutter->line_count - chain_of_headings(cutter),
				    err);
	if (status == STATUS_OK)
		status = cutter_flush(cutter, err);
	if (status != STATUS_OK)
		return status;
	cutter_hold(cutter, false);
	for (size_t i = 0; i < cutter->line_count; i++) {
		struct source_line line = pending_line(cutter, i);

		cutter_put_line(&cutter->held, &cutter->held_repairs, &line);
		put_line_end(&cutter->held);
		if (cutter->lines[i].kind == LINE_HEADING)
			put_in_path(cutter, &cutter->lines[i]);
	}
	cutter->held_body = cutter->held.count;
	cutter->at_top = false;
	cutter_clear_pending(cutter);
	return STATUS_OK;
}

enum status cutter_put_list_line(passage_cutter *cutter,
				 const struct source_line *line, struct error *err)
{
	enum status status = STATUS_OK;

	if (!cutter->is_held || !cutter->held_is_list || cutter->line_count ||
	    cutter->held.count + line->end - line->begin >= PASSAGE_MOST) {
		status = cutter_begin_passage(cutter, err);
		cutter->held_is_list = true;
	} else {
		put_line_end(&cutter->held);
	}
	if (status == STATUS_OK)
		cutter_put_line(&cutter->held, &cutter->held_repairs, line);
	return status;
}

enum status cutter_put_pending(passage_cutter *cutter, struct line line,
			       const struct source_line *source, struct error *err)
{
	enum status status = STATUS_OK;

	line.begin = cutter->pending.count;
	line.repair_begin = cutter->pending_repairs.count;
	cutter_put_line(&cutter->pending, &cutter->pending_repairs, source);
	line.end = cutter->pending.count;
	line.repair_end = cutter->pending_repairs.count;
	cutter->lines[cutter->line_count++] = line;
	if (cutter->line_count == PENDING_MOST)
		cutter_close_held(cutter, false);
	if (cutter->line_count == PENDING_MOST)
		status = cutter_list_pending(cutter, cutter->line_count - RUN_MOST, err);
	return status;
}
