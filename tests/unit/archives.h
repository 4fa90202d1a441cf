/* tests/unit/archives.h - archives made by hand, damaged ones among them. */
#ifndef ARCHIVES_H
#define ARCHIVES_H
#include <stdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"

static inline void put_deflated(struct buf *out, const char *data, size_t len,
				int window_bits)
{
	z_stream z = { 0 };

	deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
	buf_reserve(out, deflateBound(&z, len));
	z.next_in = (Bytef *)(uintptr_t)data;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)out->data + out->len;
	z.avail_out = (uInt)(out->capacity - out->len);
	deflate(&z, Z_FINISH);
	out->len += z.total_out;
	deflateEnd(&z);
}

static inline void put_gzip(struct buf *out, const char *data, size_t len)
{
	put_deflated(out, data, len, 15 + 16);
}

static inline void put_zstd(struct buf *out, const char *data, size_t len)
{
	buf_reserve(out, ZSTD_compressBound(len));
	out->len += ZSTD_compress(out->data + out->len,
				  out->capacity - out->len, data, len, 3);
}

/* Brotli can carry bytes as they are; len is 1 to 65,536. */
static inline void put_brotli(struct buf *out, const char *data, size_t len)
{
	unsigned head = (unsigned)(len - 1) << 4 | 1u << 20;

	for (int shift = 0; shift < 24; shift += 8)
		buf_put_byte(out, (unsigned char)(head >> shift));
	buf_put(out, data, len);
	buf_put_byte(out, 3);
}

/* The head of one member of a tar of len bytes; type '0' is a file, '1' and '2'
 * are links, '5' a folder. */
static inline void put_tar_head(struct buf *out, const char *name, char type,
				size_t len)
{
	enum { BLOCK = 512, CHECKSUM = 148 };
	char head[BLOCK] = "";
	unsigned sum = 0;

	snprintf(head, 100, "%s", name);
	memcpy(head + 100, "0000644\0" "0000000\0" "0000000", 24);
	snprintf(head + 124, 12, "%011o", (unsigned)len);
	snprintf(head + 136, 12, "%011o", 1000000000u);
	memset(head + CHECKSUM, ' ', 8);
	head[156] = type;
	if (type == '1' || type == '2')
		memcpy(head + 157, "elsewhere", 9);
	memcpy(head + 257, "ustar\0" "00", 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)head[i];
	snprintf(head + CHECKSUM, 7, "%06o", sum);
	buf_put(out, head, BLOCK);
}

static inline void put_tar(struct buf *out, const char *name, char type,
			   const char *data, size_t len)
{
	enum { BLOCK = 512 };

	put_tar_head(out, name, type, len);
	buf_put(out, data, len);
	while (out->len % BLOCK)
		buf_put_byte(out, 0);
}

static inline void put_tar_text(struct buf *out, const char *name,
				const char *text)
{
	put_tar(out, name, '0', text, strlen(text));
}

static inline void put_tar_end(struct buf *out)
{
	for (int i = 0; i < 1024; i++)
		buf_put_byte(out, 0);
}

/* A zip that is being made: its members, and the directory that follows. */
struct zip_made {
	struct buf bytes, directory;
	unsigned count;
};

struct zip_member {
	const char *name, *text;
	unsigned method, flags, attributes;	/* 8: deflated */
	unsigned wrong_crc, wrong_len;		/* added to what is right */
	size_t len;				/* of text; 0: a string's */
};

static inline void put_little(struct buf *out, unsigned long value, int bytes)
{
	for (; bytes--; value >>= 8)
		buf_put_byte(out, (unsigned char)value);
}

