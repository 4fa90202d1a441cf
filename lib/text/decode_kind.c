#include "text/decode_kind.h"

#include <string.h>

#define LOOK_BYTES 65536u

#define SIGNATURE(name, bytes) { name, bytes, sizeof(bytes) - 1 }

static const struct {
	const char *name, *bytes;
	size_t len;
} signatures[] = {
	SIGNATURE("ELF", "\x7F" "ELF"),
	SIGNATURE("zip", "PK\x03\x04"),
	SIGNATURE("zip", "PK\x05\x06"),
	SIGNATURE("gzip", "\x1F\x8B\x08"),
	SIGNATURE("bzip2", "BZh91AY&SY"),
	SIGNATURE("xz", "\xFD" "7zXZ"),
	SIGNATURE("zstd", "\x28\xB5\x2F\xFD"),
	SIGNATURE("7z", "7z\xBC\xAF\x27\x1C"),
	SIGNATURE("rar", "Rar!\x1A\x07"),
	SIGNATURE("PDF", "%PDF-"),
	SIGNATURE("PNG", "\x89PNG"),
	SIGNATURE("JPEG", "\xFF\xD8\xFF"),
	SIGNATURE("GIF", "GIF89a"),
	SIGNATURE("GIF", "GIF87a"),
	SIGNATURE("OLE", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	SIGNATURE("SQLite", "SQLite format 3"),
};

static bool begins(const unsigned char *bytes, size_t len, const char *with,
		   size_t size)
{
	return len >= size && !memcmp(bytes, with, size);
}

size_t decode_mark(enum encoding *out, const unsigned char *bytes, size_t len)
{
	*out = ENCODING_UNKNOWN;
	if (begins(bytes, len, "\xEF\xBB\xBF", 3)) {
		*out = ENCODING_UTF8;
		return 3;
	}
	if (begins(bytes, len, "\x84\x31\x95\x33", 4)) {
		*out = ENCODING_GB18030;
		return 4;
	}
	if (begins(bytes, len, "\xFF\xFE", 2))
		*out = ENCODING_UTF16LE;
	else if (begins(bytes, len, "\xFE\xFF", 2))
		*out = ENCODING_UTF16BE;
	return *out == ENCODING_UNKNOWN ? 0 : 2;
}

/* Every unit of four bytes is a character above NUL, in this byte order. */
static bool units_are_chars(const unsigned char *bytes, size_t len, bool is_big)
{
	for (size_t i = 0; i + 4 <= len; i += 4) {
		const unsigned char *unit = bytes + i;
		unsigned high = is_big ? unit[0] : unit[3];
		unsigned plane = is_big ? unit[1] : unit[2];
		unsigned low = is_big ? unit[2] | unit[3] : unit[0] | unit[1];

		if (high || plane > 0x10 || !(plane | low))
			return false;
	}
	return true;
}

bool decode_is_utf32(const unsigned char *bytes, size_t len)
{
	if (begins(bytes, len, "\xFF\xFE\0\0", 4) ||
	    begins(bytes, len, "\0\0\xFE\xFF", 4))
		return true;
	if (len < 8 || len % 4)
		return false;
	if (len > LOOK_BYTES)
		len = LOOK_BYTES;
	return units_are_chars(bytes, len, true) ||
	       units_are_chars(bytes, len, false);
}

const char *decode_binary_format(const unsigned char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
		if (begins(bytes, len, signatures[i].bytes, signatures[i].len))
			return signatures[i].name;
	return NULL;
}

bool decode_has_controls(const unsigned char *bytes, size_t len)
{
	size_t controls = 0;

	if (len > LOOK_BYTES)
		len = LOOK_BYTES;
	for (size_t i = 0; i < len; i++) {
		bool is_space = bytes[i] >= '\t' && bytes[i] <= '\r';

		if (bytes[i] == 0x7F || (bytes[i] < 0x20 && !is_space &&
					 bytes[i] != 0x1A && bytes[i] != 0x1B))
			controls++;
	}
	return controls > 4 && controls * 20 > len;
}

bool decode_has_shifts(const unsigned char *bytes, size_t len)
{
	return memchr(bytes, 0x1B, len) || memchr(bytes, 0x0E, len) ||
	       memmem(bytes, len, "~{", 2);
}
