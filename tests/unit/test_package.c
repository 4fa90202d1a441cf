/* read/package: the parts of a zip file in memory. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "read/package.h"
#include "read/reader.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

static const struct path { const char *base, *href, *want; } paths[] = {
	{ "OEBPS/a.opf", "b.htm", "OEBPS/b.htm" },
	{ "OEBPS/a.opf", "../b%20c.htm#d", "b c.htm" },
	{ "a.opf", "./x/./y.htm?z", "x/y.htm" },
	{ "Doc_0/Document.xml", "/Doc_0/Pages/a.xml", "Doc_0/Pages/a.xml" },
	{ "Doc_0/Document.xml", "Pages\\a.xml", "Doc_0/Pages/a.xml" },
	{ "a/b", "../../../etc/passwd", "etc/passwd" },
	{ "a/b", "%e6%96%87.htm", "a/文.htm" },
	{ "a/b", "50%.htm%4", "a/50%.htm%4" },
	{ "a/b", "x%00y", "a/xy" },
	{ "a/b", "", "a/" },
};

static void check_paths(void)
{
	unit_begin("a reference is a path, from its part or from the root");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		char *got = package_resolve(paths[i].base, paths[i].href);

		EXPECT_STR(got, paths[i].want);
		free(got);
	}
}

static package *open_zip(const struct zip *zip)
{
	package *package;

	EXPECT_INT(package_open(&package, zip->bytes.data, zip->bytes.len,
				NULL), STATUS_OK);
	return package;
}

static void check_names(void)
{
	struct zip zip = { .count = 0 };
	struct buf part = BUF_INIT;
	package *package;

	unit_begin("names: in GBK, with '\\', with another case");
	zip_add(&zip, "OFD.xml", "一");
	zip_add(&zip, "\xD6\xD0\xCE\xC4\\a.xml", "二");
	zip_add(&zip, "./文/b.xml", "三");
	zip_end(&zip);
	package = open_zip(&zip);
	EXPECT_INT(package_count(package), 3);
	EXPECT_STR(package_name(package, 1), "中文/a.xml");
	EXPECT(package_has(package, "ofd.XML"));
	EXPECT(!package_has(package, "b.xml"));
	EXPECT_INT(package_read(package, &part, "/中文/a.xml", NULL), STATUS_OK);
	EXPECT_STR(part.data, "二");
	EXPECT_INT(package_read(package, &part, "文/b.xml", NULL), STATUS_OK);
	EXPECT_STR(part.data, "三");
	EXPECT_INT(package_read(package, &part, "none", NULL),
		   STATUS_NOT_FOUND);
	package_close(package);
	buf_release(&part);
	zip_release(&zip);
}

/* A zip whose one part is packed and says that it has size bytes. */
static void make_packed(struct zip *zip, size_t len, uint32_t size,
			uint32_t crc_change)
{
	char *zeros = calloc(len, 1);
	uLong room = compressBound((uLong)len) + 100;
	Bytef *packed = malloc(room);
	z_stream z = { 0 };
	size_t count;
	char header[4];

	deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *)zeros;
	z.avail_in = (uInt)len;
	z.next_out = packed;
	z.avail_out = (uInt)room;
	deflate(&z, Z_FINISH);
	count = room - z.avail_out;
	deflateEnd(&z);
	zip_add_bytes(zip, "a", (const char *)packed, count);
	for (int i = 0; i < 4; i++)
		header[i] = (char)(size >> 8 * i);
	zip->directory.data[10] = 8;
	memcpy(zip->directory.data + 24, header, 4);
	for (int i = 0; i < 4; i++)
		header[i] = (char)((crc32(0, (Bytef *)zeros, (uInt)len) ^
				    crc_change) >> 8 * i);
	memcpy(zip->directory.data + 16, header, 4);
	zip_end(zip);
	free(zeros);
	free(packed);
}

