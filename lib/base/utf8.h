/* base/utf8.h - UTF-8 in and out, one code point at a time. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Read the code point at *at and step over it.  A bad sequence gives
 * UTF8_REPLACEMENT and steps over its longest valid beginning, at least one
 * byte (the WHATWG rule).  *at must be before end. */
uint32_t utf8_next(const char **at, const char *end);

/* As utf8_next(), and *bad is set when the sequence was bad. */
uint32_t utf8_next_checked(const char **at, const char *end, bool *bad);

/* Write cp (a scalar value) to out, which has room for 4; the length. */
size_t utf8_encode(char *out, uint32_t cp);

bool utf8_is_valid(const char *text, size_t len);
size_t utf8_count(const char *text, size_t len);	/* code points */

/* The byte offset of code point number index (len when there are fewer). */
size_t utf8_offset(const char *text, size_t len, size_t index);

/* Copy text as one printable line of at most size-1 bytes, cut at a whole
 * character; control characters become '?'. */
void utf8_copy_line(char *out, size_t size, const char *text);

#endif
