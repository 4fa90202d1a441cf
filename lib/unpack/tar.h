/* unpack/tar.h - the members of a tar file, through libarchive. */
#ifndef UNPACK_TAR_H
#define UNPACK_TAR_H
#include "unpack/container.h"
#include "unpack/stream_source.h"

/* from becomes the container's. */
void tar_open(struct container *out, stream *from);

/* Does head (512 bytes of it at least) begin a tar file? */
bool tar_begins(const char *head, size_t len);

#endif
