/* index/originals.h - what sources were when they were indexed, kept beside the
 * index when --keep-originals asked for it.
 *
 *	originals/ab/cdef....zst	the bytes whose hash (XXH3, 128 bits, as
 *			document records have it) is abcdef...; zstd
 * A file never changes: what has other bytes has another name. */
#ifndef INDEX_ORIGINALS_H
#define INDEX_ORIGINALS_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"

/* Keep packed, a zstd frame, as the original with that hash.  It is durable
 * after originals_sync().  One that is there already is left as it is. */
enum status originals_put(const char *index, const unsigned char hash[16],
			  const void *packed, size_t len, struct error *err);
/* The same for one that comes in parts: begin, put each part, then keep it; or
 * drop it, also after a failure.  STATUS_IO. */
typedef struct originals_draft originals_draft;
enum status originals_begin(originals_draft **out, const char *index,
			    const unsigned char hash[16], struct error *err);
enum status originals_add(originals_draft *draft, const void *packed,
			  size_t len, struct error *err);
enum status originals_keep(originals_draft *draft, struct error *err);
void originals_drop(originals_draft *draft);	/* NULL is fine */
enum status originals_sync(const char *index, struct error *err);

/* Hand the bytes to put, piece by piece; NULL: only look whether they are as they
 * were, which is known in the end.  STATUS_NOT_FOUND: they were not kept.
 * STATUS_CORRUPT: they are damaged.  What put returns ends it. */
typedef enum status originals_put_fn(void *context, const void *bytes,
				     size_t len, struct error *err);
enum status originals_each(const char *index, const unsigned char hash[16],
			   originals_put_fn *put, void *context,
			   struct error *err);

/* Remove those for which is_used says no; none of it may be in use. */
typedef bool originals_used_fn(void *context, const unsigned char hash[16]);
enum status originals_sweep(const char *index, originals_used_fn *is_used,
			    void *context, struct error *err);

#endif
