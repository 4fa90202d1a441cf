/* read/docx: what is read of a Word document, written as a table. */
#include "tests/unit/unit.h"

#include "read/package.h"
#include "tests/unit/cut.h"
#include "tests/unit/folder.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(id, text) "<w:p><w:pPr><w:pStyle w:val='" id "'/></w:pPr>" \
	"<w:r><w:t>" text "</w:t></w:r></w:p>"

static const struct row { const char *why, *body, *want; } rows[] = {
	{ "paragraphs, and runs without a space between",
	  "<w:p><w:r><w:t>脱贫</w:t></w:r><w:r><w:t xml:space='preserve'>攻坚 </w:t>"
	  "</w:r></w:p>" P("成果。"), "title=脱贫攻坚|TITLE:脱贫攻坚|text:成果。" },
	{ "the first line is the title when it looks like one",
	  P("政府工作报告") P("各位代表：") P("我报告工作。"),
	  "title=政府工作报告|TITLE:政府工作报告|text:各位代表：|text:我报告工作。" },
	{ "a line that says where it is from",
	  P("修渠简报") P("来源：右江日报  作者：韦一") P("渠长三里。"),
	  "title=修渠简报|publisher=右江日报|author=韦一|TITLE:修渠简报|"
	  "text:来源：右江日报 作者：韦一|text:渠长三里。" },
	{ "headings by their styles, in English, in Chinese and by number",
	  STYLED("1", "甲") P("一。") STYLED("b", "乙") P("二。")
	  STYLED("Heading3", "丙") P("三。"),
	  "title=甲|h1:甲|text:一。|h2:乙|text:二。|h3:丙|text:三。" },
	{ "a style that is based on a heading is one",
	  STYLED("mine", "甲") P("一。"), "title=甲|h2:甲|text:一。" },
	{ "an outline level of the paragraph's own",
	  "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
	  P("一。"), "title=甲|h2:甲|text:一。" },
	{ "level 10 is text", STYLED("body", "甲。"), "text:甲。" },
	{ "a style called title", P("机密文件之类。") STYLED("a3", "关于修渠的通知")
	  P("各县："), "title=关于修渠的通知|text:机密文件之类。|TITLE:关于修渠的通知|"
	  "text:各县：" },
	{ "what was deleted or moved away is gone, what was inserted stays",
	  "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧"
	  "</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>走</w:t></w:r>"
	  "</w:moveFrom><w:r><w:t>的。</w:t></w:r></w:p>", "text:新的。" },
	{ "a style that was changed does not count",
	  "<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='1'/></w:pPr>"
	  "</w:pPrChange></w:pPr><w:r><w:t>甲。</w:t></w:r></w:p>", "text:甲。" },
	{ "hidden text is not shown",
	  "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr>"
	  "<w:vanish w:val='0'/></w:rPr><w:t>露。</w:t></w:r></w:p>", "text:露。" },
	{ "field codes are left out, their results stay",
	  "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE"
	  "</w:instrText></w:r><w:r><w:t>第5页。</w:t></w:r></w:p>", "text:第5页。" },
	{ "links are text",
	  "<w:p><w:r><w:t>见</w:t></w:r><w:hyperlink><w:r><w:t>网站。</w:t></w:r>"
	  "</w:hyperlink></w:p>", "text:见网站。" },
	{ "line breaks and tabs; a tab stop is none",
	  "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>甲"
	  "</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙。</w:t><w:br w:type='page'/>"
	  "</w:r></w:p>", "lines:甲 乙/丙。" },
	{ "pinyin over characters is left out",
	  "<w:p><w:r><w:ruby><w:rt><w:r><w:t>róng</w:t></w:r></w:rt><w:rubyBase>"
	  "<w:r><w:t>镕</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>基。</w:t>"
	  "</w:r></w:p>", "text:镕基。" },
	{ "a table row by row, short cells side by side",
	  P("表。") "<w:tbl><w:tr><w:tc>" P("县") "</w:tc><w:tc>" P("户数")
	  "</w:tc></w:tr><w:tr><w:tc>" P("桂平") "</w:tc><w:tc>" P("12")
	  "</w:tc></w:tr></w:tbl>" P("完。"),
	  "text:表。|text:县 户数|text:桂平 12|text:完。" },
	{ "a text box once, behind the paragraph that it hangs on",
	  "<w:p><w:r><w:t>脱贫</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
	  "<wps:txbx><w:txbxContent>" P("框中。") P("又。") "</w:txbxContent></wps:txbx>"
	  "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P("框中。")
	  "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
	  "<w:r><w:t>攻坚。</w:t></w:r></w:p>", "text:脱贫攻坚。|text:框中。|text:又。" },
	{ "no text at all", "<w:p/><w:sectPr/>", "" },
	{ "text that is not XML", "<w:p>", "! xml-malformed: line 1: Opening and "
	  "ending tag mismatch: p line 1 and body" },
};

static const char styles[] =
	"<w:styles xmlns:w='w'>"
	"<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
	"<w:style w:styleId='b'><w:name w:val='标题 2'/></w:style>"
	"<w:style w:styleId='mine'><w:name w:val='小节'/><w:basedOn w:val='b'/></w:style>"
	"<w:style w:styleId='loop'><w:name w:val='x'/><w:basedOn w:val='loop'/></w:style>"
	"<w:style w:styleId='body'><w:name w:val='x'/><w:basedOn w:val='b'/><w:pPr>"
	"<w:outlineLvl w:val='9'/></w:pPr></w:style>"
	"<w:style w:styleId='a3'><w:name w:val='Title'/></w:style>"
	"</w:styles>";

