/* query/syntax: what a query means, and what is said about a broken one. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "query/language/syntax.h"

/* want: the tree.  warning: how the first warning ends, or NULL for none. */
static const struct row {
	const char *why, *query, *want, *warning;
} rows[] = {
	{ "an empty query has no tree", "", "", NULL },
	{ "blanks alone are an empty query", " \t　", "", NULL },
	{ "a word", "民生热线", "(word 民生热线)", NULL },
	{ "adjacent words stand together", "民生热线 培训",
	  "(together (word 民生热线) (word 培训))", NULL },
	{ "an ideographic space separates", "民生热线　培训",
	  "(together (word 民生热线) (word 培训))", NULL },
	{ "invisible characters are left out", "反\u200B腐", "(word 反腐)",
	  NULL },

	{ "straight quotes", "\"三个一\"", "(exact 三个一)", NULL },
	{ "curly quotes", "“三个一”", "(exact 三个一)", NULL },
	{ "corner brackets", "「三個一」", "(exact 三個一)", NULL },
	{ "double corner brackets", "『三個一』", "(exact 三個一)", NULL },
	{ "full-width quotes", "＂三个一＂", "(exact 三个一)", NULL },
	{ "another kind of quote stands inside", "“他说「好」”",
	  "(exact 他说「好」)", NULL },
	{ "the same kind with a backslash", "\"说\\\"好\\\"\"",
	  "(exact 说\"好\")", NULL },
	{ "a doubled backslash before the end is one", "\"a\\\\\"",
	  "(exact a\\)", NULL },
	{ "other backslashes are themselves", "\"a\\\\b\\c\"",
	  "(exact a\\\\b\\c)", NULL },
	{ "white space in quotes collapses", "\"三  个\t一\"",
	  "(exact 三 个 一)", NULL },
	{ "blanks at the edges of a string count", "\" 三个一\"",
	  "(exact  三个一)", NULL },
	{ "operators in quotes are text", "\"a AND (b\"",
	  "(exact a AND (b)", NULL },
	{ "a quote ends the word before it", "在“三个一”活动",
	  "(together (word 在) (exact 三个一) (word 活动))", NULL },
	{ "an unclosed quote is read as words", "\"三个一 活动",
	  "(together (word 三个一) (word 活动))",
	  "character 1: unclosed quote, read as words" },
	{ "empty quotes are nothing", "民生 \"\"", "(word 民生)",
	  "character 4: nothing inside, ignored" },

	{ "AND", "甲 AND 乙", "(and (word 甲) (word 乙))", NULL },
	{ "OR", "甲 OR 乙 OR 丙", "(or (word 甲) (word 乙) (word 丙))", NULL },
	{ "NOT", "NOT 甲", "(not (word 甲))", NULL },
	{ "AND NOT", "甲 AND NOT 乙", "(and (word 甲) (not (word 乙)))", NULL },
	{ "lower case is a word", "甲 and 乙",
	  "(together (word 甲) (word and) (word 乙))", NULL },
	{ "full-width operators", "甲 ＡＮＤ 乙", "(and (word 甲) (word 乙))",
	  NULL },
	{ "AND binds tighter than OR", "甲 OR 乙 AND 丙",
	  "(or (word 甲) (and (word 乙) (word 丙)))", NULL },
	{ "adjacency binds tighter than AND", "甲 乙 AND 丙",
	  "(and (together (word 甲) (word 乙)) (word 丙))", NULL },
	{ "NOT binds to one operand", "甲 NOT 乙 丙",
	  "(together (word 甲) (not (word 乙)) (word 丙))", NULL },
	{ "a minus excludes", "甲 -乙", "(together (word 甲) (not (word 乙)))",
	  NULL },
	{ "a full-width minus excludes", "甲 －乙",
	  "(together (word 甲) (not (word 乙)))", NULL },
	{ "a minus inside a word is a hyphen", "F-16", "(word F-16)", NULL },
	{ "a plus requires", "+甲 乙", "(together (must (word 甲)) (word 乙))",
	  NULL },
	{ "two exclusions cancel", "NOT -甲", "(word 甲)", NULL },
	{ "an exclusion of a string", "-\"三个一\"", "(not (exact 三个一))",
	  NULL },

	{ "brackets group", "(甲 OR 乙) 丙",
	  "(together (or (word 甲) (word 乙)) (word 丙))", NULL },
	{ "full-width brackets group", "（甲 OR 乙） AND 丙",
	  "(and (or (word 甲) (word 乙)) (word 丙))", NULL },
	{ "an excluded group", "甲 -(乙 OR 丙)",
	  "(together (word 甲) (not (or (word 乙) (word 丙))))", NULL },
	{ "eight brackets may nest", "((((((((甲))))))))", "(word 甲)", NULL },
	{ "a ninth is ignored", "(((((((((甲)))))))))", "(word 甲)",
	  "character 9: brackets nested deeper than 8, ignored" },
	{ "an unclosed bracket is ignored", "(甲 OR 乙",
	  "(or (word 甲) (word 乙))", "character 1: unclosed bracket, ignored" },
	{ "a bracket too many is ignored", "甲) OR 乙",
	  "(or (word 甲) (word 乙))",
	  "character 2: closing bracket without an opening one, ignored" },
	{ "empty brackets are nothing", "甲 (())", "(word 甲)",
	  "character 4: nothing inside, ignored (and 1 more)" },

	{ "NEAR", "甲 NEAR/20 乙", "(near (word 甲) /20 (word 乙))", NULL },
	{ "NEAR takes strings", "\"甲\" NEAR/3 乙",
	  "(near (exact 甲) /3 (word 乙))", NULL },
	{ "NEAR chains", "甲 NEAR/5 乙 NEAR/9 丙",
	  "(near (word 甲) /5 (word 乙) /9 (word 丙))", NULL },
	{ "full-width NEAR", "甲 ＮＥＡＲ／２０ 乙",
	  "(near (word 甲) /20 (word 乙))", NULL },
	{ "NEAR/s", "甲 NEAR/s 乙", "(near (word 甲) /s (word 乙))", NULL },
	{ "NEAR/p", "甲 ＮＥＡＲ／Ｐ 乙", "(near (word 甲) /p (word 乙))", NULL },
	{ "in Chinese", "甲 同句 乙 同段 \"丙\"",
	  "(near (word 甲) /s (word 乙) /p (exact 丙))", NULL },
	{ "同段 alone is a word", "同段", "(word 同段)", NULL },
	{ "at the end it is one, too", "甲 同句", "(together (word 甲) (word 同句))",
	  NULL },
	{ "与, 或 and 非 are words", "甲 与 乙 或 丙",
	  "(together (word 甲) (word 与) (word 乙) (word 或) (word 丙))", NULL },
	{ "NEAR without a number is NEAR/20", "甲 NEAR 乙",
	  "(near (word 甲) /20 (word 乙))", NULL },
	{ "without an operand it is a word", "甲 NEAR",
	  "(together (word 甲) (word NEAR))",
	  "character 3: operator without an operand, read as a word" },
	{ "NEAR/0 is a word", "甲 NEAR/0 乙",
	  "(together (word 甲) (word NEAR/0) (word 乙))", NULL },
	{ "NEAR too far is cut", "甲 NEAR/999999999999 乙",
	  "(near (word 甲) /600 (word 乙))",
	  "character 3: NEAR reaches 600 characters at most" },
	{ "NEAR of a group is no operator", "(甲 乙) NEAR/5 丙",
	  "(together (together (word 甲) (word 乙)) (word NEAR/5) (word 丙))",
	  "character 7: operator without an operand, read as a word" },

	{ "a prefix", "服务*", "(prefix 服务)", NULL },
	{ "a full-width star", "服务＊", "(prefix 服务)", NULL },
	{ "a star inside is no prefix", "服*务", "(word 服*务)",
	  "character 1: '*' counts only at the end of a word" },
	{ "a star alone is no prefix", "*", "(word *)",
	  "character 1: '*' counts only at the end of a word" },

	{ "a field", "title:热线", "(word title:热线)", NULL },
	{ "a field in Chinese", "标题：热线", "(word title:热线)", NULL },
	{ "a field in the other script", "標題:熱線", "(word title:熱線)",
	  NULL },
	{ "a field's string", "topic:\"企业 解困\"", "(exact topic:企业 解困)",
	  NULL },
	{ "a field's group", "地区:(玉林 OR 南宁)",
	  "(or (word region:玉林) (word region:南宁))", NULL },
	{ "a field inside a group overrides", "title:(甲 topic:乙)",
	  "(together (word title:甲) (word topic:乙))", NULL },
	{ "an excluded field", "热线 -platform:hotline",
	  "(together (word 热线) (not (word platform:hotline)))", NULL },
	{ "a range of dates", "date:2009-03..2009-06",
	  "(word date:2009-03..2009-06)", NULL },
	{ "a date in full width", "日期：２００９－０３．．２００９－０６",
	  "(word date:2009-03..2009-06)", NULL },
	{ "a date that is none is read as words", "热线 date:2009-02-30",
	  "(together (word 热线) (word 2009-02-30))",
	  "character 9: no date or range such as 2009 or 2009-03..2009-06, "
	  "read as words" },
	{ "so is a range of no dates", "date:zz..\u202E", "(word zz..)",
	  "character 6: no date or range such as 2009 or 2009-03..2009-06, "
	  "read as words" },
	{ "so is one that ends before it begins", "date:2010..2009",
	  "(word 2010..2009)",
	  "character 6: no date or range such as 2009 or 2009-03..2009-06, "
	  "read as words" },
	{ "the other dates of a group count", "date:(2009 OR zz)",
	  "(or (word date:2009) (word zz))",
	  "character 15: no date or range such as 2009 or 2009-03..2009-06, "
	  "read as words" },
	{ "an id may hold colons and signs", "id:a:b-c.txt#3",
	  "(word id:a:b-c.txt#3)", NULL },
	{ "a field's value may stand apart", "作者: 张三",
	  "(word author:张三)", NULL },
	{ "an operator's name as a value", "title:AND", "(word title:AND)",
	  NULL },
	{ "every field has its name",
	  "platform:a 平台:b origin:c 发文:d 日期:2009 publisher:e 来源:f "
	  "author:g 主题:h region:i",
	  "(together (word platform:a) (word platform:b) (word origin:c) "
	  "(word origin:d) (word date:2009) (word publisher:e) "
	  "(word publisher:f) (word author:g) (word topic:h) "
	  "(word region:i))", NULL },
	{ "an unknown field is read as a word", "foo:热线", "(word foo:热线)",
	  "character 1: no such field, read as words" },
	{ "a time is no field", "10:30", "(word 10:30)", NULL },
	{ "an address is no field", "http://a.cn/b", "(word http://a.cn/b)",
	  NULL },
	{ "a field without a value is a word", "热线 title:",
	  "(together (word 热线) (word title))",
	  "character 4: field without a value, read as a word" },

	{ "a stray operator is a word", "AND 热线",
	  "(together (word AND) (word 热线))",
	  "character 1: operator without an operand, read as a word" },
	{ "an operator at the end is a word", "热线 OR",
	  "(together (word 热线) (word OR))",
	  "character 4: operator without an operand, read as a word" },
	{ "of two operators the first is a word", "甲 AND OR 乙",
	  "(or (together (word 甲) (word AND)) (word 乙))",
	  "character 3: operator without an operand, read as a word" },
	{ "a NOT at the end is a word", "甲 NOT",
	  "(together (word 甲) (word NOT))",
	  "character 3: operator without an operand, read as a word" },
	{ "a sign alone is dropped", "甲 - 乙",
	  "(together (word 甲) (word 乙))",
	  "character 3: operator without an operand, read as a word" },
	{ "operators alone are words and an operator",
	  "AND OR NOT XOR NEAR ADJ",
	  "(or (word AND) (not (near (word XOR) /20 (word ADJ))))",
	  "character 1: operator without an operand, read as a word" },
	{ "bad bytes are one character each", "a\xFF" "b", "(word a\uFFFDb)",
	  NULL },
};

