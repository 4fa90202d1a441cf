/* text/passage: which passages and headings a document falls into. */
#include "tests/unit/unit.h"
#include "tests/unit/news.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/passage.h"

/* One row: a document, one paragraph a line, and its passages, each written as
 * "[heading > heading] text", with / for a line end.  A long paragraph is
 * written A*300 for 300 characters A and shows so in what is wanted. */
static const struct row {
	const char *why, *title, *text, *want;
} rows[] = {
	{ "an empty document has no passages", NULL, "", "" },
	{ "a lone line is a passage", NULL, "八桂大地", "[] 八桂大地" },
	{ "a lone line that is the title is a passage", "八桂大地", "八桂大地",
	  "[] 八桂大地" },
	{ "each paragraph is a passage", NULL, "甲说了。\n乙也说了。",
	  "[] 甲说了。 | [] 乙也说了。" },
	{ "a short line without end punctuation is a heading", NULL,
	  "工作进展\n甲说了。\n乙也说了。",
	  "[工作进展] 工作进展/甲说了。 | [工作进展] 乙也说了。" },
	{ "an unnumbered heading replaces the one before", NULL,
	  "进展\n甲说了。\n打算\n乙也说了。",
	  "[进展] 进展/甲说了。 | [打算] 打算/乙也说了。" },
	{ "the title is no heading, but begins the first text", "工作报告",
	  "工作报告\n甲说了。\n乙也说了。", "[] 工作报告/甲说了。 | [] 乙也说了。" },
	{ "the title counts in the other script and with other spaces", "工作報告",
	  "工 作 报 告\n甲说了。", "[] 工 作 报 告/甲说了。" },
	{ "a title broken into lines", "关于开展服务年活动的通知",
	  "关于开展服务年\n活动的通知书\n甲说了。",
	  "[活动的通知书] 关于开展服务年/活动的通知书/甲说了。" },
	{ "numbers say how deep a heading is", NULL,
	  "一、要求\n（一）思想\n甲说了。\n（二）原则\n乙说了。\n二、任务\n丙说了。",
	  "[一、要求 > （一）思想] 一、要求/（一）思想/甲说了。 | "
	  "[一、要求 > （二）原则] （二）原则/乙说了。 | "
	  "[二、任务] 二、任务/丙说了。" },
	{ "chapters and sections", NULL,
	  "第一章 总则\n第一节 目的\n甲说了。\n第二章 罚则\n乙说了。",
	  "[第一章 总则 > 第一节 目的] 第一章 总则/第一节 目的/甲说了。 | "
	  "[第二章 罚则] 第二章 罚则/乙说了。" },
	{ "full-width brackets and ASCII ones are the same number", NULL,
	  "1. 甲\n(1) 乙\n丙说了。\n（２）丁\n戊说了。",
	  "[1. 甲 > (1) 乙] 1. 甲/(1) 乙/丙说了。 | "
	  "[1. 甲 > （２）丁] （２）丁/戊说了。" },
	{ "a quantity is no number", NULL, "1.5亿元项目\n甲说了。",
	  "[1.5亿元项目] 1.5亿元项目/甲说了。" },
	{ "a sentence end inside quotes is looked for", NULL,
	  "“就这么办！”\n甲说了。", "[] “就这么办！” | [] 甲说了。" },
	{ "a line that ends with a quote can be a heading", NULL,
	  "坚持“三个一”\n甲说了。", "[坚持“三个一”] 坚持“三个一”/甲说了。" },
	{ "a date at the end joins the passage before it", NULL,
	  "甲说了。\n2009年6月3日", "[] 甲说了。/2009年6月3日" },
	{ "so does a signature above it", NULL,
	  "甲说了。\n八桂市人民政府\n办公室\n二〇〇九年六月三日",
	  "[] 甲说了。/八桂市人民政府/办公室/二〇〇九年六月三日" },
	{ "an office at the end signs without a date", NULL,
	  "甲说了。\n八桂市人民政府", "[] 甲说了。/八桂市人民政府" },
	{ "a byline in brackets joins too", NULL, "甲说了。\n（记者 某某）",
	  "[] 甲说了。/（记者 某某）" },
	{ "source and date under the title begin the first text", "大地",
	  "大地\n来源：八桂网 2009-06-03 10:30\n甲说了。",
	  "[] 大地/来源：八桂网 2009-06-03 10:30/甲说了。" },
	{ "a note between two articles goes to the first", NULL,
	  "甲说了。\n责任编辑：某某\n要闻\n乙说了。",
	  "[] 甲说了。/责任编辑：某某 | [要闻] 要闻/乙说了。" },
	{ "subtitle, speaker, number and history of a document are no headings", "条例",
	  "条例\n——在八桂会议上\n市长 某某\n八发〔2009〕4号\n"
	  "2009年3月1日 八桂会议通过\n甲说了。\n乙说了。",
	  "[] 条例/——在八桂会议上/市长 某某/八发〔2009〕4号/"
	  "2009年3月1日 八桂会议通过/甲说了。 | [] 乙说了。" },
	{ "a table of contents is a list", NULL,
	  "目录\n一、甲......1\n二、乙…………12\n一、甲\n甲说了。",
	  "[目录] 目录/一、甲......1/二、乙…………12 | [目录 > 一、甲] 一、甲/甲说了。" },
	{ "a heading at the end is a passage", NULL, "甲说了。\n二、今后打算",
	  "[] 甲说了。 | [] 二、今后打算" },
	{ "a row of stars is no heading", NULL, "甲说了。\n***\n乙说了。",
	  "[] 甲说了。 | [] *** | [] 乙说了。" },
	{ "more than four short lines are a list, in one passage", NULL,
	  "甲说了。\n赵\n钱\n孙\n李\n周\n乙说了。",
	  "[] 甲说了。 | [] 赵/钱/孙/李/周 | [] 乙说了。" },
	{ "a list ends with the headings of what follows", NULL,
	  "第一章 甲\n第二章 乙\n第三章 丙\n第四章 丁\n第一章 甲\n第一节 戊\n己说了。",
	  "[] 第一章 甲/第二章 乙/第三章 丙/第四章 丁 | "
	  "[第一章 甲 > 第一节 戊] 第一章 甲/第一节 戊/己说了。" },
	{ "what a colon announces is a list", NULL,
	  "名单如下：\n赵某\n钱某\n乙说了。",
	  "[] 名单如下： | [] 赵某/钱某 | [] 乙说了。" },
	{ "a paragraph of 600 is one passage", NULL, "甲*599。", "[] 甲*599。" },
	{ "one of 601 is cut at its sentence", NULL, "甲*300。乙*299。",
	  "[] 甲*300。 + [] 乙*299。" },
	{ "no piece is too short", NULL, "甲*590。乙*99。",
	  "[] 甲*491 + [] 甲*99。乙*99。" },
	{ "a closing quote stays with its sentence", NULL, "“甲*300。”乙*400。",
	  "[] “甲*300。” + [] 乙*400。" },
	{ "a comma is better than nothing", NULL, "甲*400，乙*400，丙*9。",
	  "[] 甲*400， + [] 乙*400，丙*9。" },
	{ "a semicolon is better than a comma", NULL, "甲*350；乙*50，丙*400。",
	  "[] 甲*350； + [] 乙*50，丙*400。" },
	{ "without any punctuation it is cut at 600", NULL, "甲*1000",
	  "[] 甲*600 + [] 甲*400" },
	{ "and the last two pieces share", NULL, "甲*700", "[] 甲*500 + [] 甲*200" },
	{ "a word is not cut", NULL, "甲*595abcdefghij乙*400",
	  "[] 甲*595 + [] abcdefghij乙*400" },
	{ "the pieces of a paragraph are under the same heading", NULL,
	  "题目\n甲*300。乙*400。", "[题目] 题目/甲*300。 + [题目] 乙*400。" },
};

