/* query/language/width.h - how many columns text takes on a terminal, and where a line
 * of Chinese may end.
 *
 * Layer: ICU's character data, nothing else.  Pure. */
#ifndef QUERY_LANGUAGE_WIDTH_H
#define QUERY_LANGUAGE_WIDTH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0, 1 or 2 columns: combining marks and invisible characters take none, wide
 * and full-width ones two.  Ambiguous ones (“ ” …) take one, as in terminals. */
unsigned width_of(uint32_t cp);
size_t width_text(const char *utf8);
size_t width_sum(const uint32_t *cp, size_t count);

/* Must it never be sent to a terminal or a page: a control character other than
 * '\n', a bidi control, a lone surrogate? */
bool width_is_unsafe(uint32_t cp);

/* May a line end before cp[at] (0 < at < count)?  Not inside a Latin word or a
 * number, before closing punctuation or behind an opening bracket. */
bool width_breaks(const uint32_t *cp, size_t at);

/* A line begins at begin and has room for columns: where it ends.  At least one
 * character, at most up to a '\n' (which is not part of it).  No line begins
 * with closing punctuation, ends with an opening bracket, or cuts a word of
 * Latin letters or a number that would fit on a line of its own. */
size_t width_line(const uint32_t *cp, size_t count, size_t begin,
		  size_t columns);

#endif
