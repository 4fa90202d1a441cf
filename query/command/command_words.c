/* The help of bagui-query and bagui.cgi in Chinese, for Chinese locales. */
#include "query/command/command.h"

#include <string.h>

#include "query/language/words.h"

/* The first column is the text of command_spec.c, letter by letter; a test sees
 * to it that none of them is left without its second. */
static const struct {
	const char *english, *chinese;
} rows[] = {
	{ "What to search",
	  "查什么" },
	{ "How to search",
	  "怎样查" },
	{ "What to show",
	  "显示什么" },
	{ "Input and output",
	  "输入与输出" },
	{ "Search the index in DIR, or the shard at HOST:PORT. Repeatable: several "
	  "are searched as one.",
	  "查 DIR 中的索引，或 HOST:PORT 上的分片。可重复：几个合为一个来查。" },
	{ "Passages about this topic: its id or any of its names. "
	  "Repeatable: any of several.",
	  "讲这一主题的段落：主题的编号或任一名称。可重复：任一即可。" },
	{ "Passages about this region: code, name, alias or pinyin; what "
	  "lies in it is included. Repeatable.",
	  "讲这一地区的段落：代码、名称、别称或拼音；包括下属地区。可重复。" },
	{ "Passages about this service platform. Repeatable.",
	  "讲这一服务平台的段落。可重复。" },
	{ "Documents issued by (not only about) this region. Repeatable.",
	  "由这一地区发出（不只是讲到它）的文件。可重复。" },
	{ "Documents of this publisher, or, where none is called so, of those "
	  "whose name holds it. Repeatable.",
	  "这一发布单位的文件；没有叫这个名称的，则为名称含有它的单位。可重复。" },
	{ "Documents of this year, or without a date. Repeatable.",
	  "这一年的文件，或没有日期的文件。可重复。" },
	{ "Documents that can be of this date or later: 2009, 2009-03 or "
	  "2009-03-15.",
	  "日期可能在这一天或以后的文件：2009、2009-03 或 2009-03-15。" },
	{ "Documents that can be of this date or earlier.",
	  "日期可能在这一天或以前的文件。" },
	{ "How many of the words a passage must hold. auto: all, unless that "
	  "finds fewer than ten.",
	  "一段必须含有多少词语。auto：全部；不足十段时改为任一。" },
	{ "Whether official words for the query's everyday ones lift a passage; "
	  "yes unless set. What is found stays the same.",
	  "与所查日常用语相应的规范用语是否使段落靠前；不设为 yes。查到的"
	  "内容不变。" },
	{ "Where AND and NOT must hold: in one passage (the default) or over "
	  "the whole document.",
	  "AND 与 NOT 在哪里成立：一段之内（默认），或整篇文件。" },
	{ "Give up after so many milliseconds.",
	  "超过这么多毫秒就放弃。" },
	{ "Treat broken syntax and other warnings as errors.",
	  "把语法不通等警告当作错误。" },
	{ "Show so many (10), or all.",
	  "显示多少段（10），或全部（all）。" },
	{ "Leave out the first N.",
	  "略去前 N 段。" },
	{ "Best first (the default), oldest first or newest first; left, "
	  "right: with --kwic, by the text on that side.",
	  "最相关的在前（默认），从旧到新，或从新到旧；left、right：与 --kwic "
	  "同用，按左边或右边的文字排列。" },
	{ "What this run of bagui-index, or a later one, added or replaced: "
	  "its number, or last for the last one.",
	  "bagui-index 第 RUN 次运行及以后添加或更换的内容；last 为最后一次。" },
	{ "Researcher's tools",
	  "研究工具" },
	{ "A concordance: every place that was found on a line of its own, "
	  "with N characters (20) to the left and right. --limit and --offset "
	  "count lines.",
	  "逐词索引：查到的每一处各占一行，左右各 N 字（20）。--limit 与 "
	  "--offset 按行计。" },
	{ "How often each QUERY, taken as an exact string, occurs year by "
	  "year or region by region: times, passages, documents, per million "
	  "characters, first use. A year without documents is a gap, not a "
	  "zero.",
	  "每个检索式作为一字不差的文字，逐年或逐地区出现多少：次数、段数、篇"
	  "数、每百万字次数、最早见于何时。没有文件的年份是空缺，不是零。" },
	{ "More like this passage or document, by its most telling words; "
	  "itself and its reprints are left out.",
	  "与这一段或这篇文件相近的内容，按其最有代表性的词语；它本身和转载不"
	  "计。" },
	{ "The untouched original bytes of this document or passage, as long "
	  "as its file or archive is as it was when it was indexed, or "
	  "bagui-index --keep-originals kept it.",
	  "这篇文件或这一段未经改动的原始字节；所在文件或压缩包须与建立索引时"
	  "相同，或由 bagui-index --keep-originals 保留过。" },
	{ "document: the best passage of each document; counts are of "
	  "documents then. reprint: of passages with the same letters one, and "
	  "where the others are; terminals get that without being asked.",
	  "document：每篇文件只取最佳一段，计数也按篇。reprint：文字相同的段落"
	  "只列一段，并说明另见何处；终端不必指定。" },
	{ "Count the whole answer by topic, region, platform, year and "
	  "publisher; region:450000 opens one region.",
	  "按主题、地区、平台、年份和来源单位统计全部结果；region:450000 展开"
	  "一个地区。" },
	{ "With --facets: list also what has none.",
	  "与 --facets 同用：为零的也列出。" },
	{ "Show this passage or document whole, with its labels.",
	  "完整显示这一段或这篇文件，连同标签。" },
	{ "Where little was found: say what each part would find, and what may "
	  "be meant. JSON and terminals get that without being asked.",
	  "找到很少时：说明各词单独能找到多少，以及可能想找什么。JSON 和终端"
	  "不必指定。" },
	{ "Say how the query was understood.",
	  "说明检索式是怎样理解的。" },
	{ "The form of the answer; text is for people.",
	  "结果的格式；text 供人阅读。" },
	{ "Fail unless JSON is of this version; the newest is 1.",
	  "JSON 不是这一版本就报错；最新为 1。" },
	{ "Answer the lines of FILE (- for standard input), each an id, a "
	  "tab and a query.",
	  "逐行回答 FILE（- 为标准输入），每行是编号、制表符、检索式。" },
	{ "Mark what was found in colour; auto: on a terminal.",
	  "用颜色标出查到的词语；auto：仅在终端上。" },
	{ "Passages were found; with --batch, all lines were answered.",
	  "查到了段落；用 --batch 时，每行都已回答。" },
	{ "None was found.",
	  "没有查到。" },
	{ "An error, a timeout or an unusable index: one line on standard "
	  "error says which.",
	  "出错、超时或索引不可用：标准错误上有一行说明。" },
	{ "The index when there is no -i; else ./bagui.index.",
	  "没有 -i 时用的索引；再没有则为 ./bagui.index。" },
	{ "How long a shard on another machine may take to answer, in "
	  "milliseconds (5000); then it is left out, and named.",
	  "别的机器上的分片最多等多少毫秒（5000）；超过就略去，并写明是哪一个。" },
	{ "When set and not empty: no colour, unless --color=always.",
	  "设为非空时不用颜色，除非 --color=always。" },
	{ "Width of the text when standard output is no terminal.",
	  "标准输出不是终端时的行宽。" },
	{ "Chinese locales get Chinese words around the answer. Data is "
	  "UTF-8 in all of them.",
	  "中文环境下，结果以外的文字用中文。数据一律是 UTF-8。" },
	{ "Ranked passages with these words.",
	  "含有这些词语的段落，按相关度排列。" },
	{ "All of what is about Yulin and the hotlines.",
	  "讲玉林和热线的全部段落。" },
	{ "Exactly the passages with that string, and counts.",
	  "恰好含有这串文字的段落，以及统计。" },
	{ "Every place where it stands, in the order of what follows.",
	  "出现的每一处，按后文排列。" },
	{ "How often two phrases occur in each year.",
	  "两种说法每年各出现多少次。" },
	{ "Which regions speak of it, and which never do.",
	  "哪些地区讲到，哪些从不讲。" },
	{ "What the last run added about relief.",
	  "最近一次运行添加的、讲帮困救助的内容。" },
	{ "search an index of campaign documents",
	  "检索专题活动文件的索引" },
	{ "search an index of campaign documents from a browser",
	  "用浏览器检索专题活动文件的索引" },
	{ "Ranks the passages of an index that answer QUERY, by words in "
	  "either script, by topic, region and platform. With a filter and "
	  "no QUERY: all passages that carry the labels.",
	  "按词语（简体繁体皆可）、主题、地区、平台，列出索引中符合检索式的段"
	  "落，按相关度排列。只有条件而没有检索式：列出带有这些标签的全部段落"
	  "。" },
	{ "A QUERY is words; a string in quotation marks finds exactly the "
	  "passages that hold it. AND, OR, NOT, -word, NEAR/20, brackets, a "
	  "final * and fields such as title: region: date:2009-03..2009-06 "
	  "work, full-width punctuation too.",
	  "检索式由词语组成；引号内的文字一字不差，不多不漏。可用 AND、OR、"
	  "NOT、-词语、NEAR/20、括号、词尾的 *，以及 标题: 地区: 日期"
	  ":2009-03..2009-06 等字段，全角标点亦可。" },
	{ "bagui-query-syntax(7) has all of the query language, with "
	  "examples.",
	  "检索语言的全部内容和例子见 bagui-query-syntax(7)。" },
	{ "The columns of csv and tsv are rank, score, id, document, title, "
	  "date, publisher, origin, topics, regions, platforms, heading, "
	  "text, path and url; with --batch they begin with qid. Labels are "
	  "joined by semicolons, headings by \" > \".",
	  "csv 与 tsv 的各列为 rank、score、id、document、title、date、"
	  "publisher、origin、topics、regions、platforms、heading、text、path"
	  "、url；用 --batch 时前面另有 qid。几个标签用分号隔开，几层标题用“ >"
	  " ”隔开。" },
	{ "With --kwic they are left, match, right, id, date and title; with "
	  "--trend phrase, year, occurrences, passages, documents, "
	  "per_million, first_date, first_id and characters (of all text of "
	  "that year), or phrase, region, name and the same. Where a year has "
	  "no text the cells are empty.",
	  "用 --kwic 时为 left、match、right、id、date、title；用 --trend 时为"
	  " phrase、year、occurrences、passages、documents、per_million、"
	  "first_date、first_id、characters（该年全部文字的字数），或 phrase、"
	  "region、name 及同样各列。没有文字的年份，各格为空。" },
	{ "csv is RFC 4180; a cell that a spreadsheet would compute, one that "
	  "begins with = + - @, a tab or a carriage return, gets a ' before "
	  "it. In tsv tabs and line ends within a cell are blanks.",
	  "csv 依 RFC 4180；以 = + - @、制表符或回车开头、会被电子表格当作公式"
	  "的格子，前面加 '。tsv 中格内的制表符和换行改为空格。" },
	{ "The search page. A web server starts it as a CGI/1.1 program; "
	  "with GATEWAY_INTERFACE set, its arguments are ignored.",
	  "检索网页，由网页服务器作为 CGI/1.1 程序启动；设有"
	  " GATEWAY_INTERFACE 时不看参数。" },
	{ "Started with a listening socket as its standard input it is FastCGI: "
	  "a pool of workers, each with the index open, which answer until "
	  "SIGTERM. A worker that dies, or that has answered 10,000 requests, "
	  "is replaced.",
	  "标准输入是监听套接字时为 FastCGI：一组工作进程各自打开索引，应答到"
	  "收到 SIGTERM 为止。工作进程意外结束或已应答 10,000 次，即换新的。" },
	{ "/csv, /atom and /suggest are the answer as a table, as a feed, and "
	  "words that go on from q; /opensearch.xml tells browsers of all "
	  "this. Each request has a line of JSON on standard error.",
	  "/csv、/atom 和 /suggest 依次是结果表格、订阅源和接着 q 的词；"
	  "/opensearch.xml 把这些告诉浏览器。每次请求在标准错误上有一行 JSON。" },
	{ "The page is at the program's own address, /doc/ID below it shows "
	  "a document, /json the answer as JSON. Parameters are q and the "
	  "long options of bagui-query: topic, region, platform, origin, "
	  "publisher and year may repeat; from, to, match, scope, limit (at "
	  "most 100), offset, sort, group, facets and lang (zh-Hans, zh-Hant, "
	  "en) may not. Others are ignored.",
	  "程序自己的地址就是检索页，其下 /doc/ID 显示一篇文件，/json 给出"
	  " JSON。参数为 q 和 bagui-query 的长选项：topic、region、platform、"
	  "origin、publisher、year 可重复；from、to、match、scope、limit（至多 100）、offset、"
	  "sort、group、facets、lang（zh-Hans、zh-Hant、en）不可。其他参数不"
	  "看。" },
	{ "The index. It never comes from the request.",
	  "索引。从不取自请求。" },
	{ "Milliseconds for an answer; 5000 unless set.",
	  "每次应答的毫秒数，不设为 5000。" },
	{ "FastCGI workers; one a processor unless set.",
	  "FastCGI 工作进程数，不设为每个处理器一个。" },
	{ "off: no lines in the log; noquery: without what was asked.",
	  "off：日志中没有行；noquery：不记检索内容。" },
	{ "What addresses begin with in feeds and citations, such as "
	  "https://search.example; the request's host unless set.",
	  "订阅源和引用格式中网址的开头，如 https://search.example；不设时为"
	  "请求的主机名。" },
};

const char *command_translate(const char *text)
{
	if (!strcmp(words_locale(), "en"))
		return text;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!strcmp(rows[i].english, text))
			return rows[i].chinese;
	}
	return options_chinese(text);
}
