/* unpack/stream: bytes out of files, plain and compressed, as they were. */
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/unit/archives.h"
#include "tests/unit/unit.h"
#include "unpack/stream.h"

/* A stream over bytes that lie in a nameless file. */
static stream *stream_with(const struct buf *bytes)
{
	FILE *file = tmpfile();
	struct error err = { 0 };
	stream *made;

	fwrite(bytes->data, 1, bytes->len, file);
	fflush(file);
	rewind(file);
	stream_open_fd(&made, dup(fileno(file)), &err);
	fclose(file);
	return made;
}

/* What bzip2 and xz make of "党组织\n". */
static const unsigned char bzip2[] = {
	0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0xDF, 0x5B,
	0x92, 0xE6, 0x00, 0x00, 0x03, 0xC0, 0x69, 0x00, 0x10, 0x06, 0x80, 0x00,
	0x10, 0x00, 0x08, 0x02, 0x80, 0x20, 0x00, 0x31, 0x0C, 0x08, 0x20, 0x1E,
	0xA7, 0xA9, 0x87, 0x50, 0xC0, 0xBE, 0x2E, 0xE4, 0x8A, 0x70, 0xA1, 0x21,
	0xBE, 0xB7, 0x25, 0xCC,
};
static const unsigned char xz[] = {
	0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x04, 0xE6, 0xD6, 0xB4, 0x46,
	0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2F, 0xE5, 0xA3,
	0x01, 0x00, 0x09, 0xE5, 0x85, 0x9A, 0xE7, 0xBB, 0x84, 0xE7, 0xBB, 0x87,
	0x0A, 0x00, 0x00, 0x00, 0xBC, 0x30, 0xB0, 0x80, 0xB4, 0x80, 0xDF, 0x1A,
	0x00, 0x01, 0x22, 0x0A, 0x15, 0x1A, 0xE1, 0x67, 0x1F, 0xB6, 0xF3, 0x7D,
	0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5A,
};

enum how { PLAIN, GZIP, GZIP_TWICE, GZIP_PADDED, GZIP_CUT, GZIP_WRONG, GZIP_JUNK,
	   ZSTD, ZSTD_SKIPPED, ZSTD_CUT, BZIP2, XZ };

static void put(struct buf *out, enum how how, const char *text)
{
	size_t len = strlen(text), half = len / 2;

	switch (how) {
	case PLAIN: buf_put(out, text, len); return;
	case BZIP2: buf_put(out, bzip2, sizeof(bzip2)); return;
	case XZ: buf_put(out, xz, sizeof(xz)); return;
	case GZIP_TWICE:
		put_gzip(out, text, half);
		put_gzip(out, text + half, len - half);
		return;
	case GZIP: case GZIP_PADDED: case GZIP_CUT: case GZIP_WRONG:
	case GZIP_JUNK:
		put_gzip(out, text, len);
		if (how == GZIP_PADDED)
			buf_put(out, "\0\0\0\0\0\0\0\0", 8);
		if (how == GZIP_JUNK)
			buf_put(out, "junk", 4);
		if (how == GZIP_CUT)
			out->len -= 4;
		if (how == GZIP_WRONG)
			out->data[out->len - 8] ^= 1;
		return;
	case ZSTD_SKIPPED:
		buf_put(out, "\x50\x2A\x4D\x18\x03\0\0\0abc", 11);
		put_zstd(out, text, len);
		return;
	case ZSTD: case ZSTD_CUT:
		put_zstd(out, text, len);
		if (how == ZSTD_CUT)
			out->len -= 4;
		return;
	}
}

