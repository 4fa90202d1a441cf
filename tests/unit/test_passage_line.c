/* text/passage: a line that is longer than a block is one paragraph. */
#include "text/passage.h"

#include "unit.h"

/* Pieces of a paragraph: their characters in a row, and their lengths. */
struct pieces {
	struct text all;
	size_t count, last, least, most;
	bool is_one;		/* paragraph, each piece goes on but the last */
};

static enum status take_piece(void *context, const struct passage *passage,
			      struct error *err)
{
	struct pieces *pieces = context;
	size_t count = passage->text->count;

	(void)err;
	text_put_span(&pieces->all, passage->text, 0, count);
	if (passage->continues && count < pieces->least)
		pieces->least = count;
	if (count > pieces->most)
		pieces->most = count;
	pieces->is_one = pieces->is_one && passage->paragraph == 0;
	pieces->last = passage->continues;
	pieces->count++;
	return STATUS_OK;
}

/* What follows the last block. */
enum ending { NOTHING, WHITE_SPACE, ANOTHER_BLOCK };

/* Does a line of count characters, that comes in blocks of size, come out as
 * one paragraph with all its characters and places? */
static bool is_whole_line(size_t count, size_t size, enum ending ending)
{
	struct pieces pieces = { .least = SIZE_MAX, .is_one = true };
	passage_cutter *cutter = passage_cutter_new(take_piece, &pieces);
	struct text block = TEXT_INIT;
	bool is_whole;

	passage_begin(cutter, NULL);
	for (size_t i = 0; i < count; i++) {
		text_put(&block, i % 37 == 36 ? 0x3002 : 0x4E00 + (uint32_t)i,
			 (uint32_t)(3 * i), (uint32_t)(3 * i + 3));
		if (block.count < size && i + 1 < count)
			continue;
		if (i + 1 < count || ending != ANOTHER_BLOCK)
			passage_break_line(cutter);
		passage_block(cutter, BLOCK_TEXT, 0, &block, NULL, NULL);
		text_clear(&block);
	}
	if (ending == WHITE_SPACE)
		passage_block(cutter, BLOCK_TEXT, 0, &block, NULL, NULL);
	passage_end(cutter, NULL);
	is_whole = pieces.is_one && !pieces.last && pieces.all.count == count &&
		   pieces.least >= PASSAGE_LEAST && pieces.most <= PASSAGE_MOST;
	for (size_t i = 0; i < pieces.all.count; i++)
		is_whole = is_whole && pieces.all.src[i] == 3 * i;
	passage_cutter_free(cutter);
	text_release(&block);
	text_release(&pieces.all);
	return is_whole;
}

static void test_a_long_line_in_blocks(void)
{
	static const size_t sizes[] = { 1, 7, 250, 599, 1200, 1201, 4000, 20000 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		unit_begin("wherever a block ends, a line's pieces have 200 to 600 characters");
		EXPECT(is_whole_line(20000, sizes[i], ANOTHER_BLOCK));
		EXPECT(is_whole_line(20000, sizes[i], WHITE_SPACE));
		EXPECT(is_whole_line(20000, sizes[i], NOTHING));
	}
}

int main(void)
{
	test_a_long_line_in_blocks();
	return unit_done();
}
