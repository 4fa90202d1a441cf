/* unpack: a source file as its members, tars and zips.  Arguments: files to
 * list instead. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "tests/unit/archives.h"
#include "tests/unit/members.h"
#include "tests/unit/unit.h"

static int list_files(char **paths)
{
	for (; *paths; paths++) {
		struct members members = { .count = 0 };

		members_list(&members, open(*paths, O_RDONLY), *paths);
		printf("== %s: %zu%s\n%s%s", *paths, members.count,
		       members.is_container ? " in a container" : "",
		       members.lines.data, members.places.data);
		members_release(&members);
	}
	return 0;
}

/* Tars: a name, a type and a text a member, and what is seen of them. */
static const struct tar_row {
	const char *why;
	struct { const char *name; char type; const char *text; } members[4];
	const char *want;
} tar_rows[] = {
	{ "a tar gives its files, in order",
	  { { "b.txt", '0', "二" }, { "a/c.txt", '0', "一" } },
	  "read b.txt 3\nread a/c.txt 3\n" },
	{ "folders are no members",
	  { { "a/", '5', "" }, { "a/c.txt", '0', "一" } },
	  "read a/c.txt 3\n" },
	{ "a tar of nothing but folders says so",
	  { { "a/", '5', "" } },
	  "skip  (no-members)\n" },
	{ "links and pipes are never followed",
	  { { "l", '2', "" }, { "h", '1', "" }, { "p", '6', "" },
	    { "a.txt", '0', "x" } },
	  "skip l (symlink)\nskip h (hardlink)\nskip p (special-file)\n"
	  "read a.txt 1\n" },
	{ "an empty file is a member that is skipped",
	  { { "e.txt", '0', "" }, { "a.txt", '0', "x" } },
	  "skip e.txt (empty)\nread a.txt 1\n" },
	{ "./ before a name is nothing",
	  { { "./a/./b.txt", '0', "x" } },
	  "read a/b.txt 1\n" },
	{ "names that lead out of their archive lead nowhere",
	  { { "../../a.txt", '0', "x" }, { "/etc/b.txt", '0', "x" },
	    { "..\\..\\c.txt", '0', "x" }, { "C:\\d.txt", '0', "x" } },
	  "read a.txt 1 (path-escape)\nread etc/b.txt 1 (path-escape)\n"
	  "read c.txt 1 (path-escape)\nread d.txt 1 (path-escape)\n" },
	{ "a name that is only dots is a name nevertheless",
	  { { "..", '0', "x" } },
	  "read unnamed 1 (path-escape)\n" },
	{ "equal names are told apart",
	  { { "a.txt", '0', "x" }, { "a.txt~2", '0', "y" },
	    { "a.txt", '0', "z" } },
	  "read a.txt 1\nread a.txt~2 1\nread a.txt~3 1 (duplicate-name)\n" },
	{ "names in GBK are read as what they are",
	  { { "\xB7\xFE\xCE\xF1/\xCA\xD6\xB2\xE1.txt", '0', "x" } },
	  "read 服务/手册.txt 1 (name-repaired)\n" },
	{ "the second byte of a GBK character is no separator",
	  { { "\x81\x5C.txt", '0', "x" } },
	  "read 乗.txt 1 (name-repaired)\n" },
	{ "names in nothing that we know keep their bytes, escaped",
	  { { "a\xFF\xFE.txt", '0', "x" } },
	  "read a%FF%FE.txt 1 (name-repaired)\n" },
};

static void check_lines(const struct buf *bytes, const char *name,
			const char *want)
{
	struct members members = { .count = 0 };

	members_list_bytes(&members, bytes, name);
	EXPECT_STR(members.lines.data, want);
	members_release(&members);
}

static void check_tar(const struct tar_row *row)
{
	struct buf bytes = BUF_INIT, packed = BUF_INIT;

	unit_begin(row->why);
	for (size_t i = 0; i < 4 && row->members[i].name; i++)
		put_tar(&bytes, row->members[i].name, row->members[i].type,
			row->members[i].text, strlen(row->members[i].text));
	put_tar_end(&bytes);
	check_lines(&bytes, "x", row->want);
	put_gzip(&packed, bytes.data, bytes.len);
	check_lines(&packed, "x", row->want);
	buf_clear(&packed);
	put_zstd(&packed, bytes.data, bytes.len);
	check_lines(&packed, "x", row->want);
	buf_release(&packed);
	buf_release(&bytes);
}

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
		check_lines(&zip.bytes, "x.zip", want.data);
	put_zip_end(&zip);
	check_lines(&zip.bytes, "x.zip", row->want);
	buf_release(&zip.bytes);
	buf_release(&want);
}

