/* query/rank, rank_words: what a query's terms weigh, and the order of
 * passages that BM25 finds equal. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/mem.h"
#include "query/match/rank.h"
#include "query/match/rank_words.h"
#include "query/search/search.h"
#include "text/fold.h"
#include "text/text.h"

/* A query as its terms, then two passages with one BM25 weight, of which the
 * first must come first. */
static const struct order {
	const char *why, *terms, *first, *second;
} orders[] = {
	{ "a passage with all of the query's characters",
	  "民生 热线", "有民生，也有热线电话。", "有民生，也有民生电话。" },
	{ "single characters count, too", "脱贫 贫困",
	  "当地已经脱贫，困难不多。", "当地已经脱贫，麻烦不多。" },
	{ "a character that comes back", "旱灾",
	  "旱情过后，旱地要种，旱粮要收。", "旱情过后，水地要种，水粮要收。" },
	{ "characters that stand together, over the same ones far apart",
	  "培训 农民",
	  "此前培训过很多农民。会议还听取了关于财政预算执行情况的汇报，研究"
	  "了今年下半年的主要工作，并对各部门提出了具体要求，大家表示赞成。"
	  "会后代表们参观了展览馆，听取了讲解，合影留念。",
	  "此前培训过很多人。会议还听取了关于财政预算执行情况的汇报，研究了"
	  "今年下半年的主要工作，并对各部门提出了具体要求，大家表示赞成。"
	  "会后代表们参观了展览馆，听取了农民讲解，合影。" },
	{ "a passage that begins with the matter", "水库",
	  "水库是去年修的。会议还听取了关于财政预算执行情况的汇报，研究了今年"
	  "下半年的主要工作，并对各部门提出了具体要求。",
	  "会议还听取了关于财政预算执行情况的汇报，研究了今年下半年的主要工作，"
	  "并对各部门提出了具体要求，大家没有不同意见，一致通过，散会。水库是"
	  "去年修的。" },
	{ "a longer word is seen at the beginning", "gdp",
	  "gdp增长了。会议还听取了关于财政预算执行情况的汇报，研究了今年下半年"
	  "的主要工作，并对各部门提出了具体要求，大家没有不同意见。",
	  "gxp增长了。会议还听取了关于财政预算执行情况的汇报，研究了今年下半年"
	  "的主要工作，并对各部门提出了具体要求，大家没有不同意见。" },
	{ "the shorter of two", "税收",
	  "税收增长。会议还听取了汇报。",
	  "税收增长。会议还听取了汇报，研究了今年下半年的主要工作，并对各部门"
	  "提出了具体要求，大家没有不同意见，一致通过，散会。" },
	{ "a character beyond the BMP does no harm", "𠮷野 野家",
	  "𠮷野家开业。", "吉利家开业。" },
};

static size_t to_units(uint16_t *out, const char *utf8)
{
	struct text text = TEXT_INIT;
	size_t count = 0;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	fold_cps(text.cp, text.cp, text.count);
	for (size_t i = 0; i < text.count; i++) {
		uint32_t cp = text.cp[i];

		if (cp >= 0x10000) {
			out[count++] = (uint16_t)(0xD7C0 + (cp >> 10));
			cp = 0xDC00 | (cp & 0x3FF);
		}
		out[count++] = (uint16_t)cp;
	}
	text_release(&text);
	return count;
}

static void add_terms(struct rank_query *query, const char *terms)
{
	while (*terms) {
		const size_t len = strcspn(terms, " ");
		struct text text = TEXT_INIT;

		rank_query_add_term(query, terms, len, 5);
		text_put_utf8(&text, terms, len, 0);
		for (size_t i = 0; i < text.count; i++)
			rank_query_add_character(query, text.cp[i], 1);
		text_release(&text);
		terms += len + strspn(terms + len, " ");
	}
}

static double score_of(ranker *ranker, const char *text)
{
	uint16_t *units = mem_array(strlen(text) * 2 + 1, sizeof(*units));
	const size_t count = to_units(units, text);
	const double score = rank_score(ranker, units, count, 10);

	free(units);
	return score;
}

static void check_order(const struct order *row)
{
	struct rank_query query = { .term_count = 0 };
	ranker *ranker;
	double first, again;

	add_terms(&query, row->terms);
	ranker = ranker_new(&query);
	unit_begin(row->why);
	first = score_of(ranker, row->first);
	EXPECT(first > score_of(ranker, row->second));
	again = score_of(ranker, row->first);
	EXPECT(!(again < first) && !(again > first));
	ranker_free(ranker);
	rank_query_release(&query);
}

static void check_empty(void)
{
	struct rank_query query = { .term_count = 0 };
	ranker *ranker = ranker_new(&query);

	unit_begin("without terms, or without text, BM25's order stays");
	EXPECT(rank_score(ranker, NULL, 0, 2) > rank_score(ranker, NULL, 0, 1));
	ranker_free(ranker);
	rank_query_add_term(&query, "", 0, 1);
	EXPECT_INT(query.term_count, 0);
	rank_query_release(&query);
}

