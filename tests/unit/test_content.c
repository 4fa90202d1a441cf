/* read/content: what kind of file it is, written as a table. */
#include "tests/unit/unit.h"

#include "tests/unit/show_raw.h"

#define BYTES(text) text, sizeof(text) - 1

static const struct row {
	const char *why, *type, *name, *head;
	size_t len;
	enum content want;
} rows[] = {
	{ "nothing is text", NULL, "a", BYTES(""), CONTENT_PLAIN },
	{ "text is text", NULL, "a.txt", BYTES("文"), CONTENT_PLAIN },
	{ "a page by its doctype, whatever its name", NULL, "a.txt",
	  BYTES("\n<!DOCTYPE HTML>"), CONTENT_HTML },
	{ "in UTF-16 too", NULL, "a", BYTES("\xFF\xFE<\0h\0t\0m\0l\0"), CONTENT_HTML },
	{ "a page by its name", NULL, "a.HTM", BYTES("文"), CONTENT_HTML },
	{ "compressed", NULL, "a.html.zst", BYTES("文"), CONTENT_HTML },
	{ "by what HTTP said", "text/html; charset=gbk", "http://a/", BYTES("文"),
	  CONTENT_HTML },
	{ "by its first element", "text/plain", "a", BYTES("<div>"), CONTENT_HTML },
	{ "XHTML", NULL, "a.xml", BYTES("<?xml version='1.0'?><html>"), CONTENT_HTML },
	{ "XML", NULL, "a.html", BYTES("<?xml version='1.0'?><TEI>"), CONTENT_XML },
	{ "XML without its declaration", NULL, "a.xml", BYTES("<TEI>"), CONTENT_XML },
	{ "XML by what HTTP said", "application/rss+xml", "a", BYTES("<rss>"),
	  CONTENT_XML },
	{ "RSS without it, whatever its name", NULL, "a.txt",
	  BYTES("<rss version=\"2.0\">"), CONTENT_XML },
	{ "Atom, behind a comment", NULL, "a",
	  BYTES("<!-- x -->\n<feed xmlns='http://www.w3.org/2005/Atom'>"), CONTENT_XML },
	{ "RSS of old", NULL, "a.dat", BYTES("<rdf:RDF xmlns:rdf='x'>"), CONTENT_XML },
	{ "text that speaks of one", NULL, "a.txt", BYTES("the <rss> element"),
	  CONTENT_PLAIN },
	{ "JSON Lines by name", NULL, "a.jsonl.gz", BYTES("{"), CONTENT_JSON_LINES },
	{ "JSON Lines by the first, whatever its name", NULL, "a.json",
	  BYTES("\xEF\xBB\xBF{ \"id\" : \"\\\"1\", \"tags\": [{\"a\": \"}\"}, 2],\t\"text\": \"文\"}\r\n{"),
	  CONTENT_JSON_LINES },
	{ "also when the first ends behind what is seen", NULL, "a",
	  BYTES("{\"id\":\"1\",\"html\":\"<p>文"), CONTENT_JSON_LINES },
	{ "an object over several lines is not", NULL, "a.json",
	  BYTES("{\n\"text\": \"文\"\n}\n"), CONTENT_PLAIN },
	{ "nor one that is cut by the line's end", NULL, "a.json",
	  BYTES("{\"text\": \"文\",\n\"id\": 1}\n"), CONTENT_PLAIN },
	{ "nor one without text", NULL, "a.json",
	  BYTES("{\"id\": \"1\", \"of\": {\"text\": \"文\"}}\n"), CONTENT_PLAIN },
	{ "nor one whose text is none", NULL, "a", BYTES("{\"text\": 1}\n"), CONTENT_PLAIN },
	{ "nor what HTTP sent", "text/plain", "a", BYTES("{\"text\": \"文\"}\n"), CONTENT_PLAIN },
	{ "a brace is text", NULL, "a", BYTES("{\"甲\"乙}"), CONTENT_PLAIN },
	{ "TSV with a header", NULL, "a.tsv", BYTES("id\ttext\r\n1\t文"), CONTENT_TSV },
	{ "TSV without", NULL, "a.tsv", BYTES("1\t文\n"), CONTENT_PLAIN },
	{ "Markdown by name", NULL, "a.md", BYTES("<div>\n# 甲"), CONTENT_MARKDOWN },
	{ "a message by its header", NULL, "a",
	  BYTES("Received: x\n y\nSubject: z\n\n"), CONTENT_MAIL },
	{ "a message by its name", NULL, "a.eml", BYTES("Subject: z\n\n"), CONTENT_MAIL },
	{ "text that begins like one", NULL, "a.txt",
	  BYTES("Subject: z\nDate: today\n\n文"), CONTENT_PLAIN },
	{ "a header cut by the end of what is seen", NULL, "a",
	  BYTES("MIME-Version: 1.0\nContent-Type: multipart/rel"), CONTENT_MAIL },
	{ "docx by its parts", NULL, "a.bin",
	  BYTES("PK\3\4...[Content_Types].xml...PK\3\4word/document.xml"), CONTENT_PACKAGE },
	{ "docx by its name", NULL, "a.docx", BYTES("PK\3\4...docProps/app.xml"),
	  CONTENT_PACKAGE },
	{ "EPUB", NULL, "a.zip", BYTES("PK\3\4mimetypeapplication/epub+zipPK"),
	  CONTENT_PACKAGE },
	{ "ODF", NULL, "a",
	  BYTES("PK\3\4mimetypeapplication/vnd.oasis.opendocument.textPK"), CONTENT_PACKAGE },
	{ "OFD", NULL, "a", BYTES("PK\3\4OFD.xml"), CONTENT_PACKAGE },
	{ "any other zip file", NULL, "a.zip", BYTES("PK\3\4a.txt"), CONTENT_BINARY },
	{ "PDF, whatever HTTP said", "text/html", "a.html", BYTES("%PDF-1.4"), CONTENT_PDF },
	{ "Word of old", NULL, "a.doc", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."),
	  CONTENT_DOC },
	{ "a table of old", NULL, "a.xls", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."),
	  CONTENT_BINARY },
	{ "a picture that is called a page", NULL, "a.html", BYTES("\x89PNG\r\n\x1A\n"),
	  CONTENT_BINARY },
	{ "a picture by what HTTP said", "image/x-unknown", "a", BYTES("..."),
	  CONTENT_BINARY },
	{ "a style sheet", "text/css", "a", BYTES("p {}"), CONTENT_BINARY },
	{ "a page that HTTP took for a style sheet", "text/css", "a",
	  BYTES("<html>"), CONTENT_HTML },
};

