/* query/engine/build.h - Xapian queries built without a check after every step.
 *
 * A builder is sticky: the first failure is kept in status and err, and every
 * later call gives NULL.  It owns all that it builds until build_release().
 * NULL among the parts of a combination is left out. */
#ifndef QUERY_ENGINE_BUILD_H
#define QUERY_ENGINE_BUILD_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "index/folded.h"
#include "xapian-c/xc_query.h"

/* What a query of the builder's was built of, so that it can be counted without
 * being run (query/engine/count.h).  Queries of other kinds are NOTE_OTHER. */
enum build_kind { NOTE_OTHER, NOTE_TERM, NOTE_COMBINED, NOTE_SCALED, NOTE_SET,
		  NOTE_ALL };

struct build_note {
	const xc_query *query;
	enum build_kind kind;
	enum xc_operator op;		/* NOTE_COMBINED */
	const xc_query **parts;
	size_t part_count;
	char *term;			/* NOTE_TERM, as it is spelled */
	size_t len;
	struct folded_ids *shards;	/* NOTE_SET: copies */
	size_t shard_count;
	double weight;	/* NOTE_SCALED: what multiplies; NOTE_SET: of each */
};

struct builder {
	enum status status;
	struct error *err;
	xc_query **owned;
	struct build_note *notes;	/* of each */
	size_t count, capacity, note_capacity;
};

/* The note about a query that the builder made. */
const struct build_note *build_note_of(const struct builder *builder,
				       const xc_query *query);

/* A growing list of queries borrowed from a builder. */
struct parts {
	const xc_query **at;
	size_t count, capacity;
};

void build_init(struct builder *builder, struct error *err);
void build_release(struct builder *builder);

void parts_add(struct parts *parts, const xc_query *query);
void parts_release(struct parts *parts);

const xc_query *build_term(struct builder *builder, const char *term,
			   size_t len, uint32_t wqf);
/* prefix and name as schema_key() makes them. */
const xc_query *build_key(struct builder *builder, const char *prefix,
			  const char *name);
const xc_query *build_combine(struct builder *builder, enum xc_operator op,
			      const struct parts *parts);
const xc_query *build_pair(struct builder *builder, enum xc_operator op,
			   const xc_query *a, const xc_query *b);
/* The same documents with their weights multiplied by factor. */
const xc_query *build_scaled(struct builder *builder, const xc_query *part,
			     double factor);
/* The same documents without weight. */
const xc_query *build_unweighted(struct builder *builder, const xc_query *part);
const xc_query *build_range(struct builder *builder, uint32_t slot,
			    const char *low, const char *high);
/* Every passage: what belongs to a document.  Not every document of the database
 * is one (META_EMPTY in schema/schema.h). */
const xc_query *build_all(struct builder *builder);
const xc_query *build_nothing(struct builder *builder);
const xc_query *build_set(struct builder *builder,
			  const struct folded_ids *shards, size_t count);
/* The same, each passage with this weight. */
const xc_query *build_weighted_set(struct builder *builder,
				   const struct folded_ids *shards,
				   size_t count, double weight);

#endif
