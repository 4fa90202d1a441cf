/* unpack/section.h - a part of a stream as a stream of its own.
 *
 * Owner: from stays its owner's and must outlive the section. */
#ifndef UNPACK_SECTION_H
#define UNPACK_SECTION_H
#include "unpack/stream_source.h"

/* The next len bytes of from, consumed as the section is read; "truncated" when
 * from ends before. */
stream *section_next(stream *from, uint64_t len);
/* len bytes at offset, by random access; from may be NULL, and memory has them
 * then. */
stream *section_at(stream *from, const char *memory, uint64_t offset,
		   uint64_t len);

#endif
