#include "query/render/snippet.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "query/language/width.h"

/* What the first and every further occurrence of a word is worth, a column. */
enum { WORTH_NEW = 8, WORTH_AGAIN = 1 };

void snippet_text_init(struct snippet_text *text, const char *utf8, size_t len,
		       const struct text_span *highlights, size_t count)
{
	const char *at = utf8, *end = utf8 + len;

	text->count = 0;
	text->cp = mem_array(len + 1, sizeof(*text->cp));
	while (at < end)
		text->cp[text->count++] = utf8_next(&at, end);
	text->marked = mem_array(text->count + 1, 1);
	for (size_t i = 0; i < count; i++) {
		for (size_t c = highlights[i].begin;
		     c < highlights[i].end && c < text->count; c++)
			text->marked[c] = 1;
	}
}

void snippet_text_join(struct snippet_text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		if (text->cp[i] == '\n')
			text->cp[i] = ' ';
	}
}

void snippet_text_release(struct snippet_text *text)
{
	free(text->cp);
	free(text->marked);
	*text = (struct snippet_text){ NULL, NULL, 0 };
}

/* The next run of marked characters at or after at; begin == end: none. */
static struct text_span next_mark(const struct snippet_text *text, size_t at)
{
	struct text_span run;

	while (at < text->count && !text->marked[at])
		at++;
	run.begin = at;
	while (at < text->count && text->marked[at])
		at++;
	run.end = at;
	return run;
}

static bool same(const struct snippet_text *text, struct text_span a,
		 struct text_span b)
{
	return a.end - a.begin == b.end - b.begin &&
	       !memcmp(text->cp + a.begin, text->cp + b.begin,
		       (a.end - a.begin) * sizeof(*text->cp));
}

/* Is the word marked at run already in [from, run.begin)? */
static bool seen(const struct snippet_text *text, size_t from,
		 struct text_span run)
{
	for (struct text_span old = next_mark(text, from);
	     old.begin < run.begin; old = next_mark(text, old.end)) {
		if (same(text, old, run))
			return true;
	}
	return false;
}

/* What the marks that fit in size columns from first.begin on are worth, and
 * where the last of them ends. */
static size_t worth(size_t *end, const struct snippet_text *text,
		    struct text_span first, size_t size)
{
	size_t sum = 0, width = 0, at = first.begin;
	struct text_span run = first;

	*end = first.begin;
	while (run.begin < run.end) {
		size_t columns = width_sum(text->cp + run.begin,
					   run.end - run.begin);

		width += width_sum(text->cp + at, run.begin - at) + columns;
		if (width > size)
			break;
		sum += columns * (seen(text, first.begin, run) ? WORTH_AGAIN
							       : WORTH_NEW);
		*end = at = run.end;
		run = next_mark(text, run.end);
	}
	return sum;
}

static bool ends_sentence(uint32_t cp)
{
	return cp == '\n' || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F ||
	       cp == 0xFF1B || cp == '!' || cp == '?' || cp == ';';
}

static size_t fill(const struct snippet_text *text, size_t begin, size_t size)
{
	size_t end = begin, width = 0;

	while (end < text->count) {
		width += width_of(text->cp[end]);
		if (width > size)
			break;
		end++;
	}
	return end;
}

/* Where to begin so that [core.begin, core.end) stays inside: at the sentence's
 * beginning if the spare columns reach it, else with a third of them before. */
static size_t lead(const struct snippet_text *text, size_t from,
		   struct text_span core, size_t spare)
{
	size_t begin = core.begin, third = core.begin, width = 0;

	while (begin > from && !ends_sentence(text->cp[begin - 1])) {
		size_t wider = width + width_of(text->cp[begin - 1]);

		if (wider > spare)
			return third;
		width = wider;
		begin--;
		if (width <= spare / 3)
			third = begin;
	}
	return begin;
}

/* A window that reaches the end of the text uses its spare room before it. */
static size_t pull_back(const struct snippet_text *text, size_t from,
			struct text_span window, size_t size)
{
	size_t width = width_sum(text->cp + window.begin,
				 window.end - window.begin);

	while (window.begin > from) {
		width += width_of(text->cp[window.begin - 1]);
		if (width > size)
			break;
		window.begin--;
	}
	return window.begin;
}

/* Give up characters at the edges, but no mark, where an edge cuts badly. */
static struct text_span tidy(const struct snippet_text *text, size_t from,
			     struct text_span core, struct text_span window)
{
	while (window.begin > from && window.begin < core.begin &&
	       (text->cp[window.begin] == ' ' ||
		!width_breaks(text->cp, window.begin)))
		window.begin++;
	while (window.end < text->count && window.end > core.end &&
	       !width_breaks(text->cp, window.end))
		window.end--;
	return window;
}

struct text_span snippet_window(const struct snippet_text *text, size_t from,
				size_t size)
{
	struct text_span core = { from, from }, window;
	size_t best = 0;

	if (width_sum(text->cp + from, text->count - from) <= size)
		return (struct text_span){ from, text->count };
	for (struct text_span run = next_mark(text, from); run.begin < run.end;
	     run = next_mark(text, run.end)) {
		size_t end, sum = worth(&end, text, run, size);

		if (sum > best) {
			best = sum;
			core = (struct text_span){ run.begin, end };
		}
		if (!best && core.begin == core.end)	/* a mark wider than the window */
			core = (struct text_span){ run.begin,
						   fill(text, run.begin, size) };
	}
	window.begin = lead(text, from, core,
			    size - width_sum(text->cp + core.begin,
					     core.end - core.begin));
	window.end = fill(text, window.begin, size);
	if (window.end == text->count)
		window.begin = pull_back(text, from, window, size);
	return tidy(text, from, core, window);
}
