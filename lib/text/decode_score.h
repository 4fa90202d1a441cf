/* text/decode_score.h - how surprising bytes are when read in an encoding.
 *
 * Each character costs -log2 of how often it stands in Chinese text; bad
 * sequences cost much.  The encoding with the lowest sum is the likeliest.
 * Units:  costs are half bits.  Four common characters read rightly cost some
 *         80; the same bytes read wrongly 130 and more, if they are valid. */
#ifndef TEXT_DECODE_SCORE_H
#define TEXT_DECODE_SCORE_H
#include <stddef.h>
#include <stdint.h>
#include "text/encoding.h"

struct decode_score {
	int64_t cost;		/* of all characters and bad sequences */
	int64_t wide_cost;	/* of the characters outside ASCII alone */
	size_t wide;		/* how many of those */
	size_t bad;		/* bad sequences */
};

/* Add the score of [begin, end), read as the given encoding. */
void decode_score(struct decode_score *score, enum encoding as,
		  const unsigned char *begin, const unsigned char *end);

/* The same for text of Western Europe (windows-1252), which is not read: to
 * know it when it comes. */
void decode_score_western(struct decode_score *score,
			  const unsigned char *begin, const unsigned char *end);

/* The common characters: rows of one cost, UTF-8; the last has chars NULL. */
struct decode_common {
	uint8_t cost;
	const char *chars;
};
extern const struct decode_common decode_common[];

#endif
