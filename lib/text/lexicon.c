#include "text/lexicon.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/lexicon_block.h"

struct lexicon {
	/* while words are added */
	uint32_t *chars;
	size_t char_count, char_capacity;
	struct lexicon_word *words;
	size_t word_count, word_capacity;
	/* ready: the block, our own or mapped */
	struct buf built;
	const char *block;
	size_t block_len;
	struct lexicon_header header;
	const char *starts, *index, *pages, *cells;
};

lexicon *lexicon_new(void)
{
	return mem_alloc(sizeof(lexicon));
}

void lexicon_free(lexicon *set)
{
	if (!set)
		return;
	free(set->chars);
	free(set->words);
	buf_release(&set->built);
	free(set);
}

void lexicon_add(lexicon *set, const char *word, size_t len,
		 uint32_t value)
{
	const char *at = word, *end = word + len;
	size_t begin = set->char_count;
	size_t count = utf8_count(word, len);

	if (!count || count > LEXICON_WORD_MOST)
		return;
	mem_reserve(&set->chars, &set->char_capacity, begin + count,
		    sizeof(*set->chars));
	while (at < end)
		set->chars[set->char_count++] =
			fold_cp(utf8_next(&at, end));
	mem_reserve(&set->words, &set->word_capacity,
		    set->word_count + 1, sizeof(*set->words));
	set->words[set->word_count++] = (struct lexicon_word){
		begin, (uint32_t)count, value };
}

/* The word of a line: without its comment, what follows a tab, and the white
 * space around it.  A '#' within a word belongs to it. */
static void add_line(lexicon *set, const char *line, size_t len)
{
	const char *tab = memchr(line, '\t', len);

	if (tab)
		len = (size_t)(tab - line);
	while (len && (*line == ' ' || *line == '\r')) {
		line++;
		len--;
	}
	if (len && *line == '#')
		return;
	for (size_t i = 1; i < len; i++) {
		if (line[i] == '#' && line[i - 1] == ' ')
			len = i;
	}
	while (len && strchr(" \r\n", line[len - 1]))
		len--;
	lexicon_add(set, line, len, 0);
}

static enum status add_lines(lexicon *set, FILE *file, const char *path,
			     struct error *err)
{
	char *line = NULL;
	size_t size = 0;
	enum status status = STATUS_OK;
	ssize_t len;

	for (size_t number = 1; (len = getline(&line, &size, file)) >= 0;
	     number++) {
		size_t bom = number == 1 && len >= 3 &&
			     !memcmp(line, "\xEF\xBB\xBF", 3) ? 3 : 0;

		if (memchr(line, '\0', (size_t)len) ||
		    !utf8_is_valid(line, (size_t)len)) {
			status = error_set(err, STATUS_BAD_INPUT,
					   "%s:%zu: not UTF-8", path, number);
			break;
		}
		add_line(set, line + bom, (size_t)len - bom);
	}
	if (status == STATUS_OK && ferror(file))
		status = error_set(err, STATUS_IO, "%s: %s", path,
				   strerror(errno));
	free(line);
	return status;
}

enum status lexicon_add_file(lexicon *set, const char *path,
			     struct error *err)
{
	FILE *file = fopen(path, "re");
	enum status status;

	if (!file)
		return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND
						      : STATUS_IO,
				 "%s: %s", path, strerror(errno));
	status = add_lines(set, file, path, err);
	fclose(file);
	return status;
}

/* Point into the block; false when it is not one. */
static bool attach(lexicon *set, const char *block, size_t len)
{
	struct lexicon_header *header = &set->header;
	const size_t fixed = sizeof(*header) + LEXICON_STARTS +
			     2 * LEXICON_PAGES;
	uint64_t want;

	if (len < fixed)
		return false;
	memcpy(header, block, sizeof(*header));
	want = fixed + (uint64_t)header->pages * 512 +
	       (uint64_t)header->cells * sizeof(struct lexicon_cell);
	if (header->magic != LEXICON_MAGIC || want != len || !header->pages ||
	    !header->cells)
		return false;
	set->block = block;
	set->block_len = len;
	set->starts = block + sizeof(*header);
	set->index = set->starts + LEXICON_STARTS;
	set->pages = set->index + 2 * LEXICON_PAGES;
	set->cells = set->pages + (size_t)header->pages * 512;
	return true;
}

void lexicon_ready(lexicon *set)
{
	if (set->block)
		return;
	lexicon_build(&set->built, set->chars, set->words,
		      set->word_count);
	attach(set, set->built.data, set->built.len);
	free(set->chars);
	free(set->words);
	set->chars = NULL;
	set->words = NULL;
}

size_t lexicon_count(const lexicon *set)
{
	return set->block ? set->header.words : set->word_count;
}

void lexicon_encode(struct buf *out, const lexicon *set)
{
	buf_put(out, set->block, set->block_len);
}

enum status lexicon_map(lexicon **out, const void *bytes, size_t len,
			struct error *err)
{
	lexicon *mapped = lexicon_new();

