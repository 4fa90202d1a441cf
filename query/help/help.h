/* query/help/help.h - what else could be asked, when an answer is weak.
 *
 * Nothing is ever put in place of what was typed: each part of the query is
 * listed with what it alone would find, and other queries are offered with what
 * they would find: a character replaced by one that sounds or looks like it
 * where the index has that in such company far more often, and pinyin as the
 * words that it may stand for.
 * Owner:  all is the help's; help_free(). */
#ifndef QUERY_HELP_HELP_H
#define QUERY_HELP_HELP_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "query/answer/answer_help.h"
#include "query/engine/engine.h"
#include "query/language/request.h"
#include "query/language/syntax.h"

enum {
	HELP_PARTS = 12, HELP_QUERIES = 3,
	HELP_TRIED = 8,		/* guesses, of which those are offered */
	HELP_WEAK = 10,		/* fewer passages with all words need help */
	HELP_PASSAGES = 20000000, /* are gone through at most: so many counts */
	HELP_COUNTS = 4		/* but these always */
};

/* Make *out (NULL when there is nothing to say) for a request that found strict
 * passages with all of its words. */
enum status help_make(struct help **out, struct engine *engine,
		      const struct request *request,
		      const struct syntax *syntax, uint64_t strict,
		      struct error *err);

/* Between query/help/help.c and help_words.c: what may be meant, best first. */
struct help_guess {
	enum help_kind kind;
	const struct syntax_node *first, *last;	/* the leaves it replaces */
	char *from, *to;
	double score;
};
struct help_guesses {
	struct help_guess *at;
	size_t count, capacity;
};
void help_guess(struct help_guesses *out, struct engine *engine,
		const struct syntax_node *root);
void help_guesses_release(struct help_guesses *guesses);

#endif