static const struct row {
	const char *why;
	enum how how;
	const char *text, *reason;
	bool is_compressed;
} rows[] = {
	{ "an empty file gives nothing", PLAIN, "", "", false },
	{ "a plain file gives its bytes", PLAIN, "一\n二", "", false },
	{ "gzip is unpacked", GZIP, "一\n二\n", "", true },
	{ "all members of a gzip file are read", GZIP_TWICE, "一二三四", "", true },
	{ "zeros that pad a gzip file are nothing", GZIP_PADDED, "一二", "", true },
	{ "a gzip file that is cut says so, after its bytes", GZIP_CUT, "一二三",
	  "truncated", true },
	{ "a wrong CRC says so, after its bytes", GZIP_WRONG, "一二三",
	  "checksum: damaged gzip data", true },
	{ "bytes behind a gzip file are damage", GZIP_JUNK, "一二三",
	  "checksum: damaged gzip data", true },
	{ "zstd is unpacked", ZSTD, "一\n二\n", "", true },
	{ "a skippable zstd frame is skipped", ZSTD_SKIPPED, "一二", "", true },
	{ "bzip2 is unpacked", BZIP2, "党组织\n", "", true },
	{ "xz is unpacked", XZ, "党组织\n", "", true },
	{ "a zstd file that is cut says so", ZSTD_CUT, "", "truncated", true },
};

static void check_all(const struct row *row)
{
	struct buf packed = BUF_INIT, got = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	stream *stream;
	enum status status;

	unit_begin(row->why);
	put(&packed, row->how, row->text);
	stream = stream_with(&packed);
	status = stream_all(stream, &got, &err);
	EXPECT_INT(status, *row->reason ? STATUS_BAD_INPUT : STATUS_OK);
	EXPECT_STR(err.text, row->reason);
	EXPECT_INT(got.len, strlen(row->text));
	EXPECT(got.len == strlen(row->text) &&
	       !memcmp(got.data ? got.data : "", row->text, got.len));
	EXPECT(stream_is_compressed(stream) == row->is_compressed);
	EXPECT_INT(stream_file_bytes(stream), packed.len);
	stream_close(stream);
	buf_release(&packed);
	buf_release(&got);
}

static void check_lines(enum how how)
{
	static const struct { const char *line; uint64_t offset; } want[] = {
		{ "a", 0 }, { "", 2 }, { "字", 3 }, { "last", 8 },
	};
	struct buf packed = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	stream *stream;
	const char *line;
	uint64_t offset;
	size_t len, count = 0;
	bool too_long;

	put(&packed, how, "a\n\n字\r\nlast");
	stream = stream_with(&packed);
	while (!stream_line(stream, &line, &len, &offset, &too_long, &err) &&
	       count < 4) {
		EXPECT_INT(len, strlen(want[count].line));
		EXPECT(!memcmp(line, want[count].line, len));
		EXPECT_INT(offset, want[count].offset);
		EXPECT(!too_long);
		count++;
	}
	EXPECT_INT(count, 4);
	stream_close(stream);
	buf_release(&packed);
}

/* Two windows of one line, which is longer than what is held at once. */
static void check_long_line(void)
{
	enum { LINE = 600000 };
	struct buf bytes = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	char *text = mem_alloc(LINE + 1);
	stream *stream;
	const char *line;
	uint64_t offset;
	size_t len;
	bool too_long;

	memset(text, 'x', LINE);
	buf_put_string(&bytes, text);
	buf_put_string(&bytes, "\nnext\n");
	stream = stream_with(&bytes);
	EXPECT_INT(stream_line(stream, &line, &len, &offset, &too_long, &err),
		   STATUS_OK);
	EXPECT_INT(len, LINE);
	EXPECT_INT(stream_line(stream, &line, &len, &offset, &too_long, &err),
		   STATUS_OK);
	EXPECT_INT(len, 4);
	EXPECT_INT(offset, LINE + 1);
	EXPECT_INT(stream_line(stream, &line, &len, &offset, &too_long, &err),
		   STATUS_DONE);
	stream_close(stream);
	buf_release(&bytes);
	free(text);
}

