/* unpack/record_head.h - the lines that a record of a web archive begins with. */
#ifndef UNPACK_RECORD_HEAD_H
#define UNPACK_RECORD_HEAD_H
#include <stdbool.h>
#include "base/buf.h"

/* More than this is no head. */
enum { RECORD_HEAD_MOST = 1 << 16 };

enum record_what {
	RECORD_OTHER,		/* of no interest */
	RECORD_CAPTURE,		/* what a server sent */
	RECORD_REVISIT,		/* it sent the same as before */
	RECORD_SEGMENT		/* a part of a capture */
};

struct record_head {
	enum record_what what;
	struct buf url, date, type;	/* empty: none; the block's type */
	uint64_t len;			/* of the block that follows */
	bool has_len, is_http, is_cut;	/* the crawler cut it */
};

void record_head_release(struct record_head *head);
void record_head_clear(struct record_head *head);

/* One format's heads. */
struct record_format {
	/* Parse what begins at text; its length, the empty line included, or 0
	 * when no whole head is there. */
	size_t (*parse)(struct record_head *out, const char *text, size_t len);
	/* Where, from text + 1 on, a head may begin; NULL: nowhere. */
	const char *(*find)(const char *text, size_t len);
};

extern const struct record_format record_format_warc, record_format_arc;

#endif
