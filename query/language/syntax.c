#include "query/language/syntax.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/language/dates.h"
#include "query/language/token.h"
#include "text/fold.h"

struct parser {
	struct tokens tokens;
	size_t at;
	size_t leaves;
};

static bool is_leaf_token(enum token_kind kind)
{
	return kind == TOKEN_WORD || kind == TOKEN_EXACT ||
	       kind == TOKEN_PREFIX;
}

static bool is_prefix_operator(enum token_kind kind)
{
	return kind == TOKEN_NOT || kind == TOKEN_MUST || kind == TOKEN_FIELD;
}

static bool begins_operand(enum token_kind kind)
{
	return is_leaf_token(kind) || is_prefix_operator(kind) ||
	       kind == TOKEN_OPEN;
}

static bool ends_operand(enum token_kind kind)
{
	return is_leaf_token(kind) || kind == TOKEN_CLOSE;
}

static void drop(struct tokens *tokens, const bool *is_dropped)
{
	size_t kept = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (is_dropped[i])
			free(tokens->at[i].text);
		else
			tokens->at[kept++] = tokens->at[i];
	}
	tokens->count = kept;
}

/* Drop brackets that have no partner or stand too deep. */
static void match_brackets(struct tokens *tokens)
{
	bool *is_dropped = mem_array(tokens->count + 1, sizeof(*is_dropped));
	size_t *open = mem_array(tokens->count + 1, sizeof(*open));
	size_t depth = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->at[i].kind == TOKEN_OPEN) {
			open[depth++] = i;
		} else if (tokens->at[i].kind == TOKEN_CLOSE && !depth) {
			token_fault(tokens, FAULT_CLOSE, tokens->at[i].begin);
			is_dropped[i] = true;
		} else if (tokens->at[i].kind == TOKEN_CLOSE) {
			depth--;
		}
	}
	for (size_t i = 0; i < depth; i++) {
		token_fault(tokens, FAULT_OPEN, tokens->at[open[i]].begin);
		is_dropped[open[i]] = true;
	}
	drop(tokens, is_dropped);
	free(open);
	free(is_dropped);
}

static void limit_depth(struct tokens *tokens)
{
	bool *is_dropped = mem_array(tokens->count + 1, sizeof(*is_dropped));
	size_t depth = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->at[i].kind == TOKEN_OPEN &&
		    ++depth > SYNTAX_NESTING) {
			token_fault(tokens, FAULT_DEEP, tokens->at[i].begin);
			is_dropped[i] = true;
		} else if (tokens->at[i].kind == TOKEN_CLOSE) {
			is_dropped[i] = depth-- > SYNTAX_NESTING;
		}
	}
	drop(tokens, is_dropped);
	free(is_dropped);
}

/* Drop "()", and "(())" by and by: one pass with the output as a stack. */
static void drop_empty_brackets(struct tokens *tokens)
{
	size_t kept = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->at[i].kind == TOKEN_CLOSE && kept &&
		    tokens->at[kept - 1].kind == TOKEN_OPEN) {
			kept--;
			token_fault(tokens, FAULT_EMPTY,
				    tokens->at[kept].begin);
		} else {
			tokens->at[kept++] = tokens->at[i];
		}
	}
	tokens->count = kept;
}

static void read_as_word(struct tokens *tokens, size_t at,
			 enum token_fault fault)
{
	token_fault(tokens, fault, tokens->at[at].begin);
	tokens->at[at].kind = TOKEN_WORD;
}

/* NOT, +, title: need an operand behind them. */
static void check_prefix_operators(struct tokens *tokens)
{
	for (size_t i = tokens->count; i-- > 0;) {
		enum token_kind kind = tokens->at[i].kind;
		bool has_next = i + 1 < tokens->count;
		enum token_kind next = has_next ? tokens->at[i + 1].kind
						: TOKEN_CLOSE;

		if (!is_prefix_operator(kind))
			continue;
		if (kind == TOKEN_FIELD) {
			if (!is_leaf_token(next) && next != TOKEN_OPEN)
				read_as_word(tokens, i, FAULT_VALUE);
		} else if (!begins_operand(next)) {
			read_as_word(tokens, i, FAULT_OPERATOR);
		}
	}
}

/* 同段 may be meant as the word that it is. */
static bool is_han_word(const struct token *token)
{
	return token->kind == TOKEN_NEAR && (unsigned char)*token->text >= 0xE4;
}

/* AND, OR, NEAR need an operand on both sides. */
static void check_binary_operators(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++) {
		enum token_kind kind = tokens->at[i].kind;
		enum token_kind before = i ? tokens->at[i - 1].kind
					   : TOKEN_OPEN;
		enum token_kind next = i + 1 < tokens->count ?
			tokens->at[i + 1].kind : TOKEN_CLOSE;
		bool fits = true;

		if (kind == TOKEN_AND || kind == TOKEN_OR)
			fits = ends_operand(before) && begins_operand(next);
		else if (kind == TOKEN_NEAR)
			fits = is_leaf_token(before) && is_leaf_token(next);
		if (!fits && is_han_word(&tokens->at[i]))
			tokens->at[i].kind = TOKEN_WORD;
		else if (!fits)
			read_as_word(tokens, i, FAULT_OPERATOR);
	}
}

