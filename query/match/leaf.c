#include "query/match/leaf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/leaf_number.h"
#include "query/match/rank_words.h"
#include "schema/schema.h"
#include "text/fold.h"

/* Terms that are looked for in titles, too: the most telling ones, as each costs
 * time and a title is short. */
enum { TITLE_TERMS = 8 };

void bag_release(struct bag *bag)
{
	for (size_t i = 0; i < bag->count; i++)
		free(bag->terms[i].bytes);
	free(bag->terms);
	for (size_t i = 0; i < bag->related_count; i++)
		bag_release(&bag->related[i].bag);
	free(bag->related);
	parts_release(&bag->parts);
	rank_query_release(&bag->rank);
	memset(bag, 0, sizeof(*bag));
}

void bag_add(struct bag *bag, const char *term, size_t len, double asked)
{
	for (size_t i = 0; i < bag->count; i++) {
		if (bag->terms[i].len != len ||
		    memcmp(bag->terms[i].bytes, term, len))
			continue;
		bag->terms[i].asked += asked;
		return;
	}
	mem_reserve(&bag->terms, &bag->capacity, bag->count + 1,
		    sizeof(*bag->terms));
	bag->terms[bag->count++] = (struct bag_term){
		mem_string_len(term, len), len, asked, 1, 0, false };
}

/* Is it a term of a title, which title: asked for? */
static bool is_prefixed(const struct bag_term *term)
{
	return isupper((unsigned char)*term->bytes);
}

enum status bag_weigh_terms(double *out, struct bag *bag,
			    const struct engine *engine, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	*out = 0;
	if (xc_database_info(index_database(engine->index), &info, &xerr))
		return index_error(err, "searching", &xerr);
	for (size_t i = 0; i < bag->count; i++) {
		struct bag_term *term = &bag->terms[i];
		const uint32_t frequency = engine_frequency(engine, term->bytes,
							    term->len);
		const double idf = rank_idf(frequency, info.documents);

		term->factor = rank_factor(idf, term->asked);
		term->is_known = frequency > 0;
		term->weight = idf * term->factor;
		*out += term->weight;
	}
	return STATUS_OK;
}

enum status bag_weigh(struct bag *bag, const struct engine *engine,
		      struct error *err)
{
	double all;
	enum status status = bag_weigh_terms(&all, bag, engine, err);

	for (size_t i = 0; !status && i < bag->count; i++) {
		const struct bag_term *term = &bag->terms[i];

		if (term->is_known && !is_prefixed(term))
			rank_query_add_term(&bag->rank, term->bytes, term->len,
					    term->weight);
	}
	return status ? status : leaf_related_weigh(bag, engine, err);
}

static const xc_query *title_term(struct builder *builder,
				  const struct bag_term *term)
{
	struct buf key = BUF_INIT;
	const xc_query *query;

	schema_key(&key, PREFIX_TITLE, term->bytes, term->len);
	query = build_scaled(builder, build_term(builder, key.data, key.len, 1),
			     term->factor * RANK_TITLE);
	buf_release(&key);
	return query;
}

void bag_parts(struct parts *out, struct builder *builder,
	       const struct bag *bag)
{
	for (size_t i = 0; i < bag->count; i++) {
		const struct bag_term *term = &bag->terms[i];

		parts_add(out, build_scaled(builder,
			build_term(builder, term->bytes, term->len, 1),
			term->factor));
	}
	for (size_t i = 0; i < bag->parts.count; i++)
		parts_add(out, bag->parts.at[i]);
}

static const xc_query *bag_combined(struct builder *builder,
				    const struct bag *bag)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	bag_parts(&parts, builder, bag);
	if (parts.count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}

/* The weight of the most telling terms in the title. */
static const xc_query *title_query(struct builder *builder,
				   const struct bag *bag)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;
	bool *taken = mem_array(bag->count + 1, sizeof(*taken));

	for (size_t round = 0; round < TITLE_TERMS; round++) {
		const struct bag_term *best = NULL;

		for (size_t i = 0; i < bag->count; i++)
			if (!taken[i] && bag->terms[i].is_known &&
			    !is_prefixed(&bag->terms[i]) &&
			    (!best || bag->terms[i].factor > best->factor))
				best = &bag->terms[i];
		if (!best)
			break;
		taken[best - bag->terms] = true;
		parts_add(&parts, title_term(builder, best));
	}
	if (parts.count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	free(taken);
	return query;
}

const xc_query *bag_query(struct builder *builder, const struct bag *bag)
{
	const xc_query *query = bag_combined(builder, bag);

	return query ? build_pair(builder, XC_AND_MAYBE, query,
			build_pair(builder, XC_OR, title_query(builder, bag),
				   leaf_related_query(builder, bag))) : NULL;
}

