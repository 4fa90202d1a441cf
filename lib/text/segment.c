#include "text/segment.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "base/mem.h"
#include "text/fold.h"

enum {
	WINDOW = 4096,		/* characters that ICU sees at a time */
	UNSURE = 64		/* at a window's end: what follows may change them */
};

/* Stand for characters beyond the BMP; none of them is part of a word of the
 * dictionary. */
enum {
	UNIT_HAN = 0x4DB5,
	UNIT_LETTER = 0x13A0,	/* Cherokee */
	UNIT_MARK = 0x0300,
	UNIT_OTHER = 0xFFFC
};

struct segment_breaker {
	UBreakIterator *icu;
	UChar *units;
	size_t unit_capacity;
	struct text_span *words;
	size_t word_count, word_capacity;
};

static enum status icu_failed(UErrorCode code, struct error *err)
{
	return error_set(err, STATUS_INTERNAL, "ICU word breaking: %s",
			 u_errorName(code));
}

/* Without its dictionary ICU cuts every Han character apart. */
static bool knows_chinese(segment_breaker *breaker)
{
	static const uint32_t known[] = { 0x6211, 0x4EEC };	/* 我们 */
	const struct text_span *words;
	size_t count;

	return segment_words(breaker, known, 2, &words, &count) == STATUS_OK &&
	       count == 1;
}

enum status segment_new(segment_breaker **out, struct error *err)
{
	UErrorCode code = U_ZERO_ERROR;
	segment_breaker *breaker = mem_alloc(sizeof(*breaker));

	*out = NULL;
	breaker->icu = ubrk_open(UBRK_WORD, "zh", NULL, 0, &code);
	if (U_FAILURE(code)) {
		segment_free(breaker);
		return icu_failed(code, err);
	}
	if (!knows_chinese(breaker)) {
		segment_free(breaker);
		return error_set(err, STATUS_INTERNAL,
				 "ICU has no Chinese dictionary");
	}
	*out = breaker;
	return STATUS_OK;
}

void segment_free(segment_breaker *breaker)
{
	if (!breaker)
		return;
	if (breaker->icu)
		ubrk_close(breaker->icu);
	free(breaker->units);
	free(breaker->words);
	free(breaker);
}

static UChar stand_in(uint32_t cp)
{
	UChar32 c = (UChar32)cp;

	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return UNIT_OTHER;
	if (is_han(cp))
		return UNIT_HAN;
	if (u_isdigit(c))
		return '0';
	if (u_isalpha(c))
		return UNIT_LETTER;
	return U_GET_GC_MASK(c) & U_GC_M_MASK ? UNIT_MARK : UNIT_OTHER;
}

static void put_units(segment_breaker *breaker, const uint32_t *folded,
		      size_t count)
{
	mem_reserve(&breaker->units, &breaker->unit_capacity, count,
		    sizeof(*breaker->units));
	for (size_t i = 0; i < count; i++)
		breaker->units[i] = folded[i] < 0xD800 ||
				    (folded[i] >= 0xE000 && folded[i] < 0x10000)
			? (UChar)folded[i] : stand_in(folded[i]);
}

/* One window's words: those that end before its unsure part, at least one
 * piece.  *open is set when the piece is the whole window, so that the word may
 * go on.  The number of characters that were decided. */
static size_t take_window(segment_breaker *breaker, size_t from, size_t len,
			  bool is_last, bool *open)
{
	size_t at = 0;
	int32_t next;

	ubrk_first(breaker->icu);
	while ((next = ubrk_next(breaker->icu)) != UBRK_DONE) {
		struct text_span word = { from + at, from + (size_t)next };
		bool is_word;

		if (!is_last && at && (size_t)next + UNSURE > len)
			break;
		/* ICU 72 says "no word" of Han before katakana, "_", mark. */
		is_word = ubrk_getRuleStatus(breaker->icu) >=
			  UBRK_WORD_NONE_LIMIT ||
			  is_han(breaker->units[word.begin]);
		if (is_word && *open && !at && !is_han(breaker->units[from]))
			breaker->words[breaker->word_count - 1].end = word.end;
		else if (is_word)
			breaker->words[breaker->word_count++] = word;
		*open = is_word && !is_last && (size_t)next == len;
		at = (size_t)next;
	}
	return at;
}

enum status segment_words(segment_breaker *breaker, const uint32_t *folded,
			  size_t count, const struct text_span **out,
			  size_t *span_count)
{
	bool open = false;

	*out = NULL;
	*span_count = 0;
	put_units(breaker, folded, count);
	mem_reserve(&breaker->words, &breaker->word_capacity, count,
		    sizeof(*breaker->words));
	breaker->word_count = 0;
	for (size_t from = 0; from < count; ) {
		UErrorCode code = U_ZERO_ERROR;
		size_t len = count - from < WINDOW ? count - from : WINDOW;

		ubrk_setText(breaker->icu, breaker->units + from, (int32_t)len,
			     &code);
		if (U_FAILURE(code))
			return icu_failed(code, NULL);
		from += take_window(breaker, from, len, from + len == count,
				    &open);
	}
	*out = breaker->words;
	*span_count = breaker->word_count;
	return STATUS_OK;
}
