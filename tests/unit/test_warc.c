/* unpack/records: web archives as captures. */
#include "tests/unit/archives.h"
#include "tests/unit/members.h"
#include "tests/unit/unit.h"

#define HTML "Content-Type: text/html; charset=gb2312\r\n"

static void put_page(struct buf *out, const char *uri, const char *text)
{
	struct buf block = BUF_INIT;

	buf_put_format(&block, "HTTP/1.1 200 OK\r\n" HTML "\r\n%s", text);
	put_record(out, "response", uri, "Content-Type: application/http\r\n",
		   block.data, block.len, 0);
	buf_release(&block);
}

static void check(const struct buf *bytes, const char *name, const char *lines,
		  const char *text)
{
	struct members members = { .count = 0 };

	members_list_bytes(&members, bytes, name);
	EXPECT_STR(members.lines.data, lines);
	if (text)
		EXPECT_STR(members.text.data, text);
	EXPECT(members.is_container);
	members_release(&members);
}

/* One record of each kind. */
static const struct record_row {
	const char *why, *type, *uri, *fields, *block, *lines, *text;
} record_rows[] = {
	{ "a page is its body", "response", "http://a/",
	  "Content-Type: application/http; msgtype=response\r\n",
	  "HTTP/1.1 200 OK\r\n" HTML "\r\n<p>一", "read http://a/ 6\n", "<p>一" },
	{ "an address may stand in angle brackets", "response", "<http://a/>",
	  "Content-Type: application/http\r\n", "HTTP/1.1 200 OK\r\n\r\nx",
	  "read http://a/ 1\n", "x" },
	{ "an address may have spaces in it", "response", "http://a/b c.html",
	  "Content-Type: application/http\r\n", "HTTP/1.0 200\n\nx",
	  "read http://a/b c.html 1\n", "x" },
	{ "a message may lack its head", "response", "http://a/",
	  "Content-Type: application/http\r\n", "<p>x",
	  "read http://a/ 4\n", "<p>x" },
	{ "a response has a head, whatever its record calls it", "response",
	  "http://a/", "Content-Type: text/html\r\n",
	  "HTTP/1.1 200 OK\r\n\r\nx", "read http://a/ 1\n", "x" },
	{ "a resource has no head", "resource", "http://a/x.txt",
	  "Content-Type: text/plain; charset=utf-8\r\n", "HTTP/ is old",
	  "read http://a/x.txt 12\n", "HTTP/ is old" },
	{ "a conversion is text", "conversion", "http://a/x.pdf",
	  "Content-Type: text/plain\r\n", "x", "read http://a/x.pdf 1\n", "x" },
	{ "a revisit says what was met again", "revisit", "http://a/",
	  "Content-Type: application/http\r\n", "HTTP/1.1 200 OK\r\n\r\n",
	  "revisit http://a/\n", "" },
	{ "requests are no captures", "request", "http://a/",
	  "Content-Type: application/http\r\n", "GET / HTTP/1.1\r\n\r\n",
	  "skip  (no-members)\n", "" },
	{ "nor are metadata", "metadata", "http://a/", "", "x: y",
	  "skip  (no-members)\n", "" },
	{ "nor look-ups of names", "response", "dns:a", "", "x",
	  "skip  (no-members)\n", "" },
	{ "nor a crawler's notes", "resource",
	  "metadata://gnu.org/software/wget/warc/MANIFEST.txt", "", "x",
	  "skip  (no-members)\n", "" },
	{ "a capture in segments is not put together", "continuation",
	  "http://a/", "", "x",
	  "refuse http://a/ (unsupported: a capture in segments)\n", "" },
	{ "what was not found is skipped", "response", "http://a/",
	  "Content-Type: application/http\r\n",
	  "HTTP/1.1 404 Not Found\r\n\r\nNo", "skip http://a/ (http-404)\n", "" },
	{ "so is what lies elsewhere", "response", "http://a/",
	  "Content-Type: application/http\r\n",
	  "HTTP/1.1 301 Moved\r\nLocation: http://b/\r\n\r\n",
	  "skip http://a/ (http-301)\n", "" },
	{ "pictures are skipped", "response", "http://a/a.png",
	  "Content-Type: application/http\r\n",
	  "HTTP/1.1 200 OK\r\nContent-Type: Image/PNG\r\n\r\nx",
	  "skip http://a/a.png (media-type: image/png)\n", "" },
	{ "documents of offices are not", "response", "http://a/a.docx",
	  "Content-Type: application/http\r\n",
	  "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.openxmlformats"
	  "-officedocument.wordprocessingml.document\r\n\r\nx",
	  "read http://a/a.docx 1\n", "x" },
	{ "an empty page is skipped", "response", "http://a/",
	  "Content-Type: application/http\r\n", "HTTP/1.1 200 OK\r\n\r\n",
	  "skip http://a/ (empty)\n", "" },
	{ "what the crawler cut says so", "response", "http://a/",
	  "Content-Type: application/http\r\nWARC-Truncated: length\r\n",
	  "HTTP/1.1 200 OK\r\n\r\nx", "read http://a/ 1 (truncated)\n", "x" },
	{ "an address that is not UTF-8 is read as what it is", "response",
	  "http://a/\xB7\xFE\xCE\xF1", "Content-Type: application/http\r\n",
	  "HTTP/1.1 200 OK\r\n\r\nx",
	  "read http://a/服务 1 (name-repaired)\n", "x" },
};

