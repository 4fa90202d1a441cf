#include "query/search/highlight.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/leaf.h"
#include "query/match/leaf_number.h"
#include "query/match/near.h"
#include "text/fold.h"

enum { RUN_LEAST = 2 };

static struct mark *add_mark(struct highlighter *highlighter,
			     enum mark_kind kind, const uint32_t *cp,
			     size_t count)
{
	struct mark *mark;

	mem_reserve(&highlighter->marks, &highlighter->capacity,
		    highlighter->count + 1, sizeof(*highlighter->marks));
	mark = &highlighter->marks[highlighter->count++];
	mark->kind = kind;
	mark->needle.cp = mem_array(count + 1, sizeof(*cp));
	mark->needle.count = count;
	mark->needle.guard = 0;
	memcpy(mark->needle.cp, cp, count * sizeof(*cp));
	return mark;
}

/* A character that stands among longer words (的 in 服务的平台) is marked only
 * as a part of the whole. */
static void add_words(struct highlighter *highlighter, const struct text *text,
		      const struct text_span *words, size_t count)
{
	bool has_long = false;

	for (size_t i = 0; i < count; i++)
		has_long = has_long || words[i].end - words[i].begin > 1;
	for (size_t i = 0; i < count; i++) {
		size_t size = words[i].end - words[i].begin;

		if (size > 1 || !has_long)
			add_mark(highlighter, MARK_WORD,
				 text->cp + words[i].begin, size);
	}
	if (count > 1)
		add_mark(highlighter, MARK_WHOLE, text->cp + words[0].begin,
			 words[count - 1].end - words[0].begin);
	if (!count)
		add_mark(highlighter, MARK_WHOLE, text->cp, text->count);
}

/* Numbers as they may stand there instead. */
static void add_numbers(struct highlighter *highlighter,
			const struct text *text, const struct text_span *words,
			size_t count)
{
	struct leaf_numbers numbers;

	leaf_numbers_find(&numbers, text, words, count);
	for (size_t i = 0; i < numbers.count; i++)
		for (size_t k = 0; k < numbers.at[i].count; k++) {
			const struct needle *form = &numbers.at[i].forms[k];

			add_mark(highlighter, MARK_NUMBER, form->cp,
				 form->count)->needle.guard = form->guard;
		}
	leaf_numbers_release(&numbers);
}

static enum status add_leaf(struct highlighter *highlighter,
			    const struct engine *engine,
			    const struct syntax_node *leaf, struct error *err)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	size_t count = 0;
	enum status status = STATUS_OK;

	leaf_text(&text, leaf);
	if (leaf->kind == SYNTAX_WORD)
		status = leaf_words(&words, &count, engine, &text, err);
	if (leaf->kind == SYNTAX_EXACT)
		add_mark(highlighter, MARK_EXACT, text.cp, text.count);
	else if (leaf->kind == SYNTAX_PREFIX)
		add_mark(highlighter, MARK_PREFIX, text.cp, text.count);
	else if (!status) {
		add_words(highlighter, &text, words, count);
		add_numbers(highlighter, &text, words, count);
	}
	free(words);
	text_release(&text);
	return status;
}

static enum status add_node(struct highlighter *highlighter,
			    const struct engine *engine,
			    const struct syntax_node *node, struct error *err)
{
	enum status status = STATUS_OK;

	if (node->kind == SYNTAX_NOT)
		return STATUS_OK;
	if (syntax_is_leaf(node))
		return node->field == FIELD_NONE ?
			add_leaf(highlighter, engine, node, err) : STATUS_OK;
	for (size_t i = 0; !status && i < node->count; i++)
		status = add_node(highlighter, engine, node->children[i], err);
	return status;
}

enum status highlighter_make(struct highlighter *out,
			     const struct engine *engine,
			     const struct syntax *syntax,
			     enum request_marks marks, struct error *err)
{
	memset(out, 0, sizeof(*out));
	out->kind = marks;
	return syntax->root && marks != MARKS_NONE ?
	       add_node(out, engine, syntax->root, err) : STATUS_OK;
}

void highlighter_release(struct highlighter *highlighter)
{
	for (size_t i = 0; i < highlighter->count; i++)
		free(highlighter->marks[i].needle.cp);
	free(highlighter->marks);
	memset(highlighter, 0, sizeof(*highlighter));
}

/* The folded text and, for each of its characters, whether it is marked, and
 * whether together with the one before. */
struct canvas {
	const uint32_t *cp;
	size_t count;
	bool *is_marked, *is_joined;
};

static void paint(struct canvas *canvas, size_t begin, size_t end)
{
	memset(canvas->is_marked + begin, true, end - begin);
	memset(canvas->is_joined + begin + 1, true, end - begin - 1);
}

