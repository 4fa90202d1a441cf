/* text/decode_detect.h - which encoding bytes are in, and where it changes.
 *
 * Two questions: what a sample of the bytes is likeliest to be, given what is
 * known from outside; and, line by line, where another encoding begins, as in
 * files that were pasted together from two. */
#ifndef TEXT_DECODE_DETECT_H
#define TEXT_DECODE_DETECT_H
#include <stdbool.h>
#include <stddef.h>
#include "text/decode.h"
#include "text/decode_score.h"

struct decode_hints {
	enum encoding claimed;	/* by label, user or byte order mark */
	int trust;		/* in that claim: half bits */
	const struct decode_prior *prior;	/* may be NULL */
	bool may_be_utf16;
};

/* The likeliest encoding of bytes, or ENCODING_UNKNOWN for what looks like text
 * of Western Europe and has no claim. */
enum encoding decode_detect(const struct decode_hints *hints,
			    const unsigned char *bytes, size_t len);

/* A run of whole lines in one encoding; it begins where the one before ends. */
struct decode_part {
	size_t end;
	enum encoding encoding;
};

struct decode_parts {
	struct decode_part *at;		/* count parts; release() frees */
	size_t count, capacity;
	struct decode_score score;	/* of all lines, each as it is read */
};

/* Split bytes, mostly in the encoding primary (not UTF-16), into parts.  There
 * is at least one part when len > 0.  parts is zeroed or was released. */
void decode_split(struct decode_parts *parts, enum encoding primary,
		  const unsigned char *bytes, size_t len);
/* The same for bytes that others went before: what each way to read those cost
 * decides with, and is brought up to the end of these. */
struct decode_ways {
	int64_t cost[3];
};
void decode_ways_begin(struct decode_ways *ways, enum encoding primary);
void decode_split_on(struct decode_parts *parts, struct decode_ways *ways,
		     enum encoding primary, const unsigned char *bytes,
		     size_t len);
void decode_parts_release(struct decode_parts *parts);

#endif
