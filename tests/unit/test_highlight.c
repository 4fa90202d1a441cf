/* query/highlight: what of a passage is marked for a query. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "query/search/highlight.h"

/* want: the text with [marks] around what is highlighted. */
static const struct row {
	const char *why, *query, *text, *want;
} rows[] = {
	{ "a word, wherever it stands", "热线", "热线开通，拨打热线",
	  "[热线]开通，拨打[热线]" },
	{ "no query marks nothing", "", "热线开通", "热线开通" },
	{ "each word of a leaf", "服务平台", "平台很好，服务也好",
	  "[平台]很好，[服务]也好" },
	{ "neighbours are one mark", "服务平台", "服务平台", "[服务平台]" },
	{ "the other script", "热线", "開通熱線", "開通[熱線]" },
	{ "a traditional query", "熱線", "开通热线", "开通[热线]" },
	{ "full width and case", "gdp", "ＧＤＰ与Gdp", "[ＧＤＰ]与[Gdp]" },
	{ "an exact string", "\"三个一\"", "开展三个一活动",
	  "开展[三个一]活动" },
	{ "overlapping occurrences are one mark", "\"人人\"", "人人人也",
	  "[人人人]也" },
	{ "an exact string is marked inside letters", "\"237\"", "电话12371",
	  "电话1[237]1" },
	{ "a word of letters is not", "art", "party and art",
	  "party and [art]" },
	{ "unless it stands nowhere alone", "art", "a party", "a p[art]y" },
	{ "an excluded word is not marked", "热线 -平台", "热线平台",
	  "[热线]平台" },
	{ "nor is one under NOT", "热线 AND NOT (平台 OR 服务)", "热线平台服务",
	  "[热线]平台服务" },
	{ "both sides of OR", "热线 OR 平台", "热线和平台", "[热线]和[平台]" },
	{ "both sides of NEAR", "热线 NEAR/5 平台", "热线和平台",
	  "[热线]和[平台]" },
	{ "a prefix goes on to the end of a word of letters", "inter*",
	  "the internet", "the [internet]" },
	{ "a prefix of characters is marked itself", "服务*", "服务站",
	  "[服务]站" },
	{ "a title's word is not marked in the text", "title:热线", "热线",
	  "热线" },
	{ "a label's name is not marked", "platform:热线", "热线", "热线" },
	{ "a single character", "税", "税务和税收", "[税]务和[税]收" },
	{ "but not one among longer words", "服务的平台", "我的服务",
	  "我的[服务]" },
	{ "which is marked within the whole", "服务的平台", "好服务的平台",
	  "好[服务的平台]" },
	{ "what holds no word is marked as it is", "★", "五★级", "五[★]级" },
	{ "characters beyond the basic plane", "\"𠮷野\"", "在𠮷野家",
	  "在[𠮷野]家" },
	{ "a text of nothing", "热线", "", "" },
};

static char *marked(const char *text, const struct text_span *spans,
		    size_t count)
{
	struct buf out = BUF_INIT;
	struct text cps = TEXT_INIT;

	text_put_utf8(&cps, text, strlen(text), 0);
	for (size_t i = 0; i <= cps.count; i++) {
		for (size_t k = 0; k < count; k++)
			if (spans[k].end == i)
				buf_put_byte(&out, ']');
		for (size_t k = 0; k < count; k++)
			if (spans[k].begin == i)
				buf_put_byte(&out, '[');
		if (i < cps.count)
			text_to_utf8(&out, &cps, i, i + 1);
	}
	text_release(&cps);
	return buf_detach(&out);
}

static char *highlighted(struct engine *engine, const char *query,
			 const char *text, bool continues,
			 enum request_marks marks)
{
	struct highlighter highlighter;
	struct syntax syntax;
	struct text_span *spans;
	struct error err;
	size_t count;
	char *got;

	EXPECT_INT(syntax_parse(&syntax, query, &err), STATUS_OK);
	EXPECT_INT(highlighter_make(&highlighter, engine, &syntax, marks, &err),
		   STATUS_OK);
	spans = highlight(&count, &highlighter, text, strlen(text), continues);
	got = marked(text, spans, count);
	free(spans);
	highlighter_release(&highlighter);
	syntax_release(&syntax);
	return got;
}

static void check(struct engine *engine, const struct row *row, bool continues)
{
	char *got;

	unit_begin(row->why);
	got = highlighted(engine, row->query, row->text, continues,
			  MARKS_JOINED);
	EXPECT_STR(got, row->want);
	free(got);
}

/* The same text for each way to mark it. */
static void check_marks(struct engine *engine)
{
	static const struct { const char *why, *want; } ways[] = {
		[MARKS_JOINED] = { "places that touch are one mark",
				   "[热线热线]热" },
		[MARKS_APART] = { "or stay two", "[热线][热线]热" },
		[MARKS_NONE] = { "or nothing is marked", "热线热线热" },
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		char *got;

		unit_begin(ways[i].why);
		got = highlighted(engine, "\"热线\"", "热线热线热", false,
				  (enum request_marks)i);
		EXPECT_STR(got, ways[i].want);
		free(got);
	}
}

/* A word that the segmenter keeps whole only with this lexicon. */
static const struct row word_rows[] = {
	{ "a long word, whole", "志愿服务队", "组织志愿服务队进村",
	  "组织[志愿服务队]进村" },
	{ "where it does not occur, its longest runs", "志愿服务队",
	  "志愿者的服务队伍与服务", "[志愿]者的[服务队]伍与[服务]" },
	{ "a run of one character is none", "志愿服务队", "服从队长",
	  "服从队长" },
};

static const struct row tail_rows[] = {
	{ "a string that goes on in the next passage", "\"三个一活动\"",
	  "开展了三个", "开展了[三个]" },
	{ "the whole string first", "\"三个一\"", "三个一三个",
	  "[三个一]三个" },
};

int main(void)
{
	struct engine engine = { .index = NULL };
	lexicon *words = lexicon_new();
	struct error err;

	lexicon_add(words, "志愿服务队", strlen("志愿服务队"), 1);
	lexicon_ready(words);
	unit_begin("the segmenter is there");
	EXPECT_INT(segmenter_new(&engine.segmenter, words, &err), STATUS_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&engine, &rows[i], false);
	for (size_t i = 0; i < sizeof(word_rows) / sizeof(word_rows[0]); i++)
		check(&engine, &word_rows[i], false);
	for (size_t i = 0; i < sizeof(tail_rows) / sizeof(tail_rows[0]); i++)
		check(&engine, &tail_rows[i], true);
	check_marks(&engine);
	segmenter_free(engine.segmenter);
	lexicon_free(words);
	return unit_done();
}
