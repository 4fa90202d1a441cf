/* unpack: whatever is damaged, in whichever byte, reading ends, and what it says
 * is well formed. */
#include <stdlib.h>

#include "base/utf8.h"
#include "tests/unit/archives.h"
#include "tests/unit/members.h"
#include "tests/unit/unit.h"

static bool is_text(const char *text)
{
	return !text || utf8_is_valid(text, strlen(text));
}

static void check_member(const struct unpack_member *member)
{
	struct buf bytes = BUF_INIT;
	struct error err = { STATUS_OK, "" };

	EXPECT(is_text(member->name) && is_text(member->url));
	EXPECT(is_text(member->date) && is_text(member->type));
	EXPECT(is_text(member->charset));
	EXPECT((member->state == UNPACK_READABLE) == (member->stream != NULL));
	EXPECT(member->state < UNPACK_SKIPPED || member->reason);
	EXPECT(member->begin <= member->end || !member->end);
	if (member->stream && stream_all(member->stream, &bytes, &err)) {
		EXPECT_INT(err.status, STATUS_BAD_INPUT);
		EXPECT(*err.text);
	}
	buf_release(&bytes);
}

static void read_all(const struct buf *bytes, FILE *file)
{
	struct unpack_member member;
	struct error err = { STATUS_OK, "" };
	enum status status;
	size_t count = 0;
	unpack *unpack;

	rewind(file);
	if (ftruncate(fileno(file), 0) ||
	    fwrite(bytes->data, 1, bytes->len, file) != bytes->len)
		return;
	rewind(file);
	unpack_open(&unpack, dup(fileno(file)), "x", &err);
	while (!(status = unpack_next(unpack, &member, &err)) && count++ < 1000)
		check_member(&member);
	EXPECT(status == STATUS_DONE ||
	       (status == STATUS_BAD_INPUT && *err.text));
	EXPECT(unpack_position(unpack) <= bytes->len);
	unpack_close(unpack);
}

/* Each byte wrong, in one of two ways, and the file cut at each place. */
static void check_damage(struct buf *bytes, const char *what)
{
	static const unsigned char wrong[] = { 0x01, 0xFF };
	FILE *file = tmpfile();
	size_t len = bytes->len;

	unit_begin(what);
	if (!file)
		return;
	for (size_t i = 0; i < len; i++) {
		char right = bytes->data[i];

		bytes->data[i] = (char)(right ^ wrong[i % 2]);
		read_all(bytes, file);
		bytes->data[i] = right;
		bytes->len = i;
		read_all(bytes, file);
		bytes->len = len;
	}
	fclose(file);
	buf_clear(bytes);
}

static void put_small_zip(struct buf *out)
{
	struct zip_made zip = { .count = 0 };

	put_zip(&zip, (struct zip_member){ .name = "a.txt", .method = 8,
					   .text = "党建工作党建工作" });
	put_zip(&zip, (struct zip_member){ .name = "b.txt", .method = 8,
					   .flags = 8, .text = "工作" });
	put_zip_end(&zip);
	buf_put(out, zip.bytes.data, zip.bytes.len);
	buf_release(&zip.bytes);
}

static void put_small_tar(struct buf *out)
{
	struct buf zip = BUF_INIT;

	put_small_zip(&zip);
	put_tar_text(out, "a.txt", "党建工作");
	put_tar(out, "b.zip", '0', zip.data, zip.len);
	buf_release(&zip);
}

static void put_warc(struct buf *out, const char *url)
{
	struct buf body = BUF_INIT, block = BUF_INIT;

	put_gzip(&body, "党建工作", 12);
	buf_put_format(&block, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
		       "Transfer-Encoding: chunked\r\n"
		       "Content-Type: text/html;charset=gbk\r\n\r\n%zx\r\n",
		       body.len);
	buf_put(&block, body.data, body.len);
	buf_put_string(&block, "\r\n0\r\n\r\n");
	buf_put_format(out, "WARC/1.0\r\nWARC-Type: response\r\n"
		       "WARC-Target-URI: %s\r\nWARC-Date: 2009-06-01T12:00:00Z"
		       "\r\nContent-Length: %zu\r\n\r\n", url, block.len);
	buf_put(out, block.data, block.len);
	buf_put_string(out, "\r\n\r\n");
	buf_release(&body);
	buf_release(&block);
}

static void put_arc(struct buf *out)
{
	buf_put_string(out, "filedesc://x 0.0.0.0 20090601120000 text/plain 9\n"
		       "1 0 Bagui\n\nhttp://a/ 1.1.1.1 20090601120000 text/html"
		       " 22\nHTTP/1.0 200 OK\n\n<p>x\n\n"
		       "http://b/ 1.1.1.1 20090601120000 text/html 3\n<p>\n");
}

static void put_packed(struct buf *out, void (*put)(struct buf *, const char *,
						    size_t))
{
	for (const char *url = "http://a/"; url; ) {
		struct buf warc = BUF_INIT;

		put_warc(&warc, url);
		put(out, warc.data, warc.len);
		buf_release(&warc);
		url = strcmp(url, "http://b/") ? "http://b/" : NULL;
	}
}

int main(void)
{
	struct buf bytes = BUF_INIT;

	put_small_zip(&bytes);
	check_damage(&bytes, "a damaged zip");
	put_small_tar(&bytes);
	check_damage(&bytes, "a damaged tar with a zip in it");
	put_warc(&bytes, "http://a/");
	put_warc(&bytes, "http://b/");
	check_damage(&bytes, "a damaged WARC");
	put_packed(&bytes, put_gzip);
	check_damage(&bytes, "a damaged WARC in gzip");
	put_packed(&bytes, put_zstd);
	check_damage(&bytes, "a damaged WARC in zstd");
	put_arc(&bytes);
	check_damage(&bytes, "a damaged ARC");
	buf_release(&bytes);
	return unit_done();
}
