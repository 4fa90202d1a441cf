/* Physical limits, measured in one run: what reading, ICU's own word break and
 * our terms take on the same text, in one process.
 *
 *	limits FILE	UTF-8 text, one paragraph a line
 * One JSON line a figure.  terms_of_icu is the share of ICU's speed at which
 * terms_each() gives all words and bigrams. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "base/mem.h"
#include "index/layout.h"
#include "text/fold.h"
#include "text/terms.h"
#include "text/text.h"

enum { ROUNDS = 5 };

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The paragraphs of the text, folded, as characters and as ICU wants them. */
struct paragraphs {
	struct paragraph {
		uint32_t *cp;
		UChar *units;
		size_t count, unit_count;
	} *at;
	size_t count, capacity, characters, bytes;
};

static void add_paragraph(struct paragraphs *out, const char *line, size_t len)
{
	struct text text = TEXT_INIT;
	struct paragraph *next;
	UErrorCode code = U_ZERO_ERROR;
	int32_t used;

	text_put_utf8(&text, line, len, 0);
	fold_cps(text.cp, text.cp, text.count);
	mem_reserve(&out->at, &out->capacity, out->count + 1,
		    sizeof(*out->at));
	next = &out->at[out->count++];
	next->count = text.count;
	next->cp = mem_array(text.count + 1, sizeof(*next->cp));
	memcpy(next->cp, text.cp, text.count * sizeof(*next->cp));
	next->units = mem_array(2 * text.count + 1, sizeof(UChar));
	u_strFromUTF32(next->units, (int32_t)(2 * text.count + 1), &used,
		       (const UChar32 *)next->cp, (int32_t)text.count, &code);
	next->unit_count = U_FAILURE(code) ? 0 : (size_t)used;
	out->characters += text.count;
	out->bytes += len;
	text_release(&text);
}

static enum status load(struct paragraphs *out, const char *path,
			struct error *err)
{
	char *text, *line, *rest;
	size_t len;
	enum status status = layout_load(&text, &len, path, err);

	for (rest = text; !status && (line = strsep(&rest, "\n"));)
		if (*line)
			add_paragraph(out, line, strlen(line));
	free(text);
	return status;
}

static double best(double a, double b)
{
	return a == 0 || b < a ? b : a;
}

static double break_all(const struct paragraphs *all, size_t *breaks)
{
	UErrorCode code = U_ZERO_ERROR;
	UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &code);
	const double begin = now_s();

	*breaks = 0;
	for (size_t i = 0; U_SUCCESS(code) && i < all->count; i++) {
		ubrk_setText(iterator, all->at[i].units,
			     (int32_t)all->at[i].unit_count, &code);
		while (ubrk_next(iterator) != UBRK_DONE)
			++*breaks;
	}
	ubrk_close(iterator);
	return now_s() - begin;
}

static enum status count_term(void *context, const struct term *term)
{
	(void)term;
	++*(size_t *)context;
	return STATUS_OK;
}

static double terms_all(const struct paragraphs *all, size_t *terms)
{
	segmenter *segmenter;
	double begin, took = 0;

	*terms = 0;
	if (segmenter_new(&segmenter, NULL, NULL))
		return 0;
	begin = now_s();
	for (size_t i = 0; i < all->count; i++)
		terms_each(segmenter, all->at[i].cp, all->at[i].count,
			   count_term, terms);
	took = now_s() - begin;
	segmenter_free(segmenter);
	return took;
}

int main(int argc, char **argv)
{
	struct paragraphs all = { NULL, 0, 0, 0, 0 };
	struct error err = { STATUS_OK, "" };
	double icu = 0, own = 0;
	size_t breaks = 0, terms = 0;

	if (argc != 2 || load(&all, argv[1], &err)) {
		fprintf(stderr, "limits: %s\n", argc == 2 ? err.text : "FILE?");
		return 2;
	}
	for (int i = 0; i < ROUNDS; i++) {	/* in turns: machines are noisy */
		icu = best(icu, break_all(&all, &breaks));
		own = best(own, terms_all(&all, &terms));
	}
	printf("{\"what\":\"icu word break\",\"mb_s\":%.1f,\"words_s\":%.0f}\n",
	       (double)all.bytes / 1e6 / icu, (double)breaks / icu);
	printf("{\"what\":\"terms\",\"mb_s\":%.1f,\"terms_s\":%.0f,"
	       "\"terms_of_icu\":%.2f}\n", (double)all.bytes / 1e6 / own,
	       (double)terms / own, icu / own);
	return 0;
}
