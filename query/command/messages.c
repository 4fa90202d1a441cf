#include "query/command/messages.h"

#include <stddef.h>

#include "base/message.h"
#include "index/messages.h"

static const struct message_row rows[] = {
	/* the command line */
	{ "--format-version: only version %s is known",
	  "--format-version：只有版本 %1" },
	{ "--%s and --%s exclude each other", "--%1 与 --%2 不能同用" },
	{ "--batch takes its queries from the file, not from the command line",
	  "--batch 的检索式来自文件，不来自命令行" },
	{ "--sort: left and right go with --kwic",
	  "--sort：left 与 right 须与 --kwic 同用" },
	{ "--kwic: there is no QUERY to align", "--kwic：没有检索式可以对齐" },
	{ "--trend: there is no QUERY to count", "--trend：没有文字可以统计" },
	{ "--similar takes its words from ID, not from the command line",
	  "--similar 的词语来自 ID，不来自命令行" },
	{ "--%s: there is no trec of it", "--%1：没有 trec 格式" },
	{ "--trend: \"%s\" is none of year, region, region:ID",
	  "--trend：“%1”不是 year、region 或 region:ID" },
	/* the request */
	{ "nothing to search for", "没有要查的内容" },
	{ "query: nothing to search for in it", "检索式中没有要查的内容" },
	{ "query: it only excludes; all other passages match",
	  "检索式只有排除；其余段落全部符合" },
	{ "query: not valid UTF-8", "检索式不是有效的 UTF-8" },
	{ "query: %s bytes, %s are the most", "检索式有 %1 字节，至多 %2" },
	{ "query: %s terms, %s are the most", "检索式有 %1 个词语，至多 %2" },
	{ "query, character %s: %s", "检索式第 %1 字：%2" },
	{ "unclosed quote, read as words", "引号没有结束，当作词语" },
	{ "unclosed bracket, ignored", "括号没有结束，略去" },
	{ "closing bracket without an opening one, ignored",
	  "右括号没有对应的左括号，略去" },
	{ "brackets nested deeper than %s, ignored", "括号超过 %1 层，略去" },
	{ "nothing inside, ignored", "其中没有内容，略去" },
	{ "operator without an operand, read as a word",
	  "运算词没有对象，当作词语" },
	{ "no such field, read as words", "没有这个字段，当作词语" },
	{ "field without a value, read as a word", "字段没有值，当作词语" },
	{ "'*' counts only at the end of a word", "“*”只在词尾有效" },
	{ "exact string over %s characters, read as words",
	  "引号内超过 %1 字，当作词语" },
	{ "NEAR reaches %s characters at most", "NEAR 至多 %1 字" },
	{ "no date or range such as 2009 or 2009-03..2009-06, read as words",
	  "不是 2009 或 2009-03..2009-06 这样的日期，当作词语" },
	{ "%s (and %s more)", "%1（另有 %2 处）" },
	{ "%s* begins %s words; the %s most frequent are taken",
	  "以 %1 开头的词语有 %2 个，取最常见的 %3 个" },
	{ "unknown %s \"%s\"; nearest: %s", "没有%1“%2”；相近的有：%3" },
	{ "unknown %s \"%s\"", "没有%1“%2”" },
	{ "topic", "主题" },
	{ "region", "地区" },
	{ "platform", "平台" },
	{ "%s \"%s\" is the name of %s: %s", "%1“%2”是 %3 个标签的名称：%4" },
	{ "no document or passage has the id \"%s\"",
	  "没有编号为“%1”的文件或段落" },
	{ "no publisher is called \"%s\"", "没有名为“%1”的发布单位" },
	{ "%s: \"%s\" is no year such as 2009, nor \"undated\"",
	  "%1：“%2”不是 2009 这样的年份，也不是 undated" },
	{ "%s: \"%s\" is no date such as 2009, 2009-03 or 2009-03-15",
	  "%1：“%2”不是 2009、2009-03、2009-03-15 这样的日期" },
	{ "dates from %s to %s: the end is before the beginning",
	  "日期从 %1 到 %2：结束早于开始" },
	{ "%s: \"%s\" is neither a run's number nor \"last\"",
	  "%1：“%2”既不是运行的序号，也不是 last" },
	{ "facets: \"%s\" is none of topic, region, platform (each may have "
	  ":ID), year, publisher",
	  "facets：“%1”不在 topic、region、platform（可加 :ID）、year、"
	  "publisher 之中" },
	{ "facets: unknown %s \"%s\"", "facets：没有%1“%2”" },
	{ "trend: unknown region \"%s\"", "trend：没有地区“%1”" },
	{ "trend: a phrase has 1 to %s characters", "trend：文字须有 1 至 %1 字" },
	{ "trend: remote shards have no text to count in",
	  "trend：远程分片没有可供统计的文字" },
	{ "similar: %s has no word that tells it from others",
	  "similar：%1 没有与众不同的词语" },
	/* what was asked for by its id */
	{ "%s: no such passage or document", "%1：没有这一段或这篇文件" },
	{ "%s: no such passage", "%1：没有这一段" },
	{ "%s: it has no passage", "%1：其中没有段落" },
	{ "%s: the original is gone: it was no file",
	  "%1：原件不在了：它不是文件" },
	{ "%s: the original is gone: %s", "%1：原件不在了：%2" },
	{ "%s: the original is gone", "%1：原件不在了" },
	{ "%s: changed since it was indexed; index it again, and with "
	  "--keep-originals what it was can be had later",
	  "%1：建立索引以后改动过；请重新索引；用 --keep-originals 索引，以后仍可取得原样" },
	/* a batch */
	{ "%s: no tab between id and query", "%1：编号与检索式之间没有制表符" },
	{ "%s: no id before the tab", "%1：制表符前没有编号" },
	{ "%s: a NUL byte in the line", "%1：行中有 NUL 字节" },
	{ "%s: not valid UTF-8", "%1：不是有效的 UTF-8" },
	/* the index and the machine */
	{ "searching: the time limit has passed", "检索超时" },
	{ "over remote shards, %s of %s candidates were verified: the total is an "
	  "estimate, and facets count what was verified",
	  "远程分片：%2 个候选中核对了 %1 个；总数是估计，统计只计核对过的" },
	{ "over remote shards, %s of these passages could not be verified",
	  "远程分片：其中 %1 段未能核对" },
	{ "over remote shards, only the first %s documents with such a title are "
	  "taken", "远程分片：标题如此的文件只取前 %1 篇" },
	{ "over remote shards, facets count the documents of %s passages of %s",
	  "远程分片：统计只计 %2 段中 %1 段所属的文件" },
	{ "over remote shards, strings are not verified in whole documents: "
	  "some of these may not have them",
	  "远程分片：整篇范围内不核对引号内的文字，其中有的可能并不包含" },
	{ "over remote shards, \"%s\" %s", "远程分片：“%1”%2" },
	{ "cannot be looked for: it is too short", "太短，无法查找" },
	{ "is found only where a word begins with it",
	  "只在词语以它开头之处查得到" },
	{ "is found only where another Han character follows",
	  "只在后面还有汉字之处查得到" },
};
static const struct message_table own = MESSAGE_TABLE(rows);
const struct message_table *const query_messages[] = {
	&own, &index_messages, &base_messages, NULL
};
