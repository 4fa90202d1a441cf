/* read/ofd: what is read of an OFD file, written as a table. */
#include "tests/unit/unit.h"

#include "tests/unit/cut.h"
#include "tests/unit/folder.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

#define AT(x, y, text) "<ofd:TextObject Boundary='" x " " y " 100 5' Size='5'>" \
	"<ofd:TextCode X='0' Y='4'>" text "</ofd:TextCode></ofd:TextObject>"
#define BIG(x, y, text) "<ofd:TextObject Boundary='" x " " y " 100 8' Size='8'>" \
	"<ofd:TextCode X='0' Y='7'>" text "</ofd:TextCode></ofd:TextObject>"
#define LAYER(text) "<ofd:Layer>" text "</ofd:Layer>"
#define WIDE "一二三四五六七八九十一二三四五六七八九十"

static const struct row { const char *why, *first, *second, *want; } rows[] = {
	{ "lines from the top, whatever their order in the file",
	  LAYER(AT("10", "40", "下。") AT("10", "20", "上。")), "", "text:上。|text:下。" },
	{ "pieces of a line from the left, side by side",
	  LAYER(AT("25", "20.5", "坚。") AT("10", "20", "攻")), "",
	  "text:攻 坚。" },
	{ "and joined where they touch",
	  LAYER(AT("15", "20", "坚。") AT("10", "20", "攻")), "", "text:攻坚。" },
	{ "full lines go on in the next, over the page too; indented ones begin",
	  LAYER(AT("20", "20", WIDE) AT("10", "30", WIDE "一二") AT("10", "40", WIDE "一二")
		AT("10", "50", "三。") AT("20", "60", WIDE)),
	  LAYER(AT("10", "20", WIDE "一二") AT("10", "30", WIDE "一二") AT("10", "40", "五。")
		AT("100", "280", "- 2 -")),
	  "text:" WIDE WIDE "一二" WIDE "一二三。|text:" WIDE WIDE "一二" WIDE "一二五。" },
	{ "a title in lines that are centred is one",
	  LAYER(BIG("31", "5", "关于修渠架桥筑路") BIG("47", "15", "的通知")
		AT("20", "40", WIDE) AT("10", "50", WIDE "一二") AT("10", "60", WIDE "一二")
		AT("10", "70", "三。")), "",
	  "title=关于修渠架桥筑路的通知|TITLE:关于修渠架桥筑路的通知|text:" WIDE WIDE "一二" WIDE
	  "一二三。" },
	{ "steps between characters, and lines inside one piece",
	  LAYER("<ofd:TextObject Boundary='10 20 50 20' Size='5'><ofd:TextCode X='0' "
		"Y='4' DeltaX='g 2 5 -10 5' DeltaY='0 0 6 0'>甲乙丙丁。</ofd:TextCode>"
		"</ofd:TextObject>"), "", "text:甲乙丙丁。" },
	{ "a gap of more than three characters is a space",
	  LAYER("<ofd:TextObject Boundary='10 20 50 20' Size='5'><ofd:TextCode X='0' "
		"Y='4' DeltaX='30 5'>甲乙。</ofd:TextCode></ofd:TextObject>"), "",
	  "text:甲 乙。" },
	{ "text that was turned is read along its lines",
	  LAYER("<ofd:TextObject Boundary='50 10 5 5' CTM='0 1 -1 0 0 0' Size='5'>"
		"<ofd:TextCode X='0' Y='0'>甲</ofd:TextCode></ofd:TextObject>"
		"<ofd:TextObject Boundary='50 15 5 5' CTM='0 1 -1 0 0 0' Size='5'>"
		"<ofd:TextCode X='0' Y='0'>乙。</ofd:TextCode></ofd:TextObject>"
		AT("10", "40", "正。")), "", "text:正。|text:甲乙。" },
	{ "blocks, references and other objects on the way to the text",
	  LAYER("<ofd:PageBlock><ofd:PathObject/>" AT("10", "20", "A &amp; B&#x3002;")
		"</ofd:PageBlock>"), "", "text:A & B。" },
	{ "clips, patterns and what is invisible are no text",
	  LAYER("<ofd:TextObject Visible='false'><ofd:TextCode>藏</ofd:TextCode>"
		"</ofd:TextObject><ofd:PathObject><ofd:Clips><ofd:TextObject>"
		"<ofd:TextCode>剪</ofd:TextCode></ofd:TextObject></ofd:Clips>"
		"</ofd:PathObject>" AT("10", "20", "露。")), "", "text:露。" },
	{ "a background layer comes after the text, the template last",
	  "<ofd:Layer Type='Background'>" AT("10", "10", "底。") "</ofd:Layer>"
	  LAYER(AT("10", "20", "文。")), "TEMPLATE", "text:文。|text:底。|text:模板。" },
	{ "steps that are no numbers", LAYER("<ofd:TextObject Boundary='a b' Size='x' "
	  "CTM='1 2'><ofd:TextCode X='' Y='--' DeltaX='g g 1e9 g 99999999999 1 '>甲乙。"
	  "</ofd:TextCode></ofd:TextObject>"), "", "text:甲乙。" },
	{ "no text", LAYER("<ofd:PathObject/>"), "", "" },
};