/* "甲*300" as 300 characters, and back for runs of ten and more. */
static void expand(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		const char *from = text;
		char *rest = NULL;
		unsigned long count = 1;

		utf8_next(&text, end);
		if (*text == '*' && text[1] >= '0' && text[1] <= '9')
			count = strtoul(text + 1, &rest, 10);
		for (unsigned long i = 0; i < count; i++)
			buf_put(out, from, (size_t)(text - from));
		if (rest)
			text = rest;
	}
}

static void shorten(struct buf *out, const struct text *text)
{
	for (size_t i = 0; i < text->count;) {
		size_t run = 1;

		while (i + run < text->count && text->cp[i + run] == text->cp[i])
			run++;
		if (text->cp[i] == '\n')
			buf_put_byte(out, '/');
		else
			text_to_utf8(out, text, i, i + 1);
		if (run >= 9)
			buf_put_format(out, "*%zu", run);
		i += run >= 9 ? run : 1;
	}
}

static enum status write_passage(void *context, const struct passage *passage,
				 struct error *err)
{
	struct buf *out = context;

	(void)err;
	buf_put_byte(out, '[');
	for (size_t i = 0; i < passage->heading_count; i++)
		buf_put_format(out, "%s%s", i ? " > " : "", passage->headings[i]);
	buf_put_string(out, "] ");
	shorten(out, passage->text);
	buf_put_string(out, passage->continues ? " + " : " | ");
	return STATUS_OK;
}

