/* What a passage must hold for a leaf. */
#include "query/match/leaf.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/leaf_number.h"
#include "text/fold.h"

static bool is_all_han(const uint32_t *cp, size_t count)
{
	while (count && is_han(cp[count - 1]))
		count--;
	return !count;
}

/* One word, either as the term that stands for it, or to be verified. */
static void demand_word(struct demand *demand, const struct engine *engine,
			const uint32_t *cp, size_t count, bool verified)
{
	struct buf term = BUF_INIT;

	text_cps_to_utf8(&term, cp, count);
	if (is_all_han(cp, count) ? count == 2 && !verified
				  : engine_frequency(engine, term.data,
						     term.len) > 0)
		demand_term(demand, term.data, term.len);
	else
		demand_needle(demand, cp, count);
	buf_release(&term);
}

/* A leaf cut into words, and the numbers among them. */
struct cut {
	struct text text;
	struct text_span *words;
	size_t count;
	struct leaf_numbers numbers;
};

static enum status cut_leaf(struct cut *out, const struct engine *engine,
			    const struct syntax_node *leaf, struct error *err)
{
	enum status status;

	memset(out, 0, sizeof(*out));
	leaf_text(&out->text, leaf);
	status = leaf_words(&out->words, &out->count, engine, &out->text, err);
	if (!status)
		leaf_numbers_find(&out->numbers, &out->text, out->words,
				  out->count);
	return status;
}

static void cut_release(struct cut *cut)
{
	leaf_numbers_release(&cut->numbers);
	free(cut->words);
	text_release(&cut->text);
}

static bool is_anywhere(const struct folded_ids *shards, size_t count)
{
	while (count && !shards[count - 1].count)
		count--;
	return count > 0;
}

/* What require_number() works on. */
struct requiring {
	struct builder *builder;
	struct engine *engine;
	struct cut cut;
	bool verified;
	bool joined;	/* the leaf's other words are looked for together with
			 * its only number: both make candidates fewer */
};

/* Words [first, end) as they were typed. */
static void demand_words(struct demand *demand, const struct requiring *from,
			 size_t first, size_t end)
{
	const struct cut *cut = &from->cut;

	for (size_t i = first; i < end; i++)
		demand_word(demand, from->engine,
			    cut->text.cp + cut->words[i].begin,
			    cut->words[i].end - cut->words[i].begin,
			    from->verified);
}

static void demand_others(struct demand *demand, const struct requiring *from,
			  const struct leaf_number *number)
{
	if (!from->joined)
		return;
	demand_words(demand, from, 0, number->first);
	demand_words(demand, from, number->end, from->cut.count);
}

/* A spelling that remote shards cannot be asked for is no loss to tell of. */
static void add_candidates(struct parts *out, struct builder *builder,
			   struct engine *engine, const struct demand *demand)
{
	struct answer *answer = engine->answer;

	engine->answer = NULL;
	parts_add(out, exact_query(builder, engine, demand));
	engine->answer = answer;
}

/* The passages with another spelling of the number. */
static void add_spellings(struct parts *out, const struct requiring *from,
			  const struct leaf_number *number)
{
	const size_t shards = index_shard_count(from->engine->index);

	for (size_t i = 0; i < number->count; i++) {
		struct demand one = { .needle_count = 0 };
		const struct folded_ids *set;

		demand_guarded(&one, &number->forms[i]);
		demand_others(&one, from, number);
		if (index_has_remote(from->engine->index)) {
			add_candidates(out, from->builder, from->engine, &one);
			demand_release(&one);
			continue;
		}
		set = exact_set(from->builder, from->engine, &one);
		if (set && is_anywhere(set, shards))
			parts_add(out, build_set(from->builder, set, shards));
		demand_release(&one);
	}
}

