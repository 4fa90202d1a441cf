/* unpack/zip: the members of zips, by their directory and without. */
#include <stdlib.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "tests/unit/archives.h"
#include "tests/unit/members.h"
#include "tests/unit/unit.h"
#include "unpack/zip_entry.h"

static const char long_text[] = "一二三四五六七八九十一二三四五六七八九十";

/* Zips: members as zip_made has them, and what is seen of them with the
 * directory, and (NULL: the same, and that it is cut) without. */
static const struct zip_row {
	const char *why;
	struct zip_member members[3];
	const char *want, *without;
} zip_rows[] = {
	{ "stored and deflated files are read",
	  { { .name = "a.txt", .text = "x" },
	    { .name = "b/c.txt", .text = long_text, .method = 8 } },
	  "read a.txt 1\nread b/c.txt 60\n", NULL },
	{ "folders are no members",
	  { { .name = "a/", .text = "" }, { .name = "a/b.txt", .text = "x" } },
	  "read a/b.txt 1\n", NULL },
	{ "lengths may follow the data",
	  { { .name = "a.txt", .text = long_text, .method = 8, .flags = 8 },
	    { .name = "b.txt", .text = "x" } },
	  "read a.txt 60\nread b.txt 1\n", NULL },
	{ "stored data whose length follows need the directory",
	  { { .name = "a.txt", .text = "xyz", .flags = 8 },
	    { .name = "b.txt", .text = "x" } },
	  "read a.txt 3\nread b.txt 1\n",
	  "refuse a.txt (truncated: no directory has its length)\n"
	  "read b.txt 1\nend (truncated: no directory)\n" },
	{ "an encrypted file is refused, the others are read",
	  { { .name = "a.txt", .text = "x", .flags = 1 },
	    { .name = "b.txt", .text = "x" } },
	  "refuse a.txt (encrypted)\nread b.txt 1\n", NULL },
	{ "so is one that is packed in an unknown way",
	  { { .name = "a.txt", .text = "x", .method = 99 },
	    { .name = "b.txt", .text = "x" } },
	  "refuse a.txt (unsupported: compression method 99)\n"
	  "read b.txt 1\n", NULL },
	{ "a wrong CRC is damage",
	  { { .name = "a.txt", .text = "xyz", .wrong_crc = 1 },
	    { .name = "b.txt", .text = "x" } },
	  "fail a.txt 3 (checksum: the CRC is another one)\nread b.txt 1\n",
	  NULL },
	{ "so is a wrong length",
	  { { .name = "a.txt", .text = "xyz", .method = 8, .wrong_len = 2 } },
	  "fail a.txt 3 (checksum: not as long as its directory says)\n",
	  NULL },
	{ "more than the length that was told is not taken",
	  { { .name = "a.txt", .text = "xyz", .method = 8,
	      .wrong_len = (unsigned)-1 } },
	  "fail a.txt 3 (checksum: longer than its directory says)\n", NULL },
	{ "links are skipped, where the directory tells them",
	  { { .name = "l", .text = "/etc/passwd", .attributes = 0120777 },
	    { .name = "a.txt", .text = "x", .attributes = 0100644 } },
	  "skip l (symlink)\nread a.txt 1\n",
	  "read l 11\nread a.txt 1\nend (truncated: no directory)\n" },
	{ "an empty file is a member that is skipped",
	  { { .name = "e.txt", .text = "" }, { .name = "a.txt", .text = "x" } },
	  "skip e.txt (empty)\nread a.txt 1\n", NULL },
	{ "names with backslashes are paths",
	  { { .name = "a\\b.txt", .text = "x" } },
	  "read a/b.txt 1\n", NULL },
	{ "names in GBK are read as what they are",
	  { { .name = "\xB7\xFE\xCE\xF1.txt", .text = "x" } },
	  "read 服务.txt 1 (name-repaired)\n", NULL },
	{ "equal names are told apart",
	  { { .name = "a.txt", .text = "x" }, { .name = "a.txt", .text = "yz" } },
	  "read a.txt 1\nread a.txt~2 2 (duplicate-name)\n", NULL },
	{ "an empty zip has no members", { { .name = NULL } },
	  "skip  (no-members)\n", "" },
};

static void make_zip(struct zip_made *zip, const struct zip_row *row)
{
	for (size_t i = 0; i < 3 && row->members[i].name; i++)
		put_zip(zip, row->members[i]);
}

static void check_zip(const struct zip_row *row)
{
	struct zip_made zip = { .count = 0 };
	struct buf want = BUF_INIT;

	unit_begin(row->why);
	make_zip(&zip, row);
	buf_put_string(&want, row->without ? row->without : row->want);
	if (!row->without)
		buf_put_string(&want, "end (truncated: no directory)\n");
	if (zip.count)
		members_check(&zip.bytes, "x.zip", want.data);
	put_zip_end(&zip);
	members_check(&zip.bytes, "x.zip", row->want);
	buf_release(&zip.bytes);
	buf_release(&want);
}