static void check_row(const struct row *row)
{
	struct buf got = BUF_INIT;
	struct syntax syntax;
	struct error err;

	unit_begin(row->why);
	EXPECT_INT(syntax_parse(&syntax, row->query, &err), STATUS_OK);
	syntax_describe(&got, syntax.root);
	EXPECT_STR(got.data ? got.data : "", row->want);
	EXPECT_INT(syntax.warnings.count > 0, row->warning != NULL);
	if (syntax.warnings.count && row->warning)
		EXPECT_STR(syntax.warnings.at[0] + strlen("query, "),
			   row->warning);
	buf_release(&got);
	syntax_release(&syntax);
}

/* A query of count times part, then rest. */
static char *repeated(const char *part, size_t count, const char *rest)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		buf_put_string(&text, part);
	buf_put_string(&text, rest);
	return buf_detach(&text);
}

static const struct limit {
	const char *why, *part;
	size_t count;
	const char *rest;
	enum status want;
} limits[] = {
	{ "1,024 bytes are allowed", "a", 1024, "", STATUS_OK },
	{ "1,025 bytes are not", "a", 1025, "", STATUS_USAGE },
	{ "64 terms are allowed", "a ", 64, "", STATUS_OK },
	{ "65 terms are not", "a ", 65, "", STATUS_USAGE },
	{ "a thousand open brackets", "(", 1000, "甲", STATUS_OK },
	{ "a thousand closing brackets", ")", 1000, "甲", STATUS_OK },
	{ "five hundred pairs of brackets", "()", 500, "甲", STATUS_OK },
	{ "a thousand quotes", "\"", 1000, "甲", STATUS_OK },
	{ "five hundred minus signs", "-", 500, "甲", STATUS_OK },
	{ "two hundred NOTs", "NOT ", 200, "甲", STATUS_OK },
	{ "three hundred stars", "*", 300, "", STATUS_OK },
	{ "a string of 65 characters is read as words", "\"", 1,
	  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	  "一二三四五\"", STATUS_OK },
};

static void check_limit(const struct limit *limit)
{
	char *query = repeated(limit->part, limit->count, limit->rest);
	struct syntax syntax;
	struct error err;

	unit_begin(limit->why);
	EXPECT_INT(syntax_parse(&syntax, query, &err), limit->want);
	EXPECT((syntax.root != NULL) == (limit->want == STATUS_OK));
	syntax_release(&syntax);
	free(query);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i]);
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		check_limit(&limits[i]);
	return unit_done();
}
