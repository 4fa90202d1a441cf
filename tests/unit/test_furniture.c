/* read/furniture: what of a page is its matter, written as a table. */
#include "tests/unit/unit.h"

#include "read/furniture_words.h"
#include "tests/unit/show_raw.h"

/* Two paragraphs of running text and a headline, which every page has. */
#define MATTER_1 "凌云县修渠三十里，沿渠两个乡的水田今年都插上了早稻，农户不再抽水。"
#define MATTER_2 "管渠的老黄说，水到田头只要半天；往年抢水要排队，今年不用排。"
#define HEAD "<h1>凌云县修渠三十里</h1>"
#define BODY "<p>" MATTER_1 "</p><p>" MATTER_2 "</p>"
#define TITLE "title=凌云县修渠三十里|"
#define TEXT "TITLE:凌云县修渠三十里|text:" MATTER_1 "|text:" MATTER_2

static const struct row { const char *why, *page, *want; } rows[] = {
	{ "menus of links",
	  "<ul><li><a href=/>首页</a><li><a href=/a>本县要闻</a></ul>" HEAD BODY
	  "<div><a href=/b>县长信箱</a> | <a href=/c>政务公开</a></div>",
	  TITLE TEXT },
	{ "nav, aside and footer",
	  "<nav>今日推荐</nav>" HEAD BODY "<aside>更多内容见后</aside>"
	  "<footer>地址：县府路一号</footer>", TITLE TEXT },
	{ "what class or id say is a menu",
	  "<div class='top-nav'>政务 服务 互动</div>" HEAD BODY
	  "<div id=footer>县政府办公室主办</div>", TITLE TEXT },
	{ "buttons in words, in either script",
	  HEAD "<div>字号：<a href=#>大</a> 中 小</div>" BODY
	  "<p>【列印】　【關閉視窗】</p>", TITLE TEXT },
	{ "lines that only furniture begins with",
	  "<p>您现在的位置：首页 &gt; 要闻</p>" HEAD BODY
	  "<p>责任编辑：韦一</p><p>上一篇：架桥</p><p>下一篇：种树</p>"
	  "<p>分享到：</p>", TITLE TEXT },
	{ "who owns the site",
	  HEAD BODY "<p>Copyright © 2010 凌云报</p><p>桂ICP备05000000号</p>"
	  "<p>凌云报社　版权所有</p>", TITLE TEXT },
	{ "short lines after a border of furniture, but not before it",
	  HEAD BODY "<p>凌云县水利局</p><p>【打印】</p><p>天气：晴</p>",
	  TITLE TEXT "|text:凌云县水利局" },
	{ "a heading over nothing but links",
	  HEAD BODY "<h3>也请看看</h3><ul><li><a href=1>架桥</a>"
	  "<li><a href=2>种树</a></ul>", TITLE TEXT },
	/* What is not furniture. */
	{ "words of a law that sites use too",
	  HEAD BODY "<p>未经授权，不得转载。</p><p>版权所有者可以请求县版权局处理。</p>",
	  TITLE TEXT "|text:未经授权，不得转载。|text:版权所有者可以请求县版权局处理。" },
	{ "what to do on a site, and how to reach an office",
	  HEAD BODY "<h2>联系方式</h2><p>请登录县政府网站查询。</p>",
	  TITLE TEXT "|h2:联系方式|text:请登录县政府网站查询。" },
	{ "a long table below the buttons",
	  HEAD "<p>下表是今年修好的渠，按乡排列。</p><p>【打印】</p><table>"
	  "<tr><td>泗城镇<td>七条<td>四十一里<tr><td>逻楼镇<td>五条<td>二十九里"
	  "<tr><td>加尤镇<td>三条<td>十七里</table>",
	  TITLE "TITLE:凌云县修渠三十里|text:下表是今年修好的渠，按乡排列。|"
	  "text:泗城镇 七条 四十一里|text:逻楼镇 五条 二十九里|"
	  "text:加尤镇 三条 十七里" },
	{ "a link inside a sentence",
	  "<p>据<a href=1>凌云报</a>，渠修好了。</p>", "text:据凌云报，渠修好了。" },
	{ "a signature under an official paper",
	  HEAD BODY "<p>凌云县人民政府</p><p>2010年5月1日</p>",
	  TITLE TEXT "|text:凌云县人民政府|text:2010年5月1日" },
	{ "a page of links has its links",
	  "<ul><li><a href=1>凌云修渠</a><li><a href=2>乐业架桥</a></ul>",
	  "text:凌云修渠|text:乐业架桥" },
	{ "a page of buttons has its buttons", "<p>打印</p>", "text:打印" },
	{ "an article that its site calls an aside",
	  "<aside>" HEAD BODY "</aside>", TITLE TEXT },
	{ "an article in an element of a misleading name",
	  "<div class='nav hot'>" HEAD "<p>短句。</p>" BODY "</div>",
	  TITLE "TITLE:凌云县修渠三十里|text:短句。|text:" MATTER_1
	  "|text:" MATTER_2 },
	{ "headings between paragraphs",
	  HEAD "<p>" MATTER_1 "</p><h2>省水</h2><p>" MATTER_2 "</p>",
	  TITLE "TITLE:凌云县修渠三十里|text:" MATTER_1 "|h2:省水|text:" MATTER_2 },
	/* Notes. */
	{ "source, author and time are read and are no text",
	  HEAD "<div>来源：右江日報　作者：韦一　发布时间：2010-05-01 08:30</div>"
	  BODY, TITLE "date=2010-05-01|publisher=右江日報|author=韦一|" TEXT },
	{ "with buttons and counts among them",
	  HEAD "<div>2010-05-01 08:30 | 来源：右江报 | 浏览次数：37 | 字号："
	  "大 中 小 【打印】</div>" BODY,
	  TITLE "date=2010-05-01|publisher=右江报|" TEXT },
	{ "a date and a name below the headline",
	  HEAD "<p>2010年5月1日　右江报</p>" BODY,
	  TITLE "date=2010年5月1日|publisher=右江报|" TEXT },
	{ "a date and a name below the text, as pages write them",
	  HEAD BODY "<p>2010-05-01　右江报</p>",
	  TITLE "date=2010-05-01|publisher=右江报|" TEXT },
	{ "what meta elements said before holds",
	  "<meta name=source content=县报>" HEAD "<p>来源：右江报</p>" BODY,
	  TITLE "publisher=县报|" TEXT },
	{ "a sentence that begins as a note does is text",
	  HEAD BODY "<p>来源：这条渠的水来自澄碧河，三十年前就有人想修，没有钱。</p>",
	  TITLE TEXT "|text:来源：这条渠的水来自澄碧河，三十年前就有人想修，没有钱。" },
};

int main(void)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		show_read(&got, reader_html, rows[i].page,
			  strlen(rows[i].page));
		EXPECT_STR(got.data, rows[i].want);
	}
	buf_release(&got);
	return unit_done();
}
