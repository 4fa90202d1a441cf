/* text/decode_read.h - bytes of a known encoding become characters. */
#ifndef TEXT_DECODE_READ_H
#define TEXT_DECODE_READ_H
#include <stdbool.h>
#include <stddef.h>
#include "text/encoding.h"
#include "text/text.h"

struct decode_counts {
	size_t replaced;	/* bad sequences that became U+FFFD */
	size_t nuls;		/* left out */
	size_t noncharacters;	/* left out */
	size_t wide;		/* characters outside ASCII, U+FFFD included */
};

/* Append bytes [begin, end) to out and add to counts.  src counts from bytes.
 * With stop_at_bad the first bad sequence ends the work, and false says so. */
bool decode_read(struct text *out, struct decode_counts *counts,
		 enum encoding as, const unsigned char *bytes, size_t begin,
		 size_t end, bool stop_at_bad);
/* The same for the characters that begin before stop, where the bytes go on up
 * to end.  *at is where to begin, and then where the next one begins. */
bool decode_read_some(struct text *out, struct decode_counts *counts,
		      enum encoding as, const unsigned char *bytes, size_t *at,
		      size_t stop, size_t end, bool stop_at_bad);

#endif
