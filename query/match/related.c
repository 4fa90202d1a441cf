#include "query/match/related.h"

#include <stdbool.h>

#include "query/match/rank_words.h"
#include "related_table.inc"

/* The order of word number and a text, as strcmp() has it. */
static int compare(size_t number, const uint32_t *text, size_t count)
{
	const uint16_t *units = word_text + word_at[number];
	const size_t size = (size_t)word_at[number + 1] - word_at[number];

	for (size_t i = 0; i < size && i < count; i++)
		if (units[i] != text[i])
			return units[i] < text[i] ? -1 : 1;
	return (size > count) - (size < count);
}

/* The number of the word that text is, or RELATED_WORDS. */
static size_t find(const uint32_t *text, size_t count)
{
	size_t low = 0, high = RELATED_WORDS;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = compare(middle, text, count);

		if (!order)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return RELATED_WORDS;
}

static void take(struct related *out, size_t number)
{
	out->count = 0;
	for (size_t i = related_at[number];
	     i < related_at[number + 1] && out->count < RELATED_MOST; i++) {
		const size_t to = related_to[i];

		out->words[out->count++] = (struct related_word){
			word_text + word_at[to],
			(size_t)word_at[to + 1] - word_at[to] };
	}
}

size_t related_next(struct related *out, const uint32_t *folded, size_t count,
		    const struct text_span *words, size_t word_count,
		    size_t from)
{
	for (size_t at = from; at < count; at++) {
		size_t len = count - at;

		if (rank_words_cut(words, word_count, at))
			continue;
		for (len = len < RELATED_LONGEST ? len : RELATED_LONGEST; len;
		     len--) {
			const size_t number =
				rank_words_cut(words, word_count, at + len) ?
				RELATED_WORDS : find(folded + at, len);

			if (number == RELATED_WORDS)
				continue;
			out->at = (struct text_span){ at, at + len };
			take(out, number);
			return at + len;
		}
	}
	return 0;
}
