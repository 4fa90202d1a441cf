/* read/markup.h - the blocks of a page or an XML document while it is read.
 *
 * Text runs into the document's text; whatever separates ends a block.  Cells
 * of one row of short cells become one block.  Blocks that turn out to be
 * furniture are dropped before markup_finish() hands the rest on. */
#ifndef READ_MARKUP_H
#define READ_MARKUP_H
#include <stdbool.h>
#include <stddef.h>
#include "read/raw.h"

/* Where a block stands. */
enum markup_place {
	MARKUP_BODY,
	MARKUP_LISTED,	/* class or id says menu, footer, share, ... */
	MARKUP_ASIDE	/* nav, aside, footer, noscript, ... */
};

struct markup_block {
	enum block_kind kind;
	int level;
	enum clean_layout layout;
	size_t begin, end;	/* characters of raw->text */
	size_t visible;		/* characters that are not white space */
	size_t linked;		/* of these, inside links */
	size_t row;		/* cells of one row have the same */
	size_t last_cell;	/* visible characters of the last one */
	size_t region;		/* that it stands in: an index of regions */
	bool dropped;
};

/* An element that says what its blocks are, without the regions inside it. */
struct markup_region {
	enum markup_place place;
	size_t outer;		/* the region that it is in */
	size_t depth;		/* the reader's, to know its end */
};

struct markup {
	struct raw_document *raw;
	struct markup_block *blocks;
	size_t count, capacity;
	struct markup_region *regions;	/* regions[0]: the whole document */
	size_t region_count, region_capacity;
	/* The block that is open. */
	size_t begin, seen;
	size_t visible, linked;
	size_t row;
	bool has_lines;		/* <br> or preformatted: line ends count */
	/* What holds for the text that comes next; the reader sets it. */
	bool in_link, is_preformatted;
	enum block_kind kind;
	int level;
	size_t region;
};

void markup_init(struct markup *markup, struct raw_document *raw);
void markup_release(struct markup *markup);

/* Count the characters that were appended to raw->text since the last call. */
void markup_see(struct markup *markup);
/* A line end inside the block. */
void markup_break(struct markup *markup);
/* End the block; as a cell: the next may belong to the same row. */
void markup_end(struct markup *markup);
void markup_end_cell(struct markup *markup);
/* Enter a region inside the present one; leave() those that began at this
 * depth or deeper. */
void markup_enter(struct markup *markup, enum markup_place place, size_t depth);
void markup_leave(struct markup *markup, size_t depth);
/* Hand the blocks that are not dropped to raw. */
void markup_finish(struct markup *markup);

/* How a block reads: folded, without white space, as UTF-8 that the caller
 * frees; at most limit characters. */
char *markup_squeezed(const struct text *text, size_t begin, size_t end,
		      size_t limit);

#endif
