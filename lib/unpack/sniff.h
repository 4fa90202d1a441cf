/* unpack/sniff.h - what kind of container some bytes are, if any. */
#ifndef UNPACK_SNIFF_H
#define UNPACK_SNIFF_H
#include "unpack/stream_source.h"

enum sniffed {
	SNIFFED_PLAIN,		/* a document, or nothing that we know */
	SNIFFED_TAR,
	SNIFFED_ZIP,
	SNIFFED_WARC,
	SNIFFED_ARC,
	SNIFFED_UNSUPPORTED	/* *what says what it is */
};

/* By the first bytes of stream, which are not consumed, then by name.  Zips
 * that are one document (docx, odt, epub, ofd) are plain. */
enum sniffed sniff(stream *stream, const char *name, const char **what);

/* Does name end with suffix, whatever the case of ASCII letters? */
bool sniff_has_suffix(const char *name, const char *suffix);

#endif