static void test_rows(void)
{
	struct buf got = BUF_INIT, document = BUF_INIT;
	passage_cutter *cutter = passage_cutter_new(write_passage, &got);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text text = TEXT_INIT;

		unit_begin(rows[i].why);
		buf_clear(&got);
		buf_clear(&document);
		buf_put_string(&got, "");
		buf_put_string(&document, "");
		expand(&document, rows[i].text);
		text_put_utf8(&text, document.data, document.len, 0);
		passage_begin(cutter, rows[i].title);
		EXPECT_INT(passage_block(cutter, BLOCK_TEXT, 0, &text, NULL, NULL),
			   STATUS_OK);
		EXPECT_INT(passage_end(cutter, NULL), STATUS_OK);
		if (got.len >= 3)
			got.data[got.len - 3] = '\0';
		EXPECT_STR(got.data, rows[i].want);
		text_release(&text);
	}
	passage_cutter_free(cutter);
	buf_release(&got);
	buf_release(&document);
}

static void put_block(passage_cutter *cutter, enum block_kind kind, int level,
		      const char *utf8)
{
	struct text text = TEXT_INIT;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	EXPECT_INT(passage_block(cutter, kind, level, &text, NULL, NULL), STATUS_OK);
	text_release(&text);
}

static void test_marked_headings(void)
{
	struct buf got = BUF_INIT;
	passage_cutter *cutter = passage_cutter_new(write_passage, &got);

	unit_begin("marked headings nest by their level, unmarked ones below them");
	passage_begin(cutter, NULL);
	put_block(cutter, BLOCK_TITLE, 0, "大地");
	put_block(cutter, BLOCK_HEADING, 1, "甲。");
	put_block(cutter, BLOCK_HEADING, 2, "乙");
	put_block(cutter, BLOCK_TEXT, 0, "丙");
	put_block(cutter, BLOCK_TEXT, 0, "丁说了。");
	put_block(cutter, BLOCK_HEADING, 2, "戊");
	put_block(cutter, BLOCK_TEXT, 0, "己说了。");
	EXPECT_INT(passage_end(cutter, NULL), STATUS_OK);
	EXPECT_STR(got.data, "[甲。 > 乙 > 丙] 大地/甲。/乙/丙/丁说了。 | "
			     "[甲。 > 戊] 戊/己说了。 | ");
	passage_cutter_free(cutter);
	buf_release(&got);
}

static void test_a_line_in_two_blocks(void)
{
	struct buf got = BUF_INIT;
	passage_cutter *cutter = passage_cutter_new(write_passage, &got);

	unit_begin("a line that goes on in the next block is one paragraph");
	passage_begin(cutter, NULL);
	passage_break_line(cutter);
	put_block(cutter, BLOCK_TEXT, 0, "甲\n乙说了。丙说了，");
	put_block(cutter, BLOCK_TEXT, 0, "丁\n戊说了。");
	put_block(cutter, BLOCK_TEXT, 0, "己说了。");
	EXPECT_INT(passage_end(cutter, NULL), STATUS_OK);
	EXPECT_STR(got.data, "[甲] 甲/乙说了。丙说了，丁 | [甲] 戊说了。 | "
			     "[甲] 己说了。 | ");
	passage_cutter_free(cutter);
	buf_release(&got);
}

static enum status write_repairs(void *context, const struct passage *passage,
				 struct error *err)
{
	struct buf *out = context;

	(void)err;
	for (size_t i = 0; i < passage->repair_count; i++)
		buf_put_format(out, "%zu-%zu ", passage->repairs[i].begin,
			       passage->repairs[i].end);
	buf_put_string(out, "| ");
	return STATUS_OK;
}