void leaf_text(struct text *out, const struct syntax_node *leaf)
{
	size_t kept = 0;

	text_clear(out);
	text_put_utf8(out, leaf->text, strlen(leaf->text), 0);
	fold_cps(out->cp, out->cp, out->count);
	for (size_t i = 0; i < out->count; i++)
		if (out->cp[i] != ' ' || !kept || out->cp[kept - 1] != ' ')
			out->cp[kept++] = out->cp[i];
	out->count = kept;
}

enum status leaf_words(struct text_span **out, size_t *count,
		       const struct engine *engine, const struct text *text,
		       struct error *err)
{
	const struct text_span *spans = NULL;
	enum status status = terms_words(engine->segmenter, text->cp,
					 text->count, &spans, count);

	*out = NULL;
	if (status) {
		*count = 0;
		return error_set(err, status, "segmenting the query failed");
	}
	*out = mem_array(*count + 1, sizeof(**out));
	if (*count)
		memcpy(*out, spans, *count * sizeof(**out));
	return STATUS_OK;
}

bool leaf_has_words(const struct engine *engine, const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	size_t count = 0;

	leaf_text(&text, leaf);
	leaf_words(&words, &count, engine, &text, NULL);
	free(words);
	text_release(&text);
	return count > 0;
}

struct bag_walk {
	struct bag *bag;
	const char *prefix;
	const bool *marked;	/* characters that only ask or join */
	const struct engine *engine;
};

static enum status add_term(void *context, const struct term *term)
{
	struct bag_walk *walk = context;
	const double asked = rank_words_share(walk->marked, term->begin,
					      term->end);
	struct buf key = BUF_INIT;

	if (!*walk->prefix) {
		bag_add(walk->bag, term->bytes, term->len, asked);
		return STATUS_OK;
	}
	schema_key(&key, walk->prefix, term->bytes, term->len);
	bag_add(walk->bag, key.data, key.len, asked);
	buf_release(&key);
	return STATUS_OK;
}

/* The characters of the words, without the joints of 5.3 or www.gov.cn. */
static void add_characters(struct rank_query *rank, const uint32_t *cp,
			   const struct text_span *words, size_t count,
			   const bool *marked)
{
	for (size_t i = 0; i < count; i++)
		for (size_t at = words[i].begin; at < words[i].end; at++)
			if (cp[at] >= 0x80 || isalnum((int)cp[at]))
				rank_query_add_character(rank, cp[at],
					rank_words_letter_share(marked[at]));
}

/* Words that a number is in another spelling; bigrams say little there. */
static enum status add_known(void *context, const struct term *term)
{
	const struct bag_walk *walk = context;

	if (term->kind == TERM_BIGRAM ||
	    !engine_frequency(walk->engine, term->bytes, term->len))
		return STATUS_OK;
	return add_term(context, term);
}

static enum status add_numbers(struct bag_walk *walk,
			       const struct engine *engine,
			       const struct text *text,
			       const struct text_span *words, size_t count)
{
	struct leaf_numbers numbers;
	enum status status = STATUS_OK;

	leaf_numbers_find(&numbers, text, words, count);
	for (size_t i = 0; i < numbers.count; i++)
		for (size_t k = 0; !status && k < numbers.at[i].count; k++) {
			const struct needle *form = &numbers.at[i].forms[k];
			bool *marked = mem_array(form->count + 1, sizeof(bool));

			walk->marked = marked;
			status = terms_each(engine->segmenter, form->cp,
					    form->count, add_known, walk);
			free(marked);
		}
	leaf_numbers_release(&numbers);
	return status;
}

enum status leaf_bag(struct bag *bag, const struct engine *engine,
		     const struct syntax_node *leaf, const char *prefix,
		     struct error *err)
{
	struct text text = TEXT_INIT;
	struct text_span *words;
	size_t count;
	bool *marked;
	enum status status;

	leaf_text(&text, leaf);
	marked = mem_array(text.count + 1, sizeof(*marked));
	status = leaf_words(&words, &count, engine, &text, err);
	if (!status) {
		struct bag_walk walk = { bag, prefix, marked, engine };

		rank_words_mark(marked, text.cp, text.count, words, count);
		if (!*prefix)
			add_characters(&bag->rank, text.cp, words, count,
				       marked);
		status = terms_each(engine->segmenter, text.cp, text.count,
				    add_term, &walk);
		if (!status && !*prefix)
			status = add_numbers(&walk, engine, &text, words,
					     count);
		if (status)
			error_set(err, status, "segmenting the query failed");
	}
	free(words);
	free(marked);
	text_release(&text);
	return status;
}

const xc_query *leaf_any(struct builder *builder, struct engine *engine,
			 const struct syntax_node *leaf)
{
	struct bag bag = { .count = 0 };
	const xc_query *query = NULL;

	if (!builder->status)
		builder->status = leaf_bag(&bag, engine, leaf, "",
					   builder->err);
	leaf_spellings(&bag.parts, builder, engine, leaf);
	leaf_new_words(&bag.parts, builder, engine, leaf);
	if (!builder->status)
		query = bag_combined(builder, &bag);
	bag_release(&bag);
	return query;
}
