/* query: "..." finds exactly the passages whose folded text contains the string.
 * Random substrings of real passages, as an index program makes them, are looked
 * for by the query tool's own search and by a scan that shares nothing with it
 * but the fold; no passage may be missed and none added.
 *
 * EXACT_STRINGS=100000 sets how many strings are tried on each index. */
#include "tests/unit/corpus.h"
#include "tests/unit/unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/match/match.h"
#include "query/match/plan.h"
#include "query/language/syntax.h"

#define NEWS "../shared/data/news/"
#if defined(__SANITIZE_ADDRESS__)
#define STRINGS 1500
#else
#define STRINGS 6000
#endif
enum { EXACT_MOST = 64, SHORT_MOST = 6, WRONG_MOST = 5, SHARDS_MOST = 16 };

/* Other characters that fold to the same one, by the folded one. */
static uint32_t variant_of[CORPUS_CHARACTERS];
static uint64_t state = 0x9E3779B97F4A7C15u;

static size_t below(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % limit);
}

/* A character near which strings are likely to go wrong, or any. */
static size_t random_place(const struct corpus *corpus)
{
	const size_t any = below(corpus->shown.count);
	const struct place *place = &corpus->places[corpus->place_of[any]];
	size_t at = any;

	switch (below(8)) {
	case 0:		/* where the text under a heading begins */
		for (size_t i = 0; i < 50 && !place->body; i++)
			place = &corpus->places[below(corpus->count)];
		return place->begin + place->body;
	case 1:		/* where a paragraph is cut */
		return corpus->cut_count ? corpus->places[corpus->cuts[
			below(corpus->cut_count)]].end : any;
	case 2:		/* what is no Han */
		for (size_t i = 0; i < 50 && is_han(corpus->folded[at]); i++)
			at = below(corpus->shown.count);
		return at;
	case 3:		/* a rare character */
		for (size_t i = 0; i < 2000 &&
		     corpus_frequency(corpus, corpus->folded[at]) > 3; i++)
			at = below(corpus->shown.count);
		return at;
	case 4:
		return below(2) ? place->begin : place->end;
	}
	return any;
}

/* A random string as displayed, around such a place and within one paragraph;
 * *crosses tells that it does not lie within one passage. */
static size_t random_string(uint32_t *out, bool *crosses,
			    const struct corpus *corpus)
{
	size_t count = 1 + below(below(2) ? SHORT_MOST : EXACT_MOST);
	size_t at = random_place(corpus), back = below(count + 1);
	const struct place *place;

	at -= at < back ? at : back;
	if (at == corpus->shown.count)
		at--;
	place = &corpus->places[corpus->place_of[at]];
	if (count > place->reach - at)
		count = place->reach - at;
	memcpy(out, corpus->shown.cp + at, count * sizeof(*out));
	*crosses = at + count > place->end;
	return count;
}

/* Change what must not matter, the form of characters; and now and then what
 * must, one character: then the string is no longer one that must be there. */
static bool disguise(uint32_t *string, size_t count,
		     const struct corpus *corpus)
{
	size_t kind = below(4);

	for (size_t i = 0; kind == 0 && i < count; i++) {
		uint32_t folded = fold_cp(string[i]);

		if (variant_of[folded] && below(2))
			string[i] = variant_of[folded];
	}
	if (kind != 1 || below(2))
		return true;
	string[below(count)] = corpus->shown.cp[below(corpus->shown.count)];
	return false;
}

static void make_variants(void)
{
	for (uint32_t c = 1; c < 0x30000; c++) {
		uint32_t folded = fold_cp(c);

		if (folded != c && (!variant_of[folded] || below(2)) &&
		    (c < 0xD800 || c > 0xDFFF))
			variant_of[folded] = c;
	}
}

/* The string in quotes, as one types it: the closing quote gets a backslash,
 * and so do the backslashes before one. */
