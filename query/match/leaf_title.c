/* Leaves that need terms of another kind: titles and prefixes. */
#include "query/match/leaf.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/leaf_number.h"
#include "query/match/remote.h"
#include "schema/schema.h"
#include "schema/term.h"
#include "text/fold.h"

static enum status add_bigram(void *context, const struct term *term)
{
	demand_term(context, term->bytes, term->len);
	return STATUS_OK;
}

/* The terms that a title with these words must have: the bigrams of Han words,
 * and other words as they are. */
static void title_terms(struct demand *out, const struct text *text,
			const struct text_span *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const uint32_t *cp = text->cp + words[i].begin;
		size_t size = words[i].end - words[i].begin;
		struct buf term = BUF_INIT;

		if (is_han(cp[0])) {
			terms_each_bigram(cp, size, add_bigram, out);
			continue;
		}
		text_cps_to_utf8(&term, cp, size);
		demand_term(out, term.data, term.len);
		buf_release(&term);
	}
}

/* The first passage of a document that matches brings in all of its others,
 * whose ids follow. */
static int add_document(void *context, xc_match *match)
{
	struct folded_ids *ids = context;
	uint32_t id = xc_match_id(match);
	char number[24] = "";
	const void *value;
	size_t len;
	unsigned long count;

	if (xc_match_value(match, SLOT_PASSAGES, &value, &len) ||
	    len >= sizeof(number))
		return 0;
	memcpy(number, value, len);
	count = strtoul(number, NULL, 10);
	mem_reserve(&ids->at, &ids->capacity, ids->count + count,
		    sizeof(*ids->at));
	for (unsigned long i = 0; i < count; i++)
		ids->at[ids->count++] = id + (uint32_t)i;
	return 0;
}

const xc_query *leaf_documents(struct builder *builder,
			       const struct engine *engine,
			       const xc_query *first)
{
	if (index_has_remote(engine->index))
		return remote_titled(builder, engine, first);

	size_t count = index_shard_count(engine->index);
	struct folded_ids *shards = mem_array(count + 1, sizeof(*shards));
	const xc_query *query = NULL;

	for (size_t i = 0; !builder->status && i < count; i++)
		builder->status = engine_each(engine,
					      index_shard(engine->index, i),
					      first, add_document, &shards[i],
					      builder->err);
	if (!builder->status)
		query = build_set(builder, shards, count);
	for (size_t i = 0; i < count; i++)
		folded_ids_release(&shards[i]);
	free(shards);
	return query;
}

/* The first passages whose title has all terms; NULL for none. */
static const xc_query *all_terms(struct builder *builder,
				 const struct demand *terms)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	for (size_t i = 0; i < terms->terms.count; i++)
		parts_add(&parts, build_key(builder, PREFIX_TITLE,
					    terms->terms.at[i]));
	if (parts.count)
		query = build_combine(builder, XC_AND, &parts);
	parts_release(&parts);
	return query;
}

static void add_spelling(struct parts *out, struct builder *builder,
			 const struct engine *engine,
			 const struct needle *form)
{
	const struct text text = { .cp = form->cp, .count = form->count };
	struct demand terms = { .needle_count = 0 };
	struct text_span *words = NULL;
	size_t count = 0;

	if (!builder->status)
		builder->status = leaf_words(&words, &count, engine, &text,
					     builder->err);
	title_terms(&terms, &text, words, count);
	parts_add(out, all_terms(builder, &terms));
	demand_release(&terms);
	free(words);
}

/* The words of a number, or one of its other spellings. */
static const xc_query *number_query(struct builder *builder,
				    const struct engine *engine,
				    const struct text *text,
				    const struct text_span *words,
				    const struct leaf_number *number)
{
	struct demand typed = { .needle_count = 0 };
	struct parts either = { NULL, 0, 0 };
	const xc_query *query = NULL;

	title_terms(&typed, text, words + number->first,
		    number->end - number->first);
	parts_add(&either, all_terms(builder, &typed));
	for (size_t i = 0; i < number->count; i++)
		add_spelling(&either, builder, engine, &number->forms[i]);
	if (either.count)
		query = build_combine(builder, XC_OR, &either);
	parts_release(&either);
	demand_release(&typed);
	return query;
}

static const xc_query *title_query(struct builder *builder,
				   const struct engine *engine,
				   const struct text *text,
				   const struct text_span *words, size_t count)
{
	struct leaf_numbers numbers;
	struct demand others = { .needle_count = 0 };
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;
	size_t next = 0;

	leaf_numbers_find(&numbers, text, words, count);
	for (size_t i = 0; i < numbers.count; i++) {
		const struct leaf_number *number = &numbers.at[i];

		title_terms(&others, text, words + next,
			    number->first - next);
		parts_add(&parts, number_query(builder, engine, text, words,
					       number));
		next = number->end;
	}
	title_terms(&others, text, words + next, count - next);
	parts_add(&parts, all_terms(builder, &others));
	if (parts.count)
		query = build_combine(builder, XC_AND, &parts);
	parts_release(&parts);
	demand_release(&others);
	leaf_numbers_release(&numbers);
	return query;
}