static void check_related(void)
{
	static const char with[] = "用人单位，老板。", without[] = "有人不来，老板。";
	struct rank_query query = { .term_count = 0 };
	struct rank_parts plain, more, other;
	uint16_t text[32], bare[32];
	const size_t count = to_units(text, with), rest = to_units(bare, without);
	ranker *ranker;

	unit_begin("a related word counts in the lead, and nowhere else");
	add_terms(&query, "老板");
	ranker = ranker_new(&query);
	rank_explain(&plain, ranker, text, count, 10);
	ranker_free(ranker);
	rank_query_add_related(&query, "单位", strlen("单位"), 3);
	ranker = ranker_new(&query);
	rank_explain(&more, ranker, text, count, 10);
	EXPECT(more.lead > plain.lead + 2.9 && more.lead < plain.lead + 3.1);
	more.lead = plain.lead;
	EXPECT(rank_sum(&more) < rank_sum(&plain) + 1e-9 &&
	       rank_sum(&more) > rank_sum(&plain) - 1e-9);
	rank_explain(&other, ranker, bare, rest, 10);
	EXPECT(other.lead < plain.lead + 1e-9);
	ranker_free(ranker);
	rank_query_release(&query);
}

static void check_many_characters(void)
{
	struct rank_query query = { .term_count = 0 };
	uint16_t text[400];
	ranker *ranker;

	unit_begin("a query of 400 different characters is scored");
	for (uint32_t i = 0; i < 400; i++) {
		text[i] = (uint16_t)(0x4E00 + i);
		rank_query_add_character(&query, 0x4E00 + i, 1);
	}
	rank_query_add_term(&query, "民生", strlen("民生"), 5);
	ranker = ranker_new(&query);
	EXPECT(rank_score(ranker, text, 400, 1) >
	       rank_score(ranker, text, 100, 1));
	ranker_free(ranker);
	rank_query_release(&query);
}

static void check_weights(void)
{
	unit_begin("a rare term weighs more than its idf alone");
	EXPECT(rank_idf(1, 100000) > rank_idf(1000, 100000));
	EXPECT(rank_factor(rank_idf(1, 100000), 1) >
	       rank_factor(rank_idf(1000, 100000), 1));
	unit_begin("a term that all passages have still has a weight");
	EXPECT(rank_idf(10, 10) > 0);
	EXPECT(rank_idf(1, 1) > 0);
	unit_begin("a term asked for twice weighs more, but not twice");
	EXPECT(rank_factor(8, 2) > rank_factor(8, 1));
	EXPECT(rank_factor(8, 2) < 2 * rank_factor(8, 1));
}

/* Queries, their words separated by '|', and what is marked in them. */
static const struct mark {
	const char *why, *query, *want;
} marks[] = {
	{ "a question word", "桂林|在|哪里", "--***" },
	{ "a particle between words", "民生|的|热线", "--*--" },
	{ "nothing in plain words", "民生|热线", "----" },
	{ "not inside a word", "是|否定|还是|肯定", "*--**--" },
	{ "not across a word's edge", "目的|地", "---" },
	{ "several words in one", "有|什么|要求", "***--" },
	{ "not as the end of a longer word", "标的|物", "---" },
};

static void check_mark(const struct mark *row)
{
	struct text text = TEXT_INIT;
	struct text_span words[16] = { { 0, 0 } };
	bool marked[32];
	char got[33] = "";
	size_t count = 0, kept = 0;

	text_put_utf8(&text, row->query, strlen(row->query), 0);
	for (size_t i = 0; i < text.count; i++) {
		if (text.cp[i] != '|') {
			text.cp[kept++] = text.cp[i];
			continue;
		}
		words[count].end = kept;
		words[++count].begin = kept;
	}
	words[count++].end = kept;
	rank_words_mark(marked, text.cp, kept, words, count);
	for (size_t i = 0; i < kept; i++)
		got[i] = marked[i] ? '*' : '-';
	unit_begin(row->why);
	EXPECT_STR(got, row->want);
	text_release(&text);
}

static void check_words(void)
{
	const bool marked[] = { true, true, false };

	unit_begin("every word that only asks or joins is folded, and stands once");
	for (size_t i = 0; rank_words_at(i); i++) {
		const uint32_t *word = rank_words_at(i);

		for (size_t k = 0; word[k]; k++)
			EXPECT_INT(fold_cp(word[k]), word[k]);
		for (size_t k = 0; k < i; k++) {
			const uint32_t *other = rank_words_at(k);
			size_t same = 0;

			while (word[same] && word[same] == other[same])
				same++;
			EXPECT(word[same] != other[same]);
		}
	}
	unit_begin("a term counts less the more of it is such a word");
	EXPECT(rank_words_share(marked, 0, 2) < rank_words_share(marked, 1, 3));
	EXPECT(rank_words_share(marked, 1, 3) < rank_words_share(marked, 2, 3));
	EXPECT(rank_words_share(marked, 0, 2) > 0);
}

