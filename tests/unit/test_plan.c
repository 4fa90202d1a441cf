/* query/plan, exact, match, facets: which passages of a small index a request
 * finds, and what is counted; exact strings against a scan of all text. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "query/search/search.h"

static const char labels[] =
	"topic\tgrowth\t\t保增长\t\tgrowth\n"
	"topic\tfinance\tgrowth\t金融扶持\t\tfinance\n"
	"region\t450000\t\t广西壮族自治区\t\tGuangxi\t广西\n"
	"region\t450100\t450000\t南宁市\t\tNanning\t南宁\n"
	"region\t450900\t450000\t玉林市\t\tYulin\t玉林\n"
	"region\t440000\t\t广东省\t\tGuangdong\t广东\n"
	"platform\thotline\t\t热线服务平台\t\thotline\n";

#define GUANGXI "XR:450000"
#define YULIN "XR:450900 XR:450000"
#define NANNING "XR:450100 XR:450000"
#define NANNING_INHERITED "XI:450100 XI:450000"

/* Document a has two passages, of which the second goes on in a paragraph. */
static const struct query_passage passages[] = {
	{ "a", "玉林市开通民生热线，拨打12371。", YULIN, "450900", "2009-03",
	  false },
	{ "a", "干部下乡开展三个一活动，培训农民", YULIN, "450900", "2009-03",
	  true },
	{ "a", "工八百人，效果很好。", YULIN, "450900", "2009-03", false },
	{ "b", "南寧市志願服務隊開展培訓。", NANNING, "450100", "2009", false },
	{ "c", "民生工程的热线电话没有人接。", NANNING_INHERITED, "450100", NULL,
	  false },
	{ "d", "服务平台建设与平台服务。", NULL, NULL, "2008-12-31", false },
	{ "e", "服务群众，建好平台。税收", YULIN " XR:440000",
	  "440000 450900", "2010", false },
	{ "f", "税费改革 GDP 增长 5%，“三个一”百分之五。", NULL, NULL, NULL,
	  false },
};

enum { PASSAGES = sizeof(passages) / sizeof(passages[0]) };

/* What is asked: "name=value" pairs, separated by '&', q among them.  want: the
 * ids in alphabetical order, or with sort=, in the order found. */
