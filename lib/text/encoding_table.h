/* text/encoding_table.h - what the byte sequences of GB18030 and Big5 mean.
 *
 * The tables come from ICU's converters, once, and never change afterwards:
 * GB18030 with the assignments of 2022 instead of private-use characters, Big5
 * with HKSCS and the ETEN extensions.
 * Owner:  the process; some 270 KB, built in a few milliseconds at first use. */
#ifndef TEXT_ENCODING_TABLE_H
#define TEXT_ENCODING_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENCODING_LEADS 126	/* 0x81 to 0xFE */
#define ENCODING_TRAILS 191	/* 0x40 to 0xFE */
#define ENCODING_PAIRS (ENCODING_LEADS * ENCODING_TRAILS)
#define ENCODING_FOURS 39420	/* four-byte sequences below U+10000 */

struct encoding_table {
	uint32_t gb18030[ENCODING_PAIRS];	/* 0: no such character */
	uint32_t big5[ENCODING_PAIRS];
	uint16_t four[ENCODING_FOURS];		/* by position in GB18030 */
};

/* The tables, valid until the process ends; NULL when ICU has no converters. */
const struct encoding_table *encoding_table(void);

/* Write the standard characters that the private-use character cp stands for
 * in texts made by older GB18030 and HKSCS converters, and return how many
 * (1 or 2); 0 when it is not known as one of theirs and stays as it is. */
size_t encoding_fold_private(uint32_t out[2], uint32_t cp);
/* Is it one that GB18030 of 2000 or 2005 gives?  Of those that it shares with
 * HKSCS, the ones that it gives are read as its. */
bool encoding_is_gb_private(uint32_t cp);

#endif
