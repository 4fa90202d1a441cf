/* query/render_json, _table and _trec: one answer in every form for programs. */
#include "tests/unit/unit.h"

#include "query/render/render.h"

static struct text_span evidence[] = { { 0, 4 } };

static struct record_label labels[] = {
	{ LABEL_TOPIC, (char[]){ "employment" }, false, true, evidence, 1 },
	{ LABEL_REGION, (char[]){ "450900" }, true, false, NULL, 0 },
	{ LABEL_PLATFORM, (char[]){ "hotline" }, false, false, evidence, 1 },
};

static char *headings[] = { (char[]){ "一、" }, (char[]){ "(二)" } };
static char *also[] = { (char[]){ "b.txt" } };
static struct repair repairs[] = { { REPAIR_PINYIN, 5, 6 } };
static struct text_span highlights[] = { { 0, 2 }, { 5, 7 } };

static struct answer_hit hit = {
	.rank = 3, .score = 12.25,
	.passage = {
		.document = (char[]){ "dir/a b.txt" }, .number = 9,
		.text = (char[]){ "热线\"\t\n服务" }, .text_len = 15,
		.headings = headings, .heading_count = 2,
		.labels = labels, .label_count = 3,
		.repairs = repairs, .repair_count = 1,
		.bytes_begin = 10, .bytes_end = 20,
	},
	.document = {
		.id = (char[]){ "dir/a b.txt" },
		.title = (char[]){ "=SUM(1,2)" },
		.date = (char[]){ "2009-06" },
		.publisher = (char[]){ "日报" }, .author = (char[]){ "" },
		.url = (char[]){ "" }, .origin = (char[]){ "450000" },
		.path = (char[]){ "/srv/dir/a b.txt" },
		.member = (char[]){ "" }, .encoding = (char[]){ "GB18030" },
		.also = also, .also_count = 1,
	},
	.highlights = highlights, .highlight_count = 2,
};

typedef void render_fn(struct buf *out, const struct answer *answer,
		       const struct request *request,
		       const struct render_options *options);

static const struct render_options plain = { .qid = NULL };
static const struct render_options batch = { .qid = "q 1", .headless = true };
static const struct render_options web = { .hides_paths = true };

#define PASSAGE(head, path) head \
	"\"id\":\"dir/a b.txt#9\",\"document\":\"dir/a b.txt\"," \
	"\"title\":\"=SUM(1,2)\",\"heading\":[\"一、\",\"(二)\"]," \
	"\"text\":\"热线\\\"\\t\\n服务\",\"highlights\":[[0,2],[5,7]]," \
	"\"date\":\"2009-06\",\"publisher\":\"日报\",\"author\":null," \
	"\"origin\":{\"id\":\"450000\",\"name\":\"450000\"}," \
	"\"topics\":[{\"id\":\"employment\",\"name\":\"employment\"," \
	"\"evidence\":[[0,4]],\"given\":true}]," \
	"\"regions\":[{\"id\":\"450900\",\"name\":\"450900\"," \
	"\"inherited\":true}]," \
	"\"platforms\":[{\"id\":\"hotline\",\"name\":\"hotline\"," \
	"\"evidence\":[[0,4]]}]," \
	"\"also\":[\"b.txt\"],\"repairs\":[{\"kind\":\"pinyin\",\"at\":[5,6]}]," \
	"\"source\":{\"path\":\"" path "\",\"member\":null," \
	"\"url\":null,\"bytes\":[10,20],\"encoding\":\"GB18030\"}}"
#define RANKED "{\"rank\":3,\"score\":12.250000,"
#define TOTALS "\"query\":\"热\",\"total\":2,\"total_exact\":true," \
	"\"loosened\":true,\"undated_excluded\":4,\"took_ms\":1.50," \
	"\"warnings\":[\"w\"],\"missing\":[\"host:1\"],\"passages\":["
#define FACETS "],\"facets\":{\"year\":[{\"id\":\"2009\",\"name\":\"2009\"," \
	"\"parent\":null,\"count\":2}]}}\n"
#define CELLS "dir/a b.txt#9,dir/a b.txt,\"'=SUM(1,2)\",2009-06,日报,450000," \
	"employment,450900,hotline,一、 > (二),\"热线\"\"\t\n服务\"," \
	"/srv/dir/a b.txt,\r\n"

