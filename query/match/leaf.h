/* query/match/leaf.h - one leaf of a query: its words, its terms, its weight.
 *
 * A word leaf ("民生热线") is what stands between two blanks.  It is folded and
 * cut into words by the index's own segmenter.  It is found strictly where
 * each of its words occurs, and loosely where any of its terms does. */
#ifndef QUERY_MATCH_LEAF_H
#define QUERY_MATCH_LEAF_H
#include <stdbool.h>
#include "query/answer/answer.h"
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/match/exact.h"
#include "query/match/rank.h"
#include "query/language/syntax.h"
#include "text/text.h"

/* A bag of terms, each with how often it was asked for (less where it only asks
 * or joins, see query/match/rank_words.h); the OR of them ranks. */
struct bag {
	struct bag_term {
		char *bytes;
		size_t len;
		double asked;
		/* bag_weigh() sets: */
		double factor;	/* of Xapian's weight */
		double weight;	/* the factor with its idf */
		bool is_known;	/* a passage has it */
	} *terms;
	size_t count, capacity;
	struct bag_related *related;	/* leaf_related.c */
	size_t related_count, related_capacity;
	struct parts parts;	/* what else weighs: prefixes */
	struct rank_query rank;	/* for the second look */
};

/* A word that is related to one of the query's (query/match/related.h). */
struct bag_related {
	struct bag bag;		/* its terms */
	double own;		/* what the query's word weighs */
	double share;		/* how much of that this one may weigh */
};

void bag_release(struct bag *bag);
void bag_add(struct bag *bag, const char *term, size_t len, double asked);
/* Find out what each term weighs in this index, when the bag is complete. */
enum status bag_weigh(struct bag *bag, const struct engine *engine,
		      struct error *err);
/* The same for its terms alone; *out is what they weigh together. */
enum status bag_weigh_terms(double *out, struct bag *bag,
			    const struct engine *engine, struct error *err);
const xc_query *bag_query(struct builder *builder, const struct bag *bag);
/* Add the queries of the bag's terms. */
void bag_parts(struct parts *out, struct builder *builder,
	       const struct bag *bag);

/* The folded characters of a leaf, white space collapsed. */
void leaf_text(struct text *out, const struct syntax_node *leaf);
/* Its words: spans of the folded text, which the caller frees. */
enum status leaf_words(struct text_span **out, size_t *count,
		       const struct engine *engine, const struct text *text,
		       struct error *err);
/* Does it hold any word, so that there is something to find? */
bool leaf_has_words(const struct engine *engine,
		    const struct syntax_node *leaf);

/* Add what a passage must hold when all words of the leaf are wanted: the term
 * of a word that is one bigram or a run of letters which the index knows, and
 * the word itself, to be verified, in all other cases.  A bigram's term also
 * stands where a paragraph that was cut goes on, up to 63 characters into the
 * next passage; verified: bigrams are verified too, so that this does not
 * count.  For a number that is written otherwise somewhere, a query is added to
 * parts: its words, or the string that it is then.  Failure is the builder's. */
void leaf_require(struct demand *demand, struct parts *parts,
		  struct builder *builder, struct engine *engine,
		  const struct syntax_node *leaf, bool verified);
/* The exact string of the leaf. */
void leaf_demand_exact(struct demand *demand, const struct syntax_node *leaf);
/* Numbers of a demand's needles, the caller's to free(at). */
struct leaf_needles {
	size_t *at, count, capacity;
};
/* Add the leaf's words (all of an exact string) as needles.  A leaf with a
 * number can be written in so many *variants; which, modulo that, chooses one,
 * and 0 is as it was typed. */
enum status leaf_needles(struct leaf_needles *out, size_t *variants,
			 struct demand *demand, const struct engine *engine,
			 const struct syntax_node *leaf, size_t which,
			 struct error *err);

/* Add the leaf's terms (words and bigrams), with prefix before each. */
enum status leaf_bag(struct bag *bag, const struct engine *engine,
		     const struct syntax_node *leaf, const char *prefix,
		     struct error *err);
/* Any of the leaf's terms, or a number in it in another spelling; NULL when it
 * has none. */
const xc_query *leaf_any(struct builder *builder, struct engine *engine,
			 const struct syntax_node *leaf);
/* Add the passages with another spelling of a number in the leaf.  Remote shards
 * cannot be asked for it exactly: there the words of the spelling must do, which
 * the bag has. */
void leaf_spellings(struct parts *out, struct builder *builder,
		    struct engine *engine, const struct syntax_node *leaf);
/* All passages of the documents whose first passage first finds: titles stand
 * there only. */
const xc_query *leaf_documents(struct builder *builder,
			       const struct engine *engine,
			       const xc_query *first);
/* Title words, all of them, as far as terms can tell. */
const xc_query *leaf_title(struct builder *builder, const struct engine *engine,
			   const struct syntax_node *leaf);
/* The words that begin with the leaf: the LEAF_EXPAND most frequent, and a
 * warning when there are more. */
enum { LEAF_EXPAND = 100 };
const xc_query *leaf_prefix(struct builder *builder,
			    const struct engine *engine, struct answer *answer,
			    const struct syntax_node *leaf, const char *prefix);

/* leaf_new.c: what the words of a leaf weigh that no passage has as a term,
 * because the lexicon learnt them after it was indexed: they are looked for as
 * strings.  Parts for a bag; nothing where a shard is remote. */
void leaf_new_words(struct parts *out, struct builder *builder,
		    struct engine *engine, const struct syntax_node *leaf);

/* leaf_related.c: add the words that are related to those of a leaf.  They weigh
 * where the query's own words match, and match nothing by themselves. */
enum status leaf_related(struct bag *bag, const struct engine *engine,
			 const struct syntax_node *leaf, struct error *err);
/* bag_weigh() for them: what they hold beside the bag's own terms. */
enum status leaf_related_weigh(struct bag *bag, const struct engine *engine,
			       struct error *err);
/* What they add; NULL when there are none. */
const xc_query *leaf_related_query(struct builder *builder,
				   const struct bag *bag);

#endif