/* A letter or digit of a script that is written in words with blanks. */
static bool is_letter(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 0xC0 && cp < 0x2000 && cp != 0xD7 && cp != 0xF7);
}

static bool is_inside_run(const struct canvas *canvas, size_t begin, size_t end)
{
	const uint32_t *cp = canvas->cp;

	return (begin && is_letter(cp[begin - 1]) && is_letter(cp[begin])) ||
	       (end < canvas->count && is_letter(cp[end]) &&
		is_letter(cp[end - 1]));
}

/* Paint the occurrences; whole: only those that are no part of a run of
 * letters.  Returns whether there were any. */
static bool paint_needle(struct canvas *canvas, const struct mark *mark,
			 bool whole)
{
	const struct needle *needle = &mark->needle;
	bool found = false;

	for (size_t at = needle_find(needle, canvas->cp, canvas->count, 0);
	     at < canvas->count;
	     at = needle_find(needle, canvas->cp, canvas->count, at + 1)) {
		size_t end = at + needle->count;

		if (whole && is_inside_run(canvas, at, end))
			continue;
		while (mark->kind == MARK_PREFIX && end < canvas->count &&
		       is_letter(canvas->cp[end - 1]) &&
		       is_letter(canvas->cp[end]))
			end++;
		paint(canvas, at, end);
		found = true;
	}
	return found;
}

/* How many characters of the word stand at text[at], at the best. */
static size_t longest_run(const struct canvas *canvas, size_t at,
			  const struct needle *word)
{
	size_t best = 0;

	for (size_t from = 0; from + best < word->count; from++) {
		size_t run = 0;

		while (from + run < word->count && at + run < canvas->count &&
		       canvas->cp[at + run] == word->cp[from + run] &&
		       is_han(canvas->cp[at + run]))
			run++;
		best = run > best ? run : best;
	}
	return best;
}

static void paint_runs(struct canvas *canvas, const struct needle *word)
{
	for (size_t at = 0; at < canvas->count;) {
		size_t run = longest_run(canvas, at, word);

		if (run >= RUN_LEAST)
			paint(canvas, at, at + run);
		at += run >= RUN_LEAST ? run : 1;
	}
}

/* A string that begins in this text and runs over its end. */
static void paint_tail(struct canvas *canvas, const struct needle *needle)
{
	size_t most = needle->count - 1;

	for (size_t size = most < canvas->count ? most : canvas->count; size;
	     size--) {
		if (memcmp(canvas->cp + canvas->count - size, needle->cp,
			   size * sizeof(*needle->cp)))
			continue;
		paint(canvas, canvas->count - size, canvas->count);
		return;
	}
}

static void paint_mark(struct canvas *canvas, const struct mark *mark,
		       bool continues)
{
	switch (mark->kind) {
	case MARK_WORD:
		if (!paint_needle(canvas, mark, true) &&
		    !paint_needle(canvas, mark, false))
			paint_runs(canvas, &mark->needle);
		break;
	case MARK_EXACT:
		if (!paint_needle(canvas, mark, false) && continues)
			paint_tail(canvas, &mark->needle);
		break;
	case MARK_WHOLE:
	case MARK_PREFIX:
	case MARK_NUMBER:
		paint_needle(canvas, mark, false);
		break;
	}
}

static struct text_span *spans_of(size_t *count, const struct canvas *canvas,
				  bool apart)
{
	struct text_span *spans = NULL;
	size_t capacity = 0;

	*count = 0;
	for (size_t i = 0; i < canvas->count; i++) {
		if (!canvas->is_marked[i])
			continue;
		if (!i || !canvas->is_marked[i - 1] ||
		    (apart && !canvas->is_joined[i])) {
			mem_reserve(&spans, &capacity, *count + 1,
				    sizeof(*spans));
			spans[(*count)++].begin = i;
		}
		spans[*count - 1].end = i + 1;
	}
	return spans;
}

struct text_span *highlight(size_t *count,
			    const struct highlighter *highlighter,
			    const char *text, size_t len, bool continues)
{
	struct text folded = TEXT_INIT;
	struct canvas canvas;
	struct text_span *spans;

	*count = 0;
	if (!highlighter->count)
		return NULL;
	text_put_utf8(&folded, text, len, 0);
	fold_cps(folded.cp, folded.cp, folded.count);
	canvas = (struct canvas){ folded.cp, folded.count,
				  mem_array(folded.count + 1, sizeof(bool)),
				  mem_array(folded.count + 1, sizeof(bool)) };
	for (size_t i = 0; i < highlighter->count; i++)
		if (highlighter->marks[i].needle.count)
			paint_mark(&canvas, &highlighter->marks[i],
				   continues);
	spans = spans_of(count, &canvas, highlighter->kind == MARKS_APART);
	free(canvas.is_marked);
	free(canvas.is_joined);
	text_release(&folded);
	return spans;
}
