#include "query/match/leaf_number.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/fold.h"

enum { ORDINAL = 0x7B2C, WHOLE_MOST = 40 };

/* The words of the number, of 第 before it and of what is counted. */
static void find_whole(struct leaf_number *out, const struct text *text,
		       const struct text_span *words, size_t word_count,
		       struct text_span number)
{
	size_t begin = number.begin, end = number.end;

	if (begin && text->cp[begin - 1] == ORDINAL)
		begin--;
	if (end < text->count && is_han(text->cp[end]))
		end++;
	out->first = out->end = word_count;
	for (size_t i = 0; i < word_count; i++) {
		if (words[i].end <= begin || words[i].begin >= end)
			continue;
		if (out->first == word_count)
			out->first = i;
		out->end = i + 1;
	}
	out->whole = (struct text_span){ begin, end };
	if (out->first == word_count)
		return;
	if (words[out->first].begin < begin)
		out->whole.begin = words[out->first].begin;
	if (words[out->end - 1].end > end)
		out->whole.end = words[out->end - 1].end;
}

static bool is_digits(const struct numeral_form *form)
{
	return form->cp[0] < 0x80;
}

/* The whole with form in place of the number; blank: apart from Han characters
 * beside it. */
static void add_form(struct leaf_number *out, const struct text *text,
		     struct text_span number, const struct numeral_form *form,
		     bool blank)
{
	const struct text_span whole = out->whole;
	struct needle needle = { NULL, 0, GUARD_NUMBER };
	bool is_apart = false;

	needle.cp = mem_array(whole.end - whole.begin + form->count + 2,
			      sizeof(*needle.cp));
	for (size_t i = whole.begin; i < number.begin; i++)
		needle.cp[needle.count++] = text->cp[i];
	if (blank && needle.count) {
		needle.cp[needle.count++] = ' ';
		is_apart = true;
	}
	memcpy(needle.cp + needle.count, form->cp,
	       form->count * sizeof(*needle.cp));
	needle.count += form->count;
	if (blank && number.end < whole.end) {
		needle.cp[needle.count++] = ' ';
		is_apart = true;
	}
	for (size_t i = number.end; i < whole.end; i++)
		needle.cp[needle.count++] = text->cp[i];
	if (whole.begin == number.begin)
		needle.guard |= GUARD_BEFORE;
	if (whole.end == number.end)
		needle.guard |= GUARD_AFTER;
	if (blank == is_apart)
		out->forms[out->count++] = needle;
	else
		free(needle.cp);
}

static void find_forms(struct leaf_number *out, const struct text *text,
		       const struct numeral *numeral)
{
	for (size_t i = 0; i < numeral->count; i++) {
		const struct numeral_form *form = &numeral->forms[i];

		add_form(out, text, numeral->span, form, false);
		if (is_digits(form))
			add_form(out, text, numeral->span, form, true);
	}
}

void leaf_numbers_find(struct leaf_numbers *out, const struct text *text,
		       const struct text_span *words, size_t word_count)
{
	struct numeral numerals[NUMERALS_MOST];
	const size_t count = numerals_find(numerals, text->cp, text->count);
	size_t done = 0;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < count; i++) {
		struct leaf_number *next = &out->at[out->count];

		find_whole(next, text, words, word_count, numerals[i].span);
		if (next->whole.begin < done || next->first == word_count ||
		    next->whole.end - next->whole.begin > WHOLE_MOST)
			continue;
		done = next->whole.end;
		find_forms(next, text, &numerals[i]);
		out->count++;
	}
}

void leaf_numbers_release(struct leaf_numbers *numbers)
{
	for (size_t i = 0; i < numbers->count; i++)
		for (size_t k = 0; k < numbers->at[i].count; k++)
			free(numbers->at[i].forms[k].cp);
	memset(numbers, 0, sizeof(*numbers));
}
