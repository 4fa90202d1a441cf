#include "read/markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/fold.h"

enum {
	CELL_MOST = 60,		/* visible characters of a cell that is joined */
	ROW_MOST = 300,
	LINE_MARK = 0x2028	/* a <br>, until the block ends */
};

void markup_init(struct markup *markup, struct raw_document *raw)
{
	memset(markup, 0, sizeof(*markup));
	markup->raw = raw;
	markup->begin = markup->seen = raw->text.count;
	markup_enter(markup, MARKUP_BODY, 0);
}

void markup_enter(struct markup *markup, enum markup_place place, size_t depth)
{
	mem_reserve(&markup->regions, &markup->region_capacity,
		    markup->region_count + 1, sizeof(*markup->regions));
	markup->regions[markup->region_count] = (struct markup_region){
		place, markup->region, depth };
	markup->region = markup->region_count++;
}

void markup_leave(struct markup *markup, size_t depth)
{
	while (markup->region && markup->regions[markup->region].depth >= depth)
		markup->region = markup->regions[markup->region].outer;
}

void markup_release(struct markup *markup)
{
	free(markup->blocks);
	free(markup->regions);
	memset(markup, 0, sizeof(*markup));
}

void markup_see(struct markup *markup)
{
	struct text *text = &markup->raw->text;

	for (; markup->seen < text->count; markup->seen++) {
		uint32_t cp = text->cp[markup->seen];

		if (cp == LINE_MARK)
			text->cp[markup->seen] = cp = '\n';
		if (is_space(cp))
			continue;
		markup->visible++;
		markup->linked += markup->in_link;
	}
	markup->has_lines |= markup->is_preformatted;
}

void markup_break(struct markup *markup)
{
	struct text *text = &markup->raw->text;

	markup_see(markup);
	text_put(text, markup->is_preformatted ? '\n' : LINE_MARK,
		 text->src_end, text->src_end);
	markup->seen++;
	markup->has_lines = true;
}

/* A line end of the source between these two is no space. */
static bool joins(uint32_t before, uint32_t after)
{
	return before >= 0x2E80 && after >= 0x2E80;
}

static bool is_source_space(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == '\r' || cp == '\t';
}

/* In a block of lines, the line ends of the source count no longer: a run of
 * white space with one becomes a space, or nothing, and <br> a line end. */
static void settle_lines(struct text *text, size_t begin)
{
	size_t to = begin;

	for (size_t i = begin; i < text->count;) {
		size_t end = i;
		bool has_end = false;

		while (end < text->count && is_source_space(text->cp[end]))
			has_end |= text->cp[end++] == '\n';
		if (has_end) {
			bool drops = to == begin || end == text->count ||
				     text->cp[end] == LINE_MARK ||
				     joins(text->cp[to - 1], text->cp[end]);

			if (!drops) {
				text->cp[to] = ' ';
				text->src[to++] = text->src[i];
			}
			i = end;
			continue;
		}
		text->cp[to] = text->cp[i] == LINE_MARK ? '\n' : text->cp[i];
		text->src[to++] = text->src[i++];
	}
	text->count = to;
}

/* Cells of a row that are short become one block. */
static bool join_cell(struct markup *markup, const struct markup_block *cell)
{
	struct markup_block *last;

	if (!markup->count)
		return false;
	last = &markup->blocks[markup->count - 1];
	if (last->row != cell->row || last->region != cell->region ||
	    last->kind != BLOCK_TEXT || cell->kind != BLOCK_TEXT ||
	    last->layout != CLEAN_FLOW || cell->layout != CLEAN_FLOW ||
	    last->last_cell > CELL_MOST || cell->visible > CELL_MOST ||
	    last->visible > ROW_MOST)
		return false;
	last->last_cell = cell->visible;
	last->end = cell->end;
	last->visible += cell->visible;
	last->linked += cell->linked;
	return true;
}

static void add_block(struct markup *markup)
{
	struct text *text = &markup->raw->text;
	struct markup_block block = {
		.kind = markup->kind, .level = markup->level,
		.layout = markup->has_lines ? CLEAN_LINES : CLEAN_FLOW,
		.begin = markup->begin, .visible = markup->visible,
		.linked = markup->linked, .last_cell = markup->visible,
		.row = markup->row,
		.region = markup->region,
	};

	if (markup->has_lines && !markup->is_preformatted)
		settle_lines(text, markup->begin);
	block.end = text->count;
	if (join_cell(markup, &block))
		return;
	mem_reserve(&markup->blocks, &markup->capacity, markup->count + 1,
		    sizeof(*markup->blocks));
	markup->blocks[markup->count++] = block;
}

void markup_end_cell(struct markup *markup)
{
	struct text *text = &markup->raw->text;

	markup_see(markup);
	if (markup->visible)
		add_block(markup);
	if (text->count > markup->begin)
		text_put(text, ' ', text->src_end, text->src_end);
	markup->begin = markup->seen = text->count;
	markup->visible = markup->linked = 0;
	markup->has_lines = false;
}

void markup_end(struct markup *markup)
{
	markup_end_cell(markup);
	markup->row++;
}

void markup_finish(struct markup *markup)
{
	struct raw_document *raw = markup->raw;

	for (size_t i = 0; i < markup->count; i++) {
		const struct markup_block *block = &markup->blocks[i];

		if (block->dropped)
			continue;
		mem_reserve(&raw->blocks, &raw->capacity, raw->count + 1,
			    sizeof(*raw->blocks));
		raw->blocks[raw->count++] = (struct raw_block){
			block->kind, block->level, block->layout,
			block->begin, block->end };
	}
}

char *markup_squeezed(const struct text *text, size_t begin, size_t end,
		      size_t limit)
{
	struct buf out = BUF_INIT;

	for (; begin < end && limit; begin++) {
		uint32_t cp = fold_cp(text->cp[begin]);

		if (is_space(cp))
			continue;
		text_cps_to_utf8(&out, &cp, 1);
		limit--;
	}
	return buf_detach(&out);
}