static void page(struct zip *zip, const char *name, const char *content)
{
	struct buf xml = BUF_INIT;

	buf_put_format(&xml, "<ofd:Page xmlns:ofd='o'><ofd:Content>%s"
		       "</ofd:Content></ofd:Page>", content);
	zip_add(zip, name, xml.data);
	buf_release(&xml);
}

static void make(struct zip *zip, const struct row *row)
{
	bool has_template = !strcmp(row->second, "TEMPLATE");

	zip_add(zip, "OFD.xml", "<ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocRoot>"
		"/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
	zip_add(zip, "Doc_0/Document.xml", has_template ?
		"<ofd:Document xmlns:ofd='o'><ofd:CommonData><ofd:TemplatePage "
		"BaseLoc='Tpls/0.xml'/></ofd:CommonData><ofd:Pages><ofd:Page "
		"BaseLoc='Pages/0.xml'/></ofd:Pages></ofd:Document>" :
		"<ofd:Document xmlns:ofd='o'><ofd:Pages><ofd:Page BaseLoc='Pages/0.xml'/>"
		"<ofd:Page BaseLoc='/Doc_0/Pages/1.xml'/></ofd:Pages></ofd:Document>");
	page(zip, "Doc_0/Pages/0.xml", row->first);
	page(zip, has_template ? "Doc_0/Tpls/0.xml" : "Doc_0/Pages/1.xml",
	     has_template ? AT("10", "10", "模板。") : row->second);
}

static void check(const struct row *row)
{
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;

	unit_begin(row->why);
	make(&zip, row);
	zip_end(&zip);
	EXPECT_INT(content_of("a", zip.bytes.data, zip.bytes.len),
		   CONTENT_PACKAGE);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	zip_release(&zip);
}

/* Two documents in one file, in a folder, with what they say of themselves,
 * and a page where the paths don't lead. */
static void check_two(void)
{
	struct reader_input input = { .bytes = NULL };
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;

	unit_begin("several documents in a file, oddly placed");
	zip_add(&zip, "x/OFD.xml", "<OFD><DocBody><DocInfo><Title>修渠</Title><Author>"
		"韦一</Author><CreationDate>2009-03-01</CreationDate><CustomDatas><Title>"
		"别</Title></CustomDatas></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot>"
		"</DocBody><DocBody><DocRoot>Doc_1/Document.xml</DocRoot></DocBody></OFD>");
	zip_add(&zip, "x/Doc_0/Document.xml", "<D><Page BaseLoc='Elsewhere/0.xml'/></D>");
	zip_add(&zip, "x/Doc_1/Document.xml", "<D><Page BaseLoc='1.xml'/></D>");
	page(&zip, "y/Elsewhere/0.xml", AT("10", "20", "一。"));
	page(&zip, "x/Doc_1/1.xml", AT("10", "20", "二。"));
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data,
		   "title=修渠|date=2009-03-01|author=韦一|text:一。|text:二。");
	unit_begin("cut or changed at every byte, it still ends in a status");
	cut_everywhere(reader_package, input, zip.bytes.data, zip.bytes.len);
	buf_release(&got);
	zip_release(&zip);
}

/* What of the text of real ones must be read, and in one piece. */
static const struct real { const char *name, *want; } reals[] = {
	{ "ofdrw__Page5.ofd", NULL },
	{ "ofdrw__h.ofd", NULL },
	{ "ofdrw__helloworld.ofd", "text:你好呀，OFD Reader&Writer！" },
	{ "ofdrw__helloworld_with_pageblock.ofd", "text:你好呀，OFD Reader&Writer！" },
	{ "ofdrw__namespace_no_std.ofd", "text:你好呀，OFD Reader&Writer！" },
	{ "ofdrw__chineseDir.ofd", "text:你好呀，OFD Reader&Writer！" },
	{ "ofdrw__hello.ofd", "但我们没有人根据了“礼尚往来”的仪节，说道：拿来！|" },
	{ "ofdrw__AddWatermarkAnnot.ofd", "|text:但是，我还有要说的话。|" },
	{ "ofdrw__z.ofd", "相应的字型。如果文字使用的是内嵌字型，则使用该内嵌字型数据中的CMap表"
	  "来取得字型索引。|" },
	{ "ofdrw__keyword.ofd", "|text:岱岳区青春创业开发区鑫源小区25号楼1单元601室|" },
	{ "ofdrw__no_page_container.ofd", "上海阿金大白餐饮管理有限公司" },
	{ "ofdrw__no_page_container.ofd", "发票代码：" },
	{ "ofdrw__path_unstd.ofd", "案件名称" },
	{ "ofdrw__文字横向-数科.ofd", "|text:121212|" },
	{ "ofdrw__pattern类型.ofd", "信息系统密码应用测评要求" },
};

static void check_real(const char *name, const char *bytes, size_t len)
{
	struct buf got = BUF_INIT;

	show_read(&got, reader_package, bytes, len);
	EXPECT(got.data[0] != '!');
	EXPECT(!strstr(got.data, "测试水印") && !strstr(got.data, "严禁复制"));
	for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
		if (strcmp(reals[i].name, name))
			continue;
		if (reals[i].want)
			EXPECT(strstr(got.data, reals[i].want));
		else
			EXPECT(!strstr(got.data, "text:"));
	}
	buf_release(&got);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	check_two();
	folder_each("../shared/data/formats/ofd", check_real);
	return unit_done();
}