static void test_repairs_move_with_their_text(void)
{
	static struct repair at[] = {
		{ REPAIR_PINYIN, 1, 1 },	/* in the heading 甲乙 */
		{ REPAIR_PINYIN, 4, 4 },	/* after 丙, the first of its line */
		{ REPAIR_SUSPECT, 5, 7 },
		{ REPAIR_PINYIN, 11, 11 },	/* at the very end */
	};
	const struct repairs repairs = { at, 4, 4 };
	struct buf got = BUF_INIT;
	struct text text = TEXT_INIT;
	passage_cutter *cutter = passage_cutter_new(write_repairs, &got);

	unit_begin("repairs keep their place when lines are put together");
	text_put_utf8(&text, "甲乙\n丙丁戊。\n己。庚", strlen("甲乙\n丙丁戊。\n己。庚"), 0);
	passage_begin(cutter, "庚");
	EXPECT_INT(passage_block(cutter, BLOCK_TEXT, 0, &text, &repairs, NULL),
		   STATUS_OK);
	EXPECT_INT(passage_end(cutter, NULL), STATUS_OK);
	EXPECT_STR(got.data, "1-1 4-4 5-7 | 3-3 | ");
	passage_cutter_free(cutter);
	text_release(&text);
	buf_release(&got);
}

static enum status refuse(void *context, const struct passage *passage,
			  struct error *err)
{
	(void)context;
	(void)passage;
	return error_set(err, STATUS_IO, "no room");
}

static void test_refusal_travels_up(void)
{
	passage_cutter *cutter = passage_cutter_new(refuse, NULL);
	struct text text = TEXT_INIT;
	struct error err = { STATUS_OK, "" };

	unit_begin("a callback that refuses stops the walk, and the cutter can go on");
	text_put_utf8(&text, "甲。\n乙。", strlen("甲。\n乙。"), 0);
	for (int i = 0; i < 2; i++) {
		passage_begin(cutter, NULL);
		EXPECT_INT(passage_block(cutter, BLOCK_TEXT, 0, &text, NULL, &err),
			   STATUS_IO);
	}
	passage_cutter_free(cutter);
	text_release(&text);
}

/* What the passages of a document must be whatever it says. */
struct check {
	struct buf text;		/* all passages, without line ends */
	size_t passages, too_long, too_short, too_deep, bad_spans;
	bool continues;
};

static void put_bare(struct buf *out, const struct text *text)
{
	for (size_t i = 0; i < text->count; i++)
		if (text->cp[i] != '\n')
			text_to_utf8(out, text, i, i + 1);
}

static enum status check_passage(void *context, const struct passage *passage,
				 struct error *err)
{
	struct check *check = context;
	size_t count = passage->text->count - passage->body;
	bool is_piece = passage->continues || check->continues;

	(void)err;
	check->passages++;
	check->too_long += count > PASSAGE_MOST + 150;	/* with its signature */
	check->too_short += is_piece && count < PASSAGE_LEAST;
	check->too_deep += passage->heading_count > 8;
	for (size_t i = 0; i < passage->repair_count; i++)
		check->bad_spans += passage->repairs[i].end > passage->text->count ||
				    passage->repairs[i].begin > passage->repairs[i].end;
	check->continues = passage->continues;
	put_bare(&check->text, passage->text);
	return STATUS_OK;
}

struct heap {
	passage_cutter *cutter;
	struct check check;
	size_t documents, changed, repairs;
};

static void check_document(void *context, const char *utf8, size_t len)
{
	struct heap *heap = context;
	struct text raw = TEXT_INIT, text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };
	struct buf want = BUF_INIT;

	buf_clear(&heap->check.text);
	buf_put_string(&heap->check.text, "");
	buf_put_string(&want, "");
	text_put_utf8(&raw, utf8, len, 0);
	clean(&text, &repairs, &raw, CLEAN_LINES);
	put_bare(&want, &text);
	passage_begin(heap->cutter, NULL);
	EXPECT_INT(passage_block(heap->cutter, BLOCK_TEXT, 0, &text, &repairs, NULL),
		   STATUS_OK);
	EXPECT_INT(passage_end(heap->cutter, NULL), STATUS_OK);
	heap->documents++;
	heap->changed += strcmp(heap->check.text.data, want.data) != 0;
	buf_release(&want);
	text_release(&raw);
	text_release(&text);
	repairs_release(&repairs);
}

