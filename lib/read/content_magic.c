/* content_media_type(): what the first bytes of files that are no text are. */
#include "read/reader.h"

#include <string.h>

struct magic {
	size_t offset;
	const char *bytes;
	size_t len;
	const char *type;
};

#define MAGIC(offset, bytes, type) { offset, bytes, sizeof(bytes) - 1, type }

static const struct magic magics[] = {
	MAGIC(0, "%PDF-", "application/pdf"),
	MAGIC(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-ole-storage"),
	MAGIC(0, "PK\3\4", "application/zip"),
	MAGIC(0, "PK\5\6", "application/zip"),
	MAGIC(0, "{\\rtf", "application/rtf"),
	MAGIC(0, "\x89PNG\r\n\x1A\n", "image/png"),
	MAGIC(0, "\xFF\xD8\xFF", "image/jpeg"),
	MAGIC(0, "GIF87a", "image/gif"),
	MAGIC(0, "GIF89a", "image/gif"),
	MAGIC(6, "\0\0\0\0", "image/bmp"),	/* and "BM" before it */
	MAGIC(8, "WEBP", "image/webp"),
	MAGIC(0, "II*\0", "image/tiff"),
	MAGIC(0, "MM\0*", "image/tiff"),
	MAGIC(0, "\0\0\1\0", "image/x-icon"),
	MAGIC(4, "jP  \r\n", "image/jp2"),
	MAGIC(0, "8BPS", "image/vnd.adobe.photoshop"),
	MAGIC(0, "AT&TFORM", "image/vnd.djvu"),
	MAGIC(8, "WAVEfmt", "audio/wav"),
	MAGIC(0, "ID3", "audio/mpeg"),
	MAGIC(0, "\xFF\xFB", "audio/mpeg"),
	MAGIC(0, "OggS", "audio/ogg"),
	MAGIC(0, "fLaC", "audio/flac"),
	MAGIC(0, "MThd\0\0", "audio/midi"),
	MAGIC(4, "ftyp", "video/mp4"),
	MAGIC(8, "AVI LIST", "video/x-msvideo"),
	MAGIC(0, "\x1A\x45\xDF\xA3", "video/x-matroska"),
	MAGIC(0, "FLV\1", "video/x-flv"),
	MAGIC(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "video/x-ms-asf"),
	MAGIC(0, "\0\0\1\xBA", "video/mpeg"),
	MAGIC(0, "FWS", "application/x-shockwave-flash"),
	MAGIC(0, "CWS", "application/x-shockwave-flash"),
	MAGIC(0, "\0\1\0\0\0", "font/ttf"),
	MAGIC(0, "OTTO\0", "font/otf"),
	MAGIC(0, "ttcf\0", "font/collection"),
	MAGIC(0, "wOFF", "font/woff"),
	MAGIC(0, "wOF2", "font/woff2"),
	MAGIC(0, "\x7F" "ELF", "application/x-executable"),
	MAGIC(0, "MZ\x90\0", "application/x-msdownload"),
	MAGIC(0, "\xCA\xFE\xBA\xBE", "application/java-vm"),
	MAGIC(0, "\xCF\xFA\xED\xFE", "application/x-mach-binary"),
	MAGIC(0, "\0asm", "application/wasm"),
	MAGIC(0, "SQLite format 3\0", "application/vnd.sqlite3"),
	MAGIC(0, "Rar!\x1A\7", "application/vnd.rar"),
	MAGIC(0, "7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"),
	MAGIC(0, "\x1F\x8B\x08", "application/gzip"),
	MAGIC(0, "\xFD" "7zXZ\0", "application/x-xz"),
	MAGIC(0, "\x28\xB5\x2F\xFD", "application/zstd"),
	MAGIC(0, "BZh91AY&SY", "application/x-bzip2"),
	MAGIC(257, "ustar", "application/x-tar"),
};

const char *content_media_type(const void *head, size_t len)
{
	const char *bytes = head;

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *magic = &magics[i];

		if (len < magic->offset + magic->len ||
		    memcmp(bytes + magic->offset, magic->bytes, magic->len))
			continue;
		if (magic->offset == 6 && memcmp(bytes, "BM", 2))
			continue;
		if (magic->offset == 8 && memcmp(bytes, "RIFF", 4))
			continue;
		return magic->type;
	}
	return NULL;
}
