/* query: random boolean queries of exact strings over a random index answer as
 * a scan of all text does, in passages and in whole documents; and what else
 * must hold of any query whatever: what NOT leaves, what facets add up to, how
 * pages follow each other, what the other script finds. */
#include "tests/unit/query_index.h"
#include "tests/unit/unit.h"

#include <stdarg.h>

#include "base/buf.h"
#include "query/search/search.h"

enum { PASSAGES = 60, ROUNDS = 400, DEPTH = 3, TEXT_MOST = 24 };

/* Few characters, so that strings meet often; some are no Han.  Each in both
 * scripts. */
static const char *const alphabet[][2] = {
	{ "务", "務" }, { "热", "熱" }, { "丙", "丙" }, { "7", "７" },
	{ "，", "," }, { "国", "國" }
};

/* What the documents carry, in turn. */
static const struct {
	const char *labels, *regions, *date;
} kinds[] = {
	{ "XR:450900 XR:450000", "450900", "2009-03" },
	{ "XR:450100 XR:450000", "450100", "2009" },
	{ "XR:440000", "440000", "2010-05-01" },
	{ NULL, NULL, NULL },
	{ "XR:440000 XR:450100 XR:450000", "440000 450100", "2008" },
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

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
						     sizeof(*alphabet))]
					      [below(2)]);
	return buf_detach(&text);
}

static void make_passages(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f",
					     "g", "h", "i", "j", "k", "l" };

	for (size_t i = 0; i < PASSAGES; i++)
		passages[i] = (struct query_passage){
			.document = names[i / 5],
			.text = random_text(1, TEXT_MOST),
			.labels = kinds[i / 5 % KINDS].labels,
			.regions = kinds[i / 5 % KINDS].regions,
			.date = kinds[i / 5 % KINDS].date };
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

static size_t passage_of(const struct answer_hit *hit)
{
	size_t document = (size_t)(hit->passage.document[0] - 'a');

	return document * 5 + hit->passage.number;
}

static set answer_set(const struct answer *answer)
{
	set found = 0;

	for (size_t i = 0; i < answer->hit_count; i++)
		found |= (set)1 << passage_of(&answer->hits[i]);
	return found;
}

/* Ask with the named parameters, NULL behind the last. */
static enum status ask(struct answer *out, searcher *searcher, ...)
{
	struct request request;
	struct error err = { STATUS_OK, "" };
	const char *name;
	enum status status = STATUS_OK;
	va_list parameters;

	request_init(&request);
	answer_init(out);
	va_start(parameters, searcher);
	while (!status && (name = va_arg(parameters, const char *)))
		status = request_set(&request, name,
				     va_arg(parameters, const char *), &err);
	va_end(parameters);
	if (!status)
		status = search_run(out, searcher, &request, &err);
	request_release(&request);
	return status;
}

static set ask_set(searcher *searcher, const char *query)
{
	struct answer answer;
	set found = 0;

	if (!ask(&answer, searcher, "q", query, "match", "all", "limit", "all",
		 NULL))
		found = answer_set(&answer);
	answer_release(&answer);
	return found;
}

static bool check_scan(searcher *searcher, bool by_document)
{
	struct buf query = BUF_INIT;
	struct answer answer;
	set shown = 0, want = random_query(&query, DEPTH, by_document, &shown);
	bool holds;

	if (by_document && shown)
		want &= shown;
	holds = !ask(&answer, searcher, "q", query.data, "match", "all",
		     "limit", "all", "scope",
		     by_document ? "document" : "passage", NULL) &&
		answer_set(&answer) == want &&
		answer.total == answer.hit_count;
	if (!holds)
		printf("# %s: %llx, not %llx\n", query.data,
		       (unsigned long long)answer_set(&answer),
		       (unsigned long long)want);
	answer_release(&answer);
	buf_release(&query);
	return holds;
}

static bool check_in_passages(searcher *searcher)
{
	return check_scan(searcher, false);
}

static bool check_in_documents(searcher *searcher)
{
	return check_scan(searcher, true);
}