static struct zip_made zip_of(const char *name, const char *text)
{
	struct zip_made zip = { .count = 0 };

	put_zip(&zip, (struct zip_member){ .name = name, .text = text });
	put_zip_end(&zip);
	return zip;
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
	check_lines(&zip.bytes, row->file, row->want);
	buf_release(&zip.bytes);
}

/* Files that are no archive that is read. */
static const struct plain_row {
	const char *why, *name, *bytes;
	size_t len;
	const char *want;
} plain_rows[] = {
	{ "a text is its own only member", "a.tar", "一二", 6, "read  6\n" },
	{ "an empty file too", "a.zip", "", 0, "read  0\n" },
	{ "RAR is not read", "a.zip", "Rar!\x1A\x07\x01\0xxxx", 12,
	  "refuse  (unsupported: a RAR archive)\n" },
	{ "nor is 7z", "a.txt", "7z\xBC\xAF\x27\x1C\0\4", 8,
	  "refuse  (unsupported: a 7z archive)\n" },
	{ "PK alone is a text", "a.txt", "PK一二", 8, "read  8\n" },
};

static void check_plain(const struct plain_row *row)
{
	struct buf bytes = BUF_INIT;

	unit_begin(row->why);
	buf_put(&bytes, row->bytes, row->len);
	check_lines(&bytes, row->name, row->want);
	buf_release(&bytes);
}

/* inner, as a member called name of a tar. */
static void wrap_in_tar(struct buf *inner, const char *name)
{
	struct buf outer = BUF_INIT;

	put_tar(&outer, name, '0', inner->data, inner->len);
	put_tar_text(&outer, "after.txt", "x");
	put_tar_end(&outer);
	buf_release(inner);
	*inner = outer;
}

static void check_nesting(void)
{
	struct zip_made zip = zip_of("c.txt", "xyz");
	struct buf packed = BUF_INIT;

	unit_begin("archives in archives are read three levels deep");
	wrap_in_tar(&zip.bytes, "b.zip");
	put_gzip(&packed, zip.bytes.data, zip.bytes.len);
	wrap_in_tar(&packed, "a.tar.gz");
	check_lines(&packed, "x.tar",
		    "read a.tar.gz!/b.zip!/c.txt 3\n"
		    "read a.tar.gz!/after.txt 1\nread after.txt 1\n");
	unit_begin("and refused at the fourth, without what is around them");
	wrap_in_tar(&packed, "out.tar");
	check_lines(&packed, "x.tar",
		    "refuse out.tar!/a.tar.gz!/b.zip"
		    " (nesting: an archive too deep in others)\n"
		    "read out.tar!/a.tar.gz!/after.txt 1\n"
		    "read out.tar!/after.txt 1\nread after.txt 1\n");
	buf_release(&packed);
	buf_release(&zip.bytes);
}

static void check_damaged_inside(void)
{
	struct zip_made zip = zip_of("c.txt", "xyz");
	struct buf packed = BUF_INIT;

	unit_begin("a cut archive inside another costs no more than itself");
	zip.bytes.len -= 30;
	wrap_in_tar(&zip.bytes, "b.zip");
	check_lines(&zip.bytes, "x.tar",
		    "read b.zip!/c.txt 3\nrefuse b.zip (truncated: no directory)\n"
		    "read after.txt 1\n");
	unit_begin("a compressed file in an archive is read");
	put_gzip(&packed, "一二三", 9);
	wrap_in_tar(&packed, "a.txt.gz");
	check_lines(&packed, "x.tar", "read a.txt.gz 9\nread after.txt 1\n");
	unit_begin("a file that is packed four times is not");
	buf_clear(&packed);
	put_gzip(&packed, "一二三", 9);
	for (int i = 0; i < 3; i++) {
		struct buf again = BUF_INIT;

		put_gzip(&again, packed.data, packed.len);
		buf_release(&packed);
		packed = again;
	}
	check_lines(&packed, "x.gz", "refuse  (nesting: packed too often)\n");
	buf_release(&packed);
	buf_release(&zip.bytes);
}