enum { MANY = 300, TEXT_MOST = 200 };

/* 300 passages that hold some of 水库, 移民 and 补贴 in every order and number. */
static char *make_many(void)
{
	static const char *const parts[] = { "水库", "移民", "补贴", "会议",
					     "，", "道路" };
	static char texts[MANY][TEXT_MOST], names[MANY][16];
	static struct query_passage passages[MANY];

	for (unsigned i = 0; i < MANY; i++) {
		unsigned seed = i * 2654435761u;
		size_t len = 0;

		for (unsigned k = 0; k < 4 + i % 7; k++) {
			seed = seed * 1664525u + 1013904223u;
			len += (size_t)snprintf(texts[i] + len, TEXT_MOST - len,
						"%s", parts[(seed >> 16) % 6]);
		}
		snprintf(texts[i] + len, TEXT_MOST - len, "水库");
		snprintf(names[i], sizeof(names[i]), "d%u", i);
		passages[i].document = names[i];
		passages[i].text = texts[i];
	}
	return query_index_make(passages, MANY, "");
}

/* The ids of ranks [offset, offset + limit), each after a blank; false when the
 * scores rise anywhere. */
static bool page_of(struct buf *out, searcher *searcher, long offset,
		    long limit)
{
	struct request request;
	struct answer answer;
	bool falls = true;

	request_init(&request);
	answer_init(&answer);
	request_set(&request, "q", "水库移民补贴", NULL);
	request_set(&request, "match", "any", NULL);
	request.offset = offset;
	request.limit = limit;
	EXPECT_INT(search_run(&answer, searcher, &request, NULL), STATUS_OK);
	EXPECT_INT(answer.total, MANY);
	for (size_t i = 0; i < answer.hit_count; i++) {
		buf_put_format(out, " %s", answer.hits[i].passage.document);
		falls = falls && (!i || answer.hits[i].score <=
					answer.hits[i - 1].score);
	}
	answer_release(&answer);
	request_release(&request);
	return falls;
}

static void check_pages(void)
{
	static const long sizes[] = { 7, 100, RANK_DEPTH, RANK_DEPTH + 1 };
	struct buf whole = BUF_INIT, pages = BUF_INIT;
	char *directory = make_many();
	const char *const directories[] = { directory };
	searcher *searcher = NULL;

	unit_begin("scores fall from the first passage to the last");
	EXPECT_INT(searcher_open(&searcher, directories, 1, NULL), STATUS_OK);
	EXPECT(page_of(&whole, searcher, 0, MANY));
	unit_begin("pages of any size make up the whole answer");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		buf_clear(&pages);
		for (long at = 0; at < MANY; at += sizes[i])
			page_of(&pages, searcher, at, sizes[i]);
		EXPECT_STR(pages.data, whole.data);
	}
	buf_release(&whole);
	buf_release(&pages);
	searcher_close(searcher);
	query_index_remove(directory);
}

static void check_context(void)
{
	static const struct query_passage passages[] = {
		{ .document = "a", .text = "水库移民的房屋补贴。" },
		{ .document = "b", .text = "水库移民的房屋补贴。" },
		{ .document = "b", .text = "移民也有补贴。" },
		{ .document = "c", .text = "水库移民的房屋补贴。" },
		{ .document = "c", .text = "天气很好。" },
		{ .document = "d", .text = "晚会很热闹。" },
	};
	char *directory = query_index_make(passages, 6, "");
	const char *const directories[] = { directory };
	searcher *searcher = NULL;
	struct request request;
	struct answer answer;

	unit_begin("of equal passages, the one whose document has more to say");
	request_init(&request);
	answer_init(&answer);
	request_set(&request, "q", "水库移民补贴", NULL);
	request_set(&request, "match", "any", NULL);
	EXPECT_INT(searcher_open(&searcher, directories, 1, NULL), STATUS_OK);
	EXPECT_INT(search_run(&answer, searcher, &request, NULL), STATUS_OK);
	EXPECT_INT(answer.hit_count, 4);
	EXPECT_STR(answer.hits[0].passage.document, "b");
	EXPECT_INT(answer.hits[0].passage.number, 0);
	answer_release(&answer);
	request_release(&request);
	searcher_close(searcher);
	query_index_remove(directory);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		check_order(&orders[i]);
	check_empty();
	check_related();
	check_many_characters();
	check_weights();
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		check_mark(&marks[i]);
	check_words();
	check_pages();
	check_context();
	return unit_done();
}
