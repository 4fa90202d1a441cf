#include "query/help/help.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "query/match/leaf.h"
#include "query/match/match.h"
#include "query/match/plan.h"
#include "query/help/sound.h"
#include "text/fold.h"

/* Of a guess that need not find more: how many e-folds more usual. */
#define USUAL_SCORE 4

/* What is being made. */
struct helper {
	struct help *help;
	struct engine *engine;
	const struct request *request;
	uint64_t strict;
	size_t counts_left;	/* the same for every run, whatever the load */
	struct error *err;
};

/* How often one may count in an index of this size. */
static size_t counts_for(const struct engine *engine)
{
	struct xc_database_info info;
	size_t counts = HELP_PARTS + HELP_TRIED;

	if (xc_database_info(index_database(engine->index), &info, NULL))
		return 0;
	if (info.documents && counts > HELP_PASSAGES / info.documents)
		counts = HELP_PASSAGES / info.documents;
	return counts < HELP_COUNTS ? HELP_COUNTS : counts;
}

static bool has_words(void *context, const struct syntax_node *leaf)
{
	return leaf_has_words(context, leaf);
}

/* How many passages hold all of query, under the request's filters.  A query
 * that cannot be answered finds none. */
static enum status count_words(uint64_t *out, struct helper *helper,
			       const char *query)
{
	union { const char *from; char *to; } text = { query };
	struct request request = *helper->request;
	struct syntax syntax;
	struct builder builder;
	struct answer answer;
	struct plan plan;
	enum status status = syntax_parse(&syntax, query, NULL);

	*out = 0;
	helper->counts_left--;
	request.query = text.to;
	request.match = MATCH_ALL;
	request.group = GROUP_PASSAGE;
	answer_init(&answer);
	build_init(&builder, helper->err);
	if (!status)
		syntax_settle(&syntax, has_words, helper->engine);
	if (!status && syntax.root)
		status = plan_make(&plan, helper->engine, &builder, &answer,
				   &request, &syntax, PLAN_ALL, false,
				   helper->err);
	if (!status && syntax.root) {
		status = match_count(out, helper->engine, &builder, &plan, &request,
				     helper->err);
		plan_release(&plan);
	}
	build_release(&builder);
	answer_release(&answer);
	syntax_release(&syntax);
	return status == STATUS_USAGE ? STATUS_OK : status;
}

static enum status add_part(struct helper *helper, const char *text,
			    const char *query)
{
	struct help *help = helper->help;
	struct help_part part = { NULL, 0 };
	enum status status;

	if (help->part_count == HELP_PARTS || !helper->counts_left)
		return STATUS_OK;
	status = count_words(&part.count, helper, query);
	if (status)
		return status;
	part.text = mem_string(text);
	mem_reserve(&help->parts, &help->part_capacity, help->part_count + 1,
		    sizeof(*help->parts));
	help->parts[help->part_count++] = part;
	return STATUS_OK;
}

/* The words of the only leaf of a query. */
static enum status add_words(struct helper *helper,
			     const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	size_t count = 0;
	enum status status;

	leaf_text(&text, leaf);
	status = leaf_words(&words, &count, helper->engine, &text,
			    helper->err);
	for (size_t i = 0; !status && count > 1 && i < count; i++) {
		struct buf word = BUF_INIT;

		text_cps_to_utf8(&word, text.cp + words[i].begin,
				 words[i].end - words[i].begin);
		if (words[i].end - words[i].begin > 1)
			status = add_part(helper, word.data, word.data);
		buf_release(&word);
	}
	free(words);
	text_release(&text);
	return status;
}

static enum status add_leaf(struct helper *helper,
			    const struct syntax_node *leaf)
{
	struct buf query = BUF_INIT;
	enum status status;

	if (leaf->field != FIELD_NONE)
		return STATUS_OK;
	buf_put_string(&query, leaf->kind == SYNTAX_EXACT ? "\"" : "");
	buf_put_string(&query, leaf->text);
	buf_put_string(&query, leaf->kind == SYNTAX_EXACT ? "\"" :
		       leaf->kind == SYNTAX_PREFIX ? "*" : "");
	status = add_part(helper, query.data, query.data);
	buf_release(&query);
	return status;
}

static enum status add_parts(struct helper *helper,
			     const struct syntax_node *node)
{
	enum status status = STATUS_OK;

	if (node->kind == SYNTAX_NOT)
		return STATUS_OK;
	if (syntax_is_leaf(node))
		return add_leaf(helper, node);
	for (size_t i = 0; !status && i < node->count; i++)
		status = add_parts(helper, node->children[i]);
	return status;
}

