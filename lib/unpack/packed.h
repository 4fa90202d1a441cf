/* unpack/packed.h - compressed streams as streams of what they hold.
 *
 * gzip is read with every member's length and CRC checked, zstd with skippable
 * frames and the dictionary that a .warc.zst carries in its first one, bzip2
 * and xz through libarchive.  All of them stop with "bomb" when they give more
 * than PACKED_RATIO_MOST times what they take, counted from PACKED_FREE bytes
 * on, and from PACKED_GIB_MOST GiB on more than PACKED_RATIO_LONG times: no
 * collection of texts packs as well as that.  "truncated" and "checksum" are the other failures (STATUS_BAD_INPUT). */
#ifndef UNPACK_PACKED_H
#define UNPACK_PACKED_H
#include "unpack/stream_source.h"

enum {
	PACKED_RATIO_MOST = 200,
	PACKED_FREE = 16 << 20,
	PACKED_GIB_MOST = 8,
	PACKED_RATIO_LONG = 40
};

enum packing {
	PACKING_NONE,
	PACKING_GZIP,
	PACKING_ZSTD,
	PACKING_BZIP2,
	PACKING_XZ,
	PACKING_ZLIB,	/* HTTP's "deflate", with its head or without */
	PACKING_BROTLI,
	PACKING_DEFLATE	/* without any head, as in a zip */
};

/* Enough of a head for packing_of(). */
enum { PACKING_HEAD = 10 };

/* What the first bytes say; never the three that have no mark. */
enum packing packing_of(const char *head, size_t len);

/* What below holds; it becomes the new stream's. */
stream *packed_open(stream *below, enum packing packing);
/* The same, while below stays its owner's: it stands behind the last byte that
 * was needed when the new stream ends.  Not for bzip2 and xz. */
stream *packed_open_lent(stream *below, enum packing packing);
/* As packed_open(), as its first bytes say once they are read. */
stream *packed_open_any(stream *below);

/* Is out over the limit for what came of in? Then STATUS_BAD_INPUT, "bomb". */
enum status packed_check(uint64_t in, uint64_t out, struct error *err);

/* bzip2 and xz: packed_open() calls it. */
stream *filtered_open(stream *below);

#endif
