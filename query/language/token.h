/* query/language/token.h - a query cut into the tokens that query/language/syntax.h parses.
 *
 * Units:  positions are code points of the query, from 0; warnings count them
 *         from 1.
 * Owner:  texts are the tokens' until tokens_release(). */
#ifndef QUERY_LANGUAGE_TOKEN_H
#define QUERY_LANGUAGE_TOKEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "query/language/syntax.h"

enum token_kind {
	TOKEN_WORD, TOKEN_EXACT, TOKEN_PREFIX,
	TOKEN_FIELD, TOKEN_OPEN, TOKEN_CLOSE,
	TOKEN_AND, TOKEN_OR, TOKEN_NEAR,
	TOKEN_NOT, TOKEN_MUST
};

/* What can be wrong in a query; each kind is reported once, with the place of
 * the first. */
enum token_fault {
	FAULT_QUOTE, FAULT_OPEN, FAULT_CLOSE, FAULT_DEEP, FAULT_EMPTY,
	FAULT_OPERATOR, FAULT_FIELD, FAULT_VALUE, FAULT_STAR, FAULT_LONG,
	FAULT_NEAR, FAULT_DATE, FAULT_KINDS
};

struct token {
	enum token_kind kind;
	enum syntax_field field;	/* of TOKEN_FIELD */
	unsigned distance;		/* of TOKEN_NEAR */
	char *text;			/* without quotes, '*' and invisible
					 * characters; operators as typed */
	size_t begin, end;
};

struct tokens {
	struct token *at;
	size_t count, capacity;
	struct { size_t count, first; } faults[FAULT_KINDS];
};

/* Cut query into tokens; nothing can be too broken. */
void tokens_cut(struct tokens *out, const char *query);
void tokens_release(struct tokens *tokens);
void token_fault(struct tokens *tokens, enum token_fault kind, size_t at);
/* What was wrong, and what became of it. */
const char *token_fault_text(enum token_fault kind);

#endif
