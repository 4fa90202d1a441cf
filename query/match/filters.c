#include "query/match/filters.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "index/error.h"
#include "query/engine/runs.h"
#include "query/match/remote.h"
#include "schema/schema.h"
#include "text/fold.h"

enum { SAME_NAME_MOST = 64 };

static enum status unknown_label(const label_names *names,
				 enum label_kind kind, const char *typed,
				 struct error *err)
{
	int nearest[3];
	size_t count = label_names_nearest(names, kind, typed, nearest);
	struct buf text = BUF_INIT;
	enum status status;

	buf_put_format(&text, "unknown %s \"%s\"", label_kind_name(kind),
		       typed);
	for (size_t i = 0; i < count; i++)
		buf_put_format(&text, "%s%s", i ? ", " : "; nearest: ",
			       label_names_at(names,
					      (size_t)nearest[i])->name);
	status = error_set(err, STATUS_USAGE, "%s", text.data);
	buf_release(&text);
	return status;
}

static void warn_same_name(struct answer *answer, const label_names *names,
			   enum label_kind kind, const char *typed,
			   const int *numbers, size_t count)
{
	struct buf text = BUF_INIT;

	buf_put_format(&text, "%s \"%s\" is the name of %zu:",
		       label_kind_name(kind), typed, count);
	for (size_t i = 0; i < count && i < SAME_NAME_MOST; i++) {
		const struct label_name *label =
			label_names_at(names, (size_t)numbers[i]);

		buf_put_format(&text, "%s %s (%s)", i ? "," : "", label->name,
			       label->id);
	}
	answer_warn(answer, "%s", text.data);
	buf_release(&text);
}

/* The numbers of the labels that typed names, at least one; else 0 and the
 * builder has failed. */
static size_t resolve(struct builder *builder, const struct engine *engine,
		      struct answer *answer, enum label_kind kind,
		      const char *typed, int numbers[SAME_NAME_MOST])
{
	const label_names *names = index_names(engine->index);
	size_t count;

	if (builder->status)
		return 0;
	count = label_names_resolve(names, kind, typed, numbers,
				    SAME_NAME_MOST);
	if (!count)
		builder->status = unknown_label(names, kind, typed,
						builder->err);
	if (count > 1)
		warn_same_name(answer, names, kind, typed, numbers, count);
	return count < SAME_NAME_MOST ? count : SAME_NAME_MOST;
}

/* The passages with any of the labels under prefix. */
static const xc_query *any_label(struct builder *builder,
				 const struct engine *engine,
				 const char *prefix, const int *numbers,
				 size_t count)
{
	const label_names *names = index_names(engine->index);
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	for (size_t i = 0; i < count; i++)
		parts_add(&parts, build_key(builder, prefix,
			label_names_at(names, (size_t)numbers[i])->id));
	query = build_combine(builder, XC_MAX, &parts);
	parts_release(&parts);
	return query;
}

const xc_query *filter_label(struct builder *builder,
			     const struct engine *engine, struct answer *answer,
			     enum label_kind kind, const char *typed,
			     const xc_query **own)
{
	int numbers[SAME_NAME_MOST];
	size_t count = resolve(builder, engine, answer, kind, typed, numbers);
	const xc_query *query = NULL;

	if (count)
		query = any_label(builder, engine, schema_label_prefix(kind),
				  numbers, count);
	if (own)
		*own = query;
	if (count && kind == LABEL_REGION)
		query = build_pair(builder, XC_OR, query,
				   any_label(builder, engine, PREFIX_INHERITED,
					     numbers, count));
	return query;
}

const xc_query *filter_origin(struct builder *builder,
			      const struct engine *engine,
			      struct answer *answer, const char *typed)
{
	int numbers[SAME_NAME_MOST];
	size_t count = resolve(builder, engine, answer, LABEL_REGION, typed,
			       numbers);

	return count ? any_label(builder, engine, PREFIX_ORIGIN, numbers,
				 count) : NULL;
}

/* Where a document is undated its slots are empty, which sorts before "0". */
const xc_query *filter_dates(struct builder *builder,
			     const struct date_range *range)
{
	return build_pair(builder, XC_AND,
		build_range(builder, SLOT_DATE_FIRST, "0",
			    *range->to ? range->to : NULL),
		*range->from ? build_range(builder, SLOT_DATE_LAST,
					   range->from, NULL) : NULL);
}

const xc_query *filter_undated(struct builder *builder)
{
	return build_pair(builder, XC_AND_NOT, build_all(builder),
			  build_range(builder, SLOT_DATE_FIRST, "0", NULL));
}

