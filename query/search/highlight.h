/* query/search/highlight.h - where a query is found in a passage as displayed.
 *
 * Marked are: every occurrence of each word, exact string and prefix that is
 * not excluded.  Where a word itself does not occur, its longest runs of at
 * least two characters that do.  Folding is 1 : 1, so spans found in the folded
 * text are spans of the displayed text. */
#ifndef QUERY_SEARCH_HIGHLIGHT_H
#define QUERY_SEARCH_HIGHLIGHT_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "query/engine/engine.h"
#include "query/match/exact.h"
#include "query/language/request.h"
#include "query/language/syntax.h"
#include "text/text.h"

enum mark_kind {
	MARK_WORD,	/* not inside a run of letters; or by its runs */
	MARK_WHOLE,	/* words as they stood together in the query */
	MARK_EXACT,
	MARK_PREFIX,	/* and on to the end of a run of letters */
	MARK_NUMBER	/* another spelling, guarded */
};

struct mark {
	enum mark_kind kind;
	struct needle needle;
};

/* What to look for, made once for an answer. */
struct highlighter {
	struct mark *marks;
	size_t count, capacity;
	enum request_marks kind;
};

enum status highlighter_make(struct highlighter *out,
			     const struct engine *engine,
			     const struct syntax *syntax,
			     enum request_marks marks, struct error *err);
void highlighter_release(struct highlighter *highlighter);

/* The spans of text (UTF-8), ascending, none within another, which the caller
 * frees; NULL when there are none.  continues: the text goes on in the
 * next passage, so that a string which begins at its end is marked too. */
struct text_span *highlight(size_t *count,
			    const struct highlighter *highlighter,
			    const char *text, size_t len, bool continues);

#endif