static void check_record(const struct record_row *row)
{
	struct buf bytes = BUF_INIT, packed = BUF_INIT;

	unit_begin(row->why);
	put_record(&bytes, row->type, row->uri, row->fields, row->block,
		   strlen(row->block), 0);
	check(&bytes, "x", row->lines, row->text);
	put_gzip(&packed, bytes.data, bytes.len);
	check(&packed, "x", row->lines, row->text);
	buf_clear(&packed);
	put_zstd(&packed, bytes.data, bytes.len);
	check(&packed, "x", row->lines, row->text);
	buf_release(&bytes);
	buf_release(&packed);
}

static void check_facts(void)
{
	struct members members = { .count = 0 };
	struct buf bytes = BUF_INIT;
	size_t first;

	unit_begin("a capture has its place, date, type and encoding");
	put_page(&bytes, "http://a/", "一");
	first = bytes.len;
	put_page(&bytes, "http://b/", "二");
	members_list_bytes(&members, &bytes, "x.warc");
	{
		struct buf want = BUF_INIT;

		buf_put_format(&want, "0-%zu " RECORD_DATE " text/html gb2312\n"
			       "%zu-%zu " RECORD_DATE " text/html gb2312\n", first,
			       first, bytes.len);
		EXPECT_STR(members.places.data, want.data);
		buf_release(&want);
	}
	members_release(&members);
	buf_release(&bytes);
}

/* Three pages, each compressed for itself; ends are where each one ends. */
static void make_packed(struct buf *out, size_t ends[3], bool is_zstd)
{
	static const char *const uris[] = { "http://a/", "http://b/", "http://c/" };

	for (size_t i = 0; i < 3; i++) {
		struct buf page = BUF_INIT;

		put_page(&page, uris[i], "一二三四五六七八九十");
		if (is_zstd)
			put_zstd(out, page.data, page.len);
		else
			put_gzip(out, page.data, page.len);
		ends[i] = out->len;
		buf_release(&page);
	}
}

static void check_members(bool is_zstd)
{
	struct members members = { .count = 0 };
	struct buf bytes = BUF_INIT, want = BUF_INIT;
	size_t ends[3];

	make_packed(&bytes, ends, is_zstd);
	members_list_bytes(&members, &bytes, "x.warc.gz");
	EXPECT_STR(members.lines.data, "read http://a/ 30\nread http://b/ 30\n"
		   "read http://c/ 30\n");
	for (size_t i = 0; i < 3; i++)
		buf_put_format(&want, "%zu-%zu " RECORD_DATE " text/html gb2312\n",
			       i ? ends[i - 1] : 0, ends[i]);
	EXPECT_STR(members.places.data, want.data);
	members_release(&members);
	buf_release(&bytes);
	buf_release(&want);
}

