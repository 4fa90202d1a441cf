/* How to ask: each form of a question with what it finds, and links that ask
 * it. */
#include "query/web/page.h"

#include <string.h>

#include "query/web/html.h"
#include "query/web/link.h"

struct form {
	const char *text[WORDS_LANGUAGES];
	const char *examples[3];	/* NULL: no more */
};

static const struct form forms[] = {
	{ { "写几个词，相关的段落排在前面。简体、繁体都找得到。",
	    "寫幾個詞，相關的段落排在前面。簡體、繁體都找得到。",
	    "A few words: the passages that answer best come first. Either "
	    "script finds both." },
	  { "民生热线 培训", "黨組織服務年", NULL } },
	{ { "加引号，逐字查找，一段不漏，一段不多。",
	    "加引號，逐字查找，一段不漏，一段不多。",
	    "In quotation marks: exactly the passages with that string, none "
	    "missed, none added." },
	  { "“服务热线”", "「三個一」", NULL } },
	{ { "AND、OR、NOT 和括号；减号去掉，加号必须有。",
	    "AND、OR、NOT 和括號；減號去掉，加號必須有。",
	    "AND, OR, NOT and brackets; a minus leaves out, a plus insists." },
	  { "(就业 OR 培训) NOT 会议", "热线 -电话", NULL } },
	{ { "NEAR/20：两个词相距不超过二十字，先后不限。",
	    "NEAR/20：兩個詞相距不超過二十字，先後不限。",
	    "NEAR/20: within twenty characters of each other, in either "
	    "order." },
	  { "志愿者 NEAR/20 服务", NULL, NULL } },
	{ { "星号代表任意词尾。", "星號代表任意詞尾。",
	    "An asterisk stands for any ending of a word." },
	  { "服务*", NULL, NULL } },
	{ { "字段：标题、主题、地区、平台、发文、日期、来源、作者，也可写 "
	    "title: topic: region: platform: origin: date: publisher: author:。",
	    "欄位：標題、主題、地區、平台、發文、日期、來源、作者，也可寫 "
	    "title: topic: region: platform: origin: date: publisher: author:。",
	    "Fields: title: topic: region: platform: origin: date: publisher: "
	    "author: and id: narrow the search; their Chinese names work too." },
	  { "标题:服务 地区:玉林", "日期:2009-03..2009-06 热线",
	    "平台:hotline" } },
	{ { "不写检索词，只选主题、地区、平台或日期，就列出带有该标签的全部段落。",
	    "不寫檢索詞，只選主題、地區、平台或日期，就列出帶有該標籤的全部段落。",
	    "Without words, a topic, region, platform or date lists everything "
	    "that carries it." },
	  { NULL, NULL, NULL } },
	{ { "全部词都有的段落不足十段时，自动放宽为含有任一词，并会说明。",
	    "全部詞都有的段落不足十段時，自動放寬為含有任一詞，並會說明。",
	    "Where fewer than ten passages hold all the words, any of them "
	    "counts; the page says so." },
	  { NULL, NULL, NULL } },
};

static size_t language_of(const struct page *page)
{
	size_t i = 0;

	while (i + 1 < WORDS_LANGUAGES && words_languages[i] != page->lang)
		i++;
	return i;
}

void page_put_example(const struct page *page, const char *query)
{
	struct link_change change = { .drop = "q", .set = "q", .value = query,
				      .drops_filters = true };

	page_put(page, "<a class=\"example\" lang=\"zh\" href=\"");
	link_put(page, "", &change);
	page_put(page, "\">");
	html_put(page->out, query);
	page_put(page, "</a>");
}

void page_help(const struct page *page)
{
	page_begin(page, words(WORD_HELP, page->lang));
	page_put(page, "<main id=\"main\" tabindex=\"-1\" class=\"how\">\n<h1>");
	page_put_word(page, WORD_HELP);
	page_put(page, "</h1>\n<ul>\n");
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		page_put(page, "<li>");
		html_put(page->out, forms[i].text[language_of(page)]);
		for (size_t e = 0; e < 3 && forms[i].examples[e]; e++) {
			page_put(page, e ? " " : "<br>");
			page_put_example(page, forms[i].examples[e]);
		}
		page_put(page, "</li>\n");
	}
	page_put(page, "</ul>\n</main>\n");
	page_end(page);
}