static void make(struct zip *zip, const char *body)
{
	struct buf document = BUF_INIT;

	buf_put_format(&document, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
		       "<w:document xmlns:w='w' xmlns:mc='mc' xmlns:wps='wps'>"
		       "<w:body>%s</w:body></w:document>", body);
	zip_add(zip, "[Content_Types].xml", "<Types/>");
	zip_add(zip, "word/styles.xml", styles);
	zip_add(zip, "word/document.xml", document.data);
	buf_release(&document);
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

/* Parts beside the text, and what a document says about itself. */
static void check_parts(void)
{
	struct zip zip = { .count = 0 };
	struct buf got = BUF_INIT;

	unit_begin("footnotes come last; who wrote it, and a title that it bears out");
	make(&zip, P("通　报") P("甲县修渠。") P("乙县架桥。"));
	zip_add(&zip, "word/footnotes.xml", "<w:footnotes xmlns:w='w'><w:footnote "
		"w:type='separator'><w:p/></w:footnote><w:footnote>" P("见附件。")
		"</w:footnote></w:footnotes>");
	zip_add(&zip, "docProps/core.xml", "<c xmlns:dc='dc'><dc:title>甲县修渠"
		"</dc:title><dc:creator>韦一</dc:creator></c>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "title=甲县修渠|author=韦一|text:通 报|text:甲县修渠。|"
		   "text:乙县架桥。|text:见附件。");
	zip_release(&zip);
	unit_begin("the name of an account is no author, a title of old no title");
	make(&zip, P("修渠简报") P("甲县修渠。"));
	zip_add(&zip, "docProps/core.xml", "<c xmlns:dc='dc'><dc:title>关于收税的通知"
		"</dc:title><dc:creator>Administrator</dc:creator></c>");
	zip_end(&zip);
	show_read(&got, reader_package, zip.bytes.data, zip.bytes.len);
	EXPECT_STR(got.data, "title=修渠简报|TITLE:修渠简报|text:甲县修渠。");
	buf_release(&got);
	zip_release(&zip);
}

static void check_whole(void)
{
	struct zip zip = { .count = 0 };
	struct reader_input input = { .bytes = NULL };
	struct raw_document raw;

	unit_begin("the whole file is the source of each character");
	make(&zip, P("甲乙。"));
	zip_end(&zip);
	input.bytes = zip.bytes.data;
	input.len = zip.bytes.len;
	raw_init(&raw);
	EXPECT_INT(reader_package(&raw, &input, NULL), STATUS_OK);
	EXPECT_INT(raw.whole, zip.bytes.len);
	EXPECT_INT(raw.text.src[2], 0);
	EXPECT_INT(raw.text.src_end, zip.bytes.len);
	raw_release(&raw);
	unit_begin("cut or changed at every byte, it still ends in a status");
	cut_everywhere(reader_package, input, zip.bytes.data, zip.bytes.len);
	zip_release(&zip);
}

/* The text between <w:t> and </w:t>, without any parser. */
static void expected_text(struct buf *out, const char *bytes, size_t len)
{
	struct buf part = BUF_INIT;
	package *package;

	buf_put_string(out, "");
	if (package_open(&package, bytes, len, NULL))
		return;
	EXPECT_INT(package_read(package, &part, "word/document.xml", NULL),
		   STATUS_OK);
	for (const char *at = part.data; (at = strstr(at, "<w:t")) != NULL;) {
		at += 4;
		if (*at != '>' && *at != ' ')
			continue;
		at = strchr(at, '>') + 1;
		for (; *at != '<'; at++) {
			buf_put_byte(out, (unsigned char)*at);
			if (!strncmp(at, "&amp;", 5))
				at += 4;
		}
	}
	package_close(package);
	buf_release(&part);
}

static void squeeze(struct buf *out, const char *utf8, size_t len)
{
	struct text text = TEXT_INIT;

	text_put_utf8(&text, utf8, len, 0);
	for (size_t i = 0; i < text.count; i++)
		if (!is_space(text.cp[i]))
			text_cps_to_utf8(out, &text.cp[i], 1);
	text_release(&text);
}

static void check_real(const char *name, const char *bytes, size_t len)
{
	struct reader_input input = { .bytes = bytes, .len = len };
	struct buf want = BUF_INIT, words = BUF_INIT, got = BUF_INIT;
	struct raw_document raw;

	raw_init(&raw);
	EXPECT_INT(content_of(name, bytes, 4096), CONTENT_PACKAGE);
	EXPECT_INT(reader_package(&raw, &input, NULL), STATUS_OK);
	EXPECT(raw.title && strstr(raw.title, "政府工作报告"));
	EXPECT(raw.publisher != NULL);
	expected_text(&words, bytes, len);
	squeeze(&want, words.data, words.len);
	buf_clear(&words);
	for (size_t i = 0; i < raw.count; i++)
		text_to_utf8(&words, &raw.text, raw.blocks[i].begin,
			     raw.blocks[i].end);
	squeeze(&got, words.data, words.len);
	EXPECT(want.len > 10000);
	EXPECT(got.len == want.len && !memcmp(got.data, want.data, got.len));
	buf_release(&words);
	buf_release(&want);
	buf_release(&got);
	raw_release(&raw);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	check_parts();
	check_whole();
	folder_each("../shared/data/docx", check_real);
	return unit_done();
}
