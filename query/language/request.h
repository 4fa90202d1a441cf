/* query/language/request.h - stage 7: what was asked, whoever asked it.
 *
 * Both fronts (argv, QUERY_STRING) fill this one shape.  Making a request
 * touches no index: labels and the query are still the user's words.
 * Owner: strings are the request's; request_release(). */
#ifndef QUERY_LANGUAGE_REQUEST_H
#define QUERY_LANGUAGE_REQUEST_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "labels/taxonomy.h"

enum {
	REQUEST_QUERY_BYTES = 1024,	/* longer queries are refused */
	REQUEST_TERMS = 64,
	REQUEST_LIMIT = 10,
	REQUEST_ALL = -1		/* limit: everything */
};

enum request_match { MATCH_AUTO, MATCH_ALL, MATCH_ANY };
enum request_scope { SCOPE_PASSAGE, SCOPE_DOCUMENT };
enum request_sort { SORT_RELEVANCE, SORT_DATE, SORT_DATE_DESCENDING };
enum request_group { GROUP_PASSAGE, GROUP_DOCUMENT, GROUP_REPRINT };

struct request_list {
	char **at;
	size_t count, capacity;
};

/* What may be counted: the three label kinds, and these two. */
enum facet_kind { FACET_TOPIC, FACET_REGION, FACET_PLATFORM, FACET_YEAR,
		  FACET_PUBLISHER, FACET_KINDS };

/* Highlights that touch are one, or stay two, or nobody looks at them. */
enum request_marks { MARKS_JOINED, MARKS_APART, MARKS_NONE };

struct request {
	char *query;			/* UTF-8, "" when there is none */
	struct request_list labels[LABEL_KINDS];	/* as typed */
	struct request_list origins;
	struct request_list years;	/* "2009", "undated": any of them */
	struct request_list publishers;	/* as typed: any of them */
	char *from, *to;		/* dates as typed, NULL: open */
	char *since;			/* a run: its number or "last"; NULL: any */
	struct request_list excluded;	/* ids of documents that are left out; no
					 * parameter sets it */
	enum request_match match;
	enum request_scope scope;
	long limit, offset;
	enum request_sort sort;
	enum request_group group;
	bool is_grouped;		/* group was asked for */
	bool facets[FACET_KINDS];
	char *facet_of[FACET_KINDS];	/* open this label's level, or NULL */
	bool zeros;
	bool months;			/* count years by month ("200903"), and
					 * what has none as its year */
	bool related;			/* related words weigh, too */
	bool explain, strict;
	enum request_marks marks;
	bool help;			/* say what else to ask, if found little */
	unsigned timeout_ms;		/* 0: none */
};

void request_init(struct request *request);
void request_release(struct request *request);
void request_add(struct request_list *list, const char *value);

/* Set one parameter by its long option name ("topic", "from", "limit", ...),
 * for both fronts.  STATUS_USAGE: a value that makes no sense; STATUS_NOT_FOUND:
 * no such parameter. */
enum status request_set(struct request *request, const char *name,
			const char *value, struct error *err);
/* The "topic,region:450000" of --facets; NULL or "" means all kinds. */
enum status request_set_facets(struct request *request, const char *value,
			       struct error *err);

const char *facet_kind_name(enum facet_kind kind);

#endif
