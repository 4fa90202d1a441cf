/* labels: topics and platforms, their evidence, headings and pieces. */
#include <unistd.h>

#include "base/utf8.h"
#include "tests/unit/labelling.h"

static const struct row {
	const char *why, *text, *topics, *platforms;
} rows[] = {
	{ "a text about something else", "河里的鱼多了。", "", "" },
	{ "a list of all services is about each of them",
	  "十支服务队是形势宣讲、政策咨询、就业培训、企业解困、项目推进、"
	  "金融扶持、法律维权、帮困救助、助农增收和心理咨询。",
	  "enterprise-relief projects finance employment rural-income relief "
	  "situation-talks policy-advice legal-aid counselling", "" },
	{ "the parents are labels too", "紧扣保增长、保民生、保稳定。",
	  "growth livelihood stability", "" },
	{ "traditional characters", "免費就業培訓班開課了，學員結業上崗。",
	  "employment", "" },
	{ "a passing mention in another matter is none",
	  "他的名片上印着项目推进专员，其实每天订机票。", "", "" },
	{ "a tourist hotline is no service hotline",
	  "旅游热线提示，今天封山。", "", "" },
	{ "a house's window is no service window",
	  "木窗换了新的，窗口放着花盆。", "", "" },
	{ "a window for errands is one", "办事窗口周末也有人值班。", "",
	  "window" },
	{ "a number that everybody knows", "群众拨打12371咨询。", "",
	  "hotline" },
	{ "advice on jobs is not advice on policy",
	  "大厅提供就业政策咨询。", "", "" },
	{ "the lead decides: a hotline that also uses the net and a window",
	  "——构建热线服务平台。各地用网络、报刊公布热线电话，群众在服务窗口也能问。",
	  "", "hotline" },
	{ "the lead decides for topics too",
	  "围绕保稳定，抓好心理咨询服务。各地还办了免费就业培训班，学员结业上岗。",
	  "stability counselling", "" },
	{ "without such a lead both are given",
	  "服务热线天天有人接听。志愿者到村里修路。", "", "volunteer hotline" },
};

static void expect_row(const struct row *row)
{
	struct labelling it = { .text = row->text };

	unit_begin(row->why);
	labelling_expect(&it, LABEL_TOPIC, row->topics);
	labelling_expect(&it, LABEL_PLATFORM, row->platforms);
}

/* One document of passages that share a heading path. */
static void expect_heading(void)
{
	static const char *const headings[] = { "热线服务" };
	const char *words = "一天四百个电话。";
	struct text text = TEXT_INIT;
	struct label_input inputs[2] = { { 0 } };
	struct label_document document = { .passages = inputs, .count = 2 };
	const struct label_result *result;

	unit_begin("the section heading adds to what a passage says");
	text_put_utf8(&text, words, strlen(words), 0);
	for (size_t i = 0; i < 2; i++) {
		inputs[i].cp = text.cp;
		inputs[i].count = text.count;
		inputs[i].paragraph = i;
	}
	inputs[1].headings = headings;
	inputs[1].heading_count = 1;
	labeller_run(labelling_labeller, &document, &result);
	EXPECT_INT(result->passages[0].count, 0);
	EXPECT_INT(result->passages[1].count, 1);
	if (result->passages[1].count == 1)
		EXPECT_STR(labelling_id(LABEL_PLATFORM,
					result->passages[1].at[0].index),
			   "hotline");
	text_release(&text);
}

static void expect_pieces(void)
{
	struct labelling row = {
		.text = "玉林市开通民生热线，群众随时拨打。\n后来又修了路。"
	};
	struct labelled it;
	const struct label_result *result;
	struct label_document document = { .passages = it.inputs, .count = 2 };

	unit_begin("the pieces of one paragraph share its labels");
	labelling_run(&it, &row);
	it.inputs[1].paragraph = 0;
	labeller_run(labelling_labeller, &document, &result);
	EXPECT_INT(result->passages[0].count, 2);
	EXPECT_INT(result->passages[1].count, 2);
	if (result->passages[1].count == 2) {
		EXPECT_INT(result->passages[1].at[0].evidence_count, 0);
		EXPECT(!result->passages[1].at[0].inherited);
	}
	labelling_release(&it);
}

static void expect_given(void)
{
	static const char *const topics[] = { "relief", "金融扶持", "?", NULL };
	const char *words = "修路。";
	struct text text = TEXT_INIT;
	struct label_input input = { 0 };
	struct label_document document = {
		.passages = &input, .count = 1, .given_topics = topics
	};
	const struct label_result *result;

	unit_begin("labels that the source gives hold, by id or by name");
	text_put_utf8(&text, words, strlen(words), 0);
	input.cp = text.cp;
	input.count = text.count;
	labeller_run(labelling_labeller, &document, &result);
	EXPECT_INT(result->passages[0].count, 2);
	for (size_t i = 0; i < result->passages[0].count; i++)
		EXPECT(result->passages[0].at[i].given);
	text_release(&text);
}

static void expect_evidence_inside(void)
{
	struct labelled it;

	unit_begin("evidence is in order, inside the text, and not nested");
	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		struct labelling row = { .text = rows[r].text };

		labelling_run(&it, &row);
		for (size_t i = 0; i < it.result->passages[0].count; i++) {
			const struct label *label =
				&it.result->passages[0].at[i];

			EXPECT(label->evidence_count > 0);
			for (size_t e = 0; e < label->evidence_count; e++) {
				const struct text_span *span =
					&label->evidence[e];

				EXPECT(span->begin < span->end);
				EXPECT(span->end <= it.texts[0].count);
				EXPECT(!e || span[-1].end <= span->begin ||
				       (span[-1].begin < span->begin &&
					span[-1].end < span->end));
			}
		}
		labelling_release(&it);
	}
}