/* The words of a number as typed, or one of its other spellings. */
static void require_number(struct demand *demand, struct parts *parts,
			   const struct requiring *from,
			   const struct leaf_number *number)
{
	struct parts either = { NULL, 0, 0 };
	struct demand typed = { .needle_count = 0 };

	add_spellings(&either, from, number);
	if (!either.count) {
		demand_words(demand, from, number->first, number->end);
		demand_others(demand, from, number);
		return;
	}
	demand_words(&typed, from, number->first, number->end);
	demand_others(&typed, from, number);
	parts_add(&either, exact_query(from->builder, from->engine, &typed));
	parts_add(parts, build_combine(from->builder, XC_OR, &either));
	demand_release(&typed);
	parts_release(&either);
}

void leaf_require(struct demand *demand, struct parts *parts,
		  struct builder *builder, struct engine *engine,
		  const struct syntax_node *leaf, bool verified)
{
	struct requiring from = { .builder = builder, .engine = engine,
				  .verified = verified };
	const struct leaf_numbers *numbers = &from.cut.numbers;
	size_t next = 0;

	if (builder->status)
		return;
	builder->status = cut_leaf(&from.cut, engine, leaf, builder->err);
	from.joined = numbers->count == 1;
	for (size_t i = 0; !builder->status && i < numbers->count; i++) {
		const struct leaf_number *number = &numbers->at[i];

		if (!from.joined)
			demand_words(demand, &from, next, number->first);
		require_number(demand, parts, &from, number);
		next = from.joined ? from.cut.count : number->end;
	}
	if (!builder->status)
		demand_words(demand, &from, next, from.cut.count);
	cut_release(&from.cut);
}

void leaf_demand_exact(struct demand *demand, const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;

	leaf_text(&text, leaf);
	if (text.count)
		demand_needle(demand, text.cp, text.count);
	text_release(&text);
}

void leaf_spellings(struct parts *out, struct builder *builder,
		    struct engine *engine, const struct syntax_node *leaf)
{
	struct requiring from = { .builder = builder, .engine = engine };

	if (builder->status || leaf->kind != SYNTAX_WORD ||
	    index_has_remote(engine->index))
		return;
	builder->status = cut_leaf(&from.cut, engine, leaf, builder->err);
	for (size_t i = 0; i < from.cut.numbers.count; i++)
		add_spellings(out, &from, &from.cut.numbers.at[i]);
	cut_release(&from.cut);
}

static void put_needle(struct leaf_needles *out, struct demand *demand,
		       const struct needle *needle)
{
	mem_reserve(&out->at, &out->capacity, out->count + 1,
		    sizeof(*out->at));
	out->at[out->count++] = demand_guarded(demand, needle);
}

static void put_words(struct leaf_needles *out, struct demand *demand,
		      const struct cut *cut, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const struct needle needle = {
			cut->text.cp + cut->words[i].begin,
			cut->words[i].end - cut->words[i].begin, 0 };

		put_needle(out, demand, &needle);
	}
}

/* The words of the leaf with its first number in spelling number variant; as
 * typed for 0. */
static void put_variant(struct leaf_needles *out, struct demand *demand,
			const struct cut *cut, size_t variant)
{
	const struct leaf_number *number = &cut->numbers.at[0];

	if (!variant) {
		put_words(out, demand, cut, 0, cut->count);
		return;
	}
	put_words(out, demand, cut, 0, number->first);
	put_needle(out, demand, &number->forms[variant - 1]);
	put_words(out, demand, cut, number->end, cut->count);
}

enum status leaf_needles(struct leaf_needles *out, size_t *variants,
			 struct demand *demand, const struct engine *engine,
			 const struct syntax_node *leaf, size_t which,
			 struct error *err)
{
	enum status status = STATUS_OK;
	struct cut cut = { .count = 0 };

	memset(out, 0, sizeof(*out));
	*variants = 1;
	if (leaf->kind == SYNTAX_WORD) {
		status = cut_leaf(&cut, engine, leaf, err);
	} else {
		leaf_text(&cut.text, leaf);
		cut.words = mem_array(1, sizeof(*cut.words));
		cut.words[0] = (struct text_span){ 0, cut.text.count };
		cut.count = cut.text.count ? 1 : 0;
	}
	if (cut.numbers.count)
		*variants += cut.numbers.at[0].count;
	if (!status)
		put_variant(out, demand, &cut, which % *variants);
	cut_release(&cut);
	return status;
}
