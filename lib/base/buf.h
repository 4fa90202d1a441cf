/* base/buf.h - a growable run of bytes, and the integers stored in it.
 *
 * Owner:  the caller; buf_init() (or BUF_INIT), then buf_release().  data is
 *         NUL-terminated after each append, so text can be used as it is.
 * Units:  len is bytes, without the terminator. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data;
	size_t len, capacity;
};

#define BUF_INIT { NULL, 0, 0 }

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);	/* frees, and leaves it as after init */
void buf_clear(struct buf *buf);	/* empties, and keeps the memory */
char *buf_detach(struct buf *buf);	/* the bytes, now the caller's; never NULL */

void buf_put(struct buf *buf, const void *bytes, size_t len);
void buf_put_byte(struct buf *buf, unsigned char byte);
void buf_put_string(struct buf *buf, const char *text);
void buf_put_format(struct buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buf_put_format_list(struct buf *buf, const char *format,
			 va_list arguments)
	__attribute__((format(printf, 2, 0)));
void buf_reserve(struct buf *buf, size_t more);	/* room for more bytes */

/* Stored integers: LEB128, and strings with their length before them. */
void buf_put_uint(struct buf *buf, uint64_t value);
void buf_put_sized(struct buf *buf, const void *bytes, size_t len);

/* A cursor over stored bytes.  A read past the end or a bad integer sets
 * failed, gives 0 or "", and stays failed: check once at the end. */
struct bytes {
	const unsigned char *at, *end;
	bool failed;
};

struct bytes bytes_of(const void *data, size_t len);
uint64_t bytes_uint(struct bytes *from);
/* The string is borrowed from the stored bytes and not NUL-terminated. */
const char *bytes_sized(struct bytes *from, size_t *len);
/* A NUL-terminated copy that the caller frees; NULL once failed. */
char *bytes_string(struct bytes *from);

#endif
