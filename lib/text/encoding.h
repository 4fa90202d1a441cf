/* text/encoding.h - the encodings that are read, and what pages call them.
 *
 * Layer:  -> base.  Names only; text/decode.h reads the bytes. */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H
#include <stdbool.h>
#include <stddef.h>

enum encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_BIG5,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_COUNT
};

/* "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"; "unknown" for the rest. */
const char *encoding_name(enum encoding encoding);

/* The encoding that a label such as "gb2312" or " X-GBK" names (WHATWG table,
 * case and white space ignored), or ENCODING_UNKNOWN. */
enum encoding encoding_of_label(const char *label, size_t len);

/* The label names an encoding in which plain ASCII bytes are not plain text:
 * UTF-7, HZ and the ISO-2022 family.  None of them is read. */
bool encoding_label_is_stateful(const char *label, size_t len);

#endif
