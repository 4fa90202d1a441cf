#include "base/utf8.h"

#include <string.h>

/* How many bytes follow lead, and the range that the first of them may have. */
static int followers(unsigned char lead, unsigned char *low,
		     unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 1;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*low = 0xA0;
		if (lead == 0xED)
			*high = 0x9F;
		return 2;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*low = 0x90;
		if (lead == 0xF4)
			*high = 0x8F;
		return 3;
	}
	return -1;
}

uint32_t utf8_next_checked(const char **at, const char *end, bool *bad)
{
	const unsigned char *p = (const unsigned char *)*at;
	const unsigned char *stop = (const unsigned char *)end;
	unsigned char low, high, lead = *p++;
	int left;
	uint32_t cp;

	*at = (const char *)p;
	if (lead < 0x80)
		return lead;
	left = followers(lead, &low, &high);
	if (left < 0) {
		*bad = true;
		return UTF8_REPLACEMENT;
	}
	cp = lead & (0x3Fu >> left);
	for (; left > 0; left--) {
		if (p == stop || *p < low || *p > high) {
			*bad = true;
			*at = (const char *)p;
			return UTF8_REPLACEMENT;
		}
		cp = cp << 6 | (*p++ & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*at = (const char *)p;
	return cp;
}

uint32_t utf8_next(const char **at, const char *end)
{
	bool ignored = false;

	return utf8_next_checked(at, end, &ignored);
}

size_t utf8_encode(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

bool utf8_is_valid(const char *text, size_t len)
{
	const char *end = text + len;
	bool bad = false;

	while (text < end && !bad)
		utf8_next_checked(&text, end, &bad);
	return !bad;
}

size_t utf8_count(const char *text, size_t len)
{
	const char *end = text + len;
	size_t count = 0;

	for (; text < end; count++)
		utf8_next(&text, end);
	return count;
}

size_t utf8_offset(const char *text, size_t len, size_t index)
{
	const char *at = text, *end = text + len;

	while (index-- && at < end)
		utf8_next(&at, end);
	return (size_t)(at - text);
}

void utf8_copy_line(char *out, size_t size, const char *text)
{
	const char *end = text + strlen(text);
	size_t len = 0;

	while (text < end) {
		char bytes[4];
		uint32_t cp = utf8_next(&text, end);
		size_t more;

		if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
			cp = '?';
		more = utf8_encode(bytes, cp);
		if (len + more >= size)
			break;
		memcpy(out + len, bytes, more);
		len += more;
	}
	out[len] = '\0';
}
