/* text/encoding_sniff.h - the encoding that a page or an XML file declares.
 *
 * Looks at bytes before they are decoded: at an XML declaration and at meta
 * elements, in any encoding that is ASCII for ASCII. */
#ifndef TEXT_ENCODING_SNIFF_H
#define TEXT_ENCODING_SNIFF_H
#include <stddef.h>

/* How far into a page a declaration is looked for; browsers stop at 1,024, and
 * real pages have theirs later. */
#define ENCODING_SNIFF_BYTES 65536

/* The first label declared in <?xml encoding="">, <meta charset=""> or <meta
 * http-equiv="content-type" content="charset=">, outside comments, scripts and
 * styles.  It is as written, without quotes, borrowed from bytes and *label_len
 * long; NULL when there is none. */
const char *encoding_sniff_label(size_t *label_len, const void *bytes,
				 size_t len);

/* The same in the value of an HTTP Content-Type header, or of content="". */
const char *encoding_sniff_content_type(size_t *label_len, const char *value,
					size_t len);

#endif
