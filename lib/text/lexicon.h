/* text/lexicon.h - a set of words, found by longest match in folded text.
 *
 * One structure serves word segmentation (words that ICU does not know) and
 * whoever needs to find thousands of names in one pass.  Words are folded when
 * they are added.  Building is not incremental: add all, then lexicon_ready().
 * A ready lexicon is one block of memory that can be written to a file and
 * mapped again without parsing (its format is for the same machine type). */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"

typedef struct lexicon lexicon;

lexicon *lexicon_new(void);
void lexicon_free(lexicon *lexicon);

/* Add a UTF-8 word with a value of the caller's; of equal words the last one's
 * value holds.  Empty words and those over 64 characters are ignored. */
void lexicon_add(lexicon *lexicon, const char *word, size_t len,
		 uint32_t value);
/* Add a file of words, one a line, with value 0; '#' at the beginning of a line
 * or after a space begins a comment, a tab ends the word.
 * STATUS_NOT_FOUND, STATUS_IO, or STATUS_BAD_INPUT with file:line. */
enum status lexicon_add_file(lexicon *lexicon, const char *path,
			     struct error *err);
void lexicon_ready(lexicon *lexicon);

/* The longest word that begins at folded[at]: its length in characters (0 when
 * there is none), and its value in *value, which may be NULL. */
size_t lexicon_longest(const lexicon *lexicon, const uint32_t *folded,
		       size_t count, size_t at, uint32_t *value);
/* Call each for every word that begins at folded[at], shortest first. */
typedef void lexicon_fn(void *context, size_t begin, size_t end,
			uint32_t value);
void lexicon_each_at(const lexicon *lexicon, const uint32_t *folded,
		     size_t count, size_t at, lexicon_fn *each, void *context);

size_t lexicon_count(const lexicon *lexicon);
/* Call each for every word of a ready lexicon, in no particular order; the
 * characters are borrowed until it returns. */
typedef void lexicon_word_fn(void *context, const uint32_t *folded,
			     size_t count);
void lexicon_each_word(const lexicon *lexicon, lexicon_word_fn *each,
		       void *context);
/* The ready lexicon as bytes, and a lexicon that reads such bytes in place
 * (borrowed as long as it lives).  STATUS_CORRUPT: not such bytes; every later
 * lookup stays inside them whatever they hold. */
void lexicon_encode(struct buf *out, const lexicon *lexicon);
enum status lexicon_map(lexicon **out, const void *bytes, size_t len,
			struct error *err);

#endif
