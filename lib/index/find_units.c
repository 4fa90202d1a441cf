#include "index/find_units.h"

#include <stdbool.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool equal(const uint16_t *text, const uint16_t *needle, size_t count)
{
	return !memcmp(text, needle, count * sizeof(*text));
}

static size_t find_plain(const uint16_t *text, size_t from, size_t places,
			 const uint16_t *needle, size_t needle_count)
{
	for (size_t at = from; at < places; at++)
		if (text[at] == needle[0] &&
		    equal(text + at, needle, needle_count))
			return at;
	return SIZE_MAX;
}

#ifdef __SSE2__
static __m128i load(const uint16_t *units)
{
	__m128i loaded;

	memcpy(&loaded, units, sizeof(loaded));
	return loaded;
}

size_t find_units(const uint16_t *text, size_t count, const uint16_t *needle,
		  size_t needle_count)
{
	size_t places = count < needle_count ? 0 : count - needle_count + 1;
	__m128i first = _mm_set1_epi16((short)needle[0]);
	__m128i last = _mm_set1_epi16((short)needle[needle_count - 1]);
	size_t at = 0;

	for (; at + 8 <= places; at += 8) {
		__m128i here = _mm_cmpeq_epi16(first, load(text + at));
		__m128i there = _mm_cmpeq_epi16(
			last, load(text + at + needle_count - 1));
		unsigned both = (unsigned)_mm_movemask_epi8(
			_mm_and_si128(here, there));

		while (both) {
			unsigned bit = (unsigned)__builtin_ctz(both);

			if (equal(text + at + bit / 2, needle, needle_count))
				return at + bit / 2;
			both &= ~(3u << bit);
		}
	}
	return find_plain(text, at, places, needle, needle_count);
}
#else
size_t find_units(const uint16_t *text, size_t count, const uint16_t *needle,
		  size_t needle_count)
{
	size_t places = count < needle_count ? 0 : count - needle_count + 1;

	return find_plain(text, 0, places, needle, needle_count);
}
#endif