struct name_walk {
	struct builder *builder;
	struct parts parts;
	size_t prefix_len;
	const char *folded;
	size_t folded_len;
	bool is_met;	/* one name is just this */
};

static int add_name(void *context, const void *term, size_t len,
		    const struct xc_term_info *info)
{
	struct name_walk *walk = context;

	(void)info;
	if (len - walk->prefix_len == walk->folded_len &&
	    !memcmp((const char *)term + walk->prefix_len, walk->folded,
		    walk->folded_len))
		walk->is_met = true;
	if (memmem((const char *)term + walk->prefix_len,
		   len - walk->prefix_len, walk->folded, walk->folded_len))
		parts_add(&walk->parts,
			  build_term(walk->builder, term, len, 1));
	return 0;
}

static void walk_names(struct name_walk *walk, const struct engine *engine,
		       const char *prefix)
{
	struct builder *builder = walk->builder;
	struct xc_error xerr;

	walk->prefix_len = strlen(prefix);
	walk->folded_len = strlen(walk->folded);
	if (!builder->status &&
	    xc_database_each_term(index_database(engine->index), prefix,
				  walk->prefix_len, add_name, walk, &xerr))
		builder->status = index_error(builder->err, "reading names",
					      &xerr);
}

const xc_query *filter_name(struct builder *builder,
			    const struct engine *engine, const char *prefix,
			    const char *text)
{
	char *folded = fold_utf8(text);
	struct name_walk walk = { .builder = builder, .folded = folded };
	const xc_query *query;

	walk_names(&walk, engine, prefix);
	query = build_combine(builder, XC_OR, &walk.parts);
	parts_release(&walk.parts);
	free(folded);
	return query;
}

const xc_query *filter_publisher(struct builder *builder,
				 const struct engine *engine,
				 struct answer *answer, const char *typed)
{
	char *folded = fold_utf8(typed);
	struct name_walk walk = { .builder = builder, .folded = folded };
	const xc_query *query;

	walk_names(&walk, engine, PREFIX_PUBLISHER);
	if (!walk.parts.count)
		answer_warn(answer, "no publisher is called \"%s\"", typed);
	query = walk.is_met ? build_key(builder, PREFIX_PUBLISHER, folded)
			    : build_combine(builder, XC_OR, &walk.parts);
	parts_release(&walk.parts);
	free(folded);
	return query;
}

/* One passage by its group id. */
static const xc_query *one_passage(struct builder *builder,
				   const struct engine *engine, uint32_t id)
{
	size_t count = index_shard_count(engine->index);
	struct folded_ids *shards = mem_array(count + 1, sizeof(*shards));
	uint32_t local = (uint32_t)((id - 1) / count + 1);
	const xc_query *query;

	shards[(id - 1) % count] = (struct folded_ids){ &local, 1, 1 };
	query = build_set(builder, shards, count);
	free(shards);
	return query;
}

/* The group id of passage "document#n", or 0. */
static uint32_t find_passage(const struct engine *engine, const char *id,
			     enum status *status, struct error *why)
{
	const char *hash = strrchr(id, '#');
	struct record_document document;
	uint32_t found = 0;
	int64_t number;
	size_t shard;
	char *name;

	if (!hash || option_number(&number, hash + 1, 0, INT32_MAX, NULL))
		return 0;
	name = mem_string_len(id, (size_t)(hash - id));
	*status = index_document(engine->index, name, &document, &shard, why);
	if (!*status) {
		found = index_passage_id(engine->index, &document, shard,
					 (size_t)number);
		record_document_release(&document);
	}
	free(name);
	return found;
}

const xc_query *filter_id(struct builder *builder, const struct engine *engine,
			  struct answer *answer, const char *id)
{
	struct record_document document;
	uint32_t passage = 0;
	struct error why;
	enum status status;

	if (builder->status)
		return NULL;
	status = index_document(engine->index, id, &document, NULL, &why);
	if (!status) {
		record_document_release(&document);
		return build_key(builder, PREFIX_DOCUMENT, id);
	}
	if (status == STATUS_NOT_FOUND)
		passage = find_passage(engine, id, &status, &why);
	if (status && status != STATUS_NOT_FOUND) {
		builder->status = error_set(builder->err, status, "%s",
					    why.text);
		return NULL;
	}
	if (passage && index_has_remote(engine->index))
		return remote_passage(builder, id);
	if (passage)
		return one_passage(builder, engine, passage);
	answer_warn(answer, "no document or passage has the id \"%s\"", id);
	return build_nothing(builder);
}