/* A zip is a document or a container. */
static const struct kind_row {
	const char *why, *file, *first, *want;
} kind_rows[] = {
	{ "a zip with a document's suffix is a document", "x.docx", "a.xml",
	  "read  109\n" },
	{ "so is one that names its type first", "x.zip", "mimetype",
	  "read  115\n" },
	{ "or its content types", "x", "[Content_Types].xml", "read  137\n" },
	{ "or an OFD's root", "x.zip", "OFD.xml", "read  113\n" },
	{ "any other zip is a container", "x.bin", "a.xml", "read a.xml 1\n" },
	{ "a WACZ is a container, of its archives alone", "x.wacz",
	  "datapackage.json", "skip  (no-members)\n" },
	{ "other parts of a WACZ are nothing", "x.WACZ", "archive/note.txt",
	  "read archive/note.txt 1\n" },
};

static void check_kind(const struct kind_row *row)
{
	struct zip_made zip = zip_of(row->first, "x");

	unit_begin(row->why);
	members_check(&zip.bytes, row->file, row->want);
	buf_release(&zip.bytes);
}

/* A pipe cannot be read in any order, and a big zip not be held. */
static void check_pipe(void)
{
	struct members members = { .count = 0 };
	struct zip_made zip = { .count = 0 };
	int ends[2], status;

	unit_begin("a zip is read from a pipe as well");
	put_zip(&zip, (struct zip_member){ .name = "a.txt", .text = long_text,
					   .method = 8 });
	put_zip(&zip, (struct zip_member){ .name = "l", .text = "/etc/passwd",
					   .attributes = 0120777 });
	put_zip_end(&zip);
	if (pipe(ends))
		return;
	if (!fork()) {
		close(ends[0]);
		_exit(write(ends[1], zip.bytes.data, zip.bytes.len) < 0);
	}
	close(ends[1]);
	members_list(&members, ends[0], "x.zip");
	wait(&status);
	EXPECT_STR(members.lines.data, "read a.txt 60\nskip l (symlink)\n");
	members_release(&members);
	buf_release(&zip.bytes);
}

static void check_long_name(void)
{
	struct zip_made zip;
	char *name = mem_alloc(5001);

	unit_begin("a name of more than 4096 bytes is refused");
	memset(name, 'a', 5000);
	zip = zip_of(name, "x");
	strcpy(name + 4096, " (name-too-long)\n");
	{
		struct members members = { .count = 0 };

		members_list_bytes(&members, &zip.bytes, "x.zip");
		EXPECT_STR(members.lines.data + strlen("refuse "), name);
		members_release(&members);
	}
	buf_release(&zip.bytes);
	free(name);
}

/* Its directory points to bytes that are none of its members. */
static void check_wrong_places(void)
{
	struct zip_made zip = zip_of("a.txt", "xyz");

	unit_begin("a directory that points to nowhere is damage");
	zip.bytes.data[zip.bytes.len - 22 - 5 - 4] = 1;
	members_check(&zip.bytes, "x.zip",
		      "refuse a.txt (damaged: nothing where its directory says)"
		      "\n");
	unit_begin("data that reach beyond the file are cut");
	zip.bytes.data[zip.bytes.len - 22 - 5 - 4] = 0;
	zip.bytes.data[26 + 1] = 1;	/* a name of 256 bytes more */
	members_check(&zip.bytes, "x.zip", "refuse a.txt (truncated)\n");
	buf_release(&zip.bytes);
}

static void check_many(void)
{
	struct members members = { .count = 0 };
	struct zip_made zip = { .count = 0 };
	char name[16];

	unit_begin("a zip may have more members than 16 bits count");
	for (int i = 0; i < 70000; i++) {
		snprintf(name, sizeof(name), "%d", i);
		put_zip(&zip, (struct zip_member){ .name = name, .text = "x" });
	}
	put_zip_end(&zip);
	members_list_bytes(&members, &zip.bytes, "x.zip");
	EXPECT_INT(members.count, 70000);
	EXPECT_INT(members.text.len, 70000);
	EXPECT(!strstr(members.lines.data, "("));
	members_release(&members);
	buf_release(&zip.bytes);
}

static void check_extra(void)
{
	struct zip_entry entry = { .len = UINT32_MAX, .packed_len = 5,
				   .header = UINT32_MAX };
	struct buf name = BUF_INIT, extra = BUF_INIT;

	unit_begin("lengths of 64 bits and names in UTF-8 are found");
	buf_put_string(&name, "\xB7\xFE");
	put_little(&extra, 0x5455, 2);
	put_little(&extra, 1, 2);
	put_little(&extra, 0, 1);
	put_little(&extra, 1, 2);
	put_little(&extra, 16, 2);
	put_little(&extra, 5ul << 32, 8);
	put_little(&extra, 6ul << 32, 8);
	put_little(&extra, 0x7075, 2);
	put_little(&extra, 8, 2);
	put_little(&extra, 1, 1);
	put_little(&extra, crc32(0, (const Bytef *)name.data, 2), 4);
	buf_put_string(&extra, "服");
	zip_entry_extra(&entry, &name, extra.data, extra.len);
	EXPECT(entry.len == 5ul << 32);
	EXPECT_INT(entry.packed_len, 5);
	EXPECT(entry.header == 6ul << 32);
	EXPECT_STR(name.data, "服");
	buf_release(&name);
	buf_release(&extra);
}

#define EACH(rows, check) do { \
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) \
		check(&rows[i]); \
} while (0)

int main(void)
{
	EACH(zip_rows, check_zip);
	EACH(kind_rows, check_kind);
	check_pipe();
	check_long_name();
	check_wrong_places();
	check_many();
	check_extra();
	return unit_done();
}