static struct syntax_node *node_new(enum syntax_kind kind, size_t begin)
{
	struct syntax_node *node = mem_alloc(sizeof(*node));

	node->kind = kind;
	node->begin = begin;
	return node;
}

static void node_free(struct syntax_node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->count; i++)
		node_free(node->children[i]);
	free(node->children);
	free(node->text);
	free(node);
}

static void adopt(struct syntax_node *parent, struct syntax_node *child)
{
	mem_reserve(&parent->children, &parent->capacity, parent->count + 1,
		    sizeof(struct syntax_node *));
	parent->children[parent->count++] = child;
	parent->end = child->end;
}

/* Make *left the first child of a node of this kind, and add right. */
static void join(struct syntax_node **left, enum syntax_kind kind,
		 bool is_joined, struct syntax_node *right)
{
	struct syntax_node *parent = *left;

	if (!is_joined) {
		parent = node_new(kind, (*left)->begin);
		adopt(parent, *left);
		*left = parent;
	}
	adopt(parent, right);
}

static bool next_is(const struct parser *parser, enum token_kind kind)
{
	return parser->at < parser->tokens.count &&
	       parser->tokens.at[parser->at].kind == kind;
}

static struct syntax_node *parse_or(struct parser *parser,
				    enum syntax_field field);

/* A date may be typed in full width; false when it is none. */
static bool take_date(struct token *token)
{
	char *folded = fold_utf8(token->text);
	struct date_range range;

	if (date_range_parse(&range, folded, NULL)) {
		free(folded);
		return false;
	}
	free(token->text);
	token->text = folded;
	return true;
}

static struct syntax_node *parse_leaf(struct parser *parser,
				      enum syntax_field field)
{
	struct token *token = &parser->tokens.at[parser->at++];
	struct syntax_node *node = node_new(SYNTAX_WORD, token->begin);

	if (field == FIELD_DATE && !take_date(token)) {
		token_fault(&parser->tokens, FAULT_DATE, token->begin);
		field = FIELD_NONE;
	}
	if (token->kind == TOKEN_EXACT)
		node->kind = SYNTAX_EXACT;
	else if (token->kind == TOKEN_PREFIX)
		node->kind = SYNTAX_PREFIX;
	node->field = field;
	node->end = token->end;
	node->text = token->text;
	token->text = NULL;
	parser->leaves++;
	return node;
}

static struct syntax_node *parse_near(struct parser *parser,
				      enum syntax_field field)
{
	struct syntax_node *node = parse_leaf(parser, field);
	bool is_joined = false;

	while (next_is(parser, TOKEN_NEAR)) {
		unsigned distance = parser->tokens.at[parser->at++].distance;
		struct syntax_node *right = parse_leaf(parser, field);

		right->distance = distance;
		join(&node, SYNTAX_NEAR, is_joined, right);
		is_joined = true;
	}
	return node;
}

static struct syntax_node *parse_operand(struct parser *parser,
					 enum syntax_field field)
{
	struct syntax_node *node;
	size_t begin = parser->tokens.at[parser->at].begin;

	if (next_is(parser, TOKEN_FIELD))
		field = parser->tokens.at[parser->at++].field;
	if (next_is(parser, TOKEN_OPEN)) {
		parser->at++;
		node = parse_or(parser, field);
		node->end = parser->tokens.at[parser->at++].end;
	} else {
		node = parse_near(parser, field);
	}
	node->begin = begin;
	return node;
}

/* NOT and + in front of an operand: NOT NOT A is A, and NOT outdoes +. */
static struct syntax_node *parse_unary(struct parser *parser,
				       enum syntax_field field)
{
	const size_t begin = parser->tokens.at[parser->at].begin;
	bool is_negated = false, is_must = false;
	struct syntax_node *operand, *node;

	while (next_is(parser, TOKEN_NOT) || next_is(parser, TOKEN_MUST)) {
		if (next_is(parser, TOKEN_NOT))
			is_negated = !is_negated;
		else
			is_must = true;
		parser->at++;
	}
	operand = parse_operand(parser, field);
	if (!is_negated && !is_must)
		return operand;
	node = node_new(is_negated ? SYNTAX_NOT : SYNTAX_MUST, begin);
	adopt(node, operand);
	return node;
}

static struct syntax_node *parse_together(struct parser *parser,
					  enum syntax_field field)
{
	struct syntax_node *node = parse_unary(parser, field);
	bool is_joined = false;

