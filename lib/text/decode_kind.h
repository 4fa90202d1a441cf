/* text/decode_kind.h - what the first bytes give away: byte order marks, and
 * data that is not text. */
#ifndef TEXT_DECODE_KIND_H
#define TEXT_DECODE_KIND_H
#include <stdbool.h>
#include <stddef.h>
#include "text/encoding.h"

/* The length of the byte order mark, or 0, and its encoding. */
size_t decode_mark(enum encoding *out, const unsigned char *bytes, size_t len);

/* UTF-32, with a mark or by its pattern of NULs. */
bool decode_is_utf32(const unsigned char *bytes, size_t len);

/* The name of a well-known binary format by its signature, or NULL. */
const char *decode_binary_format(const unsigned char *bytes, size_t len);

/* Bytes that are not UTF-8 or UTF-16, and hold more control characters than
 * any text does. */
bool decode_has_controls(const unsigned char *bytes, size_t len);

/* Sequences that switch the character set, as HZ and ISO-2022 have them. */
bool decode_has_shifts(const unsigned char *bytes, size_t len);

#endif
