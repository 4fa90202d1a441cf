/* query: whatever is typed is answered or refused: queries of the language's
 * pieces in no order and of random bytes, in every mode.
 *
 * QUERY_STRINGS=1000000 sets how many are asked. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "query/search/search.h"

#if defined(__SANITIZE_ADDRESS__)
#define STRINGS 15000
#else
#define STRINGS 100000
#endif

static const struct query_passage passages[] = {
	{ "a", "热线服务，拨打7，国7", "XR:450000", "450000", "2009-03", false },
	{ "a", "广西热務之国", "XR:450000", "450000", "2009-03", true },
	{ "a", "热务国 hotline a", NULL, NULL, "2009-03", false },
	{ "b", "国家热力７度", NULL, NULL, NULL, false },
	{ "c", "𠀀字与'引号'", "XR:450000", "450000", "2008", false },
};

static uint64_t state = 88172645463325252u;

static size_t below(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % limit);
}

/* Pieces of the language in no order, or bytes of any value. */
static void random_noise(struct buf *out)
{
	static const char *const pieces[] = {
		" ", " ", " ", "(", ")", "\"", "“", "”", "『", "』", "\\", "*",
		"+", "-", "－", "＋", ":", "：", "AND", "OR", "NOT", "NEAR/2",
		"NEAR/99999999999", "ＡＮＤ", "title:", "topic:", "地区:",
		"date:", "2009", "2009-13", "..", "id:", "a#0", "publisher:",
		"热", "熱务", "国", "7", "，", "　", "\u200B", "\u202E", "𠀀",
		"\uFFFE", "450000", "広西", "hotline", "a", "\t", "\n", "'",
		"NEAR/s", "NEAR/p", "同句", "同段", "第", "二", "条", "25",
		"二〇", "万", "guoji", "rexian", "XR:450000", "~", "^", "[", "%s%n", "\x80", "\xF0\x9F",
	};
	size_t count = below(16) ? below(24) : below(400);

	buf_put_string(out, "");
	if (below(4)) {
		while (count--)
			buf_put_string(out, pieces[below(sizeof(pieces) /
							 sizeof(*pieces))]);
		return;
	}
	while (count--)
		buf_put_byte(out, (unsigned char)(1 + below(255)));
}

/* Set one of the choices of a parameter. */
static void choose(struct request *request, const char *name,
		   const char *const choices[3])
{
	struct error err = { STATUS_OK, "" };

	request_set(request, name, choices[below(3)], &err);
}

static bool check_noise(searcher *searcher)
{
	struct buf query = BUF_INIT;
	struct request request;
	struct answer answer;
	struct error err = { STATUS_OK, "" };
	enum status status;

	random_noise(&query);
	request_init(&request);
	answer_init(&answer);
	request.help = below(2);
	choose(&request, "match", (const char *[]){ "auto", "all", "any" });
	choose(&request, "scope",
	       (const char *[]){ "passage", "passage", "document" });
	choose(&request, "group",
	       (const char *[]){ "passage", "reprint", "document" });
	choose(&request, "explain", (const char *[]){ "no", "no", "yes" });
	status = request_set(&request, "q", query.data, &err);
	if (!status)
		status = search_run(&answer, searcher, &request, &err);
	if (status && status != STATUS_USAGE)
		printf("# status %d, %s: %s\n", status, err.text, query.data);
	answer_release(&answer);
	request_release(&request);
	buf_release(&query);
	return !status || status == STATUS_USAGE;
}

int main(void)
{
	const size_t count = sizeof(passages) / sizeof(*passages);
	const char *more = getenv("QUERY_STRINGS");
	size_t strings = more ? strtoul(more, NULL, 10) : STRINGS, wrong = 0;
	char *directory = query_index_make(passages, count,
					   "region\t450000\t\t广西\t\t\n");
	searcher *searcher = NULL;
	struct error err = { STATUS_OK, "" };

	unit_begin("noise is answered or refused");
	EXPECT_INT(searcher_open(&searcher,
				 &(const char *const){ directory }, 1, &err),
		   STATUS_OK);
	for (size_t i = 0; searcher && i < strings && wrong < 5; i++)
		wrong += !check_noise(searcher);
	EXPECT_INT(wrong, 0);
	searcher_close(searcher);
	query_index_remove(directory);
	return unit_done();
}
