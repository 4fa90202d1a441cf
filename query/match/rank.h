/* query/match/rank.h - the order of the passages that were found: what a query's
 * terms weigh, and a second, closer look at the best of them.
 *
 * First Xapian's BM25 orders all passages by the OR of the query's terms, each
 * scaled by rank_factor().  Then the best RANK_DEPTH of them are put in the
 * order of rank_score(), which sees their text; the others follow as they are.
 * So the second look changes no set and no total, and the pages of an answer
 * fit together whatever their size.
 * docs/ranking.md has what was tried, and the figures.
 * Units:  texts are folded UTF-16, as index/folded.h keeps them. */
#ifndef QUERY_MATCH_RANK_H
#define QUERY_MATCH_RANK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RANK_DEPTH = 150 };

/* BM25's parameters that go with the rest. */
#define RANK_K1 0.8
#define RANK_B 0.5
/* What a term counts for when it stands in the title of the document. */
#define RANK_TITLE 0.3
/* What the best other passage of the document adds, of its score. */
#define RANK_CONTEXT 0.1

/* Xapian's own idf of a term that frequency of documents passages have. */
double rank_idf(uint32_t frequency, uint32_t documents);
/* What to multiply Xapian's weight of a term by that the query asks for asked
 * times (parts of a time: see rank_words_share()). */
double rank_factor(double idf, double asked);

/* A weight as precise as it can be whoever added it up, in whatever order. */
double rank_round(double weight);

/* A query as the second look needs it.  Zeroed is empty; the caller ends it
 * with rank_query_release(). */
struct rank_query {
	struct rank_term {
		size_t at, count;
		double weight;
		bool is_related;	/* not the query's own */
	} *terms;
	struct rank_character { uint32_t cp; double weight; } *characters;
	uint16_t *units;	/* of all terms */
	size_t term_count, character_count, unit_count;
	size_t term_capacity, character_capacity, unit_capacity;
};

void rank_query_release(struct rank_query *query);
/* A term with its whole weight: idf and factor. */
void rank_query_add_term(struct rank_query *query, const char *utf8,
			 size_t len, double weight);
/* The same for a term of a word that is related to one of the query's. */
void rank_query_add_related(struct rank_query *query, const char *utf8,
			    size_t len, double weight);
bool rank_query_has_related(const struct rank_query *query);
/* A character, which counts share (0 to 1); of equal ones the greatest. */
void rank_query_add_character(struct rank_query *query, uint32_t cp,
			      double share);

/* Scores texts for one query. */
typedef struct ranker ranker;
ranker *ranker_new(const struct rank_query *query);
void ranker_free(ranker *ranker);

/* The score of a passage with this text, to which BM25 gave weight.  It has
 * weight's unit, so that it can be compared for passages of one query only. */
double rank_score(ranker *ranker, const uint16_t *text, size_t count,
		  double weight);

/* What that score is the sum of. */
struct rank_parts {
	double terms;		/* BM25's weight */
	double coverage;	/* characters of the query that occur */
	double lead;		/* terms that begin the passage */
	double frequency, closeness, length;
};
void rank_explain(struct rank_parts *out, ranker *ranker,
		  const uint16_t *text, size_t count, double weight);
double rank_sum(const struct rank_parts *parts);

#endif
