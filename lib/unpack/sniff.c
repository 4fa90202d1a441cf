#include "unpack/sniff.h"

#include <string.h>
#include <strings.h>

#include "unpack/tar.h"
#include "unpack/zip.h"

enum { HEAD = 4096, BLOCK = 512, ISO_AT = 32769, ISO_MAGIC = 5 };

bool sniff_has_suffix(const char *name, const char *suffix)
{
	size_t len = strlen(name), suffix_len = strlen(suffix);

	return len >= suffix_len &&
	       !strcasecmp(name + len - suffix_len, suffix);
}

static bool has_one_of(const char *name, const char *const *suffixes)
{
	for (; *suffixes; suffixes++)
		if (sniff_has_suffix(name, *suffixes))
			return true;
	return false;
}

static const char *unsupported(const char *head, size_t len)
{
	static const struct { const char *magic; size_t len; const char *what; }
	kinds[] = {
		{ "Rar!\x1A\x07", 6, "a RAR archive" },
		{ "7z\xBC\xAF\x27\x1C", 6, "a 7z archive" },
		{ "MSCF\0\0\0\0", 8, "a cabinet" },
		{ "xar!\0", 5, "a xar archive" },
		{ "\x1F\x9D", 2, "a file of compress" },
		{ "LZIP\x01", 5, "an lzip file" },
		{ "\x04\x22\x4D\x18", 4, "an lz4 file" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (len >= kinds[i].len &&
		    !memcmp(head, kinds[i].magic, kinds[i].len))
			return kinds[i].what;
	return NULL;
}

/* Word processors name these first; a mimetype tells what the zip is. */
static bool is_document(const char *name, const char *head, size_t len)
{
	static const char *const suffixes[] = {
		".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".pptx",
		".pptm", ".odt", ".ott", ".ods", ".odp", ".odg", ".epub", ".ofd",
		NULL
	};
	char first[64];

	if (sniff_has_suffix(name, ".wacz"))
		return false;
	zip_first_name(first, sizeof(first), head, len);
	return !strcmp(first, "mimetype") || !strcasecmp(first, "OFD.xml") ||
	       !strcmp(first, "[Content_Types].xml") ||
	       has_one_of(name, suffixes);
}

static bool is_zero(const char *head, size_t len)
{
	return len >= 2 * BLOCK && !*head && !memcmp(head, head + 1,
						     2 * BLOCK - 1);
}

enum sniffed sniff(stream *stream, const char *name, const char **what)
{
	static const char *const tars[] = {
		".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz",
		".txz", ".tar.zst", ".tzst", NULL
	};
	static const char *const warcs[] = {
		".warc", ".warc.gz", ".warc.zst", NULL
	};
	const char *head;
	size_t len;

	if (stream_ahead(stream, HEAD, &head, &len, NULL) && !len)
		return SNIFFED_PLAIN;
	*what = unsupported(head, len);
	if (*what)
		return SNIFFED_UNSUPPORTED;
	if (len >= 4 && (!memcmp(head, "PK\3\4", 4) || !memcmp(head, "PK\5\6", 4)))
		return is_document(name, head, len) ? SNIFFED_PLAIN :
		       SNIFFED_ZIP;
	if (len >= 6 && !memcmp(head, "WARC/", 5))
		return SNIFFED_WARC;
	if (len >= 11 && !memcmp(head, "filedesc://", 11))
		return SNIFFED_ARC;
	if (tar_begins(head, len))
		return SNIFFED_TAR;
	if (len && has_one_of(name, warcs))
		return SNIFFED_WARC;	/* its first record is damaged */
	if (!is_zero(head, len) && !sniff_has_suffix(name, ".iso"))
		return SNIFFED_PLAIN;
	*what = "an ISO 9660 image";
	stream_ahead(stream, ISO_AT + ISO_MAGIC, &head, &len, NULL);
	if (len >= ISO_AT + ISO_MAGIC &&
	    !memcmp(head + ISO_AT, "CD001", ISO_MAGIC))
		return SNIFFED_UNSUPPORTED;
	return is_zero(head, len) && has_one_of(name, tars) ? SNIFFED_TAR :
	       SNIFFED_PLAIN;
}
