/* index/find_units.h - find a run of 16-bit units in another, at memory speed.
 *
 * Compares the needle's first and last unit at eight places at a time, and the
 * rest only where both agree; linear for the short needles it is made for. */
#ifndef INDEX_FIND_UNITS_H
#define INDEX_FIND_UNITS_H
#include <stddef.h>
#include <stdint.h>

/* Where needle begins in text, or SIZE_MAX.  needle_count is at least 1. */
size_t find_units(const uint16_t *text, size_t count, const uint16_t *needle,
		  size_t needle_count);

#endif
