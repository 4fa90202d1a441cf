#include "text/terms.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/segment.h"
#include "text/terms_parts.h"

enum { LEXICON_MOST = 64 };	/* characters of a word, see lexicon.h */

struct word {
	size_t begin, end;
	enum term_kind kind;
};

struct segmenter {
	segment_breaker *breaker;
	const lexicon *lexicon;
	struct terms_text text;
	struct terms_parts parts;
	/* terms_each(): the words in order, and the text as UTF-8, character i
	 * at utf8[offset[i]] */
	struct word *words;
	size_t word_count, word_capacity;
	char *utf8;
	uint32_t *offset;
	size_t utf8_capacity, offset_capacity;
};

enum status segmenter_new(segmenter **out, const lexicon *words,
			  struct error *err)
{
	segment_breaker *breaker;
	enum status status = segment_new(&breaker, err);

	*out = NULL;
	if (status != STATUS_OK)
		return status;
	*out = mem_alloc(sizeof(**out));
	(*out)->breaker = breaker;
	(*out)->lexicon = words;
	return STATUS_OK;
}

void segmenter_free(segmenter *self)
{
	if (!self)
		return;
	segment_free(self->breaker);
	terms_parts_release(&self->parts);
	free(self->words);
	free(self->utf8);
	free(self->offset);
	free(self);
}

static enum status find_parts(segmenter *self, const uint32_t *folded,
			      size_t count)
{
	struct terms_text *text = &self->text;
	enum status status;

	*text = (struct terms_text){ folded, count, self->lexicon, NULL, 0 };
	status = segment_words(self->breaker, folded, count, &text->words,
			       &text->word_count);
	if (status == STATUS_OK)
		terms_parts_find(&self->parts, text);
	return status;
}

enum status terms_words(segmenter *self, const uint32_t *folded,
			size_t count, const struct text_span **out,
			size_t *span_count)
{
	enum status status = find_parts(self, folded, count);

	*out = status == STATUS_OK ? self->parts.spans : NULL;
	*span_count = status == STATUS_OK ? self->parts.count : 0;
	return status;
}

/* Put a word where it belongs by its begin, then its end.  They come nearly in
 * order, so it moves a few places at most.  One span is one word; that the
 * lexicon has it is worth knowing. */
static void put_word(segmenter *self, size_t begin, size_t end,
		     enum term_kind kind)
{
	size_t at = self->word_count;
	struct word *words;

	if (end - begin < 2)
		return;
	mem_reserve(&self->words, &self->word_capacity, at + 1,
		    sizeof(*self->words));
	words = self->words;
	while (at && (words[at - 1].begin > begin ||
		      (words[at - 1].begin == begin && words[at - 1].end > end)))
		at--;
	if (at && words[at - 1].begin == begin && words[at - 1].end == end) {
		if (kind == TERM_LEXICON)
			words[at - 1].kind = kind;
		return;
	}
	for (size_t i = self->word_count++; i > at; i--)
		words[i] = words[i - 1];
	words[at] = (struct word){ begin, end, kind };
}

static bool is_joint(uint32_t cp)
{
	return cp == '.' || cp == ',' || cp == '-' || cp == '_' || cp == ':' ||
	       cp == '\'' || cp == 0x2019;
}

/* A word of ICU's, and the parts of one such as 5.3382 or www.gov.cn. */
static void put_icu_word(segmenter *self, size_t begin, size_t end)
{
	const uint32_t *cp = self->text.cp;
	size_t from = begin;

	put_word(self, begin, end, TERM_WORD);
	if (end - begin < 3 || is_han(cp[begin]))
		return;
	for (size_t i = begin; i < end; i++) {
		if (!is_joint(cp[i]))
			continue;
		put_word(self, from, i, TERM_WORD);
		from = i + 1;
	}
	if (from > begin)
		put_word(self, from, end, TERM_WORD);
}

/* What is being looked for inside a match. */
struct inner {
	segmenter *owner;
	size_t end;
};

static void put_inner(void *context, size_t begin, size_t end, uint32_t value)
{
	struct inner *inner = context;

	(void)value;
	if (end <= inner->end &&
	    terms_parts_fits(&inner->owner->parts, begin, end))
		put_word(inner->owner, begin, end, TERM_LEXICON);
}