	*out = NULL;
	if (!attach(mapped, bytes, len)) {
		lexicon_free(mapped);
		return error_set(err, STATUS_CORRUPT,
				 "the lexicon is damaged or of another kind of "
				 "machine");
	}
	*out = mapped;
	return STATUS_OK;
}

static inline bool may_start(const lexicon *set, uint32_t cp)
{
	return cp >= 0x10000 ||
	       (((unsigned char)set->starts[cp >> 3]) >> (cp & 7) & 1);
}

static inline uint32_t code_of(const lexicon *set, uint32_t cp)
{
	uint16_t page, code;

	if (cp >= 0x110000)
		return 0;
	memcpy(&page, set->index + 2 * (cp >> 8), sizeof(page));
	if (page >= set->header.pages)
		return 0;
	memcpy(&code, set->pages + 512 * (size_t)page + 2 * (cp & 0xFF),
	       sizeof(code));
	return code;
}

static inline struct lexicon_cell cell_at(const lexicon *set, uint32_t node)
{
	struct lexicon_cell cell;

	memcpy(&cell, set->cells + (size_t)node * sizeof(cell),
	       sizeof(cell));
	return cell;
}

/* A walk down the trie from one position. */
struct walk {
	uint32_t node;
	struct lexicon_cell cell;
};

/* Step to the child by cp.  Whatever the block holds, no cell outside it is
 * read. */
static inline bool step(struct walk *walk, const lexicon *set, uint32_t cp)
{
	uint32_t code = code_of(set, cp);
	uint32_t next = (walk->cell.base & ~LEXICON_IS_WORD) + code;

	if (!code || next >= set->header.cells)
		return false;
	walk->cell = cell_at(set, next);
	if (walk->cell.parent != walk->node)
		return false;
	walk->node = next;
	return true;
}

static inline size_t limit(size_t count, size_t at)
{
	return count - at > LEXICON_WORD_MOST ? at + LEXICON_WORD_MOST : count;
}

size_t lexicon_longest(const lexicon *set, const uint32_t *folded,
		       size_t count, size_t at, uint32_t *value)
{
	struct walk walk;
	size_t longest = 0, end;

	if (at >= count || !may_start(set, folded[at]))
		return 0;
	walk = (struct walk){ 0, cell_at(set, 0) };
	end = limit(count, at);
	for (size_t i = at; i < end && step(&walk, set, folded[i]); i++) {
		if (!(walk.cell.base & LEXICON_IS_WORD))
			continue;
		longest = i + 1 - at;
		if (value)
			*value = walk.cell.value;
	}
	return longest;
}

void lexicon_each_at(const lexicon *set, const uint32_t *folded,
		     size_t count, size_t at, lexicon_fn *each, void *context)
{
	struct walk walk;
	size_t end;

	if (at >= count || !may_start(set, folded[at]))
		return;
	walk = (struct walk){ 0, cell_at(set, 0) };
	end = limit(count, at);
	for (size_t i = at; i < end && step(&walk, set, folded[i]); i++) {
		if (walk.cell.base & LEXICON_IS_WORD)
			each(context, at, i + 1, walk.cell.value);
	}
}

/* The character of each code, which the caller frees. */
static uint32_t *characters_of(const lexicon *set)
{
	uint32_t *characters = mem_array(LEXICON_CODE_MOST + 1,
					 sizeof(*characters));

	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		uint16_t page;

		memcpy(&page, set->index + 2 * (cp >> 8), sizeof(page));
		if (!page)
			cp |= 0xFF;
		else
			characters[code_of(set, cp)] = cp;
	}
	return characters;
}

/* The word that ends at node, read up to the root into the end of word; its
 * length, 0 where the block is damaged. */
static size_t read_up(uint32_t word[LEXICON_WORD_MOST], const lexicon *set,
		      const uint32_t *characters, uint32_t node)
{
	size_t count = 0;

	while (node && count < LEXICON_WORD_MOST) {
		uint32_t parent = cell_at(set, node).parent, code;

		if (parent >= set->header.cells)
			return 0;
		code = node - (cell_at(set, parent).base & ~LEXICON_IS_WORD);
		if (code > LEXICON_CODE_MOST)
			return 0;
		word[LEXICON_WORD_MOST - ++count] = characters[code];
		node = parent;
	}
	return node ? 0 : count;
}

void lexicon_each_word(const lexicon *set, lexicon_word_fn *each,
		       void *context)
{
	uint32_t word[LEXICON_WORD_MOST];
	uint32_t *characters = characters_of(set);

	for (uint32_t node = 1; node < set->header.cells; node++) {
		struct lexicon_cell cell = cell_at(set, node);
		size_t count;

		if (cell.parent == LEXICON_FREE ||
		    !(cell.base & LEXICON_IS_WORD))
			continue;
		count = read_up(word, set, characters, node);
		if (count)
			each(context, word + LEXICON_WORD_MOST - count, count);
	}
	free(characters);
}
