/* text/lexicon_block.h - the bytes of a ready lexicon.  Private to lexicon*.c.
 *
 * A double-array trie.  The characters that occur are numbered from 1 (their
 * codes, the commonest first, so that the cells of a node's children lie close
 * together); the child of node n by code c is cell base(n) + c, if that cell's
 * parent is n.  Node 0 is the root.  In order, without padding:
 *
 *	struct lexicon_header
 *	starts		8,192 bytes: a bit for each character below U+10000
 *			that begins a word, so that most positions of a text cost
 *			one look
 *	page index	4,352 16-bit numbers: the code page of each 256 characters
 *	code pages	256 16-bit codes each; 0: occurs in no word; page 0 is empty
 *	cells		struct lexicon_cell each
 *
 * Numbers are in the machine's own order; the magic number tells.  A block may
 * stand at any address, so numbers are copied out, never pointed at. */
#ifndef TEXT_LEXICON_BLOCK_H
#define TEXT_LEXICON_BLOCK_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

enum {
	LEXICON_WORD_MOST = 64,		/* characters */
	LEXICON_STARTS = 0x10000 / 8,	/* bytes */
	LEXICON_PAGES = 0x110000 / 256,
	LEXICON_CODE_MOST = 0xFFFF
};

#define LEXICON_MAGIC 0x424c5831u	/* changes with the format */
#define LEXICON_FREE 0xFFFFFFFFu	/* the parent of a cell not in use */
#define LEXICON_IS_WORD 0x80000000u	/* in base: a word ends at this node */

struct lexicon_header {
	uint32_t magic, words, pages, cells;
};

struct lexicon_cell {
	uint32_t base, parent, value;
};

/* A word while the lexicon is built: len characters from chars + begin. */
struct lexicon_word {
	size_t begin;
	uint32_t len, value;
};

/* Append the block of count words, whose folded characters are in chars. */
void lexicon_build(struct buf *out, const uint32_t *chars,
		   const struct lexicon_word *words, size_t count);

#endif