static void put_query(struct buf *out, const uint32_t *string, size_t count)
{
	static const uint32_t quotes[][2] = { { '"', '"' }, { 0x201C, 0x201D },
					      { 0x300C, 0x300D },
					      { 0x300E, 0x300F } };
	const uint32_t *pair = quotes[below(4)];
	size_t slashes = 0;

	text_cps_to_utf8(out, &pair[0], 1);
	for (size_t i = 0; i <= count; i++) {
		bool closes = i == count || string[i] == pair[1];

		for (; closes && slashes; slashes--)
			buf_put_byte(out, '\\');
		if (i == count)
			break;
		if (closes)
			buf_put_byte(out, '\\');
		slashes = string[i] == '\\' ? slashes + 1 : 0;
		text_cps_to_utf8(out, &string[i], 1);
	}
	text_cps_to_utf8(out, &pair[1], 1);
}

/* What one index is asked, and what went wrong. */
struct trial {
	const struct corpus *corpus;
	struct engine engine;
	bool *want;		/* by passage */
	size_t first[SHARDS_MOST];	/* passage of each shard's first id */
	size_t strings, hits, crossing, wrong;
};

/* Take the hits off what is wanted; is each wanted, and are they all, or the
 * first page with the right total? */
static bool is_wanted(struct trial *trial, const struct match *match,
		      size_t want_count, size_t most)
{
	const size_t shards = index_shard_count(trial->engine.index);
	bool same = match->total == want_count && match->total_exact &&
		match->count == (want_count < most ? want_count : most);

	for (size_t i = 0; same && i < match->count; i++) {
		size_t id = match->hits[i].id - 1;
		size_t at = trial->first[id % shards] + id / shards;

		same = at < trial->corpus->count && trial->want[at];
		trial->want[at] = false;
	}
	return same;
}

/* The search itself without decoding the passages. */
static bool finds_wanted(struct trial *trial, const struct request *request,
			 const struct syntax *syntax, size_t want_count,
			 struct error *err)
{
	struct answer answer;
	struct builder builder;
	struct plan plan;
	struct match match = { .total = 0 };
	bool holds = false;

	answer_init(&answer);
	build_init(&builder, err);
	if (!plan_make(&plan, &trial->engine, &builder, &answer, request,
		       syntax, PLAN_ALL, false, err) &&
	    !match_run(&match, &trial->engine, &builder, &plan, request, err))
		holds = is_wanted(trial, &match, want_count,
				  request->limit == REQUEST_ALL ? SIZE_MAX :
				  (size_t)request->limit);
	if (!holds)
		printf("# %s: %llu found, %zu there are; %s\n", request->query,
		       (unsigned long long)match.total, want_count, err->text);
	match_release(&match);
	plan_release(&plan);
	build_release(&builder);
	answer_release(&answer);
	return holds;
}

static bool search(struct trial *trial, const char *query, size_t want_count)
{
	struct request request;
	struct syntax syntax;
	struct error err = { STATUS_OK, "" };
	bool holds;

	request_init(&request);
	request_set(&request, "q", query, &err);
	if (below(4))
		request_set(&request, "limit", "all", &err);
	holds = !syntax_parse(&syntax, query, &err) &&
		!syntax.warnings.count && syntax.leaves == 1;
	if (holds)
		holds = finds_wanted(trial, &request, &syntax, want_count,
				     &err);
	else
		printf("# %s: is not read as one exact string\n", query);
	syntax_release(&syntax);
	request_release(&request);
	return holds;
}

/* A query's white space counts as one space, whatever and however much it is. */
static size_t fold_string(uint32_t *string, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		string[kept] = fold_cp(string[i]);
		if (string[kept] != ' ' || !kept || string[kept - 1] != ' ')
			kept++;
	}
	return kept;
}

static void try_string(struct trial *trial)
{
	uint32_t string[EXACT_MOST];
	struct buf query = BUF_INIT;
	bool does_cross = false, is_real, holds;
	size_t count = random_string(string, &does_cross, trial->corpus), want;

	is_real = disguise(string, count, trial->corpus);
	put_query(&query, string, count);
	count = fold_string(string, count);
	want = corpus_scan(trial->want, trial->corpus, string, count);
	holds = search(trial, query.data, want) && (want || !is_real);
	if (!want && is_real)
		printf("# %s: a substring that cannot be found\n", query.data);
	trial->strings++;
	trial->hits += want;
	trial->crossing += does_cross;
	trial->wrong += !holds;
	buf_release(&query);
}