static const struct row {
	const char *why, *request, *want;
} rows[] = {
	{ "a word", "q=热线", "a#0 c#0" },
	{ "a word in the other script", "q=熱線", "a#0 c#0" },
	{ "traditional text by a simplified word", "q=志愿", "b#0" },
	{ "all words of a query", "q=民生 热线&match=all", "a#0 c#0" },
	{ "all words of a leaf", "q=民生热线&match=all", "a#0 c#0" },
	{ "words anywhere in the passage", "q=服务平台&match=all", "d#0 e#0" },
	{ "any word", "q=民生 培训&match=any", "a#0 a#1 b#0 c#0" },
	{ "a word that is nowhere leaves nothing of all",
	  "q=热线 航天&match=all", "" },
	{ "auto falls back to any", "q=热线 航天", "a#0 c#0" },
	{ "auto keeps a quoted string", "q=\"三个一\" 航天", "a#1 f#0" },
	{ "any does not", "q=\"三个一\" 热线&match=any", "a#0 a#1 c#0 f#0" },
	{ "auto keeps what is required", "q=+热线 航天", "a#0 c#0" },

	{ "an exact string", "q=\"三个一\"", "a#1 f#0" },
	{ "in the other script", "q=「三個一」", "a#1 f#0" },
	{ "a string is no set of words", "q=\"民生热线\"", "a#0" },
	{ "digits inside digits", "q=\"237\"", "a#0" },
	{ "one character", "q=\"税\"", "e#0 f#0" },
	{ "one character, unquoted", "q=税", "e#0 f#0" },
	{ "punctuation", "q=\"%，\"", "f#0" },
	{ "another kind of quote inside", "q=\"“三个一”\"", "f#0" },
	{ "a blank between letters", "q=\"革 gdp 增\"", "f#0" },
	{ "a string across a cut answers where it begins",
	  "q=\"培训农民工八百人\"", "a#1" },
	{ "two characters across a cut", "q=\"民工\"", "a#1" },
	{ "what begins behind the cut answers there", "q=\"工八百人\"", "a#2" },
	{ "the overlap is no hit", "q=\"八百\"", "a#2" },
	{ "a string that is nowhere", "q=\"热线民生\"", "" },

	{ "AND", "q=热线 AND 民生", "a#0 c#0" },
	{ "in one sentence", "q=服务 NEAR/s 平台", "d#0 e#0" },
	{ "not in two", "q=平台 NEAR/s 税收", "" },
	{ "nor of a leaf that chains", "q=服务 NEAR/s 平台 NEAR/s 税收", "" },
	{ "which may be in one paragraph", "q=服务 NEAR/s 平台 NEAR/p 税收",
	  "e#0" },
	{ "a paragraph that was cut is one", "q=培训 NEAR/p 效果", "a#1 a#2" },
	{ "and another is another", "q=热线 NEAR/p 效果", "" },
	{ "the same in Chinese", "q=培训 同段 效果", "a#1 a#2" },
	{ "in one sentence, in Chinese", "q=服务 同句 平台", "d#0 e#0" },
	{ "a sentence and a distance", "q=服务 NEAR/s 平台 NEAR/3 税收",
	  "e#0" },
	{ "OR", "q=热线 OR 志愿", "a#0 b#0 c#0" },
	{ "NOT", "q=热线 NOT 玉林", "c#0" },
	{ "a minus", "q=热线 -工程", "a#0" },
	{ "NOT of a string", "q=热线 -\"民生热线\"", "c#0" },
	{ "NOT of a group", "q=平台 NOT (群众 OR 建设)", "" },
	{ "NOT holds whatever else matches", "q=热线 OR 服务 NOT 平台",
	  "a#0 b#0 c#0" },
	{ "NOT removes nothing for what only follows a cut", "q=培训 -效果",
	  "a#1 b#0" },
	{ "NOT of several words removes what holds all of them",
	  "q=热线 -(民生 AND 电话)", "a#0" },
	{ "AND binds tighter than OR", "q=志愿 OR 热线 AND 电话", "b#0 c#0" },
	{ "only exclusions", "q=NOT 热线 -培训 -平台", "a#2 f#0" },
	{ "a plus under any", "q=+热线 培训&match=any", "a#0 c#0" },
	{ "brackets", "q=(热线 OR 平台) AND 服务", "d#0 e#0" },

	{ "NEAR", "q=民生 NEAR/2 热线", "a#0" },
	{ "NEAR in either order", "q=热线 NEAR/2 民生", "a#0" },
	{ "NEAR counts what stands between", "q=民生 NEAR/3 热线", "a#0 c#0" },
	{ "NEAR of strings", "q=\"培训\" NEAR/5 \"个一\"", "a#1" },
	{ "a prefix", "q=服务*", "b#0 d#0 e#0" },
	{ "a prefix of letters", "q=gd*", "f#0" },
	{ "a prefix that begins nothing", "q=航天*", "" },

	{ "a topic's field and an unknown word", "q=platform:hotline 热线", "" },
	{ "a region", "region=玉林", "a#0 a#1 a#2 e#0" },
	{ "a region's field", "q=region:玉林", "a#0 a#1 a#2 e#0" },
	{ "a region by its id", "region=450900", "a#0 a#1 a#2 e#0" },
	{ "a parent includes its children, inherited ones too", "region=广西",
	  "a#0 a#1 a#2 b#0 c#0 e#0" },
	{ "regions are alternatives", "region=玉林&region=南宁",
	  "a#0 a#1 a#2 b#0 c#0 e#0" },
	{ "a region and a word", "region=南宁&q=热线", "c#0" },
	{ "an excluded region", "q=热线 -region:南宁", "a#0" },

	{ "from a month on", "q=培训 OR 服务 OR 热线&from=2009-03",
	  "a#0 a#1 b#0 e#0" },
	{ "up to a month", "q=培训 OR 服务 OR 热线&to=2009-03",
	  "a#0 a#1 b#0 d#0" },
	{ "a year matches where it can lie in the range",
	  "q=培训&from=2009-05&to=2009-06", "b#0" },
	{ "a date's field", "q=培训 date:2009-03..2009-04", "a#1 b#0" },
	{ "a day", "q=平台 date:2008-12-31", "d#0" },

	{ "a document by its id", "q=id:a", "a#0 a#1 a#2" },
	{ "a passage by its id", "q=id:a#1", "a#1" },
	{ "an id that is none", "q=id:nowhere", "" },
	{ "a word in one document", "q=培训 id:b", "b#0" },

	{ "AND in a passage", "q=热线 AND 培训", "" },
	{ "AND over a document", "q=热线 AND 培训&scope=document", "a#0 a#1" },
	{ "NOT over a document", "q=热线 NOT 培训&scope=document", "c#0" },
	{ "words over a document", "q=热线 下乡&scope=document&match=all",
	  "a#0 a#1" },

	{ "documents instead of passages", "q=热线 OR 培训&group=document",
	  "a#0 b#0 c#0" },
	{ "newest first", "q=培训 OR 服务 OR 热线&sort=-date",
	  "e#0 a#0 a#1 b#0 d#0 c#0" },
	{ "oldest first, the undated last", "q=培训 OR 服务 OR 热线&sort=date",
	  "d#0 b#0 a#0 a#1 e#0 c#0" },
	{ "a page of them", "q=培训 OR 服务 OR 热线&sort=date&offset=4&limit=2",
	  "e#0 c#0" },
	{ "only the undated are left",
	  "q=培训 OR 服务 OR 热线&sort=date&offset=5&limit=2", "c#0" },
	{ "a page behind the end", "q=热线&offset=5", "" },
	{ "no limit at all", "q=NOT 航天&limit=all",
	  "a#0 a#1 a#2 b#0 c#0 d#0 e#0 f#0" },
	{ "own labels before inherited ones, then newest", "region=广西&sort=relevance",
	  "e#0 a#0 a#1 a#2 b#0 c#0" },
	{ "what holds no word, alone", "q=%", "f#0" },
	{ "what holds no word, beside others", "q=热线 ％", "a#0 c#0" },
	{ "only such", "q=！ ？", "" },
};