/* A dictionary in the first frame, as crawlers write it. */
static void check_dictionary(bool is_packed)
{
	static const char words[] = "Content-Type: text/html; charset=gb2312 "
				    "WARC-Target-URI: http:// WARC-Type: response";
	struct buf bytes = BUF_INIT, page = BUF_INIT, dictionary = BUF_INIT;
	ZSTD_CCtx *context = ZSTD_createCCtx();

	put_page(&page, "http://a/", "一二三");
	if (is_packed)
		put_zstd(&dictionary, words, sizeof(words));
	else
		buf_put(&dictionary, words, sizeof(words));
	buf_put(&bytes, "\x5D\x2A\x4D\x18", 4);
	put_little(&bytes, dictionary.len, 4);
	buf_put(&bytes, dictionary.data, dictionary.len);
	ZSTD_CCtx_loadDictionary(context, words, sizeof(words));
	buf_reserve(&bytes, ZSTD_compressBound(page.len));
	bytes.len += ZSTD_compress2(context, bytes.data + bytes.len,
				    ZSTD_compressBound(page.len), page.data,
				    page.len);
	ZSTD_freeCCtx(context);
	check(&bytes, "x.warc.zst", "read http://a/ 9\n", "一二三");
	buf_release(&bytes);
	buf_release(&page);
	buf_release(&dictionary);
}

static void check_damage(void)
{
	struct buf bytes = BUF_INIT;

	unit_begin("a record with a wrong length costs no other");
	put_page(&bytes, "http://a/", "一");
	put_record(&bytes, "response", "http://b/", "", "xxxxxx", 6, -3);
	put_page(&bytes, "http://c/", "三");
	check(&bytes, "x.warc", "read http://a/ 3\nread http://b/ 3\n"
	      "refuse  (damaged: no record where one should begin)\n"
	      "read http://c/ 3\n", "一xxx三");
	unit_begin("nor does one that says more than it has");
	buf_clear(&bytes);
	put_record(&bytes, "response", "http://b/", "", "xxxxxx", 6, 300);
	put_page(&bytes, "http://c/", "三");
	put_record(&bytes, "response", "http://d/", "", "xxxxxx", 6, 300);
	check(&bytes, "x.warc",
	      "read http://b/ 6 (bad-header: its length is too great)\n"
	      "read http://c/ 3\nread http://d/ 10 (truncated)\n",
	      "xxxxxx三xxxxxx\r\n\r\n");
	unit_begin("nor does one without");
	buf_clear(&bytes);
	buf_put_string(&bytes, "WARC/1.0\r\nWARC-Type: response\r\n"
		       "WARC-Target-URI: http://b/\r\n\r\nxxx\r\n\r\n");
	put_page(&bytes, "http://c/", "三");
	check(&bytes, "x.warc", "refuse http://b/ (bad-header: no length)\n"
	      "read http://c/ 3\n", "三");
	unit_begin("nor do bytes that are no record at all");
	memcpy(bytes.data, "warc", 4);
	check(&bytes, "x.warc",
	      "refuse  (damaged: no record where one should begin)\n"
	      "read http://c/ 3\n", "三");
	unit_begin("a file that is cut in a body gives it up to the cut");
	buf_clear(&bytes);
	put_page(&bytes, "http://a/", "一二三");
	bytes.len -= 4 + 3;
	check(&bytes, "x.warc", "read http://a/ 6 (truncated)\n", "一二");
	unit_begin("a file that is cut in what is skipped says so at its end");
	buf_clear(&bytes);
	put_record(&bytes, "metadata", "http://a/", "", "x: y", 4, 0);
	bytes.len -= 6;
	check(&bytes, "x.warc", "end (truncated)\n", "");
	buf_release(&bytes);
}

static void check_packed_damage(bool is_zstd)
{
	struct buf bytes = BUF_INIT;
	size_t ends[3];

	make_packed(&bytes, ends, is_zstd);
	memset(bytes.data + ends[0] + 60, 0xAA, 8);
	{
		struct members members = { .count = 0 };

		members_list_bytes(&members, &bytes, "x.warc.gz");
		EXPECT(strstr(members.lines.data, "read http://a/ 30\n"));
		EXPECT(strstr(members.lines.data, "(checksum: damaged "));
		EXPECT(!strstr(members.lines.data, "read http://b/"));
		EXPECT(strstr(members.lines.data, "read http://c/ 30\n"));
		EXPECT_INT(members.count, 3);
		members_release(&members);
	}
	buf_clear(&bytes);
	make_packed(&bytes, ends, is_zstd);
	bytes.len -= 12;
	{
		struct members members = { .count = 0 };

		members_list_bytes(&members, &bytes, "x.warc.gz");
		EXPECT(strstr(members.lines.data, "read http://b/ 30\n"));
		EXPECT(strstr(members.lines.data, "(truncated"));
		members_release(&members);
	}
	buf_release(&bytes);
}

