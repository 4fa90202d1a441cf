/* What the words weigh that are related to those of a leaf. */
#include "query/match/leaf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/related.h"

/* A related word weighs no more than this of the query's own, less where there
 * are several (docs/ranking.md). */
static const double share_of_one = 0.8, share_power = -0.3;

enum {
	MOST = 64,		/* related words in a query */
	MOST_TERMS = 24		/* the most telling ones, as each costs time */
};

static enum status add_term(void *context, const struct term *term)
{
	bag_add(context, term->bytes, term->len, 1);
	return STATUS_OK;
}

static enum status own_weight(double *out, const struct engine *engine,
			      const uint32_t *cp, size_t count,
			      struct error *err)
{
	struct bag own = { .count = 0 };
	enum status status = terms_each(engine->segmenter, cp, count, add_term,
					&own);

	if (!status)
		status = bag_weigh_terms(out, &own, engine, err);
	bag_release(&own);
	return status;
}

static enum status add_word(struct bag *bag, const struct engine *engine,
			    const struct related_word *word, double own,
			    double share)
{
	uint32_t *cp = mem_array(word->count, sizeof(*cp));
	struct bag_related *made;
	enum status status;

	mem_reserve(&bag->related, &bag->related_capacity,
		    bag->related_count + 1, sizeof(*bag->related));
	made = &bag->related[bag->related_count++];
	*made = (struct bag_related){ .own = own, .share = share };
	for (size_t i = 0; i < word->count; i++)
		cp[i] = word->units[i];
	status = terms_each(engine->segmenter, cp, word->count, add_term,
			    &made->bag);
	free(cp);
	return status;
}

static enum status add_words(struct bag *bag, const struct engine *engine,
			     const struct text *text,
			     const struct related *related, struct error *err)
{
	const double share = share_of_one *
			     pow((double)related->count, share_power);
	double own = 0;
	enum status status = own_weight(&own, engine,
					text->cp + related->at.begin,
					related->at.end - related->at.begin,
					err);

	for (size_t i = 0; !status && i < related->count &&
	     bag->related_count < MOST; i++)
		status = add_word(bag, engine, &related->words[i], own, share);
	return status;
}

enum status leaf_related(struct bag *bag, const struct engine *engine,
			 const struct syntax_node *leaf, struct error *err)
{
	struct text text = TEXT_INIT;
	struct text_span *words;
	struct related related;
	size_t count, at = 0;
	enum status status;

	leaf_text(&text, leaf);
	status = leaf_words(&words, &count, engine, &text, err);
	while (!status && (at = related_next(&related, text.cp, text.count,
					     words, count, at)))
		status = add_words(bag, engine, &text, &related, err);
	free(words);
	text_release(&text);
	return status;
}

static bool holds(const struct bag *bag, const struct bag_term *term)
{
	for (size_t i = 0; i < bag->count; i++)
		if (bag->terms[i].len == term->len &&
		    !memcmp(bag->terms[i].bytes, term->bytes, term->len))
			return true;
	return false;
}

/* Drop from related word number what no passage has, what the query asks for
 * anyway, and what an earlier related word has.  Gives what is left of its
 * weight. */
static double drop_known(struct bag *bag, size_t number)
{
	struct bag *from = &bag->related[number].bag;
	double left = 0;
	size_t kept = 0;

	for (size_t i = 0; i < from->count; i++) {
		const struct bag_term term = from->terms[i];
		bool known = !term.is_known || holds(bag, &term);

		for (size_t k = 0; k < number && !known; k++)
			known = holds(&bag->related[k].bag, &term);
		if (known) {
			free(term.bytes);
			continue;
		}
		left += term.weight;
		from->terms[kept++] = term;
	}
	from->count = kept;
	return left;
}

static int compare_weights(const void *a, const void *b)
{
	const double one = *(const double *)a, two = *(const double *)b;

	return (one < two) - (one > two);
}

/* The weight that MOST_TERMS of the related words' terms reach. */
static double least_weight(const struct bag *bag)
{
	double *weights = NULL, least;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < bag->related_count; i++)
		for (size_t k = 0; k < bag->related[i].bag.count; k++) {
			mem_reserve(&weights, &capacity, count + 1,
				    sizeof(*weights));
			weights[count++] = bag->related[i].bag.terms[k].weight;
		}
	if (count)
		qsort(weights, count, sizeof(*weights), compare_weights);
	least = count > MOST_TERMS ? weights[MOST_TERMS - 1] : 0;
	free(weights);
	return least;
}

/* Keep the related words' terms of that weight. */
static void keep_telling(struct bag *bag, double least)
{
	for (size_t i = 0; i < bag->related_count; i++) {
		struct bag *from = &bag->related[i].bag;
		size_t kept = 0;

		for (size_t k = 0; k < from->count; k++) {
			const struct bag_term term = from->terms[k];

			if (term.weight < least) {
				free(term.bytes);
				continue;
			}
			rank_query_add_related(&bag->rank, term.bytes,
					       term.len, term.weight);
			from->terms[kept++] = term;
		}
		from->count = kept;
	}
}

enum status leaf_related_weigh(struct bag *bag, const struct engine *engine,
			       struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < bag->related_count; i++) {
		struct bag_related *one = &bag->related[i];
		double all, factor;

		status = bag_weigh_terms(&all, &one->bag, engine, err);
		all = drop_known(bag, i);
		factor = one->share * (all > one->own ? one->own / all : 1);
		for (size_t k = 0; k < one->bag.count; k++) {
			one->bag.terms[k].factor *= factor;
			one->bag.terms[k].weight *= factor;
		}
	}
	keep_telling(bag, least_weight(bag));
	return status;
}

const xc_query *leaf_related_query(struct builder *builder,
				   const struct bag *bag)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	for (size_t i = 0; i < bag->related_count; i++)
		bag_parts(&parts, builder, &bag->related[i].bag);
	if (parts.count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}