static inline void put_zip(struct zip_made *zip, struct zip_member member)
{
	struct buf data = BUF_INIT, common = BUF_INIT;
	size_t len = member.len ? member.len : strlen(member.text);
	size_t name_len = strlen(member.name);
	size_t at = zip->bytes.len;
	unsigned long crc = crc32(0, (const Bytef *)member.text, (uInt)len);
	int later = (member.flags & 8) != 0;

	if (member.method == 8)
		put_deflated(&data, member.text, len, -15);
	else
		buf_put(&data, member.text, len);
	put_little(&common, 20, 2);
	put_little(&common, member.flags, 2);
	put_little(&common, member.method, 2);
	put_little(&common, 0, 4);
	buf_put(&zip->bytes, "PK\3\4", 4);
	buf_put(&zip->bytes, common.data, common.len);
	put_little(&zip->bytes, later ? 0 : crc + member.wrong_crc, 4);
	put_little(&zip->bytes, later ? 0 : data.len, 4);
	put_little(&zip->bytes, later ? 0 : len + member.wrong_len, 4);
	put_little(&zip->bytes, name_len, 2);
	put_little(&zip->bytes, 0, 2);
	buf_put(&zip->bytes, member.name, name_len);
	buf_put(&zip->bytes, data.data, data.len);
	if (later) {
		buf_put(&zip->bytes, "PK\7\10", 4);
		put_little(&zip->bytes, crc, 4);
		put_little(&zip->bytes, data.len, 4);
		put_little(&zip->bytes, len, 4);
	}
	buf_put(&zip->directory, "PK\1\2\x14\3", 6);
	buf_put(&zip->directory, common.data, common.len);
	put_little(&zip->directory, crc + member.wrong_crc, 4);
	put_little(&zip->directory, data.len, 4);
	put_little(&zip->directory, len + member.wrong_len, 4);
	put_little(&zip->directory, name_len, 2);
	put_little(&zip->directory, 0, 8);
	put_little(&zip->directory, (unsigned long)member.attributes << 16, 4);
	put_little(&zip->directory, at, 4);
	buf_put(&zip->directory, member.name, name_len);
	zip->count++;
	buf_release(&data);
	buf_release(&common);
}

/* The end records of a zip with more members than 16 bits can count. */
static inline void put_zip_wide_end(struct zip_made *zip, size_t at)
{
	size_t end = zip->bytes.len;

	buf_put(&zip->bytes, "PK\6\6", 4);
	put_little(&zip->bytes, 44, 8);
	put_little(&zip->bytes, 0, 12);
	put_little(&zip->bytes, zip->count, 8);
	put_little(&zip->bytes, zip->count, 8);
	put_little(&zip->bytes, zip->directory.len, 8);
	put_little(&zip->bytes, at, 8);
	buf_put(&zip->bytes, "PK\6\7\0\0\0\0", 8);
	put_little(&zip->bytes, end, 8);
	put_little(&zip->bytes, 1, 4);
}

/* The directory and the end record; zip->bytes is whole then. */
static inline void put_zip_end(struct zip_made *zip)
{
	size_t at = zip->bytes.len;
	int is_wide = zip->count >= 0xFFFF;
	unsigned count = is_wide ? 0xFFFF : zip->count;

	buf_put(&zip->bytes, zip->directory.data, zip->directory.len);
	if (is_wide)
		put_zip_wide_end(zip, at);
	buf_put(&zip->bytes, "PK\5\6\0\0\0\0", 8);
	put_little(&zip->bytes, count, 2);
	put_little(&zip->bytes, count, 2);
	put_little(&zip->bytes, zip->directory.len, 4);
	put_little(&zip->bytes, is_wide ? 0xFFFFFFFF : at, 4);
	put_little(&zip->bytes, 0, 2);
	buf_release(&zip->directory);
}

/* A whole zip of one stored file. */
static inline struct zip_made zip_of(const char *name, const char *text)
{
	struct zip_made zip = { .count = 0 };

	put_zip(&zip, (struct zip_member){ .name = name, .text = text });
	put_zip_end(&zip);
	return zip;
}

#define RECORD_DATE "2009-06-01T12:00:00Z"

/* One record of a WARC; fields are further lines, over is added to its length. */
static inline void put_record(struct buf *out, const char *type, const char *uri,
		       const char *fields, const char *block, size_t len,
		       int over)
{
	buf_put_format(out, "WARC/1.1\r\nWARC-Type: %s\r\n", type);
	if (uri)
		buf_put_format(out, "WARC-Target-URI: %s\r\n", uri);
	buf_put_format(out, "WARC-Date: " RECORD_DATE "\r\n%s"
		       "Content-Length: %d\r\n\r\n", fields, (int)len + over);
	buf_put(out, block, len);
	buf_put_string(out, "\r\n\r\n");
}

#endif
