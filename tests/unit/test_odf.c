/* read/odf: what is read of an OpenDocument file, written as a table. */
#include "tests/unit/unit.h"

#include "tests/unit/cut.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

#define P(text) "<text:p>" text "</text:p>"

static const struct row { const char *why, *body, *want; } rows[] = {
	{ "headings by their level, the first is the title",
	  "<text:h text:outline-level='1'>修渠</text:h>" P("一。")
	  "<text:h text:outline-level='2'>乙</text:h>" P("脱贫<text:span>攻坚</text:span>。"),
	  "title=修渠|h1:修渠|text:一。|h2:乙|text:脱贫攻坚。" },
	{ "spaces, tabs, line breaks",
	  P("甲<text:s text:c='3'/>乙<text:tab/>丙<text:line-break/>丁。"),
	  "lines:甲 乙 丙/丁。" },
	{ "what was deleted, and remarks, are no text",
	  "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes>"
	  P("新<office:annotation><text:p>评</text:p></office:annotation>的。"),
	  "text:新的。" },
	{ "notes come last, pinyin never",
	  P("甲<text:note><text:note-citation>1</text:note-citation><text:note-body>"
	    "<text:p>注。</text:p></text:note-body></text:note>乙<text:ruby>"
	    "<text:ruby-base>镕</text:ruby-base><text:ruby-text>róng</text:ruby-text>"
	    "</text:ruby>。") P("完。"), "text:甲乙镕。|text:完。|text:注。" },
	{ "a frame behind its paragraph; its title is none of the text",
	  P("甲<draw:frame><svg:title>图</svg:title><draw:text-box><text:p>框。</text:p>"
	    "</draw:text-box></draw:frame>乙。"), "text:甲乙。|text:框。" },
	{ "a table", "<table:table><table:table-row><table:table-cell>" P("县")
	  "</table:table-cell><table:table-cell>" P("户") "</table:table-cell>"
	  "</table:table-row></table:table>" P("完。"), "title=县 户|text:县 户|text:完。" },
	{ "lists are paragraphs", "<text:list><text:list-item>" P("一；")
	  "</text:list-item><text:list-item>" P("二。")
	  "</text:list-item></text:list>", "text:一；|text:二。" },
};

static void make(struct zip *zip, const char *body)
{
	struct buf content = BUF_INIT;

	buf_put_format(&content, "<office:document-content xmlns:office='o' "
		       "xmlns:text='t' xmlns:table='b' xmlns:draw='d' "
		       "xmlns:svg='urn:svg'><office:body><office:text>%s"
		       "</office:text></office:body></office:document-content>",
		       body);
	zip_add(zip, "mimetype", "application/vnd.oasis.opendocument.text");
	zip_add(zip, "content.xml", content.data);
	buf_release(&content);
}

static void check(const struct row *row)
{
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;

	unit_begin(row->why);
	make(&zip, row->body);
	zip_end(&zip);
	EXPECT_INT(content_of("a", zip.bytes.data, zip.bytes.len),
		   CONTENT_PACKAGE);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	zip_release(&zip);
}

static void check_parts(void)
{
	struct reader_input input = { .bytes = NULL };
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;

	unit_begin("what a document says about itself");
	make(&zip, P("甲县修渠。"));
	zip_add(&zip, "meta.xml", "<m xmlns:dc='d' xmlns:meta='m'><dc:title>修渠简报"
		"</dc:title><meta:initial-creator>韦一</meta:initial-creator></m>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "title=修渠简报|author=韦一|text:甲县修渠。");
	unit_begin("cut or changed at every byte, it still ends in a status");
	cut_everywhere(reader_package, input, zip.bytes.data, zip.bytes.len);
	zip_release(&zip);
	unit_begin("an encrypted document says so");
	make(&zip, P("x"));
	zip_add(&zip, "META-INF/manifest.xml", "<m:encryption-data/>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "! encrypted");
	zip_release(&zip);
	buf_release(&got);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	check_parts();
	return unit_done();
}
