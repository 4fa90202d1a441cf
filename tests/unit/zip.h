/* tests/unit/zip.h - small zip files, made in memory, nothing packed. */
#ifndef UNIT_ZIP_H
#define UNIT_ZIP_H
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"

struct zip {
	struct buf bytes, directory;
	unsigned count, flags;
};

static inline void zip_put(struct buf *out, uint32_t value, int size)
{
	for (; size > 0; size--, value >>= 8)
		buf_put_byte(out, (unsigned char)value);
}

/* What the local header and the directory say alike. */
static inline void zip_put_part(struct buf *out, const struct zip *zip,
				const char *name, const char *data, size_t len)
{
	zip_put(out, 20, 2);
	zip_put(out, zip->flags, 2);
	zip_put(out, 0, 2);
	zip_put(out, 0, 4);
	zip_put(out, (uint32_t)crc32(0, (const Bytef *)data, (uInt)len), 4);
	zip_put(out, (uint32_t)len, 4);
	zip_put(out, (uint32_t)len, 4);
	zip_put(out, (uint32_t)strlen(name), 2);
	zip_put(out, 0, 2);
}

static inline void zip_add_bytes(struct zip *zip, const char *name,
				 const char *data, size_t len)
{
	size_t at = zip->bytes.len;

	buf_put(&zip->bytes, "PK\3\4", 4);
	zip_put_part(&zip->bytes, zip, name, data, len);
	buf_put_string(&zip->bytes, name);
	buf_put(&zip->bytes, data, len);
	buf_put(&zip->directory, "PK\1\2\24\0", 6);
	zip_put_part(&zip->directory, zip, name, data, len);
	zip_put(&zip->directory, 0, 2);
	zip_put(&zip->directory, 0, 4);
	zip_put(&zip->directory, 0, 4);
	zip_put(&zip->directory, (uint32_t)at, 4);
	buf_put_string(&zip->directory, name);
	zip->count++;
}

static inline void zip_add(struct zip *zip, const char *name, const char *data)
{
	zip_add_bytes(zip, name, data, strlen(data));
}

/* The file is zip->bytes. */
static inline void zip_end(struct zip *zip)
{
	size_t at = zip->bytes.len;

	buf_put(&zip->bytes, zip->directory.data, zip->directory.len);
	buf_put(&zip->bytes, "PK\5\6\0\0\0\0", 8);
	zip_put(&zip->bytes, zip->count, 2);
	zip_put(&zip->bytes, zip->count, 2);
	zip_put(&zip->bytes, (uint32_t)zip->directory.len, 4);
	zip_put(&zip->bytes, (uint32_t)at, 4);
	zip_put(&zip->bytes, 0, 2);
}

static inline void zip_release(struct zip *zip)
{
	buf_release(&zip->bytes);
	buf_release(&zip->directory);
	zip->count = 0;
}

#endif
