/* Why the first hit stands before the second: the parts of their scores. */
#include "query/search/explain.h"

#include "query/match/match_remote.h"
#include "query/match/rank.h"

enum { COMPARED = 2, SEARCHED = 5 * RANK_DEPTH };

/* The parts of a hit's score; false where only a server has its text. */
static bool take_apart(struct rank_parts *out, ranker *ranker,
		       const struct engine *engine,
		       const struct match_hit *hit, double weight)
{
	const size_t shards = index_shard_count(engine->index);
	const folded_text *folded = index_folded(engine->index,
						 (hit->id - 1) % shards);
	size_t count = 0;
	bool continues;
	const uint16_t *text = folded ? folded_at(folded,
		(uint32_t)((hit->id - 1) / shards) + 1, &count, &continues)
		: NULL;

	if (text)
		rank_explain(out, ranker, text, count, weight);
	return text;
}

/* What BM25 gave these two, which the second look replaced; false when they are
 * not among the best. */
static bool find_weights(double *out, const struct engine *engine,
			 const struct plan *plan,
			 const struct request *request,
			 const struct match_hit *hits)
{
	struct match best = { .hits = NULL };
	size_t found = 0;
	xc_search *search = NULL;
	xc_hits *answer = NULL;

	if (!xc_search_new(&search, index_database(engine->index), NULL) &&
	    !match_order(search, plan, plan->query, request, NULL) &&
	    !xc_search_run(&answer, search, 0, SEARCHED, 0, NULL) &&
	    !match_keep(&best, answer, NULL))
		for (size_t i = 0; i < best.count; i++)
			for (size_t k = 0; k < COMPARED; k++)
				if (best.hits[i].id == hits[k].id) {
					out[k] = best.hits[i].weight;
					found++;
				}
	match_release(&best);
	xc_hits_free(answer);
	xc_search_free(search);
	return found == COMPARED;
}

static void put_row(struct buf *out, const char *name, double one, double two,
		    const char *what)
{
	buf_put_format(out, "%-10s %9.2f %9.2f   %s\n", name, one, two, what);
}

static void put_table(struct buf *out, const struct rank_parts *one,
		      const struct rank_parts *two,
		      const struct match_hit *hits)
{
	put_row(out, "terms", one->terms, two->terms,
		"words and bigrams, related ones included (BM25)");
	put_row(out, "coverage", one->coverage, two->coverage,
		"how many of its characters occur");
	put_row(out, "lead", one->lead, two->lead,
		"terms at the passage's beginning");
	put_row(out, "frequency", one->frequency, two->frequency,
		"how often its characters occur");
	put_row(out, "closeness", one->closeness, two->closeness,
		"how many stand close together");
	put_row(out, "length", one->length, two->length,
		"shorter passages first");
	put_row(out, "context", hits[0].weight - rank_sum(one),
		hits[1].weight - rank_sum(two),
		"another passage of the document");
	put_row(out, "score", hits[0].weight, hits[1].weight, "all of it");
}

void explain_score(struct buf *out, const struct engine *engine,
		   const struct plan *plan, const struct match *match,
		   const struct request *request)
{
	const struct match_hit *hits = match->hits;
	struct rank_parts parts[COMPARED];
	double weights[COMPARED] = { 0 };
	ranker *ranker;

	if (match->count < COMPARED || !plan->rank.term_count ||
	    plan->by_labels || request->sort != SORT_RELEVANCE ||
	    request->offset + COMPARED > RANK_DEPTH ||
	    !find_weights(weights, engine, plan, request, hits))
		return;
	ranker = ranker_new(&plan->rank);
	if (take_apart(&parts[0], ranker, engine, &hits[0], weights[0]) &&
	    take_apart(&parts[1], ranker, engine, &hits[1], weights[1])) {
		buf_put_format(out, "why        %9s %9s\n", "hit 1", "hit 2");
		put_table(out, &parts[0], &parts[1], hits);
	}
	ranker_free(ranker);
}
