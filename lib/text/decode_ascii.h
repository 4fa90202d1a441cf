/* text/decode_ascii.h - stepping over plain ASCII, eight bytes at a time. */
#ifndef TEXT_DECODE_ASCII_H
#define TEXT_DECODE_ASCII_H
#include <stdint.h>
#include <string.h>

/* The first byte at or after at that is not ASCII, or end. */
static inline const unsigned char *decode_skip_ascii(const unsigned char *at,
						     const unsigned char *end)
{
	while (end - at >= 8) {
		uint64_t word;

		memcpy(&word, at, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
		at += 8;
	}
	while (at < end && *at < 0x80)
		at++;
	return at;
}

#endif
