/* schema/term.h - how text is spelled where it is kept: in the terms of the
 * database, and in its records.
 *
 * UTF-8 takes three bytes for a Han character.  Here the commonest 64 characters
 * take one byte, punctuation and all others of U+4E00..9FFF two, the commoner
 * ones before the rarer, so that what lies sorted or is deflated has much in
 * common.
 *
 *   20..7E          ASCII, as it is
 *   7F              another byte follows that is to be taken as it is
 *   01..1F 80..FF   in this order: 64 one-byte codes; leads of two-byte codes
 *                   (those with a rank, then Latin to Hebrew, then kana); leads of three and
 *                   of four bytes for the rest.  The bytes behind a lead are
 *                   01..FF.
 *
 * Every character has one code, and no code begins another: equal texts are
 * spelled equally, and what a text begins with begins its spelling.  Another
 * code would be another SCHEMA_VERSION. */
#ifndef SCHEMA_TERM_H
#define SCHEMA_TERM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

/* Append text as it is spelled.  Valid UTF-8 without control characters never
 * gets longer; the bytes of a bad sequence take two each. */
void term_encode(struct buf *out, const char *utf8, size_t len);
/* The same for folded characters; begins (room for count + 1) gets where the
 * code of each begins, from what is appended. */
void term_encode_characters(struct buf *out, uint32_t *begins,
			    const uint32_t *cp, size_t count);
/* The other way.  false: bytes is not what term_encode() makes; then what is
 * appended is of no use. */
bool term_decode(struct buf *out, const void *bytes, size_t len);

/* A term of the database as a person reads it (a prefix of schema.h, then
 * UTF-8), and as it is spelled.  Only terms of text and titles differ: what has
 * a prefix that begins with Q or X is the same in both forms. */
void term_spell(struct buf *out, const char *term, size_t len);
bool term_read(struct buf *out, const void *bytes, size_t len);

#endif