/* Append a leaf of any kind. */
static void random_leaf(struct buf *out)
{
	static const char *const forms[] = { "%s", "『%s』", "%s*", "(%s 热)",
					     "(%s OR 国)", "务 NEAR/3 %s",
					     "title:%s", "region:%s" };
	size_t form = below(sizeof(forms) / sizeof(*forms));
	char *text = form == 7 ? mem_string(below(2) ? "450000" : "440000")
			       : random_text(1, 3);
	const char *at = strstr(forms[form], "%s");

	buf_put(out, forms[form], (size_t)(at - forms[form]));
	buf_put_string(out, text);
	buf_put_string(out, at + 2);
	free(text);
}

/* A AND NOT B is in A, and apart from B; with A AND B it makes up A. */
static bool check_not(searcher *searcher)
{
	struct buf a = BUF_INIT, b = BUF_INIT, query = BUF_INIT;
	set in_a, in_b, both, without;

	random_leaf(&a);
	random_leaf(&b);
	in_a = ask_set(searcher, a.data);
	in_b = ask_set(searcher, b.data);
	buf_put_format(&query, "%s AND NOT %s", a.data, b.data);
	without = ask_set(searcher, query.data);
	buf_clear(&query);
	buf_put_format(&query, "%s AND %s", a.data, b.data);
	both = ask_set(searcher, query.data);
	buf_release(&query);
	if (!(without & in_b) && !(both & without) && (both | without) == in_a) {
		buf_release(&a);
		buf_release(&b);
		return true;
	}
	printf("# A %s: %llx, B %s: %llx, both %llx, A without B %llx\n",
	       a.data, (unsigned long long)in_a, b.data,
	       (unsigned long long)in_b, (unsigned long long)both,
	       (unsigned long long)without);
	buf_release(&a);
	buf_release(&b);
	return false;
}

/* How many of the passages, or of their documents, have text in their labels,
 * or a date that begins so; NULL: no date. */
static uint64_t count_with(set found, bool documents, const char *label,
			   const char *year)
{
	uint64_t count = 0;
	size_t last = PASSAGES;

	for (size_t i = 0; i < PASSAGES; i++) {
		const struct query_passage *passage = &passages[i];
		bool has = label ? passage->labels &&
					   strstr(passage->labels, label)
			 : year ? passage->date &&
					   !strncmp(passage->date, year, 4)
				: !passage->date;

		if (!(found >> i & 1) || !has || (documents && i / 5 == last))
			continue;
		last = i / 5;
		count++;
	}
	return count;
}

static bool check_facets(searcher *searcher)
{
	const bool documents = below(2);
	struct buf query = BUF_INIT;
	struct answer answer;
	bool holds = true;
	uint64_t years = 0;
	set found;

	random_leaf(&query);
	found = ask_set(searcher, query.data);
	ask(&answer, searcher, "q", query.data, "match", "all", "group",
	    documents ? "document" : "passage", "facets",
	    "region:450000,year", NULL);
	for (size_t i = 0; i < answer.facets[FACET_REGION].count; i++) {
		struct answer_facet *facet = &answer.facets[FACET_REGION].at[i];

		holds = holds && facet->count == count_with(found, documents,
							    facet->id, NULL);
	}
	for (size_t i = 0; i < answer.facets[FACET_YEAR].count; i++) {
		struct answer_facet *facet = &answer.facets[FACET_YEAR].at[i];
		const char *year = strcmp(facet->id, "undated") ? facet->id
								: NULL;

		holds = holds && facet->count ==
			count_with(found, documents, NULL, year);
		years += facet->count;
	}
	holds = holds && years == answer.total;
	if (!holds)
		printf("# facets of %s, %s\n", query.data,
		       documents ? "documents" : "passages");
	answer_release(&answer);
	buf_release(&query);
	return holds;
}

