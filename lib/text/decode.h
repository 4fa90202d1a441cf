/* text/decode.h - stage 1: bytes in an unknown or wrongly named encoding
 * become code points, each with its source byte.
 *
 * Candidates are UTF-8, GB18030 (for every label of the GB family), Big5 (with
 * HKSCS and ETEN), UTF-16 and UTF-32 by byte order mark or by their pattern.
 * The declared label is read through the WHATWG table and must survive strict
 * validity; a file that contradicts its label is read as what it is.
 * Never in the output: a surrogate, NUL, a noncharacter, a byte order mark.
 * Private-use characters that converters of GB18030 and HKSCS left behind are
 * replaced by the standard ones; other control characters are left to clean(). */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "text/encoding.h"
#include "text/text.h"

/* What the collection's earlier files were, to decide short ones. */
struct decode_prior {
	unsigned files[ENCODING_COUNT];
};

struct decode_report {
	enum encoding encoding;	/* what it was read as (the greater part) */
	size_t replaced;	/* bad sequences that became U+FFFD */
	size_t dropped;		/* NULs and noncharacters, left out */
	bool label_wrong;	/* a label was given, and was not believed */
	bool mixed;		/* parts were in another encoding */
	bool ascii;		/* nothing but ASCII: says nothing for the prior */
};

/* Decode bytes and append them to out; src counts from bytes.  label may be
 * NULL (none declared); forced, when it is not ENCODING_UNKNOWN, is the user's
 * --encoding for sources that declare none; prior may be NULL.
 * STATUS_BAD_INPUT: nothing was appended, and the message begins with
 *   "binary"                not text at all
 *   "encoding-unsupported"  known, but not one that we read (UTF-32, HZ, ...)
 *   "encoding-mismatch"     not what its label says, nor anything else we know
 *   "encoding-unknown"      the same without a label
 *   "too-large"             4 GiB or more
 * Time is linear in len. */
enum status decode(struct text *out, struct decode_report *report,
		   const void *bytes, size_t len, const char *label,
		   enum encoding forced, const struct decode_prior *prior,
		   struct error *err);

#endif
