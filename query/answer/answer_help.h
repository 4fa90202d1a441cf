/* query/answer/answer_help.h - what an answer offers where it is weak; made by
 * query/help.
 *
 * Owner:  all is the help's; help_free(). */
#ifndef QUERY_ANSWER_ANSWER_HELP_H
#define QUERY_ANSWER_ANSWER_HELP_H
#include <stddef.h>
#include <stdint.h>

enum help_kind { HELP_SOUND, HELP_LOOK, HELP_PINYIN };

/* "homophone", "look-alike", "pinyin". */
const char *help_kind_name(enum help_kind kind);

struct help_part {
	char *text;		/* as typed */
	uint64_t count;		/* passages, under the request's filters */
};

struct help_query {
	enum help_kind kind;
	char *query;		/* whole, to be asked as it stands */
	char *from, *to;	/* what would be replaced, by what */
	uint64_t count;		/* passages with all of its words */
};

struct help {
	struct help_part *parts;	/* none where there is only one */
	size_t part_count, part_capacity;
	struct help_query *queries;	/* the likeliest first */
	size_t query_count, query_capacity;
};

void help_free(struct help *help);	/* NULL is nothing */

#endif
