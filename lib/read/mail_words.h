/* read/mail_words.h - text in the headers of messages: encoded words, percent
 * signs, and bytes in an encoding that nobody names. */
#ifndef READ_MAIL_WORDS_H
#define READ_MAIL_WORDS_H
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

/* The value with its encoded words decoded.  Words of one charset that follow
 * each other are decoded together: writers cut them inside characters. */
char *mail_words(const char *value);

/* The bytes as UTF-8; charset may be NULL.  "" when they cannot be read. */
char *mail_decode(const char *bytes, size_t len, const char *charset);

/* Append what %XX stands for. */
void mail_put_percent(struct buf *out, const char *text);

/* Decode a body: append to out, and for each byte (and the end) where it came
 * from: from begin + its offset in bytes on.  src may be NULL; it is an array
 * that the caller frees. */
enum mail_transfer { MAIL_PLAIN, MAIL_BASE64, MAIL_QUOTED };
void mail_put_body(struct buf *out, uint32_t **src, const char *bytes,
		   size_t begin, size_t end, enum mail_transfer transfer);

#endif