/* A match, and the words of ICU and of the lexicon that lie within it, ICU's
 * from word *next on. */
static void put_match(segmenter *self, struct text_span match,
		      enum part_kind kind, size_t *next)
{
	const struct terms_text *text = &self->text;
	struct inner inner = { self, match.end };

	put_word(self, match.begin, match.end,
		 kind == PART_LEXICON ? TERM_LEXICON : TERM_WORD);
	for (; *next < text->word_count &&
	       text->words[*next].begin < match.end; ++*next) {
		struct text_span word = text->words[*next];

		if (word.begin >= match.begin && word.end <= match.end)
			put_icu_word(self, word.begin, word.end);
		if (word.end > match.end)
			break;
	}
	if (!text->lexicon || match.end - match.begin < 3 ||
	    match.end - match.begin > LEXICON_MOST)
		return;
	for (size_t at = match.begin; at < match.end; at++)
		lexicon_each_at(text->lexicon, text->cp, text->count, at,
				put_inner, &inner);
}

static void put_words(segmenter *self)
{
	const struct terms_parts *parts = &self->parts;
	size_t next = 0;

	self->word_count = 0;
	for (size_t i = 0; i < parts->count; i++) {
		struct text_span part = parts->spans[i];

		if (parts->kinds[i] == PART_WORD)
			put_icu_word(self, part.begin, part.end);
		else
			put_match(self, part, parts->kinds[i], &next);
	}
}

/* Encode the text once; every term is then a slice of it. */
static void encode(segmenter *self)
{
	const struct terms_text *text = &self->text;
	char *at;

	mem_reserve(&self->utf8, &self->utf8_capacity,
		    text->count * 4 + 4, 1);
	mem_reserve(&self->offset, &self->offset_capacity,
		    text->count + 1, sizeof(*self->offset));
	at = self->utf8;
	for (size_t i = 0; i < text->count; i++) {
		self->offset[i] = (uint32_t)(at - self->utf8);
		at += utf8_encode(at, text->cp[i]);
	}
	self->offset[text->count] = (uint32_t)(at - self->utf8);
}

static enum status emit(const segmenter *self, struct word word,
			term_fn *each, void *context)
{
	uint32_t from = self->offset[word.begin];
	struct term term = { self->utf8 + from,
			     self->offset[word.end] - from, word.kind,
			     word.begin, word.end };

	return term.len > TERM_MOST ? STATUS_OK : each(context, &term);
}

static enum status emit_all(const segmenter *self, term_fn *each,
			    void *context)
{
	const struct terms_text *text = &self->text;
	const struct word *word = self->words;
	const struct word *end = word + self->word_count;
	bool was_han = false;
	enum status status = STATUS_OK;

	/* A bigram is known, and comes, when its second character is reached. */
	for (size_t i = 0; i < text->count && status == STATUS_OK; i++) {
		bool now_han = is_han(text->cp[i]);

		if (was_han && now_han)
			status = emit(self,
				      (struct word){ i - 1, i + 1, TERM_BIGRAM },
				      each, context);
		was_han = now_han;
		for (; status == STATUS_OK && word < end && word->begin < i;
		     word++)
			status = emit(self, *word, each, context);
	}
	for (; status == STATUS_OK && word < end; word++)
		status = emit(self, *word, each, context);
	return status;
}

enum status terms_each(segmenter *self, const uint32_t *folded,
		       size_t count, term_fn *each, void *context)
{
	enum status status = find_parts(self, folded, count);

	if (status != STATUS_OK)
		return status;
	put_words(self);
	encode(self);
	return emit_all(self, each, context);
}

enum status terms_each_bigram(const uint32_t *folded, size_t count,
			      term_fn *each, void *context)
{
	char bytes[8];
	size_t first = 0;	/* length of the character before, if Han */
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		char second[4];
		size_t len;

		if (!is_han(folded[i])) {
			first = 0;
			continue;
		}
		len = utf8_encode(second, folded[i]);
		for (size_t j = 0; j < len; j++)
			bytes[first + j] = second[j];
		if (first) {
			struct term term = { bytes, first + len, TERM_BIGRAM,
					     i - 1, i + 1 };

			status = each(context, &term);
		}
		for (size_t j = 0; j < len; j++)
			bytes[j] = second[j];
		first = len;
	}
	return status;
}
