/* query/related: which words of a query have related ones, and which. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "query/match/related.h"
#include "text/fold.h"
#include "text/text.h"

/* A query cut into words, and what is found: "word>related,related; ..." */
static const struct row { const char *why, *query, *want; } rows[] = {
	{ "an everyday word has the official ones", "低保",
	  "低保>最低生活保障,最低生活保障家庭;" },
	{ "either script", "離婚", "离婚>解除婚姻关系;" },
	{ "an official word has the others of its group", "经济补偿",
	  "经济补偿>赔偿金;" },
	{ "a word in two groups has those of both", "瘟疫",
	  "瘟疫>动物疫病,动物防疫,传染病,疫情,传染病防治;" },
	{ "the longest word counts", "起诉|离婚",
	  "起诉离婚>感情确已破裂,准予离婚;" },
	{ "two words, with others between", "老板|不|给|低保",
	  "老板>用人单位;低保>最低生活保障,最低生活保障家庭;" },
	{ "no word begins or ends inside one of the query's", "最低保障线",
	  "" },
	{ "what nobody listed has none", "航天飞机", "" },
	{ "nothing has none", "", "" },
	{ "a character that folds to another", "著作权",
	  "著作权>著作权人,转载,信息网络传播权;" },
};

/* The text without its bars, which stand between words. */
static size_t cut(struct text *text, struct text_span *words,
		  const char *query)
{
	size_t count = 0;

	words[0] = (struct text_span){ 0, 0 };
	for (size_t len; *query; query += len + (query[len] == '|')) {
		len = strcspn(query, "|");
		words[count].begin = text->count;
		text_put_utf8(text, query, len, 0);
		words[count++].end = text->count;
	}
	fold_cps(text->cp, text->cp, text->count);
	return count;
}

static void put(struct buf *out, const struct text *text,
		const struct related *related)
{
	text_to_utf8(out, text, related->at.begin, related->at.end);
	for (size_t i = 0; i < related->count; i++) {
		buf_put_byte(out, i ? ',' : '>');
		for (size_t k = 0; k < related->words[i].count; k++) {
			const uint32_t cp = related->words[i].units[k];

			text_cps_to_utf8(out, &cp, 1);
		}
	}
	buf_put_byte(out, ';');
}

/* The folded form of what a row wants. */
static void check(const struct row *row)
{
	struct text text = TEXT_INIT;
	struct text_span words[8];
	struct related related;
	struct buf got = BUF_INIT;
	const size_t count = cut(&text, words, row->query);
	char *want = fold_utf8(row->want);
	size_t at = 0;

	unit_begin(row->why);
	buf_put_string(&got, "");
	while ((at = related_next(&related, text.cp, text.count, words, count,
				  at)))
		put(&got, &text, &related);
	EXPECT_STR(got.data, want);
	free(want);
	buf_release(&got);
	text_release(&text);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	return unit_done();
}
