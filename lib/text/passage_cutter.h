/* text/passage_cutter.h - the state of a passage cutter; private to passage*.c.
 *
 * passage.c says what each line is; passage_cutter.c keeps the lines that may
 * be headings until it is known what they stand above, and builds passages. */
#ifndef TEXT_PASSAGE_CUTTER_H
#define TEXT_PASSAGE_CUTTER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/heading.h"
#include "text/passage.h"

enum { PENDING_MOST = 16 };	/* lines held back in all */

enum line_kind { LINE_TITLE, LINE_NOTE, LINE_HEADING };

/* A line that waits until it is known what it stands above. */
struct line {
	enum line_kind kind;
	enum heading_rank rank;
	bool is_marked;
	size_t begin, end;		/* in pending */
	size_t repair_begin, repair_end;	/* in pending_repairs */
};

/* Pending lines wait in lines (their characters in pending); the passage that
 * was built last is held, for a signature may still join it. */
struct passage_cutter {
	passage_fn *each;
	void *context;

	uint32_t *title;		/* folded, without white space */
	size_t title_count, title_capacity;
	bool at_top;			/* nothing but headings came yet */
	bool breaks_line;		/* the next block ends within a line */
	bool after_colon;		/* the last paragraph announces a list */
	size_t paragraph;

	char *path[RANK_COUNT];		/* by rank; NULL where there is none */

	struct line lines[PENDING_MOST];
	size_t line_count;
	struct text pending;
	struct repairs pending_repairs;

	bool is_held, held_is_list;
	struct text held;
	struct repairs held_repairs;
	size_t held_body, held_paragraph;
	bool held_continues;

	/* The end of a line that goes on in the next block; what is held is
	 * ready to take it. */
	bool has_tail;
	struct text tail;
	struct repairs tail_repairs;
};

/* One line of a block, with the repairs that fell into it. */
struct source_line {
	const struct text *text;
	size_t begin, end;
	const struct repair *repairs;
	size_t repair_count;
};

void cutter_clear_pending(passage_cutter *cutter);
/* Forget the headings of this rank and deeper. */
void cutter_cut_path(passage_cutter *cutter, enum heading_rank rank);

/* A line that may be a heading, a title or a note waits. */
enum status cutter_put_pending(passage_cutter *cutter, struct line line,
			       const struct source_line *source, struct error *err);
/* A line that is an item of a list for sure. */
enum status cutter_put_list_line(passage_cutter *cutter,
				 const struct source_line *line, struct error *err);

/* Begin the passage that the pending lines stand above. */
enum status cutter_begin_passage(passage_cutter *cutter, struct error *err);
/* Begin a passage under no new heading; cutter_flush() came before. */
void cutter_hold(passage_cutter *cutter, bool is_list);
/* Append a line or a piece of one to out, with its repairs. */
void cutter_put_line(struct text *out, struct repairs *out_repairs,
		     const struct source_line *line);

/* The pending lines that sign the held passage join it. */
void cutter_close_held(passage_cutter *cutter, bool at_end);
/* The first count pending lines are text after all: a list. */
enum status cutter_list_pending(passage_cutter *cutter, size_t count,
				struct error *err);
/* Hand the held passage, if there is one, to the callback. */
enum status cutter_flush(passage_cutter *cutter, struct error *err);

#endif
