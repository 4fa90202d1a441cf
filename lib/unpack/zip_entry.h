/* unpack/zip_entry.h - one member as a zip's directory describes it. */
#ifndef UNPACK_ZIP_ENTRY_H
#define UNPACK_ZIP_ENTRY_H
#include <stdbool.h>
#include "base/buf.h"
#include "base/status.h"
#include "unpack/stream_source.h"

/* The bytes of a zip: a stream that can be read anywhere, or memory. */
struct zip_bytes {
	stream *from;
	const char *memory;
	uint64_t size;
};

struct zip_entry {
	unsigned flags, method, host;
	uint32_t crc, attributes;
	uint64_t packed_len, len;
	uint64_t header;	/* where its local header lies */
};

enum {
	ZIP_ENCRYPTED = 1,	/* flags */
	ZIP_LENGTH_LATER = 8,
	ZIP_MASKED = 0x2000
};

/* The central directory, read from entry to entry. */
struct zip_directory {
	struct zip_bytes bytes;
	uint64_t at, end;	/* of the directory */
	uint64_t before;	/* bytes before the zip itself */
};

uint32_t zip_uint(const char *at, size_t bytes);	/* 2 or 4, little endian */

/* STATUS_DONE: there is no directory.  STATUS_BAD_INPUT: "overlap". */
enum status zip_directory_open(struct zip_directory *out,
			       struct zip_bytes bytes, struct error *err);
/* STATUS_DONE: that was all.  STATUS_BAD_INPUT: the rest cannot be read. */
enum status zip_directory_next(struct zip_directory *directory,
			       struct zip_entry *out, struct buf *name,
			       struct error *err);
/* len bytes at offset.  STATUS_DONE: they are not all there. */
enum status zip_bytes_read(const struct zip_bytes *bytes, uint64_t offset,
			   void *to, size_t len, struct error *err);
/* Lengths of 64 bits and a name in UTF-8, where the extra fields have them. */
void zip_entry_extra(struct zip_entry *entry, struct buf *name,
		     const char *extra, size_t len);

#endif
