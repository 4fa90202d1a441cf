/* How the double-array trie of a lexicon is laid out. */
#include "text/lexicon_block.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NONE = 0, TRIES = 1024 };

/* A word as codes, for sorting; order tells which of equal ones came last. */
struct coded {
	const uint16_t *codes;
	uint32_t len, value;
	size_t order;
};

/* A node whose children have no cells yet: the words [begin, end) begin with
 * the depth codes that lead to it. */
struct pending {
	uint32_t node, depth;
	size_t begin, end;
};

struct builder {
	struct lexicon_cell *cells;
	uint32_t *next, *previous;	/* the list of free cells; 0 ends it */
	size_t capacity;
	uint32_t count, first, last;	/* cells; first and last free ones */
	uint32_t cursor[2];		/* where to look for room: for one child,
					 * for several; 0: at the first */
	struct coded *words;
	size_t word_count;
	struct pending *queue;
	size_t queue_begin, queue_end, queue_capacity;
};

struct tally {
	uint32_t cp, times;
};

static int by_times(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->times != y->times)
		return x->times < y->times ? 1 : -1;
	return x->cp < y->cp ? -1 : x->cp > y->cp;
}

/* The code of each of 0x110000 characters, the commonest first from 1. */
static uint16_t *number_characters(const uint32_t *chars,
				   const struct lexicon_word *words,
				   size_t count)
{
	uint32_t *times = mem_array(0x110000, sizeof(*times));
	uint16_t *code = mem_array(0x110000, sizeof(*code));
	struct tally *tallies = NULL;
	size_t used = 0, capacity = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < words[i].len; j++)
			times[chars[words[i].begin + j]]++;
	}
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		if (!times[cp])
			continue;
		mem_reserve(&tallies, &capacity, used + 1, sizeof(*tallies));
		tallies[used++] = (struct tally){ cp, times[cp] };
	}
	if (used)
		qsort(tallies, used, sizeof(*tallies), by_times);
	for (size_t i = 0; i < used && i < LEXICON_CODE_MOST; i++)
		code[tallies[i].cp] = (uint16_t)(i + 1);
	free(tallies);
	free(times);
	return code;
}

static int by_codes(const void *a, const void *b)
{
	const struct coded *x = a, *y = b;
	uint32_t least = x->len < y->len ? x->len : y->len;

	for (uint32_t i = 0; i < least; i++) {
		if (x->codes[i] != y->codes[i])
			return x->codes[i] < y->codes[i] ? -1 : 1;
	}
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool is_same(const struct coded *x, const struct coded *y)
{
	return x->len == y->len &&
	       !memcmp(x->codes, y->codes, x->len * sizeof(*x->codes));
}

/* The words as codes, sorted, each once.  codes has room for all of them. */
static void sort_words(struct builder *builder, uint16_t *codes,
		       const uint16_t *code, const uint32_t *chars,
		       const struct lexicon_word *words, size_t count)
{
	struct coded *coded = mem_array(count, sizeof(*coded));
	size_t kept = 0, used = 0;

	for (size_t i = 0; i < count; i++) {
		bool is_whole = true;

		for (size_t j = 0; j < words[i].len; j++) {
			codes[j] = code[chars[words[i].begin + j]];
			is_whole &= codes[j] != 0;
		}
		if (!is_whole)	/* a character beyond LEXICON_CODE_MOST */
			continue;
		coded[used++] = (struct coded){ codes, words[i].len,
						words[i].value, i };
		codes += words[i].len;
	}
	qsort(coded, used, sizeof(*coded), by_codes);
	for (size_t i = 0; i < used; i++) {
		if (i + 1 == used || !is_same(&coded[i], &coded[i + 1]))
			coded[kept++] = coded[i];
	}
	builder->words = coded;
	builder->word_count = kept;
}

/* Have at least count cells; new ones are free. */
static void grow(struct builder *builder, uint32_t count)
{
	size_t capacity = builder->capacity;

	if (count <= builder->count)
		return;
	mem_reserve(&builder->cells, &capacity, count, sizeof(*builder->cells));
	capacity = builder->capacity;
	mem_reserve(&builder->next, &capacity, count, sizeof(*builder->next));
	mem_reserve(&builder->previous, &builder->capacity, count,
		    sizeof(*builder->previous));
	for (uint32_t i = builder->count; i < count; i++) {
		builder->cells[i] = (struct lexicon_cell){ 0, LEXICON_FREE, 0 };
		if (i == 0)	/* the root, which is never free */
			continue;
		builder->next[i] = NONE;
		builder->previous[i] = builder->last;
		if (builder->last)
			builder->next[builder->last] = i;
		else
			builder->first = i;
		builder->last = i;
	}
	builder->count = count;
}

static void take(struct builder *builder, uint32_t cell, uint32_t parent)
{
	uint32_t next = builder->next[cell], previous = builder->previous[cell];

	for (int i = 0; i < 2; i++) {
		if (builder->cursor[i] == cell)
			builder->cursor[i] = next;
	}
	if (previous)
		builder->next[previous] = next;
	else
		builder->first = next;
	if (next)
		builder->previous[next] = previous;
	else
		builder->last = previous;
	builder->cells[cell].parent = parent;
}

static bool fits(const struct builder *builder, uint32_t base,
		 const uint16_t *codes, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t cell = base + codes[i];	/* over 0, the root */

		if (cell < builder->count &&
		    builder->cells[cell].parent != LEXICON_FREE)
			return false;
	}
	return true;
}

