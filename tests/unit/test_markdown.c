/* read/reader_markdown: what is read of Markdown, written as a table. */
#include "tests/unit/unit.h"

#include "tests/unit/cut.h"
#include "tests/unit/show_raw.h"

static const struct row { const char *why, *text, *want; } rows[] = {
	{ "headings by their marks, the first is the title",
	  "# 关于修渠的通知 #\n\n各县：\n## 要求\n按期完工。\n",
	  "title=关于修渠的通知|TITLE:关于修渠的通知|text:各县：|h2:要求|text:按期完工。" },
	{ "a heading without its space; a tag is none",
	  "##要求\n#乡村振兴# 好。", "title=要求|h2:要求|text:#乡村振兴# 好。" },
	{ "headings that are underlined",
	  "修渠通知\n====\n\n要求\n---\n按期完工。",
	  "title=修渠通知|TITLE:修渠通知|h2:要求|text:按期完工。" },
	{ "emphasis inside a word does not break it",
	  "脱贫**攻坚**成果，*巩*固，“**‘三保障’**问题”，~~旧~~，==新==。",
	  "text:脱贫攻坚成果，巩固，“‘三保障’问题”，旧，新。" },
	{ "stars that mean nothing, and names with underscores",
	  "3*4*5，a_b_c，* 甲 *乙。", "text:3*4*5，a_b_c，* 甲 *乙。" },
	{ "emphasis with underscores stands beside words",
	  "_甲_ 与 __乙__。", "text:甲 与 乙。" },
	{ "links and images leave their words",
	  "见[通知](http://a/b(c) \"题\")和![图](x.png)、[表][1]、[原样]。\n\n"
	  "[1]: http://c/\n", "text:见通知和图、表、[原样]。" },
	{ "notes: the mark goes, the words stay",
	  "甲[^1]乙。\n\n[^1]: 注。", "text:甲乙。|text:注。" },
	{ "code as it stands", "键入`a*b*c`和`` `x` ``。\n\n```sh\n# no\n**heading**\n```\n后。",
	  "text:键入a*b*c和 `x` 。|lines:# no/**heading**|text:后。" },
	{ "a fence that is not closed ends with the file", "~~~\n甲\n乙。",
	  "lines:甲/乙。" },
	{ "escapes and references", "\\*甲\\* &amp; &#x4E59;&nbsp;&lt;b&gt; &x; \\丙。",
	  "text:*甲* & 乙 <b> &x; \\丙。" },
	{ "lists are a block an item; numbers are text",
	  "- 甲；\n  续。\n* [x] 乙；\n1. 丙；\n2) 丁。\n",
	  "text:甲； 续。|text:乙；|text:1. 丙；|text:2) 丁。" },
	{ "quotes", "> 甲\n> 乙。\n>\n> > 丙。", "text:甲 乙。|text:丙。" },
	{ "lines of a paragraph are one, but for hard line ends",
	  "脱贫\n攻坚。  \n巩固\\\n成果。", "lines:脱贫攻坚。/巩固/成果。" },
	{ "a rule parts", "甲。\n\n***\n乙。\n- - -\n丙。",
	  "text:甲。|text:乙。|text:丙。" },
	{ "tables, row by row", "说明。\n| 县 | 户 |\n|----|:--:|\n| **桂平** | 12 \\| 3 |\n后。",
	  "text:说明。|text:县 户|text:桂平 12 | 3|text:后。" },
	{ "tags of HTML go, their text stays; comments and scripts go",
	  "<div align=center>\n甲<br>乙<b>丙</b>。</div>\n<!-- 丁\n戊 -->\n"
	  "<script>\nx\n</script>\n己 < 庚 <http://a/>。",
	  "lines:甲/乙丙。|text:己 < 庚 http://a/。" },
	{ "front matter", "---\ntitle: \"修渠通知\"\ndate: 2009-03-01\nauthor: [韦一]\n"
	  "tags: x\n---\n正文。", "title=修渠通知|date=2009-03-01|author=韦一|text:正文。" },
	{ "and another kind of it", "+++\ntitle = '修渠通知'\n+++\n\n# 修渠通知\n正文。",
	  "title=修渠通知|TITLE:修渠通知|text:正文。" },
	{ "a rule at the beginning is none", "---\n正文。\n", "text:正文。" },
	{ "GB18030", "# \xB9\xE3\xCE\xF7\xC4\xCF\xC4\xFE\xCA\xD0\n\n\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6\xA1\xA3",
	  "title=广西南宁市|TITLE:广西南宁市|text:工作报告。" },
	{ "nothing", "", "" },
};

static void check_source(void)
{
	static const char text[] = "# 甲\n\n脱**攻**&amp;坚\n";
	struct reader_input input = { .bytes = text, .len = sizeof(text) - 1 };
	struct raw_document raw;
	struct buf got = BUF_INIT;

	unit_begin("each character has its source");
	raw_init(&raw);
	EXPECT_INT(reader_markdown(&raw, &input, NULL), STATUS_OK);
	for (size_t i = raw.blocks[1].begin; i < raw.blocks[1].end; i++) {
		text_cps_to_utf8(&got, &raw.text.cp[i], 1);
		buf_put_format(&got, "@%u ", raw.text.src[i]);
	}
	EXPECT_STR(got.data, "脱@7 攻@12 &@17 坚@22 ");
	raw_release(&raw);
	buf_release(&got);
	unit_begin("cut or changed at every byte, it still ends in a status");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cut_everywhere(reader_markdown, input, rows[i].text,
			       strlen(rows[i].text));
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(rows[i].why);
		show_read(&got, reader_markdown, rows[i].text,
			  strlen(rows[i].text));
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
	}
	check_source();
	return unit_done();
}
