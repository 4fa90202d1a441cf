/* unpack/records.h - web archives, WARC and ARC, record by record.
 *
 * A record with a page in it is a member: the body that the server sent, out of
 * its HTTP message, of chunks and of compression.  What is no text (images,
 * scripts, answers other than 2xx) is skipped, each with its reason; requests,
 * metadata and the like are no members.  Where a record is damaged, the reader
 * goes on at the next one. */
#ifndef UNPACK_RECORDS_H
#define UNPACK_RECORDS_H
#include "unpack/container.h"
#include "unpack/stream_source.h"

/* from, decompressed, becomes the container's. */
void records_open_warc(struct container *out, stream *from);
void records_open_arc(struct container *out, stream *from);

#endif
