#include "text/terms_parts.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/mem.h"

enum {
	INSIDE_WORD = 1,	/* between two characters of a word of ICU's */
	INSIDE_RUN = 2		/* between two Latin letters or digits */
};

void terms_parts_release(struct terms_parts *parts)
{
	free(parts->spans);
	free(parts->kinds);
	free(parts->inside);
	*parts = (struct terms_parts){ .spans = NULL };
}

/* A letter or digit of a script that writes words with spaces. */
static bool is_run(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
	return (cp < 0x1100 || (cp >= 0x1E00 && cp < 0x2000)) &&
	       u_isalnum((UChar32)cp);
}

static void mark_insides(struct terms_parts *parts,
			 const struct terms_text *text)
{
	bool was_run = false;

	mem_reserve(&parts->inside, &parts->inside_capacity, text->count + 1,
		    sizeof(*parts->inside));
	memset(parts->inside, 0, text->count + 1);
	for (size_t i = 0; i < text->count; i++) {
		bool now_run = is_run(text->cp[i]);

		if (was_run && now_run)
			parts->inside[i] = INSIDE_RUN;
		was_run = now_run;
	}
	for (size_t i = 0; i < text->word_count; i++) {
		for (size_t at = text->words[i].begin + 1;
		     at < text->words[i].end; at++)
			parts->inside[at] |= INSIDE_WORD;
	}
}

bool terms_parts_fits(const struct terms_parts *parts, size_t begin, size_t end)
{
	unsigned char before = parts->inside[begin], after = parts->inside[end];

	if (end - begin < 2 || ((before | after) & INSIDE_RUN))
		return false;
	return end - begin == 2 ? !before && !after : !before || !after;
}

static bool is_numeral(uint32_t cp)
{
	switch (cp) {
	case 0x3007: case 0x96F6:				/* 〇零 */
	case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB:	/* 一二三四 */
	case 0x4E94: case 0x516D: case 0x4E03: case 0x516B:	/* 五六七八 */
	case 0x4E5D: case 0x5341: case 0x767E: case 0x5343:	/* 九十百千 */
	case 0x4E07: case 0x4EBF: case 0x4E24:			/* 万亿两 */
		return true;
	}
	return false;
}

static bool is_measure(uint32_t cp)
{
	switch (cp) {
	case 0x5E74: case 0x6708: case 0x65E5: case 0x53F7:	/* 年月日号 */
	case 0x5C4A: case 0x6761: case 0x7AE0:			/* 届条章 */
		return true;
	}
	return false;
}

/* The end of the run of numerals from begin on.  It is kept, so that a text of
 * nothing else is not run through from each of its characters. */
static size_t numerals_end(struct terms_parts *parts,
			   const struct terms_text *text, size_t begin)
{
	size_t end = begin;

	if (begin < parts->numerals_end)
		return parts->numerals_end;
	while (end < text->count && is_numeral(text->cp[end]))
		end++;
	return parts->numerals_end = end;
}

/* The length of the number that begins at begin, 0 when there is none: 第 or
 * not, numerals, and a measure.  ICU must set the measure off unless the
 * numerals alone leave no doubt (万一|日本, but 十二月|份); then they may also
 * stand without one. */
static size_t number_len(struct terms_parts *parts,
			 const struct terms_text *text, size_t begin)
{
	const uint32_t *cp = text->cp;
	bool is_ordinal = cp[begin] == 0x7B2C;	/* 第 */
	size_t first = begin + is_ordinal, end, count;
	bool is_sure;

	if (parts->inside[begin] || first == text->count ||
	    !is_numeral(cp[first]))
		return 0;
	end = numerals_end(parts, text, first);
	count = end - first;
	is_sure = is_ordinal || count >= 3 ||
		  (count == 2 && (cp[first] == 0x5341 || cp[first + 1] == 0x5341));
	if (end < text->count && is_measure(cp[end]) &&
	    (is_sure || !parts->inside[end + 1]))
		return end + 1 - begin;
	return count >= 3 && !parts->inside[end] ? end - begin : 0;
}

struct search {
	const struct terms_parts *parts;
	size_t longest;
};

static void keep_longest(void *context, size_t begin, size_t end,
			 uint32_t value)
{
	struct search *search = context;

	(void)value;
	if (terms_parts_fits(search->parts, begin, end))
		search->longest = end - begin;
}

static void put_part(struct terms_parts *parts, size_t begin, size_t end,
		     enum part_kind kind)
{
	if (begin >= end)
		return;
	mem_reserve(&parts->spans, &parts->capacity, parts->count + 1,
		    sizeof(*parts->spans));
	mem_reserve(&parts->kinds, &parts->kind_capacity, parts->count + 1,
		    sizeof(*parts->kinds));
	parts->spans[parts->count] = (struct text_span){ begin, end };
	parts->kinds[parts->count++] = kind;
}

/* Put what ICU has in [begin, end), from word *next on. */
static void put_words(struct terms_parts *parts, const struct terms_text *text,
		      size_t *next, size_t begin, size_t end)
{
	for (; *next < text->word_count; ++*next) {
		struct text_span word = text->words[*next];

		if (word.begin >= end)
			return;
		put_part(parts, word.begin > begin ? word.begin : begin,
			 word.end < end ? word.end : end, PART_WORD);
		if (word.end > end)
			return;
	}
}

void terms_parts_find(struct terms_parts *parts, const struct terms_text *text)
{
	size_t next = 0, done = 0;

	parts->count = 0;
	parts->numerals_end = 0;
	mark_insides(parts, text);
	for (size_t at = 0; at < text->count; ) {
		struct search search = { parts, 0 };
		size_t number = number_len(parts, text, at);

		if (text->lexicon && !(parts->inside[at] & INSIDE_RUN))
			lexicon_each_at(text->lexicon, text->cp, text->count,
					at, keep_longest, &search);
		if (!number && !search.longest) {
			at++;
			continue;
		}
		put_words(parts, text, &next, done, at);
		if (search.longest >= number) {
			done = at + search.longest;
			put_part(parts, at, done, PART_LEXICON);
		} else {
			done = at + number;
			put_part(parts, at, done, PART_NUMBER);
		}
		at = done;
	}
	put_words(parts, text, &next, done, text->count);
}
