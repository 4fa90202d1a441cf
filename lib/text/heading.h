/* text/heading.h - what a line is, judged by its form alone.
 *
 * Lines are given unfolded, without white space at their edges; both scripts
 * are understood.  Layer: text only; used by passage.c and clean.c. */
#ifndef TEXT_HEADING_H
#define TEXT_HEADING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How deep a heading is: a heading ends all those of its rank and deeper.
 * Marked headings (h1..h6) come before those found by form. */
enum heading_rank {
	RANK_MARKED = 1,		/* up to 7 */
	RANK_PLAIN = 8,			/* no number */
	RANK_PART, RANK_CHAPTER, RANK_SECTION, RANK_ARTICLE,	/* 第一编 章 节 条 */
	RANK_HAN,			/* 一、 */
	RANK_HAN_BRACKET,		/* （一） */
	RANK_NUMBER,			/* 1.  and the next two 1.1  1.1.1 */
	RANK_NUMBER_BRACKET = RANK_NUMBER + 3,	/* (1)  1)  ① */
	RANK_COUNT
};

/* The rank that the line's number gives it; RANK_PLAIN where it has none. */
enum heading_rank heading_rank(const uint32_t *cp, size_t count);

/* A short line without end punctuation, with words in it. */
bool heading_has_form(const uint32_t *cp, size_t count);

/* A date, a source, a byline, the history or number of a document, a remark in
 * brackets, a page number: never a heading. */
bool heading_is_note(const uint32_t *cp, size_t count);

/* Who speaks, under a title (省长 某某某), or a subtitle (——在某会议上). */
bool heading_is_byline(const uint32_t *cp, size_t count);

/* A line of a table of contents: words, a row of dots, a page number. */
bool heading_is_contents(const uint32_t *cp, size_t count);

/* A date and nothing else. */
bool heading_is_date(const uint32_t *cp, size_t count);

/* What stands above a date at the end: an office, or a person's name. */
bool heading_is_signature(const uint32_t *cp, size_t count);

/* Closing quotes and brackets, which may follow the end of a sentence. */
bool is_closing(uint32_t cp);

#endif