static const struct type { const char *why, *head; size_t len; const char *want; } types[] = {
	{ "PNG", BYTES("\x89PNG\r\n\x1A\n"), "image/png" },
	{ "BMP", BYTES("BM1234\0\0\0\0"), "image/bmp" },
	{ "a text that begins with BM", BYTES("BM1234567890"), NULL },
	{ "WebP", BYTES("RIFF1234WEBP"), "image/webp" },
	{ "a text with WEBP in it", BYTES("12345678WEBP"), NULL },
	{ "an executable", BYTES("\x7F" "ELF"), "application/x-executable" },
	{ "a font", BYTES("wOF2"), "font/woff2" },
	{ "RTF", BYTES("{\\rtf1"), "application/rtf" },
	{ "nothing", BYTES(""), NULL },
};

int main(void)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];

		unit_begin(row->why);
		EXPECT_INT(content_declared(row->type, row->name, row->head,
					    row->len), row->want);
		EXPECT(reader_of(row->want) != NULL);
	}
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		unit_begin(types[i].why);
		EXPECT_STR(content_media_type(types[i].head, types[i].len),
			   types[i].want);
	}
	unit_begin("what is refused says what it is");
	show_read(&got, reader_of(CONTENT_BINARY), BYTES("GIF89a..."));
	EXPECT_STR(got.data, "! media-type: image/gif");
	show_read(&got, reader_of(CONTENT_PDF), BYTES("%PDF-1.7"));
	EXPECT_STR(got.data, "! media-type: application/pdf");
	show_read(&got, reader_of(CONTENT_BINARY), BYTES("\x7F" "ELF"));
	EXPECT_STR(got.data, "! binary: application/x-executable");
	unit_begin("a file of one letter is no text");
	{
		char filler[5000];

		memset(filler, 'D', sizeof(filler));
		show_read(&got, reader_html, filler, sizeof(filler));
		EXPECT_STR(got.data, "! binary: one byte over and over");
		filler[4999] = 'E';
		show_read(&got, reader_html, filler, sizeof(filler));
		EXPECT(got.data[0] == 't');
	}
	unit_begin("the charset that HTTP declared counts before that of the page");
	{
		struct reader_input input = { .bytes = "<meta charset=big5><p>\xB9\xE3\xCE\xF7",
			.len = 26, .charset = "gb2312" };
		struct raw_document raw;

		raw_init(&raw);
		EXPECT_INT(reader_html(&raw, &input, NULL), STATUS_OK);
		EXPECT_INT(raw.decoded.encoding, ENCODING_GB18030);
		raw_release(&raw);
	}
	buf_release(&got);
	return unit_done();
}