static const xc_query *exact_title(struct builder *builder,
				   const struct text *text,
				   const struct text_span *words, size_t count)
{
	struct demand terms = { .needle_count = 0 };
	const xc_query *query;

	title_terms(&terms, text, words, count);
	terms_each_bigram(text->cp, text->count, add_bigram, &terms);
	query = all_terms(builder, &terms);
	demand_release(&terms);
	return query;
}

const xc_query *leaf_title(struct builder *builder, const struct engine *engine,
			   const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	const xc_query *query;
	size_t count = 0;

	leaf_text(&text, leaf);
	if (!builder->status)
		builder->status = leaf_words(&words, &count, engine, &text,
					     builder->err);
	query = leaf->kind == SYNTAX_EXACT ?
		exact_title(builder, &text, words, count) :
		title_query(builder, engine, &text, words, count);
	query = query ? leaf_documents(builder, engine, query)
		      : build_nothing(builder);
	free(words);
	text_release(&text);
	return query;
}

/* The most frequent terms so far, in a heap whose root is the least of them. */
struct expansion {
	struct expanded { char *term; size_t len; uint32_t documents; }
		at[LEAF_EXPAND];
	size_t count, seen;
};

static void swap(struct expanded *a, struct expanded *b)
{
	struct expanded kept = *a;

	*a = *b;
	*b = kept;
}

static void sift_down(struct expansion *expansion)
{
	struct expanded *at = expansion->at;

	for (size_t i = 0;;) {
		size_t least = i, left = 2 * i + 1;

		for (size_t k = left; k < left + 2; k++)
			if (k < expansion->count &&
			    at[k].documents < at[least].documents)
				least = k;
		if (least == i)
			return;
		swap(&at[i], &at[least]);
		i = least;
	}
}

static void sift_up(struct expansion *expansion)
{
	struct expanded *at = expansion->at;

	for (size_t i = expansion->count - 1;
	     i && at[i].documents < at[(i - 1) / 2].documents; i = (i - 1) / 2)
		swap(&at[i], &at[(i - 1) / 2]);
}

static int add_expansion(void *context, const void *term, size_t len,
			 const struct xc_term_info *info)
{
	struct expansion *expansion = context;
	bool is_full = expansion->count == LEAF_EXPAND;
	struct expanded next = { NULL, 0, info->documents };
	struct buf read = BUF_INIT;

	expansion->seen++;
	if (is_full && info->documents <= expansion->at[0].documents)
		return 0;
	term_read(&read, term, len);
	next.len = read.len;
	next.term = buf_detach(&read);
	if (is_full) {
		free(expansion->at[0].term);
		expansion->at[0] = next;
		sift_down(expansion);
	} else {
		expansion->at[expansion->count++] = next;
		sift_up(expansion);
	}
	return 0;
}

static enum status expand(struct expansion *out, const struct engine *engine,
			  const struct syntax_node *leaf, const char *prefix,
			  struct error *err)
{
	struct text text = TEXT_INIT;
	struct buf key = BUF_INIT, spelled = BUF_INIT;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	leaf_text(&text, leaf);
	buf_put_string(&key, prefix);
	text_cps_to_utf8(&key, text.cp, text.count);
	term_spell(&spelled, key.data, key.len);
	if (xc_database_each_term(index_database(engine->index), spelled.data,
				  spelled.len, add_expansion, out, &xerr))
		status = index_error(err, "expanding a prefix", &xerr);
	buf_release(&spelled);
	buf_release(&key);
	text_release(&text);
	return status;
}

const xc_query *leaf_prefix(struct builder *builder,
			    const struct engine *engine, struct answer *answer,
			    const struct syntax_node *leaf, const char *prefix)
{
	struct expansion expansion = { .count = 0 };
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	if (!builder->status)
		builder->status = expand(&expansion, engine, leaf, prefix,
					 builder->err);
	if (expansion.seen > LEAF_EXPAND)
		answer_warn(answer, "%s* begins %zu words; the %d most "
			    "frequent are taken", leaf->text, expansion.seen,
			    LEAF_EXPAND);
	for (size_t i = 0; i < expansion.count; i++) {
		parts_add(&parts, build_term(builder, expansion.at[i].term,
					     expansion.at[i].len, 1));
		free(expansion.at[i].term);
	}
	query = build_combine(builder, XC_MAX, &parts);
	parts_release(&parts);
	return query;
}
