/* read/reader.html: what is read of a page, written as a table. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "tests/unit/show_raw.h"

static const struct row { const char *why, *page, *want; } rows[] = {
	{ "inline elements do not separate",
	  "<p>河池<b>新</b>修<span>水</span><a name=x>渠</a>三条</p>",
	  "text:河池新修水渠三条" },
	{ "nor does a comment", "<p>河池<!-- x -->新修</p>", "text:河池新修" },
	{ "blocks separate", "<div>甲<p>乙</p>丙</div><ul><li>丁<li>戊</ul>",
	  "text:甲|text:乙|text:丙|text:丁|text:戊" },
	{ "<br> ends a line, and the source's line ends are no lines then",
	  "<p>甲甲\n乙乙<br>丙丙<br/>a\nb</p>", "lines:甲甲乙乙/丙丙/a b" },
	{ "preformatted text keeps its lines", "<pre>甲\n 乙</pre>",
	  "lines:甲/乙" },
	{ "headings have levels", "<h1>水利规划</h1><h3>分</h3><p>文",
	  "title=水利规划|TITLE:水利规划|h3:分|text:文" },
	{ "short cells of a row are one block, rows are several",
	  "<table><tr><th>县<th>户<tr><td>乐业<td>31<tr><td>天峨<td>27</table>",
	  "text:县 户|text:乐业 31|text:天峨 27" },
	{ "cells with blocks in them are blocks",
	  "<table><tr><td><p>甲</p><p>乙</p><td>丙</table>",
	  "text:甲|text:乙|text:丙" },
	{ "scripts, styles, ruby notes and controls are not read",
	  "<script>document.write('<p>x</p>')</script><style>p{}</style>"
	  "<p><ruby>镕<rp>(</rp><rt>róng</rt><rp>)</rp></ruby>基"
	  "<button>交</button><select><option>一</select>来</p>",
	  "text:镕基来" },
	{ "a script's strings end it no sooner",
	  "<script>var a='</p>甲</b>';</script><p>乙", "text:乙" },
	{ "references are read, with and without semicolon",
	  "<p>a&amp;b &lt;c&gt; &#20013;&#x6587;&nbsp;&copy 甲&ldquo;乙&rdquo;",
	  "text:a&b <c> 中文 © 甲“乙”" },
	{ "a number of windows-1252 is what its writer meant", "<p>甲&#150;乙",
	  "text:甲–乙" },
	{ "a reference that is none is text", "<p>A&B公司 Q&amp;A&公 &nosuch; &",
	  "text:A&B公司 Q&A&公 &nosuch; &" },
	{ "a '<' that begins no tag is text", "<p>1<2, 甲<乙 << <3",
	  "text:1<2, 甲<乙 << <3" },
	{ "text behind </html> is read", "<body><p>甲</body></html><p>乙",
	  "text:甲|text:乙" },
	{ "an end tag of nothing ends nothing", "</div></b><p>甲</p></p>乙",
	  "text:甲|text:乙" },
	{ "a second <html> is no new page", "<html><p>甲<html lang=zh><p>乙",
	  "text:甲|text:乙" },
	{ "text without any element is read", "甲乙丙", "text:甲乙丙" },
	{ "a quote that never ends loses only its tag", "<p class=\"x>甲</p><p>乙",
	  "text:甲|text:乙" },
	{ "a comment that never ends hides the rest", "<p>甲<!-- <p>乙",
	  "text:甲" },
	{ "a page of a form is read", "<form id=f><p>甲</p><input name=a></form>",
	  "text:甲" },
	{ "nothing is nothing", " <p> &nbsp; </p> ", "" },
	/* Titles. */
	{ "the first title that says something is the title",
	  "<title> </title><title>甲</title><title>乙</title><p>文",
	  "title=甲|text:文" },
	{ "of a headline with the site behind it, the headline",
	  "<title>平果县修水渠 - 要闻 - 右江报</title><h1>平果县修水渠</h1><p>文",
	  "title=平果县修水渠|TITLE:平果县修水渠|text:文" },
	{ "also when the headline is no heading",
	  "<title>平果县修水渠_右江报</title><div>平果县修水渠</div><p>文",
	  "title=平果县修水渠|TITLE:平果县修水渠|text:文" },
	{ "og:title when the title only adds to it",
	  "<title>平果县修水渠|x</title><meta property=og:title "
	  "content=平果县修水渠><p>文", "title=平果县修水渠|text:文" },
	{ "a site is cut off by its name",
	  "<title>平果县修水渠 - 右江新闻网</title><p>文",
	  "title=平果县修水渠|text:文" },
	{ "a bar inside a title is not",
	  "<title>2009-2010年水利规划</title><p>文",
	  "title=2009-2010年水利规划|text:文" },
	{ "markup in a title is text",
	  "<title>&lt;b&gt;甲</title><p>文", "title=<b>甲|text:文" },
	/* Metadata. */
	{ "meta elements give date, source, author",
	  "<meta name=PubDate content='2010-05-01 08:00'><meta name=ContentSource "
	  "content='来源：右江报'><meta name=author content=韦一><p>文",
	  "date=2010-05-01 08:00|publisher=右江报|author=韦一|text:文" },
	{ "what no name can be is no author",
	  "<meta name=author content=name,a@b.cn><p>文", "text:文" },
	/* Encodings. */
	{ "the bytes count, not what a second meta says",
	  "<meta charset=utf-8><p>中<meta charset=gbk>文</p>", "text:中文" },
	{ "gb2312 means GB18030",
	  "<meta charset=gb2312><p>\xD6\xEC\xE9" "F\xBB\xF9\xD7\xF7\xD5\xFE\xB8\xAE"
	  "\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6", "text:朱镕基作政府工作报告" },
};