static void expect_empty(void)
{
	struct label_document document = { 0 };
	const struct label_result *result;

	unit_begin("a document without passages");
	labeller_run(labelling_labeller, &document, &result);
	EXPECT_INT(result->count, 0);
	EXPECT_INT(result->origin, -1);
	EXPECT_STR(result->date, "");
}

/* The report that the project was conceived for, when it is at hand. */
#define SEED "../shared/data/seed/guangxi-2009.txt"

static const struct seed_row { const char *begins, *what, *want; } seed_rows[] = {
	{ "——構建志愿服務", "platform", "volunteer" },
	{ "——構建窗口服務", "platform", "window" },
	{ "——構建熱線服務", "platform", "hotline" },
	{ "——構建網絡服務", "platform", "network" },
	{ "——構建志愿服務", "topic", "enterprise-relief projects finance "
	  "employment rural-income relief situation-talks policy-advice "
	  "legal-aid counselling" },
	{ "——圍繞保增長", "topic", "growth enterprise-relief projects finance" },
	{ "——圍繞保民生", "topic", "livelihood employment rural-income relief" },
	{ "——圍繞保穩定", "topic", "stability situation-talks policy-advice "
	  "legal-aid counselling" },
	{ "——構建窗口服務", "region", "450900" },
	{ "——圍繞保民生", "region", "450000 450900" },
	{ "——構建網絡服務", "region", "450000 451200" },
};

/* The file without the readings in brackets that the cleaner takes out. */
static char *read_seed(void)
{
	FILE *file = fopen(SEED, "r");
	struct buf out = BUF_INIT, word = BUF_INIT;
	int c, depth = 0;

	if (!file)
		return NULL;
	while ((c = getc(file)) != EOF) {
		if (c == '(')
			depth = 1, buf_clear(&word);
		if (!depth) {
			buf_put_byte(&out, (unsigned char)c);
			continue;
		}
		buf_put_byte(&word, (unsigned char)c);
		if (c != ')')
			continue;
		depth = 0;
		/* A reading is short; what is longer is text. */
		if (utf8_count(word.data, word.len) > 8 ||
		    !strcmp(word.data, "(市、") || strstr(word.data, "市"))
			buf_put(&out, word.data, word.len);
	}
	fclose(file);
	buf_release(&word);
	return buf_detach(&out);
}

static enum label_kind kind_named(const char *name)
{
	return !strcmp(name, "topic") ? LABEL_TOPIC :
	       !strcmp(name, "region") ? LABEL_REGION : LABEL_PLATFORM;
}

static void expect_seed_row(const struct labelled *it, const char *text,
			    const struct seed_row *row)
{
	struct labelled one = *it;
	struct label_result result = *it->result;
	struct buf got = BUF_INIT;
	const char *at = text;
	size_t passage = 0;

	unit_begin("the report of 2009");
	for (; *at && strncmp(at, row->begins, strlen(row->begins)); passage++)
		at += strcspn(at, "\n") + 1;
	EXPECT(passage < it->count);
	if (passage >= it->count)
		return;
	result.passages += passage;
	one.result = &result;
	one.count = 1;
	labelling_show(&got, &one, kind_named(row->what));
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
}

static void expect_seed(void)
{
	char *text = read_seed();
	struct labelling row = { .text = text };
	struct labelled it;

	if (!text) {
		unit_begin("the report of 2009 # SKIP no " SEED);
		return;
	}
	labelling_run(&it, &row);
	for (size_t i = 0; i < sizeof(seed_rows) / sizeof(seed_rows[0]); i++)
		expect_seed_row(&it, text, &seed_rows[i]);
	unit_begin("the report of 2009: its origin and what is known of its date");
	EXPECT_STR(labelling_id(LABEL_REGION, it.result->origin), "450000");
	EXPECT_STR(it.result->date, "2009");
	labelling_release(&it);
	free(text);
}

/* One line of 100 pieces, of which the first and the last name a region. */
static void expect_endless_line(void)
{
	enum { PIECES = 100 };
	static const char *const texts[] = { "玉林市开展了工作。", "开展了工作。",
					     "河池市开展了工作。" };
	struct label_input inputs[PIECES];
	struct label_document document = { .passages = inputs,
					   .count = PIECES };
	const struct label_result *result;
	struct labelled shown = { .count = 1 };
	struct buf got = BUF_INIT;
	struct text piece[3];

	for (size_t i = 0; i < 3; i++) {
		text_init(&piece[i]);
		text_put_utf8(&piece[i], texts[i], strlen(texts[i]), 0);
	}
	for (size_t i = 0; i < PIECES; i++) {
		const struct text *text = &piece[!i ? 0 : i + 1 < PIECES ? 1 : 2];

		inputs[i] = (struct label_input){ .cp = text->cp,
						  .count = text->count };
	}
	unit_begin("pieces of a paragraph share labels, those of an endless line "
		   "only near by");
	labeller_run(labelling_labeller, &document, &result);
	for (size_t i = 50; i < PIECES; i += 49) {
		struct label_result one = { .passages = result->passages + i };

		shown.result = &one;
		labelling_show(&got, &shown, LABEL_REGION);
		buf_put_string(&got, ";");
	}
	EXPECT_STR(got.data, "450900;451200;");
	for (size_t i = 0; i < 3; i++)
		text_release(&piece[i]);
	buf_release(&got);
}

int main(void)
{
	if (!labelling_begin(TAXONOMY))
		return labelling_end();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_row(&rows[i]);
	expect_heading();
	expect_pieces();
	expect_endless_line();
	expect_given();
	expect_evidence_inside();
	expect_empty();
	expect_seed();
	return labelling_end();
}
