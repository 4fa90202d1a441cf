/* unpack/zip.h - the members of a zip file, with lengths and CRCs checked.
 *
 * A file that can be read in any order, or that fits into memory, is read by
 * its central directory; any other, and one that has none because its end is
 * missing, from member to member as it comes.  Stored, deflated, zstd, bzip2
 * and xz members are read; the others are refused as "unsupported", encrypted
 * ones as "encrypted".  Members that would together need more bytes than the
 * file has end it: "overlap". */
#ifndef UNPACK_ZIP_H
#define UNPACK_ZIP_H
#include "unpack/container.h"
#include "unpack/stream_source.h"

/* from becomes the container's. */
void zip_open(struct container *out, stream *from);

/* What a document packed in a zip names first: the first member of the zip that
 * begins with head, or an empty string. */
void zip_first_name(char *out, size_t size, const char *head, size_t len);

#endif