static void check_heap(const char *title, bool (*fill)(struct heap *))
{
	struct heap heap = { .check = { .text = BUF_INIT } };
	char skipped[128];

	heap.cutter = passage_cutter_new(check_passage, &heap.check);
	unit_begin(title);
	if (!fill(&heap)) {
		snprintf(skipped, sizeof(skipped), "%s # SKIP ../shared is absent", title);
		unit_row_open = false;
		unit_begin(skipped);
	} else {
		EXPECT(heap.documents > 0 && heap.check.passages >= heap.documents);
		EXPECT_INT(heap.changed, 0);
		EXPECT_INT(heap.check.too_long, 0);
		EXPECT_INT(heap.check.too_short, 0);
		EXPECT_INT(heap.check.too_deep, 0);
		EXPECT_INT(heap.check.bad_spans, 0);
	}
	passage_cutter_free(heap.cutter);
	buf_release(&heap.check.text);
}

static bool fill_with_policies(struct heap *heap)
{
	return news_each("policies_central_shandong", 2 << 20, check_document, heap);
}

static bool fill_with_laws(struct heap *heap)
{
	return news_each("laws_regulations", 4 << 20, check_document, heap);
}

static bool fill_with_hong_kong(struct heap *heap)
{
	return news_each("hk_fire_news_traditional_2025", 2 << 20, check_document, heap);
}

static bool fill_with_a_long_list(struct heap *heap)
{
	struct buf list = BUF_INIT;

	for (int i = 0; i < 5000; i++)
		buf_put_format(&list, "服務(wù)站第%d號\n", i);
	check_document(heap, list.data, list.len);
	buf_release(&list);
	return heap->check.passages > 50;
}

/* A letter for each passage: another one whenever its headings are others. */
struct changes {
	char letters[64], last[256];
	size_t count, whole;
	char letter;
};

static enum status note_change(void *context, const struct passage *passage,
			       struct error *err)
{
	struct changes *changes = context;
	const char *heading = passage->heading_count ? passage->headings[0] : "";

	(void)err;
	if (strcmp(heading, changes->last))
		changes->letter++;
	snprintf(changes->last, sizeof(changes->last), "%s", heading);
	if (changes->count + 1 < sizeof(changes->letters))
		changes->letters[changes->count++] = changes->letter;
	changes->whole += !passage->continues;
	return STATUS_OK;
}

/* The seed document has a title of three lines, two headings inside, and eleven
 * paragraphs, all under 600 characters. */
static void test_seed(void)
{
	struct buf bytes = BUF_INIT, title = BUF_INIT;
	struct text raw = TEXT_INIT, text = TEXT_INIT;
	struct repairs repairs = { NULL, 0, 0 };
	struct changes changes = { .letter = 'a' - 1 };
	passage_cutter *cutter = passage_cutter_new(note_change, &changes);
	FILE *file = fopen("../shared/data/seed/guangxi-2009.txt", "rb");
	char block[4096];
	size_t len, line = 0;

	unit_begin(file ? "the seed document: a passage a paragraph, under its headings"
			: "the seed document # SKIP ../shared is absent");
	while (file && (len = fread(block, 1, sizeof(block), file)) > 0)
		buf_put(&bytes, block, len);
	if (file) {
		fclose(file);
		text_put_utf8(&raw, bytes.data, bytes.len, 0);
		clean(&text, &repairs, &raw, CLEAN_LINES);
		while (line < text.count && text.cp[line] != '\n')
			line++;
		text_to_utf8(&title, &text, 0, line);
		passage_begin(cutter, title.data);
		EXPECT_INT(passage_block(cutter, BLOCK_TEXT, 0, &text, &repairs, NULL),
			   STATUS_OK);
		EXPECT_INT(passage_end(cutter, NULL), STATUS_OK);
		EXPECT_STR(changes.letters, "aabbbbbcccc");
		EXPECT_INT(changes.whole, 11);
	}
	passage_cutter_free(cutter);
	text_release(&raw);
	text_release(&text);
	repairs_release(&repairs);
	buf_release(&bytes);
	buf_release(&title);
}

int main(void)
{
	test_seed();
	check_heap("a list of 5,000 items loses nothing", fill_with_a_long_list);
	check_heap("policies: passages are the text, in bounds", fill_with_policies);
	check_heap("laws: passages are the text, in bounds", fill_with_laws);
	check_heap("Hong Kong news: passages are the text, in bounds", fill_with_hong_kong);
	test_rows();
	test_marked_headings();
	test_a_line_in_two_blocks();
	test_repairs_move_with_their_text();
	test_refusal_travels_up();
	return unit_done();
}
