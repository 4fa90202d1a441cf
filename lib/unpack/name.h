/* unpack/name.h - names of members, which are any bytes, as names of documents.
 *
 * Nothing is ever opened by such a name; it is cleaned so that it reads as what
 * it is, a place inside its container, and so that it is valid UTF-8. */
#ifndef UNPACK_NAME_H
#define UNPACK_NAME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

struct name_remarks {
	bool repaired;	/* was not UTF-8: read as GB18030, or bytes as %XX */
	bool escape;	/* had "..", began at a root, drive or share */
};

/* Append raw, which is a path, to out. */
void name_put_path(struct buf *out, struct name_remarks *remarks,
		   const char *raw);
/* Append raw, which is a URL or other text, to out. */
void name_put_text(struct buf *out, struct name_remarks *remarks,
		   const char *raw);

/* The names that were seen, so that each is given once: a hash of each. */
struct name_set {
	struct name_slot *slots;
	size_t count, capacity;
};

void name_set_release(struct name_set *set);
/* Add the name in buf; one that is there already gets ~2, ~3, ... behind it.
 * Says whether it did. */
bool name_set_put(struct name_set *set, struct buf *name);

#endif