/* Pages that are large or deep on purpose: before * times + after. */
static const struct big {
	const char *why, *before, *repeated, *after, *want;
	size_t times;
} bigs[] = {
	{ "100,000 elements deep", "<p>甲", "<i>", "乙", "text:甲|text:乙", 100000 },
	{ "100,000 end tags of nothing, 100,000 elements deep", "<p>甲</p>",
	  "<div></b>", "乙", "text:甲|text:乙", 100000 },
	{ "100,000 attributes", "<p ", "a1=1 ", ">甲", "text:甲", 100000 },
	{ "100,000 different quotes", "<p>甲", "<a b=\"'><a b='\">", "", NULL, 50000 },
	{ "a long attribute", "<p class='", "long name ", "'>甲", "text:甲", 30000 },
	{ "200,000 <", "<p>甲</p>", "<", "", NULL, 200000 },
	{ "100,000 comments", "<p>甲", "<!-- -->", "乙", "text:甲乙", 100000 },
	{ "an endless run of <!--", "<p>甲", "<!--", "", "text:甲", 100000 },
	{ "100,000 scripts", "<p>甲", "<script>", "", "text:甲", 100000 },
	{ "an endless run of &", "<p>甲</p>", "&", "", NULL, 300000 },
	{ "2,000 titles", "", "<title>甲</title>", "<p>乙",
	  "title=甲|text:乙", 2000 },
	{ "100,000 regions inside one another", "<p>甲</p>", "<nav>", "<p>乙",
	  NULL, 100000 },
	{ "100,000 empty blocks", "<p>甲</p>", "<div></div>", "<p>乙",
	  "text:甲|text:乙", 100000 },
};

static void check_big(struct buf *got, const struct big *big)
{
	struct buf page = BUF_INIT;
	clock_t begin = clock();

	buf_put_string(&page, big->before);
	for (size_t i = 0; i < big->times; i++)
		buf_put_string(&page, big->repeated);
	buf_put_string(&page, big->after);
	show_read(got, reader_html, page.data, page.len);
	unit_begin(big->why);
	if (big->want)
		EXPECT_STR(got->data, big->want);
	else
		EXPECT(strstr(got->data, "甲"));
	EXPECT((clock() - begin) / CLOCKS_PER_SEC < 2);
	buf_release(&page);
}

static void check_long_title(struct buf *got)
{
	struct buf page = BUF_INIT;

	buf_put_string(&page, "<title>");
	for (int i = 0; i < 100000; i++)
		buf_put_string(&page, "題");
	buf_put_string(&page, "</title>");
	show_read(got, reader_html, page.data, page.len);
	unit_begin("a title is cut at 1,000 characters");
	EXPECT_INT(utf8_count(got->data, got->len), 1000 + strlen("title="));
	buf_release(&page);
}

/* Where the bytes of each character begin: "甲@3 ...". */
static const struct row sources[] = {
	{ "characters have their own bytes", "<p>河<b>池", "河@3 池@9" },
	{ "a reference is its whole span", "<p>&lt;&#20013;x", "<@3 中@7 x@15" },
	{ "also without its semicolon", "<p>&copy 甲", "©@3  @8 甲@9" },
	{ "what was left out shifts nothing", "<p>甲<!--x--><script>1</script>乙",
	  "甲@3 乙@32" },
	{ "bytes are those of the encoding",
	  "<meta charset=gbk><p>\xB9\xE3\xCE\xF7<i>\xC4\xCF\xC4\xFE\xCA\xD0",
	  "广@21 西@23 南@28 宁@30 市@32" },
};

static void check_source(const struct row *row)
{
	struct reader_input input = { .bytes = row->page,
				      .len = strlen(row->page) };
	struct buf got = BUF_INIT;
	struct raw_document raw;

	raw_init(&raw);
	unit_begin(row->why);
	EXPECT_INT(reader_html(&raw, &input, NULL), STATUS_OK);
	EXPECT_INT(raw.count, 1);
	for (size_t i = raw.count ? raw.blocks[0].begin : 0;
	     raw.count && i < raw.blocks[0].end; i++) {
		buf_put_string(&got, got.len ? " " : "");
		text_cps_to_utf8(&got, &raw.text.cp[i], 1);
		buf_put_format(&got, "@%u", raw.text.src[i]);
	}
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	raw_release(&raw);
}

int main(void)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		show_read(&got, reader_html, rows[i].page,
			  strlen(rows[i].page));
		EXPECT_STR(got.data, rows[i].want);
	}
	for (size_t i = 0; i < sizeof(bigs) / sizeof(bigs[0]); i++)
		check_big(&got, &bigs[i]);
	check_long_title(&got);
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		check_source(&sources[i]);
	buf_release(&got);
	return unit_done();
}
