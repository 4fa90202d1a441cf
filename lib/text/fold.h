/* text/fold.h - the 1:1 fold: one code point in, one out.
 *
 * Traditional and variant characters become the simplified standard one,
 * full width becomes half width, upper case lower case, compatibility and
 * Kangxi forms their plain character, every white space a space.  Terms,
 * fields, labels, lexicons and queries all go through this one table, which is
 * generated from Unihan at build time (tools/make-fold_table.pl).
 * Idempotent: fold(fold(x)) == fold(x).  Lengths and spans never change. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint32_t fold_cp(uint32_t cp);
void fold_cps(uint32_t *out, const uint32_t *cp, size_t count);	/* may overlap */

/* The folded form of NUL-terminated UTF-8, which the caller frees. */
char *fold_utf8(const char *text);

/* A Han ideograph: the characters that bigrams are made of. */
bool is_han(uint32_t cp);
/* White space of any kind, folded or not. */
bool is_space(uint32_t cp);

#endif