/* The byte at which character at of text begins. */
static size_t byte_at(const char *text, size_t at)
{
	const char *from = text, *end = text + strlen(text);

	while (at-- && from < end)
		utf8_next(&from, end);
	return (size_t)(from - text);
}

/* The request's query with the guess in place of what it replaces. */
static char *replaced(const struct helper *helper,
		      const struct help_guess *guess)
{
	const char *query = helper->request->query;
	const size_t begin = byte_at(query, guess->first->begin);
	const size_t end = byte_at(query, guess->last->end);
	const bool is_quoted = guess->first->kind == SYNTAX_EXACT;
	struct buf out = BUF_INIT;

	buf_put(&out, query, begin);
	buf_put_string(&out, is_quoted ? "\"" : "");
	buf_put_string(&out, guess->to);
	buf_put_string(&out, is_quoted ? "\"" : "");
	buf_put_string(&out, query + end);
	return buf_detach(&out);
}

/* What finds more may be meant, and what finds about as much of words that are
 * far more usual. */
static bool is_better(const struct helper *helper,
		      const struct help_guess *guess, uint64_t count)
{
	if (count > helper->strict)
		return true;
	return count && count >= helper->strict / 2 &&
	       guess->score >= USUAL_SCORE;
}

/* Offer what finds more than was found. */
static enum status add_queries(struct helper *helper,
			       const struct help_guesses *guesses)
{
	struct help *help = helper->help;
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < guesses->count && helper->counts_left &&
	     help->query_count < HELP_QUERIES; i++) {
		const struct help_guess *guess = &guesses->at[i];
		struct help_query next = { .kind = guess->kind };

		next.query = replaced(helper, guess);
		status = count_words(&next.count, helper, next.query);
		if (status || !is_better(helper, guess, next.count)) {
			free(next.query);
			continue;
		}
		next.from = mem_string(guess->from);
		next.to = mem_string(guess->to);
		mem_reserve(&help->queries, &help->query_capacity,
			    help->query_count + 1, sizeof(*help->queries));
		help->queries[help->query_count++] = next;
	}
	return status;
}

/* Does it hold characters that hardly ever stand beside each other? */
static bool is_odd(const struct engine *engine, const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;
	bool is = false;

	leaf_text(&text, leaf);
	for (size_t i = 1; !is && i < text.count; i++)
		is = is_han(text.cp[i - 1]) && is_han(text.cp[i]) &&
		     pair_frequency(engine, text.cp[i - 1], text.cp[i]) <
		     HELP_WEAK;
	text_release(&text);
	return is;
}

static bool has_odd(const struct engine *engine, const struct syntax_node *node)
{
	bool has = false;

	if (node->kind == SYNTAX_NOT)
		return false;
	for (size_t i = 0; !has && i < node->count; i++)
		has = has_odd(engine, node->children[i]);
	return has || (syntax_is_leaf(node) && node->field == FIELD_NONE &&
		       is_odd(engine, node));
}

enum status help_make(struct help **out, struct engine *engine,
		      const struct request *request,
		      const struct syntax *syntax, uint64_t strict,
		      struct error *err)
{
	struct helper helper = { NULL, engine, request, strict, 0, err };
	struct help_guesses guesses = { NULL, 0, 0 };
	enum status status;

	*out = NULL;
	if (!syntax->root ||
	    (strict >= HELP_WEAK && !has_odd(engine, syntax->root)))
		return STATUS_OK;
	helper.help = mem_alloc(sizeof(*helper.help));
	help_guess(&guesses, engine, syntax->root);
	helper.counts_left = counts_for(engine);
	status = add_queries(&helper, &guesses);
	help_guesses_release(&guesses);
	if (!status && syntax->root->kind == SYNTAX_WORD &&
	    syntax->root->field == FIELD_NONE)
		status = add_words(&helper, syntax->root);
	else if (!status && !syntax_is_leaf(syntax->root))
		status = add_parts(&helper, syntax->root);
	if (helper.help->part_count == 1) {
		free(helper.help->parts[0].text);
		helper.help->part_count = 0;
	}
	if (status || (!helper.help->part_count && !helper.help->query_count))
		help_free(helper.help);
	else
		*out = helper.help;
	return status;
}
