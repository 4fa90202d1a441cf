/* base/buf: bytes grow, and stored integers and strings come back or fail. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "base/buf.h"

static void test_growing(void)
{
	struct buf buf = BUF_INIT;
	char *detached;

	unit_begin("what is put stands at the end, and a NUL behind it");
	buf_put_string(&buf, "民生");
	buf_put_byte(&buf, ' ');
	buf_put(&buf, "a\0b", 3);
	EXPECT_INT(buf.len, 10);
	EXPECT(!memcmp(buf.data, "民生 a\0b", 11));
	unit_begin("an empty piece changes nothing");
	buf_put(&buf, NULL, 0);
	EXPECT_INT(buf.len, 10);
	unit_begin("clearing keeps the memory, and the text is empty");
	buf_clear(&buf);
	EXPECT_STR(buf.data, "");
	EXPECT(buf.capacity > 0);
	unit_begin("a format of any length fits");
	buf_put_format(&buf, "%05d|%300s|", 42, "x");
	EXPECT_INT(buf.len, 307);
	EXPECT(!strncmp(buf.data, "00042|  ", 8));
	unit_begin("a detached text is the caller's, and never NULL");
	detached = buf_detach(&buf);
	EXPECT_INT(strlen(detached), 307);
	free(detached);
	EXPECT_INT(buf.len, 0);
	detached = buf_detach(&buf);
	EXPECT_STR(detached, "");
	free(detached);
	unit_begin("many bytes one by one");
	for (int i = 0; i < 100000; i++)
		buf_put_byte(&buf, (unsigned char)(i % 251));
	EXPECT_INT(buf.len, 100000);
	EXPECT_INT((unsigned char)buf.data[99999], 99999 % 251);
	buf_release(&buf);
	EXPECT(!buf.data);
}

static void test_integers(void)
{
	static const uint64_t values[] = {
		0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX
	};
	enum { COUNT = sizeof(values) / sizeof(values[0]) };
	struct buf buf = BUF_INIT;
	struct bytes from;

	unit_begin("integers come back as they were stored");
	for (size_t i = 0; i < COUNT; i++)
		buf_put_uint(&buf, values[i]);
	from = bytes_of(buf.data, buf.len);
	for (size_t i = 0; i < COUNT; i++)
		EXPECT(bytes_uint(&from) == values[i]);
	EXPECT(!from.failed);
	EXPECT(from.at == from.end);
	unit_begin("reading past the end fails, and stays failed");
	EXPECT_INT(bytes_uint(&from), 0);
	EXPECT(from.failed);
	unit_begin("a small integer takes one byte");
	buf_clear(&buf);
	buf_put_uint(&buf, 127);
	EXPECT_INT(buf.len, 1);
	unit_begin("an integer without an end fails");
	from = bytes_of("\x80\x80", 2);
	EXPECT_INT(bytes_uint(&from), 0);
	EXPECT(from.failed);
	from = bytes_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11);
	EXPECT_INT(bytes_uint(&from), 0);
	EXPECT(from.failed);
	buf_release(&buf);
}

static void test_strings(void)
{
	struct buf buf = BUF_INIT;
	struct bytes from;
	const char *text;
	char *copy;
	size_t len;

	unit_begin("strings come back with their length");
	buf_put_sized(&buf, "a\0b", 3);
	buf_put_sized(&buf, "", 0);
	buf_put_sized(&buf, "热线", 6);
	from = bytes_of(buf.data, buf.len);
	text = bytes_sized(&from, &len);
	EXPECT_INT(len, 3);
	EXPECT(!memcmp(text, "a\0b", 3));
	bytes_sized(&from, &len);
	EXPECT_INT(len, 0);
	copy = bytes_string(&from);
	EXPECT_STR(copy, "热线");
	free(copy);
	unit_begin("a string that is cut short fails at every cut");
	for (size_t cut = 0; cut < buf.len; cut++) {
		from = bytes_of(buf.data, cut);
		bytes_sized(&from, &len);
		bytes_sized(&from, &len);
		copy = bytes_string(&from);
		EXPECT(from.failed);
		EXPECT(!copy);
		free(copy);
	}
	unit_begin("a length beyond all memory fails");
	from = bytes_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01xyz", 13);
	text = bytes_sized(&from, &len);
	EXPECT(from.failed);
	EXPECT_INT(len, 0);
	EXPECT_STR(text, "");
	unit_begin("no bytes at all are read as failure, not crash");
	from = bytes_of(NULL, 0);
	EXPECT_INT(bytes_uint(&from), 0);
	EXPECT(from.failed);
	buf_release(&buf);
}

int main(void)
{
	test_growing();
	test_integers();
	test_strings();
	return unit_done();
}
