/* text/decode_step.h - one character of an encoding at a time, strictly.
 *
 * Each step reads the character at *at, which is before end, and moves *at over
 * it.  A bad sequence gives DECODE_BAD and is stepped over as the WHATWG
 * decoders do: an ASCII byte is never swallowed by a broken lead byte.
 * Inline, because the two readers of these steps are the hot loops. */
#ifndef TEXT_DECODE_STEP_H
#define TEXT_DECODE_STEP_H
#include <stdbool.h>
#include <stdint.h>
#include "base/utf8.h"
#include "text/encoding.h"
#include "text/encoding_table.h"

#define DECODE_BAD 0xFFFFFFFFu
#define DECODE_INLINE static inline __attribute__((always_inline))

DECODE_INLINE bool decode_is_follower(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

DECODE_INLINE uint32_t decode_step_utf8(const unsigned char **at,
					const unsigned char *end)
{
	const unsigned char *p = *at;
	const char *from = (const char *)p;
	bool bad = false;
	uint32_t cp;

	if (p[0] < 0x80) {
		*at = p + 1;
		return p[0];
	}
	if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && end - p > 2 &&
	    decode_is_follower(p[1]) && decode_is_follower(p[2])) {
		*at = p + 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	cp = utf8_next_checked(&from, (const char *)end, &bad);
	*at = (const unsigned char *)from;
	return bad ? DECODE_BAD : cp;
}

DECODE_INLINE uint32_t decode_step_pair(const uint32_t *pairs,
					const unsigned char **at)
{
	unsigned lead = (*at)[-1], trail = **at;
	uint32_t cp = 0;

	if (trail >= 0x40 && trail != 0xFF)
		cp = pairs[(lead - 0x81) * ENCODING_TRAILS + trail - 0x40];
	if (cp || trail >= 0x80)
		++*at;
	return cp ? cp : DECODE_BAD;
}

/* The last three bytes of a four-byte sequence; its lead is before *at. */
static inline uint32_t decode_step_four(const uint16_t *fours,
					const unsigned char **at,
					const unsigned char *end)
{
	const unsigned char *p = *at;
	uint32_t place, cp = 0;

	if (end - p < 3 || p[1] < 0x81 || p[1] > 0xFE || p[2] < 0x30 || p[2] > 0x39)
		return DECODE_BAD;
	place = (((p[-1] - 0x81u) * 10 + p[0] - 0x30) * 126 + p[1] - 0x81) * 10 +
		p[2] - 0x30;
	if (place < ENCODING_FOURS)
		cp = fours[place];
	else if (place >= 189000 && place < 189000 + 0x100000)
		cp = place - 189000 + 0x10000;
	if (!cp)
		return DECODE_BAD;
	*at += 3;
	return cp;
}

DECODE_INLINE uint32_t decode_step_gb18030(const struct encoding_table *table,
					   const unsigned char **at,
					   const unsigned char *end)
{
	unsigned char lead = *(*at)++;

	if (lead < 0x80)
		return lead;
	if (lead == 0x80)
		return 0x20AC;	/* code page 936 */
	if (lead == 0xFF || *at == end)
		return DECODE_BAD;
	if (**at >= 0x30 && **at <= 0x39)
		return decode_step_four(table->four, at, end);
	return decode_step_pair(table->gb18030, at);
}

DECODE_INLINE uint32_t decode_step_big5(const struct encoding_table *table,
					const unsigned char **at,
					const unsigned char *end)
{
	unsigned char lead = *(*at)++;

	if (lead < 0x80)
		return lead;
	if (lead == 0x80 || lead == 0xFF || *at == end)
		return DECODE_BAD;
	return decode_step_pair(table->big5, at);
}

DECODE_INLINE uint32_t decode_unit(const unsigned char *p, bool is_big)
{
	return is_big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

DECODE_INLINE uint32_t decode_step_utf16(bool is_big, const unsigned char **at,
					 const unsigned char *end)
{
	uint32_t cp, second;

	if (end - *at < 2) {
		*at = end;
		return DECODE_BAD;
	}
	cp = decode_unit(*at, is_big);
	*at += 2;
	if (cp < 0xD800 || cp > 0xDFFF)
		return cp;
	if (cp > 0xDBFF || end - *at < 2)
		return DECODE_BAD;
	second = decode_unit(*at, is_big);
	if (second < 0xDC00 || second > 0xDFFF)
		return DECODE_BAD;
	*at += 2;
	return 0x10000 + ((cp - 0xD800) << 10) + second - 0xDC00;
}

/* as is a constant where this is used, so that one case of it remains. */
DECODE_INLINE uint32_t decode_step(enum encoding as,
				   const struct encoding_table *table,
				   const unsigned char **at,
				   const unsigned char *end)
{
	switch (as) {
	case ENCODING_UTF8: return decode_step_utf8(at, end);
	case ENCODING_GB18030: return decode_step_gb18030(table, at, end);
	case ENCODING_BIG5: return decode_step_big5(table, at, end);
	case ENCODING_UTF16LE: return decode_step_utf16(false, at, end);
	case ENCODING_UTF16BE: return decode_step_utf16(true, at, end);
	case ENCODING_UNKNOWN:
	case ENCODING_COUNT: break;
	}
	++*at;
	return DECODE_BAD;
}

#endif
