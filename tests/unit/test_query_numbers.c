/* query/leaf_demand, leaf_number: numbers in words are found however they are
 * written, in place, and marked as they stand. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "query/search/search.h"

static const struct query_passage passages[] = {
	{ "a", "依照本法第二十五条的规定处理。", NULL, NULL, NULL, false },
	{ "b", "依照本法第25条的规定处理。", NULL, NULL, NULL, false },
	{ "c", "依照本法第2条和第125条处理。", NULL, NULL, NULL, false },
	{ "d", "二〇二四年，全区开通热线。", NULL, NULL, NULL, false },
	{ "e", "２０２４年，全区开通热线。", NULL, NULL, NULL, false },
	{ "f", "请拨打12371，或者123710。", NULL, NULL, NULL, false },
	{ "g", "请拨打一二三七一。", NULL, NULL, NULL, false },
	{ "h", "投入三千万元，惠及一百零三人。", NULL, NULL, NULL, false },
	{ "i", "投入3000万元，惠及 103 人。", NULL, NULL, NULL, false },
	{ "j", "十二三七一，热线第 25 条。", NULL, NULL, NULL, false },
	{ "k", "号码是123710。", NULL, NULL, NULL, false },
	{ "l", "依照本法第二条处理。", NULL, NULL, NULL, false },
};

/* marks: what is highlighted in the first id. */
static const struct row { const char *why, *query, *want, *marks; } rows[] = {
	{ "an article in Chinese numerals finds digits", "第二十五条",
	  "a#0 b#0 j#0", "第二十五条" },
	{ "and digits find it", "第25条", "a#0 b#0 j#0", "第二十五条" },
	{ "an article is not found in another number", "第二条", "c#0 l#0",
	  "第2条" },
	{ "a year", "二〇二四年", "d#0 e#0", "二〇二四年" },
	{ "in digits", "2024年", "d#0 e#0", "二〇二四年" },
	{ "in full width", "２０２４年", "d#0 e#0", "二〇二四年" },
	{ "among other words", "2024年热线", "d#0 e#0", "二〇二四年|热线" },
	{ "a telephone number", "一二三七一", "f#0 g#0", "12371" },
	{ "which is no part of a longer one", "12371", "f#0 g#0", "12371" },
	{ "sums", "三千万元", "h#0 i#0", "三千万元" },
	{ "with a gap", "103人", "h#0 i#0", "一百零三人" },
	{ "NOT holds for both spellings", "依照 NOT 第25条", "c#0 l#0", NULL },
	{ "NEAR too", "第25条 NEAR/9 规定", "a#0 b#0", "第二十五条|规定" },
	{ "in either order", "依照 NEAR/9 第二十五条", "a#0 b#0", NULL },
	{ "quoted strings stay exact", "\"第25条\"", "b#0", "第25条" },
	{ "a required word", "+第25条 规定", "a#0 b#0", NULL },
	{ "OR", "第25条 OR 2024年", "a#0 b#0 d#0 e#0 j#0", NULL },
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *ids_of(const struct answer *answer)
{
	char **ids = mem_array(answer->hit_count + 1, sizeof(*ids));
	struct buf out = BUF_INIT;

	buf_put_string(&out, "");
	for (size_t i = 0; i < answer->hit_count; i++) {
		struct buf id = BUF_INIT;

		buf_put_format(&id, "%s#%zu", answer->hits[i].passage.document,
			       answer->hits[i].passage.number);
		ids[i] = buf_detach(&id);
	}
	qsort(ids, answer->hit_count, sizeof(*ids), by_name);
	for (size_t i = 0; i < answer->hit_count; i++) {
		buf_put_format(&out, "%s%s", i ? " " : "", ids[i]);
		free(ids[i]);
	}
	free(ids);
	return buf_detach(&out);
}

/* The marked parts of the passage of the first document in want. */
static char *marks_of(const struct answer *answer, char document)
{
	struct buf out = BUF_INIT;

	buf_put_string(&out, "");
	for (size_t i = 0; i < answer->hit_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];
		struct text text = TEXT_INIT;

		if (*hit->passage.document != document)
			continue;
		text_put_utf8(&text, hit->passage.text, hit->passage.text_len,
			      0);
		for (size_t k = 0; k < hit->highlight_count; k++) {
			buf_put_string(&out, k ? "|" : "");
			text_to_utf8(&out, &text, hit->highlights[k].begin,
				     hit->highlights[k].end);
		}
		text_release(&text);
	}
	return buf_detach(&out);
}

static void check_row(searcher *searcher, const struct row *row,
		      const char *scope)
{
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };
	char *got, *marks;

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	EXPECT_INT(request_set(&request, "q", row->query, &err), STATUS_OK);
	EXPECT_INT(request_set(&request, "match", "all", &err), STATUS_OK);
	EXPECT_INT(request_set(&request, "scope", scope, &err), STATUS_OK);
	EXPECT_INT(request_set(&request, "limit", "all", &err), STATUS_OK);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_OK);
	got = ids_of(&answer);
	marks = marks_of(&answer, *row->want);
	EXPECT_STR(got, row->want);
	if (row->marks)
		EXPECT_STR(marks, row->marks);
	free(marks);
	free(got);
	answer_release(&answer);
	request_release(&request);
}

int main(void)
{
	char *directory = query_index_make(passages,
					   sizeof(passages) / sizeof(*passages),
					   "region\t450000\t\t广西\t\tGuangxi\n");
	const char *const directories[] = { directory };
	struct error err;
	searcher *searcher = NULL;

	if (searcher_open(&searcher, directories, 1, &err))
		query_index_bail("open", err.text);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(searcher, &rows[i], "passage");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(searcher, &rows[i], "document");
	searcher_close(searcher);
	query_index_remove(directory);
	return unit_done();
}
