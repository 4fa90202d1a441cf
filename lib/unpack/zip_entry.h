/* unpack/zip_entry.h - a zip as bytes that can be read anywhere: its directory,
 * its entries, and what one of them holds.  All that is known here of end
 * records, directories, local headers, methods, encryption and CRCs; containers
 * (zip.h) and documents (read/package.h) are read through it.
 *
 * Zip files are not read through libarchive, for three reasons:
 *   - it gives names converted to the encoding of the locale, which is C here:
 *     Chinese ones become NULL or equal, and may make it load a converter where
 *     opening files is forbidden;
 *   - of a member's place it tells at most where its header was read, not
 *     where the packed bytes end, which reports of members have;
 *   - its failures are sentences, not reasons: "encrypted", "unsupported",
 *     "checksum", "truncated" and "overlap" cannot be told apart.
 * Only bzip2 and xz data go through it, as bytes (packed.h).
 * Owner:  bytes are borrowed; streams are the caller's to close.
 * Errors: STATUS_BAD_INPUT with a reason; STATUS_IO where from fails. */
#ifndef UNPACK_ZIP_ENTRY_H
#define UNPACK_ZIP_ENTRY_H
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"
#include "unpack/stream.h"

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
	ZIP_LENGTH_LATER = 8,	/* of flags */
	ZIP_STORED = 0,		/* methods */
	ZIP_DEFLATED = 8,
	ZIP_LOCAL_BYTES = 30	/* of a local header, without its name */
};

/* The central directory, read from entry to entry. */
struct zip_directory {
	struct zip_bytes bytes;
	uint64_t at, end;	/* of the directory */
	uint64_t before;	/* bytes before the zip itself */
	unsigned count;		/* of entries, modulo 65,536, or 65,535 */
};

uint32_t zip_uint(const char *at, size_t bytes);	/* 2 or 4, little endian */

/* STATUS_DONE: there is no directory.  STATUS_NOT_FOUND: it is not where the
 * end of the zip says. */
enum status zip_directory_open(struct zip_directory *out,
			       struct zip_bytes bytes, struct error *err);
/* "overlap": its members would together have more bytes than the zip. */
enum status zip_directory_check(const struct zip_directory *directory,
				struct error *err);
/* name is as the zip has it.  STATUS_DONE: that was all.  STATUS_BAD_INPUT: the
 * rest cannot be read. */
enum status zip_directory_next(struct zip_directory *directory,
			       struct zip_entry *out, struct buf *name,
			       struct error *err);
/* len bytes at offset.  STATUS_DONE: they are not all there. */
enum status zip_bytes_read(const struct zip_bytes *bytes, uint64_t offset,
			   void *to, size_t len, struct error *err);
/* Lengths of 64 bits and a name in UTF-8, where the extra fields have them. */
void zip_entry_extra(struct zip_entry *entry, struct buf *name,
		     const char *extra, size_t len);

/* What a local header of ZIP_LOCAL_BYTES says, and how long the name and the
 * extra fields behind it are. */
void zip_entry_local(struct zip_entry *out, const char *head, size_t *name_len,
		     size_t *extra_len);
/* Can it be unpacked? "encrypted"; "unsupported", with its method. */
enum status zip_entry_check(const struct zip_entry *entry, struct error *err);
/* Where its data begin; 0 while its local header was not found.  "damaged":
 * there is none; "truncated": it is, or its data are, beyond the end. */
enum status zip_entry_find(uint64_t *out, const struct zip_bytes *bytes,
			   const struct zip_entry *entry, struct error *err);
/* Append what its data at begin unpack to.  "checksum", "truncated", "bomb":
 * out has what came before. */
enum status zip_entry_read(struct buf *out, const struct zip_bytes *bytes,
			   const struct zip_entry *entry, uint64_t begin,
			   struct error *err);

/* How much a zip grew: of all members that were unpacked before and now. */
struct zip_growth {
	stream *from;		/* what its offset tells was taken, or NULL */
	uint64_t taken, given;
	struct error bomb;	/* no more of it, once a member was one */
};

/* Its packed data, unpacked but not checked; data become the new stream's. */
stream *zip_entry_unpack(const struct zip_entry *entry, stream *data);
/* What unpacked gives, with length and CRC checked unless they come later;
 * unpacked stays its owner's.  growth may be NULL: packed.h sees to each one. */
stream *zip_entry_checked(const struct zip_entry *entry, stream *unpacked,
			  bool is_later, struct zip_growth *growth);

#endif