/* A base at which the cells of all these codes (ascending) are free.  The
 * search begins where the last one of its kind ended and gives up after some
 * tries, taking new cells: so the time is linear.  Single children, which are
 * most, come later for the greater part and fill the gaps. */
static uint32_t find_base(struct builder *builder, const uint16_t *codes,
			  size_t count)
{
	uint32_t *cursor = &builder->cursor[count > 1];
	uint32_t cell = *cursor ? *cursor : builder->first;

	for (int tries = 0; cell && tries < TRIES; tries++) {
		if (cell >= codes[0] &&
		    fits(builder, cell - codes[0], codes, count))
			return cell - codes[0];
		if (tries >= TRIES / 2 || count == 1)
			*cursor = builder->next[*cursor ? *cursor : cell];
		cell = builder->next[cell];
	}
	return builder->count > codes[0] ? builder->count - codes[0] : 0;
}

/* Queue the child of node that the words [begin, end) share. */
static void add_pending(struct builder *builder, uint32_t node, uint32_t depth,
			size_t begin, size_t end)
{
	mem_reserve(&builder->queue, &builder->queue_capacity,
		    builder->queue_end + 1, sizeof(*builder->queue));
	builder->queue[builder->queue_end++] =
		(struct pending){ node, depth, begin, end };
}

/* Give cells to the children of one node, and queue them. */
static void place_children(struct builder *builder, struct pending from,
			   uint16_t *codes)
{
	const struct coded *words = builder->words;
	size_t begin = from.begin, count = 0;
	uint32_t base;

	if (words[begin].len == from.depth) {
		builder->cells[from.node].base |= LEXICON_IS_WORD;
		builder->cells[from.node].value = words[begin++].value;
	}
	for (size_t i = begin; i < from.end; i++) {
		uint16_t code = words[i].codes[from.depth];

		if (!count || codes[count - 1] != code)
			codes[count++] = code;
	}
	if (!count)
		return;
	base = find_base(builder, codes, count);
	grow(builder, base + codes[count - 1] + 1);
	builder->cells[from.node].base |= base;
	for (size_t i = 0; i < count; i++) {
		size_t end = begin;

		while (end < from.end &&
		       words[end].codes[from.depth] == codes[i])
			end++;
		take(builder, base + codes[i], from.node);
		add_pending(builder, base + codes[i], from.depth + 1, begin,
			    end);
		begin = end;
	}
}

static void put_number16(struct buf *out, uint16_t number)
{
	buf_put(out, &number, sizeof(number));
}

static bool is_page_used(const uint16_t *codes)
{
	bool is_used = false;

	for (uint32_t i = 0; i < 256; i++)
		is_used |= codes[i] != 0;
	return is_used;
}

/* The bits of what begins a word, the page index and the pages. */
static uint32_t put_pages(struct buf *out, const struct builder *builder,
			  const uint16_t *code, const uint32_t *cp_of)
{
	unsigned char starts[LEXICON_STARTS] = { 0 };
	uint16_t pages = 1;

	for (size_t i = 0; i < builder->word_count; i++) {
		uint32_t cp = cp_of[builder->words[i].codes[0]];

		if (cp < 0x10000)
			starts[cp >> 3] |= (unsigned char)(1u << (cp & 7));
	}
	buf_put(out, starts, sizeof(starts));
	for (uint32_t page = 0; page < LEXICON_PAGES; page++) {
		bool is_used = is_page_used(code + page * 256);

		put_number16(out, is_used ? pages++ : 0);
	}
	for (uint32_t i = 0; i < 256; i++)
		put_number16(out, 0);
	for (uint32_t page = 0; page < LEXICON_PAGES; page++) {
		if (is_page_used(code + page * 256))
			buf_put(out, code + page * 256, 512);
	}
	return pages;
}

static void put_block(struct buf *out, const struct builder *builder,
		      const uint16_t *code)
{
	struct lexicon_header header = { LEXICON_MAGIC,
		(uint32_t)builder->word_count, 0, builder->count };
	uint32_t *cp_of = mem_array(LEXICON_CODE_MOST + 1, sizeof(*cp_of));
	size_t at = out->len;

	for (uint32_t cp = 0; cp < 0x110000; cp++)
		cp_of[code[cp]] = cp;
	buf_put(out, &header, sizeof(header));
	header.pages = put_pages(out, builder, code, cp_of);
	memcpy(out->data + at, &header, sizeof(header));
	buf_put(out, builder->cells, builder->count * sizeof(*builder->cells));
	free(cp_of);
}

void lexicon_build(struct buf *out, const uint32_t *chars,
		   const struct lexicon_word *words, size_t count)
{
	struct builder builder = { .cells = NULL };
	uint16_t *code = number_characters(chars, words, count);
	uint16_t *children = mem_array(LEXICON_CODE_MOST + 1, sizeof(*children));
	uint16_t *codes;
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += words[i].len;
	codes = mem_array(total + LEXICON_WORD_MOST, sizeof(*codes));
	sort_words(&builder, codes, code, chars, words, count);
	grow(&builder, 1024);
	if (builder.word_count)
		add_pending(&builder, 0, 0, 0, builder.word_count);
	while (builder.queue_begin < builder.queue_end)
		place_children(&builder, builder.queue[builder.queue_begin++],
			       children);
	put_block(out, &builder, code);
	free(code);
	free(children);
	free(codes);
	free(builder.cells);
	free(builder.next);
	free(builder.previous);
	free(builder.words);
	free(builder.queue);
}