static const struct row {
	const char *why;
	const struct renderer *renderer;
	const struct render_options *options;
	enum request_group group;
	const char *want;
} rows[] = {
	{ "json has every promised key in order", &render_json, &plain,
	  GROUP_PASSAGE, "{\"format\":1," TOTALS
	  PASSAGE(RANKED, "/srv/dir/a b.txt") FACETS },
	{ "json of a batch carries the qid", &render_json, &batch, GROUP_PASSAGE,
	  "{\"format\":1,\"qid\":\"q 1\"," TOTALS
	  PASSAGE(RANKED, "/srv/dir/a b.txt") FACETS },
	{ "json of the web shows no absolute path", &render_json, &web,
	  GROUP_PASSAGE,
	  "{\"format\":1," TOTALS PASSAGE(RANKED, "a b.txt") FACETS },
	{ "jsonl is an object a line", &render_jsonl, &plain, GROUP_PASSAGE,
	  PASSAGE("{\"format\":1,\"rank\":3,\"score\":12.250000,",
		  "/srv/dir/a b.txt") "\n" },
	{ "csv quotes, and disarms formulas", &render_csv, &plain, GROUP_PASSAGE,
	  "rank,score,id,document,title,date,publisher,origin,topics,regions,"
	  "platforms,heading,text,path,url\r\n3,12.250000," CELLS },
	{ "csv of a later batch line begins with its qid and has no header",
	  &render_csv, &batch, GROUP_PASSAGE, "q 1,3,12.250000," CELLS },
	{ "tsv has blanks for tabs and line ends", &render_tsv, &batch,
	  GROUP_PASSAGE,
	  "q 1\t3\t12.250000\tdir/a b.txt#9\tdir/a b.txt\t=SUM(1,2)\t2009-06\t"
	  "日报\t450000\temployment\t450900\thotline\t一、 > (二)\t"
	  "热线\"  服务\t/srv/dir/a b.txt\t\n" },
	{ "trec names the passage, white space escaped", &render_trec, &plain,
	  GROUP_PASSAGE, "1 Q0 dir/a%20b.txt#9 3 12.250000 bagui\n" },
	{ "trec names the document when grouped, and the qid of a batch",
	  &render_trec, &batch, GROUP_DOCUMENT,
	  "q%201 Q0 dir/a%20b.txt 3 12.250000 bagui\n" },
};

static void test_rows(const struct answer *answer)
{
	struct request request = { .query = (char[]){ "热" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(rows[i].why);
		request.group = rows[i].group;
		render(rows[i].renderer, &got, answer, &request, rows[i].options);
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
	}
}

static void test_shown(struct answer *answer)
{
	struct request request = { .query = (char[]){ "热" } };
	struct buf got = BUF_INIT;

	answer->hits[0].rank = 0;
	unit_begin("a passage shown by its id has no rank and no score");
	render(&render_jsonl, &got, answer, &request, &plain);
	EXPECT(strstr(got.data, "{\"format\":1,\"rank\":null,\"score\":null,"));
	buf_release(&got);
}

static const struct score_row {
	const char *why;
	double score;
	const char *want;
} scores[] = {
	{ "a score has six decimals", 1.5, "1.500000" },
	{ "zero is zero", 0, "0.000000" },
	{ "a score is rounded", 0.0000019, "0.000002" },
	{ "a negative one keeps its sign", -2.25, "-2.250000" },
	{ "one that rounds to zero has no sign", -1e-9, "0.000000" },
};

int main(void)
{
	struct answer_facet year = { "2009", "2009", -1, 2, NULL };
	char *warnings[] = { (char[]){ "w" } };
	char *missing[] = { (char[]){ "host:1" } };
	struct answer answer = {
		.hits = &hit, .hit_count = 1, .total = 2, .total_exact = true,
		.loosened = true, .undated_excluded = 4, .took_ms = 1.5,
		.warnings = warnings, .warning_count = 1,
		.missing = missing, .missing_count = 1,
	};

	answer.facets[FACET_YEAR] = (struct answer_facets){ true, &year, 1 };
	test_rows(&answer);
	test_shown(&answer);
	for (size_t i = 0; i < sizeof(scores) / sizeof(scores[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(scores[i].why);
		render_put_score(&got, scores[i].score);
		EXPECT_STR(got.data, scores[i].want);
		buf_release(&got);
	}
	return unit_done();
}