	while (parser->at < parser->tokens.count &&
	       begins_operand(parser->tokens.at[parser->at].kind)) {
		join(&node, SYNTAX_TOGETHER, is_joined,
		     parse_unary(parser, field));
		is_joined = true;
	}
	return node;
}

static struct syntax_node *parse_and(struct parser *parser,
				     enum syntax_field field)
{
	struct syntax_node *node = parse_together(parser, field);
	bool is_joined = false;

	while (next_is(parser, TOKEN_AND)) {
		parser->at++;
		join(&node, SYNTAX_AND, is_joined,
		     parse_together(parser, field));
		is_joined = true;
	}
	return node;
}

/* Recursion is bounded: limit_depth() left SYNTAX_NESTING levels at most. */
static struct syntax_node *parse_or(struct parser *parser,
				    enum syntax_field field)
{
	struct syntax_node *node = parse_and(parser, field);
	bool is_joined = false;

	while (next_is(parser, TOKEN_OR)) {
		parser->at++;
		join(&node, SYNTAX_OR, is_joined, parse_and(parser, field));
		is_joined = true;
	}
	return node;
}

static void put_warnings(struct syntax *out, const struct tokens *tokens)
{
	for (int kind = 0; kind < FAULT_KINDS; kind++) {
		struct buf text = BUF_INIT;

		if (!tokens->faults[kind].count)
			continue;
		buf_put_format(&text, "query, character %zu: %s",
			       tokens->faults[kind].first + 1,
			       token_fault_text((enum token_fault)kind));
		if (tokens->faults[kind].count > 1)
			buf_put_format(&text, " (and %zu more)",
				       tokens->faults[kind].count - 1);
		request_add(&out->warnings, text.data);
		buf_release(&text);
	}
}

enum status syntax_parse(struct syntax *out, const char *query,
			 struct error *err)
{
	struct parser parser = { .at = 0 };

	memset(out, 0, sizeof(*out));
	if (strlen(query) > REQUEST_QUERY_BYTES)
		return error_set(err, STATUS_USAGE,
				 "query: %zu bytes, %d are the most",
				 strlen(query), REQUEST_QUERY_BYTES);
	tokens_cut(&parser.tokens, query);
	match_brackets(&parser.tokens);
	limit_depth(&parser.tokens);
	drop_empty_brackets(&parser.tokens);
	check_prefix_operators(&parser.tokens);
	check_binary_operators(&parser.tokens);
	if (parser.tokens.count)
		out->root = parse_or(&parser, FIELD_NONE);
	put_warnings(out, &parser.tokens);
	out->leaves = parser.leaves;
	tokens_release(&parser.tokens);
	if (out->leaves <= REQUEST_TERMS)
		return STATUS_OK;
	syntax_release(out);
	return error_set(err, STATUS_USAGE, "query: %zu terms, %d are the most",
			 parser.leaves, REQUEST_TERMS);
}

/* What settling needs and changes. */
struct settling {
	struct syntax *syntax;
	syntax_words_fn *has_words;
	void *context;
};

static bool is_wordless(const struct settling *settling,
			const struct syntax_node *node)
{
	return node->kind == SYNTAX_WORD && node->field == FIELD_NONE &&
	       !settling->has_words(settling->context, node);
}

static void warn_wordless(struct syntax *syntax, const char *word)
{
	struct buf text = BUF_INIT;

	buf_put_format(&text, "query: \"%s\" holds no word, ignored", word);
	request_add(&syntax->warnings, text.data);
	buf_release(&text);
}

/* Drop the wordless among operands, unless all of them are. */
static void drop_wordless(struct settling *settling, struct syntax_node *node)
{
	size_t kept = 0, wordless = 0;

	for (size_t i = 0; i < node->count; i++)
		wordless += is_wordless(settling, node->children[i]);
	if (!wordless || wordless == node->count)
		return;
	for (size_t i = 0; i < node->count; i++) {
		struct syntax_node *child = node->children[i];

		if (!is_wordless(settling, child)) {
			node->children[kept++] = child;
			continue;
		}
		warn_wordless(settling->syntax, child->text);
		node_free(child);
	}
	node->count = kept;
}

static void settle(struct settling *settling, struct syntax_node *node)
{
	if (node->kind == SYNTAX_TOGETHER)
		drop_wordless(settling, node);
	else if (is_wordless(settling, node))
		node->kind = SYNTAX_EXACT;
	for (size_t i = 0; i < node->count; i++)
		settle(settling, node->children[i]);
}

void syntax_settle(struct syntax *syntax, syntax_words_fn *has_words,
		   void *context)
{
	struct settling settling = { syntax, has_words, context };

	if (syntax->root)
		settle(&settling, syntax->root);
}

void syntax_release(struct syntax *syntax)
{
	node_free(syntax->root);
	for (size_t i = 0; i < syntax->warnings.count; i++)
		free(syntax->warnings.at[i]);
	free(syntax->warnings.at);
	memset(syntax, 0, sizeof(*syntax));
}
