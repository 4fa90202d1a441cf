/* read/epub: what is read of an electronic book. */
#include "tests/unit/unit.h"

#include "tests/unit/cut.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

static const char container[] = "<container><rootfiles><rootfile "
	"full-path='OEBPS/a.opf'/></rootfiles></container>";
static const char opf[] =
	"<package xmlns:dc='d'><metadata><dc:title>上林县志</dc:title><dc:creator>韦一"
	"</dc:creator><dc:date>2009-03</dc:date><dc:publisher>方志馆</dc:publisher>"
	"</metadata><manifest><item id='b' href='%E4%BA%8C.htm'/><item id='a' "
	"href='../one.xhtml'/><item id='c' href='cover.svg'/><item id='gone' "
	"href='gone.htm'/></manifest><spine><itemref idref='c'/><itemref idref='a'/>"
	"<itemref idref='b'/><itemref idref='gone'/><itemref idref='none'/></spine>"
	"</package>";

static void make(struct zip *zip)
{
	zip_add(zip, "mimetype", "application/epub+zip");
	zip_add(zip, "META-INF/container.xml", container);
	zip_add(zip, "OEBPS/a.opf", opf);
	zip_add(zip, "OEBPS/二.htm", "<html><head><title>x</title></head><body>"
		"<h1>第二章</h1><p>架桥<b>两座</b>。</p></body></html>");
	zip_add(zip, "one.xhtml", "<?xml version='1.0'?><html><body><h1>上林县志</h1>"
		"<h2>第一章</h2><p>修渠三里。</p></body></html>");
	zip_add(zip, "OEBPS/cover.svg", "<svg><text>封面</text></svg>");
}

int main(void)
{
	struct reader_input input = { .bytes = NULL };
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;
	struct raw_document raw;

	unit_begin("chapters in the order of the spine, and who made the book");
	make(&zip);
	zip_end(&zip);
	EXPECT_INT(content_of("a", zip.bytes.data, zip.bytes.len),
		   CONTENT_PACKAGE);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "title=上林县志|date=2009-03|publisher=方志馆|author=韦一|"
		   "TITLE:上林县志|h2:第一章|text:修渠三里。|h1:第二章|text:架桥两座。");
	unit_begin("the whole file is the source of each character");
	input.bytes = zip.bytes.data;
	input.len = zip.bytes.len;
	raw_init(&raw);
	EXPECT_INT(reader_package(&raw, &input, NULL), STATUS_OK);
	EXPECT_INT(raw.whole, zip.bytes.len);
	for (size_t i = 0; i < raw.text.count; i++)
		EXPECT(raw.text.src[i] == 0 || raw.text.src[i] == raw.whole);
	raw_release(&raw);
	unit_begin("cut or changed at every byte, it still ends in a status");
	cut_everywhere(reader_package, input, zip.bytes.data, zip.bytes.len);
	zip_release(&zip);
	unit_begin("a book whose pages are encrypted says so");
	make(&zip);
	zip_add(&zip, "META-INF/encryption.xml", "<e URI='OEBPS/../one.xhtml'/>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "! encrypted");
	zip_release(&zip);
	buf_release(&got);
	return unit_done();
}
