/* unpack: a source file as its members, those of tars and of archives in
 * archives.  Arguments: files to list instead. */
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
	{ "and found as often as they are",
	  { { "a", '0', "x" }, { "a", '0', "y" }, { "a", '0', "z" },
	    { "a", '0', "u" } },
	  "read a 1\nread a~2 1 (duplicate-name)\n"
	  "read a~3 1 (duplicate-name)\nread a~4 1 (duplicate-name)\n" },
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

static void check_tar(const struct tar_row *row)
{
	struct buf bytes = BUF_INIT, packed = BUF_INIT;

	unit_begin(row->why);
	for (size_t i = 0; i < 4 && row->members[i].name; i++)
		put_tar(&bytes, row->members[i].name, row->members[i].type,
			row->members[i].text, strlen(row->members[i].text));
	put_tar_end(&bytes);
	members_check(&bytes, "x", row->want);
	put_gzip(&packed, bytes.data, bytes.len);
	members_check(&packed, "x", row->want);
	buf_clear(&packed);
	put_zstd(&packed, bytes.data, bytes.len);
	members_check(&packed, "x", row->want);
	buf_release(&packed);
	buf_release(&bytes);
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
	members_check(&bytes, row->name, row->want);
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
	members_check(&packed, "x.tar",
		      "read a.tar.gz!/b.zip!/c.txt 3\n"
		      "read a.tar.gz!/after.txt 1\nread after.txt 1\n");
	unit_begin("and refused at the fourth, without what is around them");
	wrap_in_tar(&packed, "out.tar");
	members_check(&packed, "x.tar",
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
	members_check(&zip.bytes, "x.tar",
		      "read b.zip!/c.txt 3\nrefuse b.zip (truncated: no directory)\n"
		      "read after.txt 1\n");
	unit_begin("a compressed file in an archive is read");
	put_gzip(&packed, "一二三", 9);
	wrap_in_tar(&packed, "a.txt.gz");
	members_check(&packed, "x.tar", "read a.txt.gz 9\nread after.txt 1\n");
	unit_begin("a file that is packed four times is not");
	buf_clear(&packed);
	put_gzip(&packed, "一二三", 9);
	for (int i = 0; i < 3; i++) {
		struct buf again = BUF_INIT;

		put_gzip(&again, packed.data, packed.len);
		buf_release(&packed);
		packed = again;
	}
	members_check(&packed, "x.gz", "refuse  (nesting: packed too often)\n");
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
	members_check(&bytes, "x.tar",
		      "read a.txt 1\n"
		      "fail b.txt 0 (truncated: Truncated tar archive)\n"
		      "end (truncated: Truncated tar archive)\n");
	unit_begin("a damaged header costs its member, and no other");
	buf_clear(&bytes);
	put_tar_text(&bytes, "a.txt", "x");
	put_tar_text(&bytes, "b.txt", "yyy");
	put_tar_text(&bytes, "c.txt", "zz");
	put_tar_end(&bytes);
	bytes.data[1024 + 124] ^= 1;
	members_check(&bytes, "x.tar", "read a.txt 1\n"
		      "refuse  (bad-header: Damaged tar archive)\n"
		      "read c.txt 2\n");
	unit_begin("a tar without its last blocks is whole");
	buf_clear(&bytes);
	put_tar_text(&bytes, "a.txt", "x");
	members_check(&bytes, "x.tar", "read a.txt 1\n");
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

enum { BIG = 300 << 20 };

/* A tar with one file of BIG bytes, from a process of its own. */
static void send_big_tar(int fd)
{
	enum { PART = 1 << 20 };
	char *line = mem_alloc(PART);
	struct buf head = BUF_INIT;

	memset(line, 'x', PART);
	line[PART - 1] = '\n';
	put_tar_head(&head, "big.jsonl", '0', BIG);
	if (write(fd, head.data, 512) == 512)
		for (int i = 0; i < BIG / PART; i++)
			if (write(fd, line, PART) < 0)
				break;
	_exit(0);
}

static void check_memory(void)
{
	struct unpack_member member;
	struct error err = { STATUS_OK, "" };
	struct rusage before, after;
	uint64_t offset, bytes = 0;
	const char *line;
	size_t len;
	bool too_long;
	unpack *unpack;
	int ends[2], status;

	unit_begin("a file of 300 MiB in an archive is never held as a whole");
	if (pipe(ends))
		return;
	if (!fork())
		send_big_tar(ends[1]);
	close(ends[1]);
	getrusage(RUSAGE_SELF, &before);
	unpack_open(&unpack, ends[0], "x.tar", &err);
	EXPECT_INT(unpack_next(unpack, &member, &err), STATUS_OK);
	while (!stream_line(member.stream, &line, &len, &offset, &too_long, &err))
		bytes += len + 1;
	EXPECT_INT(bytes, BIG);
	EXPECT_INT(unpack_next(unpack, &member, &err), STATUS_DONE);
	EXPECT(unpack_position(unpack) > BIG);
	unpack_close(unpack);
	getrusage(RUSAGE_SELF, &after);
	EXPECT(after.ru_maxrss - before.ru_maxrss < 48 << 10);
	wait(&status);
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

static void check_leaving(void)
{
	struct zip_made zip = zip_of("c.txt", "xyz");
	struct unpack_member member;
	struct error err = { STATUS_OK, "" };
	FILE *file = tmpfile();
	unpack *unpack;

	unit_begin("reading may stop in the middle of a member");
	wrap_in_tar(&zip.bytes, "b.zip");
	fwrite(zip.bytes.data, 1, zip.bytes.len, file);
	rewind(file);
	unpack_open(&unpack, dup(fileno(file)), "x.tar", &err);
	EXPECT_INT(unpack_next(unpack, &member, &err), STATUS_OK);
	EXPECT_STR(member.name, "b.zip!/c.txt");
	EXPECT(unpack_is_container(unpack));
	unpack_close(unpack);
	unpack_close(NULL);
	fclose(file);
	buf_release(&zip.bytes);
}

#define EACH(rows, check) do { \
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) \
		check(&rows[i]); \
} while (0)

int main(int argc, char **argv)
{
	if (argc > 1)
		return list_files(argv + 1);
	check_memory();
	EACH(tar_rows, check_tar);
	EACH(plain_rows, check_plain);
	check_nesting();
	check_damaged_inside();
	check_cut_tar();
	check_many_empty();
	check_bomb_of_many();
	check_places();
	check_leaving();
	return unit_done();
}
