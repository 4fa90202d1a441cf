/* read/markdown_inline.h - the marks inside a line of Markdown: emphasis, code,
 * links, tags of HTML, character references and escapes.
 *
 * Marks vanish, and what stands between them closes up: 脱贫**攻坚**成果 is one
 * word in a row.  A link or an image leaves its words, <br> a line end.  Single
 * asterisks between digits, and underscores inside words, are no marks. */
#ifndef READ_MARKDOWN_INLINE_H
#define READ_MARKDOWN_INLINE_H
#include "read/markup.h"

/* Put characters [begin, end) of text into the block that is open, each with
 * its source.  A line end in them is a space, or a line end when it is a hard
 * one or is_lines. */
void markdown_put(struct markup *markup, const struct text *text, size_t begin,
		  size_t end, bool is_lines);

#endif
