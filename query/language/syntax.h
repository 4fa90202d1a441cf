/* query/language/syntax.h - the query language, parsed.
 *
 *	A B		both together: whether all or any is the request's match
 *	"..."		the exact string; also “…” 「…」 『…』 ＂…＂
 *	A AND B, A OR B, NOT A, -A, +A, ( )
 *	A NEAR/20 B	within 20 characters, either order; NEAR alone is that
 *	A NEAR/s B	in one sentence; also A 同句 B
 *	A NEAR/p B	in one paragraph; also A 同段 B
 *	服务*		the beginning of a word
 *	title:A		a field; its value is a word, a quoted string or ( )
 *
 * Adjacent operands bind tightest, then AND, then OR.  Operators are upper case,
 * full width or not.  Broken syntax never fails: what is wrong is read as words
 * and a warning tells what and where.
 * Units:  spans are code points of the query; warnings count from 1. */
#ifndef QUERY_LANGUAGE_SYNTAX_H
#define QUERY_LANGUAGE_SYNTAX_H
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"
#include "query/language/request.h"

enum {
	/* Distances of NEAR/s and NEAR/p, beyond all that are counted. */
	SYNTAX_SENTENCE = 0x10000, SYNTAX_PARAGRAPH,
	SYNTAX_NESTING = 8,	/* brackets inside each other */
	SYNTAX_EXACT_MOST = 64	/* characters of an exact string */
};

enum syntax_field {
	FIELD_NONE, FIELD_TITLE, FIELD_TOPIC, FIELD_REGION, FIELD_PLATFORM,
	FIELD_ORIGIN, FIELD_DATE, FIELD_PUBLISHER, FIELD_AUTHOR, FIELD_ID
};

enum syntax_kind {
	SYNTAX_WORD,		/* text between blanks; may hold several words */
	SYNTAX_EXACT,
	SYNTAX_PREFIX,
	SYNTAX_NEAR,		/* leaves, each within distance of the one
				 * before it */
	SYNTAX_AND,
	SYNTAX_OR,
	SYNTAX_NOT,		/* one child */
	SYNTAX_MUST,		/* +A: one child */
	SYNTAX_TOGETHER		/* adjacent operands */
};

struct syntax_node {
	enum syntax_kind kind;
	enum syntax_field field;	/* of a leaf */
	unsigned distance;		/* to the leaf before it in a NEAR */
	char *text;			/* of a leaf, as typed, UTF-8 */
	size_t begin, end;
	struct syntax_node **children;
	size_t count, capacity;
};

struct syntax {
	struct syntax_node *root;	/* NULL: nothing to search for */
	size_t leaves;
	struct request_list warnings;
};

/* Parse a query.  STATUS_USAGE: over REQUEST_QUERY_BYTES or REQUEST_TERMS; *out
 * is then empty.  The caller ends it with syntax_release() in any case. */
enum status syntax_parse(struct syntax *out, const char *query,
			 struct error *err);
void syntax_release(struct syntax *syntax);

/* Settle what a word without any word in it ("★") means, which has_words tells:
 * beside other operands nothing, and a warning says so; elsewhere the exact
 * string. */
typedef bool syntax_words_fn(void *context, const struct syntax_node *leaf);
void syntax_settle(struct syntax *syntax, syntax_words_fn *has_words,
		   void *context);

/* Is it a word, an exact string or a prefix? */
int syntax_is_leaf(const struct syntax_node *node);
const char *syntax_field_name(enum syntax_field field);
/* Append a readable form: (and (word 民生热线) (exact 三个一)); nothing for NULL. */
void syntax_describe(struct buf *out, const struct syntax_node *node);

#endif