static void try_strings(struct trial *trial)
{
	const index_reader *index = trial->engine.index;
	const char *more = getenv("EXACT_STRINGS");
	size_t count = more ? strtoul(more, NULL, 10) : STRINGS;
	struct xc_database_info info = { 0 };

	trial->want = mem_array(trial->corpus->count, sizeof(bool));
	for (size_t i = 0; i + 1 < index_shard_count(index) &&
	     i + 1 < SHARDS_MOST; i++) {
		xc_database_info(index_shard(index, i), &info, NULL);
		trial->first[i + 1] = trial->first[i] + info.last_id;
	}
	while (trial->strings < count && trial->wrong < WRONG_MOST)
		try_string(trial);
	free(trial->want);
}

static bool engine_open(struct engine *engine, const char *directory)
{
	struct error err = { STATUS_OK, "" };

	memset(engine, 0, sizeof(*engine));
	if (index_open(&engine->index, &directory, 1, &err) ||
	    segmenter_new(&engine->segmenter, index_lexicon(engine->index),
			  &err))
		EXPECT_STR(err.text, "");
	return engine->segmenter;
}

static void engine_close(struct engine *engine)
{
	engine_forget(engine);
	segmenter_free(engine->segmenter);
	index_close(engine->index);
}

static void check_index(const char *directory, const char *title)
{
	struct trial trial = { .strings = 0 };
	struct corpus corpus = { .count = 0 };

	unit_begin(title);
	trial.corpus = &corpus;
	if (engine_open(&trial.engine, directory) &&
	    corpus_load(&corpus, trial.engine.index))
		try_strings(&trial);
	EXPECT_INT(trial.wrong, 0);
	EXPECT(trial.hits > 0);
	printf("# %zu strings in %zu passages, %zu across a cut: %zu hits, "
	       "%zu differences\n", trial.strings, corpus.count,
	       trial.crossing, trial.hits, trial.wrong);
	corpus_release(&corpus);
	engine_close(&trial.engine);
}

/* Index what comes out of a shell command, as JSON Lines, or sources, with the
 * program that stands beside the tests. */
static void check_sources(const char *programs, const char *lines,
			  const char *sources, const char *title)
{
	char *directory = mem_string("/tmp/bagui-unit-XXXXXX");
	struct buf command = BUF_INIT;

	if (!mkdtemp(directory)) {
		printf("Bail out! %s cannot be made\n", directory);
		exit(1);
	}
	buf_put_format(&command, "{ %s; } | %s/../bagui-index -i %s/index -j2 "
		       "--progress=never %s >%s/log 2>&1", lines, programs,
		       directory, sources, directory);
	if (system(command.data))
		printf("# failed: %s\n", command.data);
	buf_clear(&command);
	buf_put_format(&command, "%s/index", directory);
	check_index(command.data, title);
	buf_clear(&command);
	buf_put_format(&command, "rm -rf %s", directory);
	if (system(command.data))
		printf("# %s is left\n", directory);
	buf_release(&command);
	free(directory);
}

/* Reports in both scripts: as many documents as give some thousand passages
 * within seconds, or all of them. */
static void check_news(const char *programs)
{
	static const struct { const char *name; unsigned documents; } news[] = {
		{ "government_work_reports", 12 }, { "cpc_congress", 4 },
		{ "provincial_work_reports_2025", 4 },
		{ "hk_fire_news_traditional_2025", 200 },
	};
	const char *title = "strings of real reports in both scripts";
	struct buf lines = BUF_INIT;

	if (access(NEWS, R_OK) || system("zstdcat --version >/dev/null 2>&1")) {
		unit_begin("strings of real reports # SKIP no zstdcat or " NEWS);
		return;
	}
	for (size_t i = 0; i < sizeof(news) / sizeof(*news); i++)
		buf_put_format(&lines, "%szstdcat " NEWS "%s.jsonl.zst | "
			       "sed -n 1,%up", i ? "; " : "", news[i].name,
			       getenv("EXACT_STRINGS") ? 100000
						       : news[i].documents);
	check_sources(programs, lines.data, "-", title);
	buf_release(&lines);
}

int main(int argc, char **argv)
{
	char *programs = mem_string(argv[0]), *slash = strrchr(programs, '/');

	(void)argc;
	*(slash ? slash : programs) = '\0';
	make_variants();
	check_sources(programs, ":", "corpus/sample",
		      "strings of the project's own documents");
	check_news(programs);
	free(programs);
	return unit_done();
}
