#include "query/language/width.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"

unsigned width_of(uint32_t cp)
{
	UChar32 c = (UChar32)cp;

	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return 0;
	if (cp < 0x300)
		return cp == 0xAD ? 0 : 1;
	switch (u_charType(c)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
		return 0;
	default:
		break;
	}
	switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_FULLWIDTH:
	case U_EA_WIDE:
		return 2;
	default:
		return 1;
	}
}

size_t width_sum(const uint32_t *cp, size_t count)
{
	size_t width = 0;

	for (size_t i = 0; i < count; i++)
		width += width_of(cp[i]);
	return width;
}

size_t width_text(const char *utf8)
{
	const char *at = utf8, *end = utf8 + strlen(utf8);
	size_t width = 0;

	while (at < end)
		width += width_of(utf8_next(&at, end));
	return width;
}

bool width_is_unsafe(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n') || (cp >= 0x7F && cp < 0xA0) ||
	       (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F ||
	       cp == 0x061C || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0xD800 && cp <= 0xDFFF) ||
	       (cp >= 0xE0000 && cp <= 0xE007F);
}

static bool closes(uint32_t cp)
{
	if (!u_ispunct((UChar32)cp))
		return false;
	switch (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK)) {
	case U_LB_CLOSE_PUNCTUATION:
	case U_LB_CLOSE_PARENTHESIS:
	case U_LB_EXCLAMATION:
	case U_LB_INFIX_NUMERIC:
	case U_LB_NONSTARTER:
	case U_LB_BREAK_SYMBOLS:
		return true;
	default:
		return cp == 0x201D || cp == 0x2019 || cp == 0x2026;
	}
}

static bool opens(uint32_t cp)
{
	return u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK) ==
		       U_LB_OPEN_PUNCTUATION ||
	       cp == 0x201C || cp == 0x2018;
}

static bool joins(uint32_t cp)	/* to its neighbour, as letters and digits do */
{
	return width_of(cp) == 1 && u_isalnum((UChar32)cp);
}

bool width_breaks(const uint32_t *cp, size_t at)
{
	return width_of(cp[at]) && !closes(cp[at]) && !opens(cp[at - 1]) &&
	       !(joins(cp[at]) && joins(cp[at - 1]));
}

size_t width_line(const uint32_t *cp, size_t count, size_t begin,
		  size_t columns)
{
	size_t end = begin, width = 0;

	for (; end < count && cp[end] != '\n'; end++) {
		width += width_of(cp[end]);
		if (width > columns)
			break;
	}
	if (end == count || cp[end] == '\n')
		return end;
	if (end == begin)
		return begin + 1;
	for (size_t at = end; at > begin; at--) {
		if (cp[at] == ' ' || width_breaks(cp, at))
			return at;
	}
	return end;
}
