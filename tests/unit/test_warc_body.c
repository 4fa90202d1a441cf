/* unpack/message: what servers send, out of its chunks and codings. */
#include "tests/unit/archives.h"
#include "tests/unit/members.h"
#include "tests/unit/unit.h"
#include "unpack/message.h"

/* Bodies as servers send them: the body is text after each of steps, of which
 * "chunk" makes two chunks. */
enum step { NOTHING, GZIP, ZLIB, RAW_DEFLATE, BROTLI, ZSTD, CHUNKS, CHUNKS_OPEN,
	    CHUNKS_CUT, CUT };

static const struct body_row {
	const char *why, *fields;
	enum step steps[2];
	const char *lines, *text;
} body_rows[] = {
	{ "gzip is undone", "Content-Encoding: gzip\r\n", { GZIP },
	  "read http://a/ 12\n", "党建工作" },
	{ "deflate is undone", "Content-Encoding: deflate\r\n", { ZLIB },
	  "read http://a/ 12\n", "党建工作" },
	{ "and where servers leave out its head", "Content-Encoding: deflate\r\n",
	  { RAW_DEFLATE }, "read http://a/ 12\n", "党建工作" },
	{ "brotli is undone", "content-encoding: br\r\n", { BROTLI },
	  "read http://a/ 12\n", "党建工作" },
	{ "zstd is undone", "Content-Encoding: zstd\r\n", { ZSTD },
	  "read http://a/ 12\n", "党建工作" },
	{ "chunks are put together", "Transfer-Encoding: chunked\r\n", { CHUNKS },
	  "read http://a/ 12\n", "党建工作" },
	{ "chunks of a compressed body", "Content-Encoding: gzip\r\n"
	  "Transfer-Encoding: chunked\r\n", { GZIP, CHUNKS },
	  "read http://a/ 12\n", "党建工作" },
	{ "whichever the head names first", "Transfer-Encoding: chunked\r\n"
	  "Content-Encoding: gzip\r\n", { GZIP, CHUNKS },
	  "read http://a/ 12\n", "党建工作" },
	{ "two codings are undone in turn", "Content-Encoding: br, gzip\r\n",
	  { BROTLI, GZIP }, "read http://a/ 12\n", "党建工作" },
	{ "chunks that were taken apart before are no chunks",
	  "Transfer-Encoding: chunked\r\n", { NOTHING },
	  "read http://a/ 12\n", "党建工作" },
	{ "what was unpacked before is not packed", "Content-Encoding: gzip\r\n",
	  { NOTHING }, "read http://a/ 12\n", "党建工作" },
	{ "nor is brotli", "Content-Encoding: br\r\n", { NOTHING },
	  "read http://a/ 12\n", "党建工作" },
	{ "a chunk's head that is missing leaves the rest as it is",
	  "Transfer-Encoding: chunked\r\n", { CHUNKS_OPEN },
	  "read http://a/ 12\n", "党建工作" },
	{ "a chunk that is cut gives what there is",
	  "Transfer-Encoding: chunked\r\n", { CHUNKS_CUT },
	  "read http://a/ 9 (truncated)\n", "党建工" },
	{ "a compressed body that is cut gives what there is",
	  "Content-Encoding: gzip\r\n", { GZIP, CUT },
	  "read http://a/ 12 (truncated)\n", "党建工作" },
	{ "an unknown coding is left alone", "Content-Encoding: aes\r\n",
	  { NOTHING }, "read http://a/ 12\n", "党建工作" },
};

static void take_step(struct buf *body, enum step step)
{
	struct buf from = *body;

	buf_init(body);
	switch (step) {
	case NOTHING: *body = from; return;
	case GZIP: put_gzip(body, from.data, from.len); break;
	case ZLIB: put_deflated(body, from.data, from.len, 15); break;
	case RAW_DEFLATE: put_deflated(body, from.data, from.len, -15); break;
	case BROTLI: put_brotli(body, from.data, from.len); break;
	case ZSTD: put_zstd(body, from.data, from.len); break;
	case CHUNKS:
		buf_put_string(body, "3; a=b\r\n");
		buf_put(body, from.data, 3);
		buf_put_format(body, "\r\n%zX \r\n", from.len - 3);
		buf_put(body, from.data + 3, from.len - 3);
		buf_put_string(body, "\r\n0\r\nTrailer: x\r\n\r\n");
		break;
	case CHUNKS_OPEN:
		buf_put_string(body, "3\r\n");
		buf_put(body, from.data, from.len);
		break;
	case CHUNKS_CUT:
		buf_put_string(body, "c\r\n");
		buf_put(body, from.data, 9);
		break;
	case CUT: buf_put(body, from.data, from.len - 6); break;
	}
	buf_release(&from);
}

static void check_body(const struct body_row *row)
{
	struct buf bytes = BUF_INIT, block = BUF_INIT, body = BUF_INIT;
	struct members members = { .count = 0 };

	unit_begin(row->why);
	buf_put_string(&body, "党建工作");
	take_step(&body, row->steps[0]);
	take_step(&body, row->steps[1]);
	buf_put_format(&block, "HTTP/1.1 200 OK\r\n%s\r\n", row->fields);
	buf_put(&block, body.data, body.len);
	put_record(&bytes, "response", "http://a/",
		   "Content-Type: application/http\r\n", block.data, block.len,
		   0);
	members_list_bytes(&members, &bytes, "x.warc");
	EXPECT_STR(members.lines.data, row->lines);
	EXPECT_STR(members.text.data, row->text);
	members_release(&members);
	buf_release(&bytes);
	buf_release(&block);
	buf_release(&body);
}

/* The value of a Content-Type field, and what it says. */
static const struct type_row {
	const char *value, *type, *charset;
} type_rows[] = {
	{ "text/html; charset=gb2312", "text/html", "gb2312" },
	{ "Text/HTML;charset=\"Big5\"; q=1", "text/html", "Big5" },
	{ "text/html ; Charset = utf-8", "text/html", "" },
	{ "text/html; charset='utf-8'", "text/html", "utf-8" },
	{ "text/html, text/html; charset=gbk", "text/html", "gbk" },
	{ "text/\x01html", "text/?html", "" },
	{ "", "", "" },
};

static void check_type(const struct type_row *row)
{
	struct message message = { .status = 0 };
	char title[128];

	snprintf(title, sizeof(title), "\"Content-Type: %s\" is understood",
		 row->value);
	unit_begin(title);
	message_set_type(&message, row->value, strlen(row->value));
	EXPECT_STR(message.type.data ? message.type.data : "", row->type);
	EXPECT_STR(message.charset.data ? message.charset.data : "",
		   row->charset);
	message_release(&message);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(body_rows) / sizeof(body_rows[0]); i++)
		check_body(&body_rows[i]);
	for (size_t i = 0; i < sizeof(type_rows) / sizeof(type_rows[0]); i++)
		check_type(&type_rows[i]);
	return unit_done();
}