static void set_all(struct request *request, const char *pairs)
{
	char *copy = mem_string(pairs), *rest = copy, *pair;
	struct error err;

	while ((pair = strsep(&rest, "&"))) {
		char *value = strchr(pair, '=');

		*value++ = '\0';
		EXPECT_INT(request_set(request, pair, value, &err), STATUS_OK);
	}
	free(copy);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *ids_of(const struct answer *answer, bool sorted)
{
	char **ids = mem_array(answer->hit_count + 1, sizeof(*ids));
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < answer->hit_count; i++) {
		struct buf id = BUF_INIT;

		buf_put_format(&id, "%s#%zu", answer->hits[i].passage.document,
			       answer->hits[i].passage.number);
		ids[i] = buf_detach(&id);
	}
	if (sorted)
		qsort(ids, answer->hit_count, sizeof(*ids), by_name);
	for (size_t i = 0; i < answer->hit_count; i++) {
		buf_put_format(&out, "%s%s", i ? " " : "", ids[i]);
		free(ids[i]);
	}
	free(ids);
	return buf_detach(&out);
}

/* Both ways of sorting by date leave equals in their order of storage, which
 * depends on the shards, so passages of one date are compared as a set. */
static void check_row(searcher *searcher, const struct row *row)
{
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };
	char *got;

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	set_all(&request, row->request);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_OK);
	if (err.status)
		printf("# %s\n", err.text);
	got = ids_of(&answer, !strstr(row->request, "sort="));
	EXPECT_STR(got, row->want);
	EXPECT(answer.total_exact);
	if (!strstr(row->request, "offset"))
		EXPECT_INT(answer.total, answer.hit_count);
	free(got);
	answer_release(&answer);
	request_release(&request);
}

