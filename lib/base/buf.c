#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void buf_init(struct buf *buf)
{
	*buf = (struct buf)BUF_INIT;
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	buf_init(buf);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

char *buf_detach(struct buf *buf)
{
	char *data;

	buf_reserve(buf, 0);
	data = buf->data;
	buf_init(buf);
	return data;
}

void buf_reserve(struct buf *buf, size_t more)
{
	mem_reserve(&buf->data, &buf->capacity, buf->len + more + 1, 1);
	buf->data[buf->len] = '\0';
}

void buf_put(struct buf *buf, const void *bytes, size_t len)
{
	buf_reserve(buf, len);
	if (len)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_put_byte(struct buf *buf, unsigned char byte)
{
	buf_put(buf, &byte, 1);
}

void buf_put_string(struct buf *buf, const char *text)
{
	buf_put(buf, text, strlen(text));
}

void buf_put_format_list(struct buf *buf, const char *format,
			 va_list arguments)
{
	va_list again;
	char probe[1];
	int len;

	va_copy(again, arguments);
	len = vsnprintf(probe, sizeof(probe), format, arguments);
	if (len >= 0) {
		buf_reserve(buf, (size_t)len);
		vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void buf_put_format(struct buf *buf, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buf_put_format_list(buf, format, arguments);
	va_end(arguments);
}

void buf_put_uint(struct buf *buf, uint64_t value)
{
	while (value >= 0x80) {
		buf_put_byte(buf, (unsigned char)(value | 0x80));
		value >>= 7;
	}
	buf_put_byte(buf, (unsigned char)value);
}

void buf_put_sized(struct buf *buf, const void *bytes, size_t len)
{
	buf_put_uint(buf, len);
	buf_put(buf, bytes, len);
}

struct bytes bytes_of(const void *data, size_t len)
{
	const unsigned char *at = data;

	return (struct bytes){ at, at ? at + len : at, false };
}

uint64_t bytes_uint(struct bytes *from)
{
	uint64_t value = 0;

	for (unsigned shift = 0; !from->failed && shift < 64; shift += 7) {
		if (from->at == from->end)
			break;
		value |= (uint64_t)(*from->at & 0x7f) << shift;
		if (!(*from->at++ & 0x80))
			return value;
	}
	from->failed = true;
	return 0;
}

const char *bytes_sized(struct bytes *from, size_t *len)
{
	uint64_t size = bytes_uint(from);
	const char *text = (const char *)from->at;

	if (from->failed || size > (size_t)(from->end - from->at)) {
		from->failed = true;
		*len = 0;
		return "";
	}
	from->at += size;
	*len = (size_t)size;
	return text;
}

char *bytes_string(struct bytes *from)
{
	size_t len;
	const char *text = bytes_sized(from, &len);

	return from->failed ? NULL : mem_string_len(text, len);
}
