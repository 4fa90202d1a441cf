/* read/package.h - a zip file in memory as named parts: what docx, ODF, EPUB
 * and OFD are made of.
 *
 * The zip itself is read by unpack/zip_entry.h; what documents add is names that
 * are looked up, and bounds.  Parts are stored or deflated, as the standards of
 * all four have it.
 * Owner:  package_open(), then package_close(); the bytes are borrowed.
 * Bounds: a part has at most 64 MiB, and at most 200 times its packed size once
 *         that is over 16 MiB; all that is delivered at most 256 MiB.
 * Errors: STATUS_BAD_INPUT: "truncated", "zip-damaged", "encrypted",
 *         "too-large", "bomb", "checksum", "unsupported" (a way of packing). */
#ifndef READ_PACKAGE_H
#define READ_PACKAGE_H
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"
#include "text/text.h"

typedef struct package package;

enum status package_open(package **out, const void *bytes, size_t len,
			 struct error *err);
void package_close(package *package);	/* NULL is fine */

/* Names are UTF-8 with '/', without one at the front, sorted, and borrowed. */
size_t package_count(const package *package);
const char *package_name(const package *package, size_t index);
/* Is there such a part? Names that differ only in ASCII case are taken when no
 * other fits; "/" and "./" at the front and '\' for '/' are overlooked. */
bool package_has(const package *package, const char *name);

/* The part's bytes into out (cleared first).  STATUS_NOT_FOUND: no such part. */
enum status package_read(package *package, struct buf *out, const char *name,
			 struct error *err);

/* The part that href means in the part base ("OEBPS/a.opf" and "../b%20c.htm#d"
 * are "b c.htm").  The caller frees it. */
char *package_resolve(const char *base, const char *href);

/* Append UTF-8, with the whole package as the source of each character. */
void package_put_text(const package *package, struct text *out,
		      const char *utf8, size_t len);

#endif
