/* query/match/filters.h - labels, dates, names and ids as queries: what the options
 * and the fields of a query restrict the answer to.
 *
 * Queries are the builder's and carry no text weight.  An unknown label or a
 * bad date makes the builder fail with STATUS_USAGE. */
#ifndef QUERY_MATCH_FILTERS_H
#define QUERY_MATCH_FILTERS_H
#include <stdbool.h>
#include "query/answer/answer.h"
#include "query/engine/build.h"
#include "query/language/dates.h"
#include "query/engine/engine.h"
#include "query/language/request.h"

/* The passages that carry the label which a user typed.  own (may be NULL):
 * those whose own words carry it.  Several labels of that name: all of them,
 * and a warning. */
const xc_query *filter_label(struct builder *builder,
			     const struct engine *engine, struct answer *answer,
			     enum label_kind kind, const char *typed,
			     const xc_query **own);
/* The passages of documents that the region issued. */
const xc_query *filter_origin(struct builder *builder,
			      const struct engine *engine,
			      struct answer *answer, const char *typed);
/* The passages whose document can be of the range; undated ones are not. */
const xc_query *filter_dates(struct builder *builder,
			     const struct date_range *range);
const xc_query *filter_undated(struct builder *builder);
/* Publishers or authors (PREFIX_PUBLISHER, PREFIX_AUTHOR) whose name holds
 * text. */
const xc_query *filter_name(struct builder *builder,
			    const struct engine *engine, const char *prefix,
			    const char *text);
/* The passages of the publisher with this name; where none has it, of those
 * whose name holds it.  Nobody's: a warning, and nothing. */
const xc_query *filter_publisher(struct builder *builder,
				 const struct engine *engine,
				 struct answer *answer, const char *typed);
/* A document, or one passage "document#n". */
const xc_query *filter_id(struct builder *builder, const struct engine *engine,
			  struct answer *answer, const char *id);

/* What the options of a request restrict its answer to. */
struct filters {
	const xc_query *all;	/* NULL: nothing */
	const xc_query *own;	/* region labels carried by own words, or NULL */
	bool has_dates;
};

/* The passages that runs since the request's have added, and those of documents
 * that it excludes, are seen to here, too.
 * undated: the range of dates is replaced by having no date. */
void filters_make(struct filters *out, struct builder *builder,
		  struct engine *engine, struct answer *answer,
		  const struct request *request, bool undated);

#endif
