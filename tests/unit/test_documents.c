/* query/documents: totals of documents are the same with maps as without. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "query/search/search.h"

enum { DOCUMENTS = 150, PASSAGES_MOST = 9, ROUNDS = 4 };

/* The documents have one to nine passages; every third passage has the word, so
 * that documents begin and end anywhere in a map's words. */
static size_t make_passages(struct query_passage *out, size_t with_word[],
			    bool single)
{
	static char names[DOCUMENTS][16];
	size_t count = 0;

	for (size_t i = 0; i < DOCUMENTS; i++) {
		const size_t own = single ? 1 : 1 + i * 5 % PASSAGES_MOST;

		snprintf(names[i], sizeof(names[i]), "d%03zu", i);
		with_word[i] = 0;
		for (size_t k = 0; k < own; k++, count++) {
			const bool has = count * 7 % 3 == 0;

			out[count] = (struct query_passage){ .document = names[i],
				.text = has ? "群众拨打热线。" : "群众来访。" };
			with_word[i] += has;
		}
	}
	return count;
}

static void check_answer(const struct answer *answer, const size_t with_word[])
{
	size_t expected = 0;

	for (size_t i = 0; i < DOCUMENTS; i++)
		expected += with_word[i] > 0;
	EXPECT_INT((long)answer->total, (long)expected);
	EXPECT_INT((long)answer->hit_count, (long)expected);
	for (size_t i = 0; i < answer->hit_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];
		const size_t number = strtoul(hit->passage.document + 1, NULL,
					      10);

		EXPECT_INT((long)hit->in_document, (long)with_word[number]);
	}
}

/* Asked again and again, the searcher makes its maps on the way. */
static void check_index(const char *const *directories, size_t count,
			const size_t with_word[])
{
	searcher *searcher = NULL;
	struct error err = { STATUS_OK, "" };

	EXPECT_INT(searcher_open(&searcher, directories, count, &err),
		   STATUS_OK);
	for (int round = 0; searcher && round < ROUNDS; round++) {
		struct request request;
		struct answer answer;

		request_init(&request);
		answer_init(&answer);
		request_set(&request, "q", "热线", &err);
		request_set(&request, "group", "document", &err);
		request_set(&request, "limit", "all", &err);
		EXPECT_INT(search_run(&answer, searcher, &request, &err),
			   STATUS_OK);
		check_answer(&answer, with_word);
		answer_release(&answer);
		request_release(&request);
	}
	searcher_close(searcher);
}

int main(void)
{
	static struct query_passage passages[DOCUMENTS * PASSAGES_MOST];
	size_t with_word[DOCUMENTS];

	for (int single = 0; single < 2; single++) {
		const size_t count = make_passages(passages, with_word, single);
		char *directory = query_index_make(passages, count, "");
		const char *const directories[] = { directory };

		unit_begin(single ? "documents of one passage"
				  : "documents of many passages");
		check_index(directories, 1, with_word);
		query_index_remove(directory);
	}
	return unit_done();
}
