/* query/render/screen.h - lines for a terminal: wrapped, indented, in colour where
 * that is wanted, and free of control characters whatever the text holds. */
#ifndef QUERY_RENDER_SCREEN_H
#define QUERY_RENDER_SCREEN_H
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "query/render/snippet.h"

enum screen_style { SCREEN_PLAIN, SCREEN_BOLD, SCREEN_FAINT, SCREEN_LABEL,
		    SCREEN_MARK };

struct screen {
	struct buf *out;
	bool color;
	size_t columns;		/* of the terminal */
	size_t indent;		/* columns before a line's text */
};

/* The columns that are left for text, at least 20. */
size_t screen_room(const struct screen *screen);
/* Append one line or more: text wrapped behind the indent.  lead stands in the
 * first line's indent (it may be ""), in the same style. */
void screen_put(const struct screen *screen, enum screen_style style,
		const char *lead, const char *text);
/* The same for the characters [window.begin, window.end) of text, marked ones
 * in SCREEN_MARK, with … where the window cuts. */
void screen_put_window(const struct screen *screen,
		       const struct snippet_text *text, size_t from,
		       struct text_span window);
void screen_begin_style(const struct screen *screen, enum screen_style style);
void screen_end_style(const struct screen *screen, enum screen_style style);
/* Append a bar behind lead: share (0 to 1) of size columns, in SCREEN_LABEL.
 * What is more than nothing shows. */
void screen_put_bar(const struct screen *screen, const char *lead, double share,
		    size_t size);
/* Append utf8 as screen_put_safe() does, with … where it is wider than size. */
void screen_put_cut(struct buf *out, const char *utf8, size_t size);
/* Append "1,234,567". */
void screen_put_number(struct buf *out, uint64_t number);
/* Append utf8 without what a terminal could obey; a line end becomes a blank. */
void screen_put_safe(struct buf *out, const char *utf8);

#endif
