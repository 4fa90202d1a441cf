/* query/help, suggest, sound: what is offered where little was found, and how
 * words are completed, in a small index. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "query/help/help.h"
#include "query/help/look_alike.h"
#include "query/search/search.h"
#include "query/help/sound.h"
#include "query/search/suggest.h"

#define HOTLINE "全区开通民生热线，服务平台面向群众。"
#define EVIL "这一弊端要克服，西安服务群众。"

static const struct query_passage passages[] = {
	{ "a", HOTLINE, NULL, NULL, NULL, false },
	{ "b", HOTLINE, NULL, NULL, NULL, false },
	{ "c", HOTLINE, NULL, NULL, NULL, false },
	{ "d", HOTLINE, NULL, NULL, NULL, false },
	{ "e", HOTLINE "民声。", NULL, NULL, NULL, false },
	{ "f", EVIL, NULL, NULL, NULL, false },
	{ "g", EVIL, NULL, NULL, NULL, false },
	{ "h", EVIL, NULL, NULL, NULL, false },
	{ "i", EVIL, NULL, NULL, NULL, false },
	{ "j", EVIL, NULL, NULL, NULL, false },
};

/* want: "kind query count", joined by "; ", then parts as "text=count". */
static const struct row { const char *why, *query, *want; } rows[] = {
	{ "a wrong character that sounds right", "服物平台",
	  "homophone 服务平台 5;" },
	{ "words beside each other, each with what it finds", "民升 热线",
	  "homophone 民生 热线 5; 民升=0 热线=5" },
	{ "a wrong character that looks right", "毙端",
	  "homophone 弊端 5;" },
	{ "two wrong characters in one word", "服物平抬",
	  "homophone 服务平台 5;" },
	{ "two beside each other", "夫物平台", "homophone 服务平台 5;" },
	{ "one that sounds and one that looks right", "民声热钱",
	  "look-alike 民生热线 5; look-alike 民声热线 1;" },
	{ "in quotation marks", "\"民声热线\"", "homophone \"民生热线\" 5;" },
	{ "pinyin", "minsheng rexian", 
	  "pinyin 民生热线 5; pinyin 民生 热线 5; minsheng=0 rexian=0" },
	{ "pinyin with a choice of syllables", "xian", "pinyin 西安 5;" },
	{ "nothing is offered in place of what is usual", "民生热线",
	  " 民生=5 热线=5" },
	{ "nor for what is excluded", "热线 NOT 服物平台", "" },
	{ "nor for what is nothing", "qqq", "" },
};

static void describe(struct buf *out, const struct help *help)
{
	for (size_t i = 0; help && i < help->query_count; i++)
		buf_put_format(out, "%s%s %s %llu", i ? "; " : "",
			       help_kind_name(help->queries[i].kind),
			       help->queries[i].query,
			       (unsigned long long)help->queries[i].count);
	if (help && help->query_count)
		buf_put_string(out, ";");
	for (size_t i = 0; help && i < help->part_count; i++)
		buf_put_format(out, " %s=%llu", help->parts[i].text,
			       (unsigned long long)help->parts[i].count);
	buf_put_string(out, "");
}

static void check_row(searcher *searcher, const struct row *row)
{
	struct request request;
	struct answer answer;
	struct buf got = BUF_INIT;
	struct error err = { STATUS_OK, "" };

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	request.help = true;
	EXPECT_INT(request_set(&request, "q", row->query, &err), STATUS_OK);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_OK);
	describe(&got, answer.help);
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	answer_release(&answer);
	request_release(&request);
}

static const struct row completions[] = {
	{ "Han characters", "服务", "服务 10" },
	{ "in the other script", "服務", "服务 10" },
	{ "pinyin", "minsheng", "民生 5" },
	{ "the last word", "热线 fuwu", "热线 服务 10" },
	{ "nothing", "qqq", "" },
	{ "blanks", " ", "" },
};

static void check_completion(searcher *searcher, const struct row *row)
{
	struct suggest_list list = { NULL, 0, 0 };
	struct buf got = BUF_INIT;
	struct error err;

	unit_begin(row->why);
	buf_put_string(&got, "");
	EXPECT_INT(suggest_complete(&list, searcher, row->query, 1, &err),
		   STATUS_OK);
	for (size_t i = 0; i < list.count; i++)
		buf_put_format(&got, "%s %u", list.at[i].text,
			       (unsigned)list.at[i].documents);
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	suggest_release(&list);
}

static const struct sound_row {
	const char *why, *letters;
	uint32_t word[4];
	size_t count;
	bool is_prefix, want;
} sounds[] = {
	{ "a reading", "fuwu", { 0x670D, 0x52A1 }, 2, false, true },
	{ "the beginning of one", "fuw", { 0x670D, 0x52A1 }, 2, true, true },
	{ "which is no whole one", "fuw", { 0x670D, 0x52A1 }, 2, false, false },
	{ "v for ü", "nv", { 0x5973 }, 1, false, true },
	{ "u for ü", "nu", { 0x5973 }, 1, false, true },
	{ "another reading", "fuwa", { 0x670D, 0x52A1 }, 2, false, false },
	{ "letters left over", "fuwuu", { 0x670D, 0x52A1 }, 2, false, false },
};

int main(void)
{
	char *directory = query_index_make(passages,
					   sizeof(passages) / sizeof(*passages),
					   "region\t450000\t\t广西\t\tGuangxi\n");
	const char *const directories[] = { directory };
	struct error err;
	searcher *searcher = NULL;
	uint32_t alike[LOOK_ALIKES];

	if (searcher_open(&searcher, directories, 1, &err))
		query_index_bail("open", err.text);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(searcher, &rows[i]);
	for (size_t i = 0; i < sizeof(completions) / sizeof(*rows); i++)
		check_completion(searcher, &completions[i]);
	searcher_close(searcher);
	query_index_remove(directory);
	for (size_t i = 0; i < sizeof(sounds) / sizeof(*sounds); i++) {
		const struct sound_row *row = &sounds[i];

		unit_begin(row->why);
		EXPECT_INT(sound_matches(row->word, row->count, row->letters,
					 row->is_prefix), row->want);
	}
	unit_begin("a character looks like the others of its group");
	EXPECT_INT(look_alikes(alike, 0x5DF1), 2);
	return unit_done();
}