/* Any of the labels of one kind.  Only inherited regions differ from own ones,
 * so that own is about regions. */
static const xc_query *kind_filter(struct filters *out, struct builder *builder,
				   const struct engine *engine,
				   struct answer *answer,
				   const struct request_list *labels,
				   enum label_kind kind)
{
	struct parts parts = { NULL, 0, 0 }, owns = { NULL, 0, 0 };
	const xc_query *query = NULL, *own;

	for (size_t i = 0; i < labels->count; i++) {
		parts_add(&parts, filter_label(builder, engine, answer, kind,
					       labels->at[i], &own));
		parts_add(&owns, own);
	}
	if (labels->count)
		query = build_combine(builder, XC_OR, &parts);
	if (labels->count && kind == LABEL_REGION)
		out->own = build_combine(builder, XC_MAX, &owns);
	parts_release(&parts);
	parts_release(&owns);
	return query;
}

static const xc_query *origin_filter(struct builder *builder,
				     const struct engine *engine,
				     struct answer *answer,
				     const struct request_list *origins)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	for (size_t i = 0; i < origins->count; i++)
		parts_add(&parts, filter_origin(builder, engine, answer,
						origins->at[i]));
	if (origins->count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}

static const xc_query *publisher_filter(struct builder *builder,
					const struct engine *engine,
					struct answer *answer,
					const struct request_list *publishers)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	for (size_t i = 0; i < publishers->count; i++)
		parts_add(&parts, filter_publisher(builder, engine, answer,
						   publishers->at[i]));
	if (publishers->count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}

static bool is_undated(const char *year)
{
	return !strcmp(year, "undated");
}

static const xc_query *in_range(struct builder *builder, const char *from,
				const char *to)
{
	struct date_range range;

	if (!builder->status)
		builder->status = date_range_set(&range, from, to,
						 builder->err);
	return builder->status ? NULL : filter_dates(builder, &range);
}

static const xc_query *year_filter(struct builder *builder,
				   const struct request_list *years)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	for (size_t i = 0; i < years->count; i++)
		parts_add(&parts, is_undated(years->at[i])
			? filter_undated(builder)
			: in_range(builder, years->at[i], years->at[i]));
	query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}

/* Do the request's dates leave out what has none? */
static bool wants_dates(const struct request *request)
{
	bool wants = request->years.count > 0;

	for (size_t i = 0; i < request->years.count; i++)
		wants = wants && !is_undated(request->years.at[i]);
	return wants || request->from || request->to;
}

static void add_dates(struct parts *parts, struct builder *builder,
		      const struct request *request)
{
	if (request->from || request->to)
		parts_add(parts, in_range(builder, request->from, request->to));
	if (request->years.count)
		parts_add(parts, year_filter(builder, &request->years));
}

static const xc_query *since_filter(struct builder *builder,
				    struct engine *engine, const char *since)
{
	const struct folded_ids *found = since ?
		runs_since(builder, engine, since) : NULL;

	return found ? build_set(builder, found,
				 index_shard_count(engine->index)) : NULL;
}

/* all (NULL: everything) without the passages of these documents. */
static const xc_query *exclude(struct builder *builder, const xc_query *all,
			       const struct request_list *documents)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	if (!documents->count)
		return all;
	for (size_t i = 0; i < documents->count; i++)
		parts_add(&parts, build_key(builder, PREFIX_DOCUMENT,
					    documents->at[i]));
	query = build_pair(builder, XC_AND_NOT,
			   all ? all : build_all(builder),
			   build_combine(builder, XC_OR, &parts));
	parts_release(&parts);
	return query;
}

void filters_make(struct filters *out, struct builder *builder,
		  struct engine *engine, struct answer *answer,
		  const struct request *request, bool undated)
{
	struct parts parts = { NULL, 0, 0 };

	memset(out, 0, sizeof(*out));
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		parts_add(&parts, kind_filter(out, builder, engine, answer,
					      &request->labels[kind],
					      (enum label_kind)kind));
	parts_add(&parts, origin_filter(builder, engine, answer,
					&request->origins));
	parts_add(&parts, publisher_filter(builder, engine, answer,
					   &request->publishers));
	out->has_dates = wants_dates(request);
	if (out->has_dates && undated)
		parts_add(&parts, filter_undated(builder));
	else
		add_dates(&parts, builder, request);
	parts_add(&parts, since_filter(builder, engine, request->since));
	if (parts.count)
		out->all = build_combine(builder, XC_AND, &parts);
	out->all = exclude(builder, out->all, &request->excluded);
	parts_release(&parts);
}