static const struct packed {
	const char *why;
	size_t len;
	uint32_t size, crc_change;
	const char *want;	/* the beginning of the reason; "": it is read */
} packeds[] = {
	{ "a packed part", 1000, 1000, 0, "" },
	{ "an empty one", 0, 0, 0, "" },
	{ "one that is longer than it says", 1000, 10, 0, "checksum" },
	{ "one that is shorter", 1000, 5000, 0, "checksum" },
	{ "one that was damaged", 1000, 1000, 1, "checksum" },
	{ "over 64 MiB", 1000, (64 << 20) + 1, 0, "too-large" },
	{ "a part that grows 1,000 times", 20 << 20, 20 << 20, 0, "bomb" },
};

static void check_packed(const struct packed *row)
{
	struct zip zip = { .count = 0 };
	struct buf part = BUF_INIT;
	struct error err = { 0 };
	package *package;
	enum status status;

	unit_begin(row->why);
	make_packed(&zip, row->len, row->size, row->crc_change);
	package = open_zip(&zip);
	status = package_read(package, &part, "a", &err);
	EXPECT_INT(status, *row->want ? STATUS_BAD_INPUT : STATUS_OK);
	EXPECT(!strncmp(err.text, row->want, strlen(row->want)));
	if (!status)
		EXPECT_INT(part.len, row->len);
	package_close(package);
	buf_release(&part);
	zip_release(&zip);
}

/* Bytes that stand before the zip, between its directory and the end record, and
 * behind that; how long the end says that its comment is. */
static const struct ends {
	const char *why, *before, *between, *behind;
	char comment;
} ends[] = {
	{ "bytes before the zip do not matter", "#!", "", "", 0 },
	{ "nor do bytes behind it", "", "", "\r\n", 0 },
	{ "a record may stand behind the directory", "",
	  "PK\6\6 is not needed by so small a file, but it is written", "", 0 },
	{ "so may a signature", "", "PK\5\5 with the bytes of a signature", "", 0 },
	{ "a comment may be cut", "", "", "half", 9 },
};

static void check_ends(const struct ends *row)
{
	enum { END_BYTES = 22 };
	struct zip zip = { .count = 0 };
	struct buf bytes = BUF_INIT, part = BUF_INIT;
	package *package = NULL;
	size_t end;

	unit_begin(row->why);
	zip_add(&zip, "a", "一");
	zip_add(&zip, "b", "二");
	zip_end(&zip);
	end = zip.bytes.len - END_BYTES;
	zip.bytes.data[end + 20] = row->comment;
	buf_put_string(&bytes, row->before);
	buf_put(&bytes, zip.bytes.data, end);
	buf_put_string(&bytes, row->between);
	buf_put(&bytes, zip.bytes.data + end, END_BYTES);
	buf_put_string(&bytes, row->behind);
	EXPECT_INT(package_open(&package, bytes.data, bytes.len, NULL),
		   STATUS_OK);
	if (package) {
		EXPECT_INT(package_count(package), 2);
		EXPECT_INT(package_read(package, &part, "b", NULL), STATUS_OK);
		EXPECT_STR(part.data, "二");
	}
	package_close(package);
	buf_release(&bytes);
	buf_release(&part);
	zip_release(&zip);
}

static void check_refused(void)
{
	struct zip zip = { .count = 0, .flags = 1 };
	struct buf got = BUF_INIT;

	unit_begin("an encrypted document says so");
	zip_add(&zip, "word/document.xml", "<w/>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "! encrypted");
	unit_begin("a document without its end says that it is truncated");
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len - 30);
	EXPECT_STR(got.data, "! truncated: the zip file has no directory");
	zip_release(&zip);
	unit_begin("another zip file is named for what it is");
	zip.flags = 0;
	zip_add(&zip, "[Content_Types].xml", "<T/>");
	zip_add(&zip, "xl/workbook.xml", "<w/>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data,
		   "! media-type: application/vnd.openxmlformats-officedocument");
	zip_release(&zip);
	buf_release(&got);
}

int main(void)
{
	check_paths();
	check_names();
	for (size_t i = 0; i < sizeof(packeds) / sizeof(packeds[0]); i++)
		check_packed(&packeds[i]);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		check_ends(&ends[i]);
	check_refused();
	return unit_done();
}
