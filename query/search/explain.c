#include "query/search/explain.h"

#include <stdlib.h>
#include <string.h>

#include "query/match/leaf.h"
#include "query/match/leaf_number.h"
#include "query/match/related.h"
#include "schema/term.h"

enum { HITS = 2, TERMS = 24 };

static void put_span(struct buf *out, const struct text *text,
		     struct text_span span)
{
	text_cps_to_utf8(out, text->cp + span.begin, span.end - span.begin);
}

static void put_units(struct buf *out, const uint16_t *units, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t cp = units[i];

		if (cp >= 0xD800 && cp < 0xDC00 && i + 1 < count)
			cp = 0x10000 + ((cp - 0xD800) << 10) +
			     (units[++i] - 0xDC00u);
		text_cps_to_utf8(out, &cp, 1);
	}
}

/* The other ways to write the numbers of a leaf. */
static void put_numbers(struct buf *out, const struct text *text,
			const struct text_span *words, size_t count)
{
	struct leaf_numbers numbers;

	leaf_numbers_find(&numbers, text, words, count);
	for (size_t i = 0; i < numbers.count; i++) {
		buf_put_string(out, "\n            also written ");
		for (size_t k = 0; k < numbers.at[i].count; k++) {
			const struct needle *form = &numbers.at[i].forms[k];

			buf_put_string(out, k ? " | " : "");
			text_cps_to_utf8(out, form->cp, form->count);
		}
	}
	leaf_numbers_release(&numbers);
}

/* The words that weigh where the leaf's own match. */
static void put_related(struct buf *out, const struct text *text,
			const struct text_span *words, size_t count)
{
	struct related related;
	size_t at = 0;

	while ((at = related_next(&related, text->cp, text->count, words,
				  count, at))) {
		if (!related.count)
			continue;
		buf_put_string(out, "\n            also ranked by (for ");
		put_span(out, text, related.at);
		buf_put_string(out, ") ");
		for (size_t i = 0; i < related.count; i++) {
			buf_put_string(out, i ? " | " : "");
			put_units(out, related.words[i].units,
				  related.words[i].count);
		}
	}
}

/* What is in a leaf: its words, folded, each with the passages that hold it as
 * a term (a word that is no term is looked for in the text). */
static void put_leaf(struct buf *out, const struct engine *engine,
		     const struct syntax_node *leaf, bool related)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	size_t count = 0;

	leaf_text(&text, leaf);
	buf_put_format(out, "  %-9s ", leaf->text);
	leaf_words(&words, &count, engine, &text, NULL);
	for (size_t i = 0; i < count; i++) {
		struct buf word = BUF_INIT;

		put_span(&word, &text, words[i]);
		buf_put_format(out, "%s%s %u", i ? ", " : "", word.data,
			       (unsigned)engine_frequency(engine, word.data,
							  word.len));
		buf_release(&word);
	}
	put_numbers(out, &text, words, count);
	if (related && leaf->kind == SYNTAX_WORD)
		put_related(out, &text, words, count);
	buf_put_byte(out, '\n');
	free(words);
	text_release(&text);
}

static void put_leaves(struct buf *out, const struct engine *engine,
		       const struct syntax_node *node, bool related)
{
	if (!node)
		return;
	if (syntax_is_leaf(node) && node->field == FIELD_NONE)
		put_leaf(out, engine, node, related);
	for (size_t i = 0; i < node->count; i++)
		put_leaves(out, engine, node->children[i],
			   related && node->kind != SYNTAX_NOT);
}

static size_t occurrences(const uint16_t *text, size_t count,
			  const uint16_t *term, size_t size)
{
	size_t found = 0;

	for (size_t at = 0; at + size <= count; at++)
		found += !memcmp(text + at, term, size * sizeof(*text));
	return found;
}

/* Which of the query's terms a hit holds, how often, and what each weighs at the
 * most. */
