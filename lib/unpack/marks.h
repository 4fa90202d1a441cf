/* unpack/marks.h - where the members of a compressed file begin: pairs of an
 * offset in what was delivered and the offset in the file that it came from.
 * Only the latest some thousands are kept, which is more than a window holds
 * of members that hold anything. */
#ifndef UNPACK_MARKS_H
#define UNPACK_MARKS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks {
	struct mark *at;	/* in order of both offsets */
	size_t count, capacity;
};

void marks_release(struct marks *marks);
/* Both offsets are no less than those of the mark before; a mark at the same
 * out replaces it. */
void marks_put(struct marks *marks, uint64_t out, uint64_t in);
bool marks_find(const struct marks *marks, uint64_t out, uint64_t *in);

#endif