/* Requests that are refused, and how the message begins. */
static const struct row refused[] = {
	{ "nothing is asked", "q=", "nothing to search for" },
	{ "an unknown region is named", "region=玉林镇",
	  "unknown region \"玉林镇\"" },
	{ "so it is in a field", "q=热线 topic:nosuch", "unknown topic \"nosuch\"" },
	{ "the end before the beginning", "q=a&from=2010&to=2009", "dates from" },
	{ "a facet's level that is no label", "q=热线&facets=region:nosuch",
	  "facets: unknown region" },
	{ "strict makes warnings errors", "q=热线 AND&strict=1", "query, character" },
};

static void check_refused(searcher *searcher, const struct row *row)
{
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	set_all(&request, row->request);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_USAGE);
	err.text[strlen(row->want)] = '\0';
	EXPECT_STR(err.text, row->want);
	answer_release(&answer);
	request_release(&request);
}

/* want: what stands in the answer's account of itself. */
static const struct row accounts[] = {
	{ "all words found is not loosened", "q=民生 热线&match=all",
	  "loosened=0 undated=0 warnings=0" },
	{ "words dropped is loosened", "q=热线 航天",
	  "loosened=1 undated=0 warnings=0" },
	{ "a single word cannot be loosened", "q=热线",
	  "loosened=0 undated=0 warnings=0" },
	{ "nothing more found is not loosened", "q=民生 工程 电话 航天*",
	  "loosened=1 undated=0 warnings=0" },
	{ "undated passages are counted", "q=热线&from=2009",
	  "loosened=0 undated=1 warnings=0" },
	{ "also for a date in the query", "q=热线 date:2009",
	  "loosened=0 undated=1 warnings=0" },
	{ "without dates none are", "q=税", "loosened=0 undated=0 warnings=0" },
	{ "a warning of the syntax arrives", "q=热线 AND&match=any",
	  "loosened=0 undated=0 warnings=1" },
	{ "a field's date that is none is words", "q=热线 date:2009-02-30&match=any",
	  "loosened=0 undated=0 warnings=1" },
	{ "so is a range of no dates", "q=热线 date:00000000..99999999&match=any",
	  "loosened=0 undated=0 warnings=1" },
	{ "only exclusions are warned of", "q=-热线",
	  "loosened=0 undated=0 warnings=1" },
	{ "a leaf without words is warned of once", "q=热线 ！ 航天",
	  "loosened=1 undated=0 warnings=1" },
};

static void check_account(searcher *searcher, const struct row *row)
{
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };
	char got[96];

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	set_all(&request, row->request);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_OK);
	snprintf(got, sizeof(got), "loosened=%d undated=%llu warnings=%zu",
		 answer.loosened, (unsigned long long)answer.undated_excluded,
		 answer.warning_count);
	EXPECT_STR(got, row->want);
	answer_release(&answer);
	request_release(&request);
}

/* want: "id:count" of one kind, with "<parent" where it is in the list. */
static const struct facet_row {
	const char *why, *request;
	enum facet_kind kind;
	const char *want;
} facet_rows[] = {
	{ "regions show the provinces", "q=NOT 航天&facets=region", FACET_REGION,
	  "450000:6 440000:1" },
	{ "one opened region shows its children",
	  "q=NOT 航天&facets=region:450000", FACET_REGION,
	  "450000:6 450900:4<450000 450100:2<450000" },
	{ "a passage counts once for its province",
	  "q=税&facets=region:广西", FACET_REGION,
	  "450000:1 450900:1<450000" },
	{ "zeros add what has none", "q=热线&facets=region&zeros=1",
	  FACET_REGION, "450000:2 440000:0" },
	{ "years, and what has none", "q=NOT 航天&facets=year", FACET_YEAR,
	  "2009:4 undated:2 2008:1 2010:1" },
	{ "documents instead of passages",
	  "q=NOT 航天&facets=year&group=document", FACET_YEAR,
	  "2009:2 undated:2 2008:1 2010:1" },
	{ "documents count once for a region",
	  "q=NOT 航天&facets=region:450000&group=document", FACET_REGION,
	  "450000:4 450100:2<450000 450900:2<450000" },
	{ "a page does not change the counts",
	  "q=NOT 航天&facets=year&limit=1&offset=2", FACET_YEAR,
	  "2009:4 undated:2 2008:1 2010:1" },
	{ "topics with zeros are a whole tree", "q=热线&facets=topic&zeros=1",
	  FACET_TOPIC, "finance:0<growth growth:0" },
};