static void check_cut_tar(void)
{
	struct buf bytes = BUF_INIT;

	unit_begin("a tar that is cut in a member says so, there and at its end");
	put_tar_text(&bytes, "a.txt", "x");
	put_tar_text(&bytes, "b.txt", "yyy");
	bytes.len -= 510;
	check_lines(&bytes, "x.tar",
		    "read a.txt 1\n"
		    "fail b.txt 0 (truncated: Truncated tar archive)\n"
		    "end (truncated: Truncated tar archive)\n");
	unit_begin("a tar without its last blocks is whole");
	buf_clear(&bytes);
	put_tar_text(&bytes, "a.txt", "x");
	check_lines(&bytes, "x.tar", "read a.txt 1\n");
	buf_release(&bytes);
}

static void check_many_empty(void)
{
	struct members members = { .count = 0 };
	struct buf bytes = BUF_INIT;
	char name[16];

	unit_begin("thousands of empty members are a few rows, the rest is read");
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "%d.txt", i);
		put_tar_text(&bytes, name, "");
	}
	put_tar_text(&bytes, "last.txt", "x");
	put_tar_end(&bytes);
	members_list_bytes(&members, &bytes, "x.tar");
	EXPECT_INT(members.count, 16 + 2);
	EXPECT(strstr(members.lines.data, "read last.txt 1\n"));
	EXPECT(strstr(members.lines.data, "refuse  (too-many-members: empty "
		      "ones that are not listed: 4984)\n"));
	members_release(&members);
	buf_release(&bytes);
}

/* Zips of 12 MiB of zeros each, in a zip: none is over a limit by itself. */
static void check_bomb_of_many(void)
{
	enum { ZEROS = 12 << 20 };
	struct members members = { .count = 0 };
	struct buf tar = BUF_INIT, bytes = BUF_INIT;
	char *zeros = mem_alloc(ZEROS + 1);

	unit_begin("small archives that are a bomb together are stopped");
	memset(zeros, ' ', ZEROS);
	for (char name[] = "a.zip"; *name < 'g'; ++*name) {
		struct zip_made zip = { .count = 0 };

		put_zip(&zip, (struct zip_member){
			.name = "z.txt", .text = zeros, .method = 8 });
		put_zip_end(&zip);
		put_tar(&tar, name, '0', zip.bytes.data, zip.bytes.len);
		buf_release(&zip.bytes);
	}
	put_tar_end(&tar);
	put_gzip(&bytes, tar.data, tar.len);
	members_list_bytes(&members, &bytes, "x.tgz");
	EXPECT_INT(members.count, 2);
	EXPECT(strstr(members.lines.data, "end (bomb: 24 MiB from "));
	members_release(&members);
	buf_release(&tar);
	buf_release(&bytes);
	free(zeros);
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

static void check_places(void)
{
	struct zip_made zip = { .count = 0 };
	struct members members = { .count = 0 };
	struct buf tar = BUF_INIT;

	unit_begin("members know where their archive has them");
	put_zip(&zip, (struct zip_member){ .name = "a", .text = "xyz" });
	put_zip(&zip, (struct zip_member){ .name = "b", .text = "x" });
	put_zip_end(&zip);
	members_list_bytes(&members, &zip.bytes, "x.zip");
	EXPECT_STR(members.places.data, "0-34 - - -\n34-66 - - -\n");
	members_release(&members);
	members = (struct members){ .count = 0 };
	put_tar_text(&tar, "a", "xyz");
	put_tar_text(&tar, "b", "x");
	members_list_bytes(&members, &tar, "x.tar");
	EXPECT_STR(members.places.data, "0-515 - - -\n1024-1537 - - -\n");
	EXPECT_STR(members.text.data, "xyzx");
	members_release(&members);
	buf_release(&zip.bytes);
	buf_release(&tar);
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

#define EACH(rows, check) do { \
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) \
		check(&rows[i]); \
} while (0)

int main(int argc, char **argv)
{
	if (argc > 1)
		return list_files(argv + 1);
	EACH(tar_rows, check_tar);
	EACH(zip_rows, check_zip);
	EACH(kind_rows, check_kind);
	EACH(plain_rows, check_plain);
	check_nesting();
	check_damaged_inside();
	check_cut_tar();
	check_many_empty();
	check_bomb_of_many();
	check_pipe();
	check_places();
	check_long_name();
	return unit_done();
}
