/* schema/reprint.h - what the reprints of a passage have in common: a key of its
 * letters and digits alone, so that punctuation, spacing, script and width may
 * differ (SLOT_REPRINT). */
#ifndef SCHEMA_REPRINT_H
#define SCHEMA_REPRINT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	REPRINT_KEY = 8,	/* bytes */
	REPRINT_LEAST = 20	/* letters: a shorter passage is no reprint */
};

/* The key of a folded text (without headings); false when it is too short. */
bool reprint_key(unsigned char out[REPRINT_KEY], const uint32_t *folded,
		 size_t count);

/* Does the key look at this character?  Half of one it does not. */
bool reprint_is_letter(uint32_t folded);

#endif