static const char arc_head[] =
	"filedesc://x.arc 0.0.0.0 20090601120000 text/plain 67\n"
	"1 0 Bagui\nURL IP-address Archive-date Content-type Archive-length\n\n\n";

static void check_arc(void)
{
	static const char page[] = "HTTP/1.1 200 OK\r\n" HTML "\r\n一";
	struct members members = { .count = 0 };
	struct buf bytes = BUF_INIT;

	unit_begin("an ARC gives its pages");
	buf_put_string(&bytes, arc_head);
	buf_put_format(&bytes, "http://a/b c 1.2.3.4 20090601120000 text/html "
		       "%zu\n%s\n", sizeof(page) - 1, page);
	buf_put_string(&bytes, "http://d/ 1.2.3.4 20090601120000 text/plain 3\n"
		       "二\n");
	buf_put_format(&bytes, "http://b/ 1.2.3.4 200906 text/html %zu\n%s\n",
		       sizeof(page) - 1, page);
	buf_put_format(&bytes, "http://c/ 1.2.3.4 20090602000000 text/html 200 "
		       "- - 0 x.arc %zu\n%s\n", sizeof(page) - 1, page);
	members_list_bytes(&members, &bytes, "x.arc");
	EXPECT_STR(members.lines.data, "read http://a/b c 3\n"
		   "read http://d/ 3\n"
		   "refuse  (damaged: no record where one should begin)\n"
		   "read http://c/ 3\n");
	EXPECT(strstr(members.places.data, " " RECORD_DATE " text/html gb2312\n"));
	EXPECT(strstr(members.places.data, " " RECORD_DATE " text/plain -\n"));
	EXPECT(strstr(members.places.data,
		      " 2009-06-02T00:00:00Z text/html gb2312\n"));
	members_release(&members);
	unit_begin("an ARC record without a length costs no other");
	buf_clear(&bytes);
	buf_put_string(&bytes, arc_head);
	buf_put_format(&bytes, "http://a/ 1.2.3.4 20090601120000 text/html x\n%s\n"
		       "http://b/ 1.2.3.4 20090601120000 text/html %zu\n%s\n",
		       page, sizeof(page) - 1, page);
	check(&bytes, "x.arc", "refuse http://a/ (bad-header: no length)\n"
	      "read http://b/ 3\n", "一");
	buf_release(&bytes);
}

static void check_wacz(void)
{
	struct buf bytes = BUF_INIT;
	struct zip_made zip = { .count = 0 };
	size_t ends[3];

	unit_begin("a WACZ gives the pages of its archives");
	make_packed(&bytes, ends, false);
	put_zip(&zip, (struct zip_member){ .name = "datapackage.json",
					   .text = "{}" });
	put_zip(&zip, (struct zip_member){ .name = "archive/x.warc.gz",
					   .text = bytes.data,
					   .len = ends[1] });
	put_zip(&zip, (struct zip_member){ .name = "indexes/index.cdx",
					   .text = "x" });
	put_zip_end(&zip);
	check(&zip.bytes, "x.wacz", "read archive/x.warc.gz!/http://a/ 30\n"
	      "read archive/x.warc.gz!/http://b/ 30\n",
	      "一二三四五六七八九十一二三四五六七八九十");
	buf_release(&bytes);
	buf_release(&zip.bytes);
}

#define EACH(rows, check) do { \
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) \
		check(&rows[i]); \
} while (0)

int main(void)
{
	EACH(record_rows, check_record);
	check_facts();
	unit_begin("each record of a .warc.gz has its place in the file");
	check_members(false);
	unit_begin("so has each of a .warc.zst");
	check_members(true);
	unit_begin("a .warc.zst may bring its dictionary");
	check_dictionary(false);
	unit_begin("which may be compressed itself");
	check_dictionary(true);
	check_damage();
	unit_begin("damage in a .warc.gz costs one record, a cut the last");
	check_packed_damage(false);
	unit_begin("so does damage in a .warc.zst");
	check_packed_damage(true);
	check_arc();
	check_wacz();
	return unit_done();
}