/* Pages of some size, one after another, are the whole answer in its order. */
static bool check_pages(searcher *searcher)
{
	static const char *const sorts[] = { "relevance", "date", "-date" };
	const char *sort = sorts[below(3)];
	const char *group = below(2) ? "document" : "passage";
	const bool only_filter = below(4) == 0;
	struct buf query = BUF_INIT;
	struct answer all;
	size_t size = 1 + below(9), seen = 0;
	bool holds = true, is_more = true;

	if (!only_filter)
		random_leaf(&query);
	else
		buf_put_string(&query, "");
	ask(&all, searcher, "q", query.data, "sort", sort, "group", group,
	    "limit", "all", "from", only_filter ? "2008" : "", NULL);
	while (holds && is_more) {
		struct answer page;
		char limit[24], offset[24];

		snprintf(limit, sizeof(limit), "%zu", size);
		snprintf(offset, sizeof(offset), "%zu", seen);
		ask(&page, searcher, "q", query.data, "sort", sort, "group",
		    group, "limit", limit, "offset", offset, "from",
		    only_filter ? "2008" : "", NULL);
		holds = page.total == all.total &&
			seen + page.hit_count <= all.hit_count;
		for (size_t i = 0; holds && i < page.hit_count; i++)
			holds = passage_of(&page.hits[i]) ==
				passage_of(&all.hits[seen + i]);
		seen += page.hit_count;
		is_more = page.hit_count == size;
		answer_release(&page);
	}
	holds = holds && seen == all.hit_count && seen == all.total;
	if (!holds)
		printf("# pages of %zu of \"%s\" by %s, each %s: %zu of %zu\n",
		       size, query.data, sort, group, seen, all.hit_count);
	answer_release(&all);
	buf_release(&query);
	return holds;
}

/* The query with every character in the one script or the other. */
static char *in_script(const char *query, size_t script)
{
	struct buf out = BUF_INIT;

	while (*query) {
		size_t len = 1, i = 0;

		for (; i < sizeof(alphabet) / sizeof(*alphabet); i++) {
			size_t other = strlen(alphabet[i][!script]);

			if (!strncmp(query, alphabet[i][!script], other)) {
				len = other;
				break;
			}
		}
		if (i < sizeof(alphabet) / sizeof(*alphabet))
			buf_put_string(&out, alphabet[i][script]);
		else
			buf_put(&out, query, len);
		query += len;
	}
	return buf_detach(&out);
}

static bool check_scripts(searcher *searcher)
{
	struct buf query = BUF_INIT;
	char *one, *two;
	struct answer a, b;
	bool same;

	random_leaf(&query);
	buf_put_byte(&query, ' ');
	random_leaf(&query);
	one = in_script(query.data, 0);
	two = in_script(query.data, 1);
	ask(&a, searcher, "q", one, "limit", "all", NULL);
	ask(&b, searcher, "q", two, "limit", "all", NULL);
	same = a.hit_count == b.hit_count && a.total == b.total &&
	       a.loosened == b.loosened;
	for (size_t i = 0; same && i < a.hit_count; i++)
		same = passage_of(&a.hits[i]) == passage_of(&b.hits[i]);
	if (!same)
		printf("# %s: %zu, %s: %zu\n", one, a.hit_count, two,
		       b.hit_count);
	answer_release(&a);
	answer_release(&b);
	free(one);
	free(two);
	buf_release(&query);
	return same;
}

static void check_rounds(searcher *searcher, const char *title, size_t rounds,
			 bool (*check)(struct searcher *))
{
	size_t wrong = 0;

	unit_begin(title);
	for (size_t i = 0; i < rounds && wrong < 5; i++)
		wrong += !check(searcher);
	EXPECT_INT(wrong, 0);
}

int main(void)
{
	char *directory;
	searcher *searcher = NULL;
	struct error err = { STATUS_OK, "" };

	make_passages();
	directory = query_index_make(passages, PASSAGES,
				     "region\t450000\t\t广西\t\t\n"
				     "region\t450100\t450000\t南宁\t\t\n"
				     "region\t450900\t450000\t玉林\t\t\n"
				     "region\t440000\t\t广东\t\t\n");
	unit_begin("the index opens");
	EXPECT_INT(searcher_open(&searcher,
				 &(const char *const){ directory }, 1, &err),
		   STATUS_OK);
	if (!searcher) {
		printf("Bail out! %s\n", err.text);
		return 1;
	}
	check_rounds(searcher, "random queries in passages", ROUNDS,
		     check_in_passages);
	check_rounds(searcher, "random queries over documents", ROUNDS,
		     check_in_documents);
	check_rounds(searcher, "A AND NOT B has nothing of B", ROUNDS,
		     check_not);
	check_rounds(searcher, "facets are what counting gives", ROUNDS,
		     check_facets);
	check_rounds(searcher, "pages make up the answer", ROUNDS, check_pages);
	check_rounds(searcher, "both scripts find the same", ROUNDS,
		     check_scripts);
	searcher_close(searcher);
	query_index_remove(directory);
	for (size_t i = 0; i < PASSAGES; i++)
		free((void *)(uintptr_t)passages[i].text);
	return unit_done();
}