/* Passed over, and the line behind it is read. */
static void check_too_long_line(void)
{
	enum { LINE = STREAM_LINE_MOST + 1000000 };
	struct buf bytes = BUF_INIT, got = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	char *text = mem_alloc(LINE + 1);
	stream *stream;
	const char *line;
	uint64_t offset;
	size_t len;
	bool too_long;

	memset(text, 'x', LINE);
	buf_put(&bytes, text, LINE);
	buf_put_string(&bytes, "\nnext\nrest\nof it");
	stream = stream_with(&bytes);
	EXPECT_INT(stream_line(stream, &line, &len, &offset, &too_long, &err),
		   STATUS_OK);
	EXPECT(too_long && !len && !offset);
	EXPECT_INT(stream_line(stream, &line, &len, &offset, &too_long, &err),
		   STATUS_OK);
	EXPECT(!too_long && len == 4 && offset == LINE + 1);
	buf_put_string(&got, "the ");
	EXPECT_INT(stream_all(stream, &got, &err), STATUS_OK);
	EXPECT_STR(got.data, "the rest\nof it");
	stream_close(stream);
	buf_release(&bytes);
	buf_release(&got);
	free(text);
}

static void check_open(void)
{
	struct error err = { STATUS_OK, "" };
	stream *stream;

	EXPECT_INT(stream_open(&stream, "no such file", &err), STATUS_NOT_FOUND);
	EXPECT(!stream && *err.text);
	EXPECT_INT(stream_open(&stream, ".", &err), STATUS_OK);
	{
		const char *head;
		size_t len;

		EXPECT_INT(stream_peek(stream, &head, &len, &err), STATUS_IO);
	}
	stream_close(stream);
	stream_close(NULL);
}

static void check_too_large(void)
{
	struct buf part = BUF_INIT, got = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	FILE *file = tmpfile();
	stream *stream;

	if (ftruncate(fileno(file), STREAM_FILE_MOST + 1L))
		unit_fail(__FILE__, __LINE__, "ftruncate");
	stream_open_fd(&stream, dup(fileno(file)), &err);
	fclose(file);
	EXPECT_INT(stream_all(stream, &got, &err), STATUS_BAD_INPUT);
	EXPECT_STR(err.text, "too-large: over 64 MiB");
	stream_close(stream);
	buf_release(&part);
	buf_release(&got);
}

static void check_bomb(void)
{
	enum { ZEROS = 20 << 20 };
	struct buf packed = BUF_INIT, got = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	char *zeros = mem_alloc(ZEROS);
	stream *stream;

	put_gzip(&packed, zeros, ZEROS);
	stream = stream_with(&packed);
	EXPECT_INT(stream_all(stream, &got, &err), STATUS_BAD_INPUT);
	EXPECT(!strncmp(err.text, "bomb: ", 6));
	EXPECT(got.len < ZEROS);
	stream_close(stream);
	buf_release(&packed);
	buf_release(&got);
	free(zeros);
}

static void check_peek(void)
{
	struct buf bytes = BUF_INIT, got = BUF_INIT;
	struct error err = { STATUS_OK, "" };
	stream *stream;
	const char *head;
	size_t len;

	put(&bytes, GZIP_CUT, "一二三");
	stream = stream_with(&bytes);
	EXPECT_INT(stream_peek(stream, &head, &len, &err), STATUS_OK);
	EXPECT_INT(len, 9);
	EXPECT_INT(stream_all(stream, &got, &err), STATUS_BAD_INPUT);
	EXPECT_INT(got.len, 9);
	stream_close(stream);
	buf_release(&bytes);
	buf_release(&got);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_all(&rows[i]);
	unit_begin("lines come with the offsets of their first bytes");
	check_lines(PLAIN);
	unit_begin("so they do from a compressed file");
	check_lines(GZIP_TWICE);
	unit_begin("a line may be longer than a window");
	check_long_line();
	unit_begin("but not longer than 64 MiB");
	check_too_long_line();
	unit_begin("what cannot be opened or read says why");
	check_open();
	unit_begin("a document of more than 64 MiB is too large");
	check_too_large();
	unit_begin("20 MiB out of 20 KiB are a bomb");
	check_bomb();
	unit_begin("a look ahead consumes nothing, even before damage");
	check_peek();
	return unit_done();
}
