/* query: random boolean queries of exact strings over a random index answer as
 * a scan of all text does, in passages and in whole documents. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "query/search.h"

enum { PASSAGES = 60, ROUNDS = 400, DEPTH = 3, TEXT_MOST = 24 };

/* Few characters, so that strings meet often; some are no Han. */
static const char *const alphabet[] = { "甲", "乙", "丙", "7", "，", "丁" };

static struct query_passage passages[PASSAGES];
static uint64_t state = 88172645463325252u;

static size_t below(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % limit);
}

static char *random_text(size_t least, size_t most)
{
	struct buf text = BUF_INIT;
	size_t count = least + below(most - least + 1);

	while (count--)
		buf_put_string(&text, alphabet[below(sizeof(alphabet) /
						     sizeof(*alphabet))]);
	return buf_detach(&text);
}

static void make_passages(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f",
					     "g", "h", "i", "j", "k", "l" };

	for (size_t i = 0; i < PASSAGES; i++)
		passages[i] = (struct query_passage){
			.document = names[i / 5],
			.text = random_text(1, TEXT_MOST) };
}

/* The answer as a set: bit i for passage i. */
typedef uint64_t set;

static set everything(void)
{
	return ((set)1 << PASSAGES) - 1;
}

static set scan(const char *string)
{
	char *folded = fold_utf8(string);
	set found = 0;

	for (size_t i = 0; i < PASSAGES; i++) {
		char *text = fold_utf8(passages[i].text);

		if (strstr(text, folded))
			found |= (set)1 << i;
		free(text);
	}
	free(folded);
	return found;
}

/* All passages of the documents that have one of these. */
static set whole_documents(set some)
{
	set all = 0;

	for (size_t i = 0; i < PASSAGES; i++)
		for (size_t k = i / 5 * 5; k < i / 5 * 5 + 5; k++)
			if (some >> k & 1)
				all |= (set)1 << i;
	return all;
}

/* Append a random query to out.  Its answer is returned; *shown gathers what
 * its strings find by themselves, excluded ones apart. */
static set random_query(struct buf *out, size_t depth, bool by_document,
			set *shown)
{
	set ignored = 0, a, b;

	switch (depth ? below(6) : 0) {
	case 1:
		buf_put_string(out, "NOT (");
		a = random_query(out, depth - 1, by_document, &ignored);
		buf_put_string(out, ")");
		return everything() & ~a;
	case 2:
	case 3:
		buf_put_string(out, "(");
		a = random_query(out, depth - 1, by_document, shown);
		buf_put_string(out, below(2) ? " AND " : " ");
		b = random_query(out, depth - 1, by_document, shown);
		buf_put_string(out, ")");
		return a & b;
	case 4:
		buf_put_string(out, "(");
		a = random_query(out, depth - 1, by_document, shown);
		buf_put_string(out, " OR ");
		b = random_query(out, depth - 1, by_document, shown);
		buf_put_string(out, ")");
		return a | b;
	case 5:
		buf_put_string(out, "-");
		break;
	}
	{
		char *string = random_text(1, 3);
		bool negated = out->len && out->data[out->len - 1] == '-';

		buf_put_format(out, "『%s』", string);
		a = scan(string);
		free(string);
		*shown |= negated ? 0 : a;
		a = by_document ? whole_documents(a) : a;
		return negated ? everything() & ~a : a;
	}
}

static set answer_set(const struct answer *answer)
{
	set found = 0;

	for (size_t i = 0; i < answer->hit_count; i++) {
		const struct record_passage *passage = &answer->hits[i].passage;
		size_t document = (size_t)(passage->document[0] - 'a');

		found |= (set)1 << (document * 5 + passage->number);
	}
	return found;
}

static bool check(searcher *searcher, bool by_document)
{
	struct buf query = BUF_INIT;
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };
	set shown = 0, want = random_query(&query, DEPTH, by_document, &shown);
	bool holds;

	if (by_document && shown)
		want &= shown;
	request_init(&request);
	answer_init(&answer);
	request_set(&request, "q", query.data, &err);
	request_set(&request, "match", "all", &err);
	request_set(&request, "limit", "all", &err);
	request_set(&request, "scope", by_document ? "document" : "passage",
		    &err);
	search_run(&answer, searcher, &request, &err);
	holds = answer_set(&answer) == want && answer.total == answer.hit_count;
	if (!holds)
		printf("# %s: %llx, not %llx %s\n", query.data,
		       (unsigned long long)answer_set(&answer),
		       (unsigned long long)want, err.text);
	answer_release(&answer);
	request_release(&request);
	buf_release(&query);
	return holds;
}

static void check_rounds(searcher *searcher, const char *title,
			 bool by_document)
{
	size_t wrong = 0;

	unit_begin(title);
	for (size_t i = 0; i < ROUNDS && wrong < 5; i++)
		wrong += !check(searcher, by_document);
	EXPECT_INT(wrong, 0);
}

int main(void)
{
	char *directory;
	searcher *searcher = NULL;
	struct error err = { STATUS_OK, "" };

	make_passages();
	directory = query_index_make(passages, PASSAGES,
				     "region\t450000\t\t广西\t\t\n");
	unit_begin("the index opens");
	EXPECT_INT(searcher_open(&searcher,
				 &(const char *const){ directory }, 1, &err),
		   STATUS_OK);
	if (!searcher) {
		printf("Bail out! %s\n", err.text);
		return 1;
	}
	check_rounds(searcher, "random queries in passages", false);
	check_rounds(searcher, "random queries over documents", true);
	searcher_close(searcher);
	query_index_remove(directory);
	for (size_t i = 0; i < PASSAGES; i++)
		free((void *)(uintptr_t)passages[i].text);
	return unit_done();
}