static void check_facets(searcher *searcher, const struct facet_row *row)
{
	struct request request;
	struct answer answer;
	const struct answer_facets *facets;
	struct buf got = BUF_INIT;
	struct error err = { STATUS_OK, "" };

	unit_begin(row->why);
	request_init(&request);
	answer_init(&answer);
	set_all(&request, row->request);
	EXPECT_INT(search_run(&answer, searcher, &request, &err), STATUS_OK);
	facets = &answer.facets[row->kind];
	EXPECT(facets->asked);
	for (size_t i = 0; i < facets->count; i++) {
		const struct answer_facet *facet = &facets->at[i];

		buf_put_format(&got, "%s%s:%llu", i ? " " : "", facet->id,
			       (unsigned long long)facet->count);
		if (facet->parent >= 0)
			buf_put_format(&got, "<%s",
				       facets->at[facet->parent].id);
	}
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	answer_release(&answer);
	request_release(&request);
}

/* The folded text of a paragraph from passage i on, as far as it goes. */
static char *text_from(size_t i)
{
	struct buf text = BUF_INIT;
	char *folded;

	do
		buf_put_string(&text, passages[i].text);
	while (passages[i].continues && ++i < PASSAGES);
	folded = fold_utf8(text.data);
	buf_release(&text);
	return folded;
}

/* How many passages does the string begin in? */
static size_t scan(const char *string)
{
	char *needle = fold_utf8(string);
	size_t count = 0;

	for (size_t i = 0; i < PASSAGES; i++) {
		char *text = text_from(i), *found = strstr(text, needle);
		char *own = fold_utf8(passages[i].text);

		count += found && (size_t)(found - text) < strlen(own);
		free(own);
		free(text);
	}
	free(needle);
	return count;
}

/* Every string of 1 to 7 characters of every passage is found where a scan of
 * the folded text finds it, and nowhere else. */
static void check_substrings(searcher *searcher)
{
	size_t strings = 0, wrong = 0;

	unit_begin("every substring is found exactly where it is");
	for (size_t i = 0; i < PASSAGES; i++)
		for (size_t at = 0; at < utf8_count(passages[i].text,
					strlen(passages[i].text)); at++)
			for (size_t size = 1; size <= 7; size++) {
				const char *text = passages[i].text;
				size_t len = strlen(text);
				size_t begin = utf8_offset(text, len, at);
				size_t end = utf8_offset(text, len, at + size);
				char *string = mem_string_len(text + begin,
							      end - begin);
				struct buf query = BUF_INIT;
				struct request request;
				struct answer answer;
				struct error err;

				buf_put_format(&query, "『%s』", string);
				request_init(&request);
				answer_init(&answer);
				request_set(&request, "q", query.data, &err);
				search_run(&answer, searcher, &request, &err);
				strings++;
				if (answer.total != scan(string) && !wrong++)
					printf("# %s: %llu, not %zu\n", string,
					       (unsigned long long)answer.total,
					       scan(string));
				answer_release(&answer);
				request_release(&request);
				buf_release(&query);
				free(string);
			}
	EXPECT_INT(wrong, 0);
	EXPECT(strings > 500);
}

int main(void)
{
	char *directory = query_index_make(passages, PASSAGES, labels);
	const char *directories[] = { directory };
	searcher *searcher = NULL;
	struct error err = { STATUS_OK, "" };

	unit_begin("the small index opens");
	EXPECT_INT(searcher_open(&searcher, directories, 1, &err), STATUS_OK);
	if (!searcher) {
		printf("Bail out! %s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(searcher, &rows[i]);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		check_refused(searcher, &refused[i]);
	for (size_t i = 0; i < sizeof(accounts) / sizeof(accounts[0]); i++)
		check_account(searcher, &accounts[i]);
	for (size_t i = 0; i < sizeof(facet_rows) / sizeof(facet_rows[0]); i++)
		check_facets(searcher, &facet_rows[i]);
	check_substrings(searcher);
	searcher_close(searcher);
	query_index_remove(directory);
	return unit_done();
}
