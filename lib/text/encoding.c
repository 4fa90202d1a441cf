#include "text/encoding.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The WHATWG labels of the encodings that we read, and below each group the
 * names of the same thing that converters and old editors write. */
static const struct {
	const char *label;
	enum encoding encoding;
} labels[] = {
	{ "utf-8", ENCODING_UTF8 },
	{ "utf8", ENCODING_UTF8 },
	{ "unicode-1-1-utf-8", ENCODING_UTF8 },
	{ "unicode11utf8", ENCODING_UTF8 },
	{ "unicode20utf8", ENCODING_UTF8 },
	{ "x-unicode20utf8", ENCODING_UTF8 },
	{ "utf-8-sig", ENCODING_UTF8 },
	{ "utf8mb4", ENCODING_UTF8 },

	{ "gb2312", ENCODING_GB18030 },
	{ "gbk", ENCODING_GB18030 },
	{ "gb18030", ENCODING_GB18030 },
	{ "gb_2312-80", ENCODING_GB18030 },
	{ "gb_2312", ENCODING_GB18030 },
	{ "x-gbk", ENCODING_GB18030 },
	{ "chinese", ENCODING_GB18030 },
	{ "csgb2312", ENCODING_GB18030 },
	{ "csiso58gb231280", ENCODING_GB18030 },
	{ "iso-ir-58", ENCODING_GB18030 },
	{ "gb-2312", ENCODING_GB18030 },
	{ "gb2312-80", ENCODING_GB18030 },
	{ "gb-18030", ENCODING_GB18030 },
	{ "gb18030-2022", ENCODING_GB18030 },
	{ "cp936", ENCODING_GB18030 },
	{ "ms936", ENCODING_GB18030 },
	{ "windows-936", ENCODING_GB18030 },
	{ "euc-cn", ENCODING_GB18030 },
	{ "x-euc-cn", ENCODING_GB18030 },

	{ "big5", ENCODING_BIG5 },
	{ "big5-hkscs", ENCODING_BIG5 },
	{ "cn-big5", ENCODING_BIG5 },
	{ "csbig5", ENCODING_BIG5 },
	{ "x-x-big5", ENCODING_BIG5 },
	{ "big-5", ENCODING_BIG5 },
	{ "big5hkscs", ENCODING_BIG5 },
	{ "big5-eten", ENCODING_BIG5 },
	{ "x-big5", ENCODING_BIG5 },
	{ "cp950", ENCODING_BIG5 },
	{ "ms950", ENCODING_BIG5 },
	{ "windows-950", ENCODING_BIG5 },

	{ "utf-16le", ENCODING_UTF16LE },
	{ "utf-16", ENCODING_UTF16LE },
	{ "unicode", ENCODING_UTF16LE },
	{ "csunicode", ENCODING_UTF16LE },
	{ "iso-10646-ucs-2", ENCODING_UTF16LE },
	{ "ucs-2", ENCODING_UTF16LE },
	{ "unicodefeff", ENCODING_UTF16LE },
	{ "utf16", ENCODING_UTF16LE },

	{ "utf-16be", ENCODING_UTF16BE },
	{ "unicodefffe", ENCODING_UTF16BE },
};

static const char *const stateful[] = { "utf-7", "unicode-1-1-utf-7", "hz-gb-2312",
					"hz", "iso-2022-" };

const char *encoding_name(enum encoding encoding)
{
	switch (encoding) {
	case ENCODING_UTF8: return "UTF-8";
	case ENCODING_GB18030: return "GB18030";
	case ENCODING_BIG5: return "Big5";
	case ENCODING_UTF16LE: return "UTF-16LE";
	case ENCODING_UTF16BE: return "UTF-16BE";
	case ENCODING_UNKNOWN:
	case ENCODING_COUNT: break;
	}
	return "unknown";
}

static void trim(const char **label, size_t *len)
{
	while (*len && isspace((unsigned char)**label)) {
		++*label;
		--*len;
	}
	while (*len && isspace((unsigned char)(*label)[*len - 1]))
		--*len;
}

enum encoding encoding_of_label(const char *label, size_t len)
{
	trim(&label, &len);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strlen(labels[i].label) == len &&
		    !strncasecmp(label, labels[i].label, len))
			return labels[i].encoding;
	return ENCODING_UNKNOWN;
}

bool encoding_label_is_stateful(const char *label, size_t len)
{
	trim(&label, &len);
	for (size_t i = 0; i < sizeof(stateful) / sizeof(stateful[0]); i++) {
		size_t size = strlen(stateful[i]);
		bool is_family = stateful[i][size - 1] == '-';

		if ((is_family ? len > size : len == size) &&
		    !strncasecmp(label, stateful[i], size))
			return true;
	}
	return false;
}