static void put_hit(struct buf *out, const struct engine *engine,
		    const struct rank_query *rank, const struct match_hit *hit,
		    size_t number)
{
	const size_t shards = index_shard_count(engine->index);
	const folded_text *folded = index_folded(engine->index,
						 (hit->id - 1) % shards);
	double covered = 0, all = 0;
	size_t count = 0, shown = 0;
	bool continues;
	const uint16_t *text = folded ? folded_at(folded,
		(uint32_t)((hit->id - 1) / shards) + 1, &count, &continues)
		: NULL;

	buf_put_format(out, "  hit %zu: score %.2f, %zu characters:", number,
		       hit->weight, count);
	for (size_t i = 0; text && i < rank->term_count; i++) {
		const struct rank_term *term = &rank->terms[i];
		size_t times = occurrences(text, count, rank->units + term->at,
					   term->count);

		all += term->is_related ? 0 : term->weight;
		covered += times && !term->is_related ? term->weight : 0;
		if (!times || ++shown > TERMS)
			continue;
		buf_put_byte(out, ' ');
		put_units(out, rank->units + term->at, term->count);
		buf_put_format(out, " %zux%.1f", times, term->weight);
	}
	if (all > 0)
		buf_put_format(out, "; %.0f%% of the query's weight",
			       100 * covered / all);
	buf_put_byte(out, '\n');
}

static const char *operator_name(enum xc_operator op)
{
	switch (op) {
	case XC_AND: return " AND ";
	case XC_OR: return " OR ";
	case XC_AND_NOT: return " AND NOT ";
	case XC_XOR: return " XOR ";
	case XC_AND_MAYBE: return " RANKED BY ";
	case XC_FILTER: return " FILTER ";
	case XC_SYNONYM: return " SYNONYM ";
	case XC_MAX: return " MAX ";
	case XC_ELITE: return " ELITE ";
	case XC_NEAR: return " NEAR ";
	case XC_PHRASE: return " PHRASE ";
	}
	return "";
}

static void put_set(struct buf *out, const struct build_note *note)
{
	size_t count = 0;

	for (size_t i = 0; i < note->shard_count; i++)
		count += note->shards[i].count;
	buf_put_format(out, "{%zu passages}", count);
}

static void put_other(struct buf *out, const xc_query *query)
{
	char *description = NULL;

	if (!xc_query_describe(query, &description, NULL))
		buf_put_string(out, description);
	free(description);
}

/* The query that was run, its terms as a person reads them. */
static void put_query(struct buf *out, const struct builder *builder,
		      const xc_query *query)
{
	const struct build_note *note = build_note_of(builder, query);

	switch (note->kind) {
	case NOTE_TERM:
		term_read(out, note->term, note->len);
		return;
	case NOTE_SCALED:
		put_query(out, builder, note->parts[0]);
		return;
	case NOTE_COMBINED:
		buf_put_byte(out, '(');
		for (size_t i = 0; i < note->part_count; i++) {
			buf_put_string(out, i ? operator_name(note->op) : "");
			put_query(out, builder, note->parts[i]);
		}
		buf_put_byte(out, ')');
		return;
	case NOTE_SET:
		put_set(out, note);
		return;
	case NOTE_ALL:
		buf_put_string(out, "all");
		return;
	case NOTE_OTHER:
		break;
	}
	put_other(out, query);
}

void explain_query(struct buf *out, struct engine *engine,
		   const struct builder *builder, const struct syntax *syntax,
		   const struct plan *plan, const struct match *match,
		   const struct request *request)
{
	buf_put_string(out, "read as:  ");
	syntax_describe(out, syntax->root);
	buf_put_string(out, "\nwords, and passages with each as a term:\n");
	put_leaves(out, engine, syntax->root, request->related);
	buf_put_string(out, "run as:   ");
	if (plan->query)
		put_query(out, builder, plan->query);
	buf_put_format(out, "\npassages: %llu%s\n",
		       (unsigned long long)match->passages,
		       match->total_exact ? "" : " (estimated)");
	for (size_t i = 0; plan->rank.term_count && i < match->count &&
	     i < HITS; i++)
		put_hit(out, engine, &plan->rank, &match->hits[i], i + 1);
	explain_score(out, engine, plan, match, request);
}
