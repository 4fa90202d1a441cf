#include "query/engine/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"
#include "schema/term.h"

void build_init(struct builder *builder, struct error *err)
{
	memset(builder, 0, sizeof(*builder));
	builder->err = err;
}

static void release_note(struct build_note *note)
{
	for (size_t i = 0; i < note->shard_count; i++)
		folded_ids_release(&note->shards[i]);
	free(note->shards);
	free(note->parts);
	free(note->term);
}

const struct build_note *build_note_of(const struct builder *builder,
				       const xc_query *query)
{
	static const struct build_note other = { .kind = NOTE_OTHER };

	for (size_t i = builder->count; i-- > 0;)
		if (builder->owned[i] == query)
			return &builder->notes[i];
	return &other;
}

void build_release(struct builder *builder)
{
	for (size_t i = 0; i < builder->count; i++) {
		xc_query_free(builder->owned[i]);
		release_note(&builder->notes[i]);
	}
	free(builder->owned);
	free(builder->notes);
	memset(builder, 0, sizeof(*builder));
}

void parts_add(struct parts *parts, const xc_query *query)
{
	if (!query)
		return;
	mem_reserve(&parts->at, &parts->capacity, parts->count + 1,
		    sizeof(*parts->at));
	parts->at[parts->count++] = query;
}

void parts_release(struct parts *parts)
{
	free(parts->at);
	memset(parts, 0, sizeof(*parts));
}

/* Keep what a call to xapian-c gave.  made is a pointer because the call may be
 * evaluated after it. */
static const xc_query *keep(struct builder *builder, enum xc_status status,
			    xc_query *const *made, const struct xc_error *xerr)
{
	xc_query *query = *made;

	if (status) {
		builder->status = index_error(builder->err,
					      "building the query", xerr);
		return NULL;
	}
	mem_reserve(&builder->owned, &builder->capacity, builder->count + 1,
		    sizeof(*builder->owned));
	mem_reserve(&builder->notes, &builder->note_capacity,
		    builder->count + 1, sizeof(*builder->notes));
	builder->notes[builder->count] =
		(struct build_note){ .query = query, .kind = NOTE_OTHER };
	builder->owned[builder->count++] = query;
	return query;
}

/* The note about the query that was kept last. */
static struct build_note *note(struct builder *builder, enum build_kind kind)
{
	struct build_note *last = &builder->notes[builder->count - 1];

	last->kind = kind;
	return last;
}

static void note_parts(struct builder *builder, const xc_query *query,
		       enum build_kind kind, const xc_query *const *parts,
		       size_t count)
{
	struct build_note *last;

	if (!query)
		return;
	last = note(builder, kind);
	last->parts = mem_array(count + 1, sizeof(*last->parts));
	if (count)
		memcpy(last->parts, parts, count * sizeof(*last->parts));
	last->part_count = count;
}

const xc_query *build_term(struct builder *builder, const char *term,
			   size_t len, uint32_t wqf)
{
	struct buf spelled = BUF_INIT;
	struct xc_error xerr;
	xc_query *query = NULL;
	enum xc_status status;

	if (builder->status)
		return NULL;
	term_spell(&spelled, term, len);
	status = xc_query_term(&query, spelled.data, spelled.len, wqf, &xerr);
	if (keep(builder, status, &query, &xerr)) {
		note(builder, NOTE_TERM)->len = spelled.len;
		builder->notes[builder->count - 1].term = buf_detach(&spelled);
	}
	buf_release(&spelled);
	return builder->status ? NULL : query;
}

const xc_query *build_key(struct builder *builder, const char *prefix,
			  const char *name)
{
	struct buf key = BUF_INIT;
	const xc_query *query;

	schema_key(&key, prefix, name, strlen(name));
	query = build_term(builder, key.data, key.len, 1);
	buf_release(&key);
	return query;
}

const xc_query *build_combine(struct builder *builder, enum xc_operator op,
			      const struct parts *parts)
{
	struct xc_error xerr;
	xc_query *query = NULL;

	if (builder->status)
		return NULL;
	if (parts->count == 1)
		return parts->at[0];
	if (keep(builder, xc_query_combine(&query, op, parts->at, parts->count,
					   0, &xerr), &query, &xerr)) {
		note_parts(builder, query, NOTE_COMBINED, parts->at,
			   parts->count);
		builder->notes[builder->count - 1].op = op;
	}
	return builder->status ? NULL : query;
}

const xc_query *build_pair(struct builder *builder, enum xc_operator op,
			   const xc_query *a, const xc_query *b)
{
	const xc_query *at[] = { a, b };
	const struct parts parts = { at, 2, 2 };

	if (!a || !b)
		return a ? a : b;
	return build_combine(builder, op, &parts);
}

const xc_query *build_scaled(struct builder *builder, const xc_query *part,
			     double factor)
{
	struct xc_error xerr;
	xc_query *query = NULL;

	if (builder->status || !part)
		return NULL;
	if (keep(builder, xc_query_scale(&query, part, factor, &xerr), &query,
		 &xerr)) {
		note_parts(builder, query, NOTE_SCALED, &part, 1);
		builder->notes[builder->count - 1].weight = factor;
	}
	return builder->status ? NULL : query;
}

const xc_query *build_unweighted(struct builder *builder, const xc_query *part)
{
	return build_scaled(builder, part, 0);
}

const xc_query *build_range(struct builder *builder, uint32_t slot,
			    const char *low, const char *high)
{
	struct xc_error xerr;
	xc_query *query = NULL;

	if (builder->status)
		return NULL;
	return keep(builder,
		    xc_query_range(&query, slot, low, low ? strlen(low) : 0,
				   high, high ? strlen(high) : 0, &xerr),
		    &query, &xerr);
}

const xc_query *build_all(struct builder *builder)
{
	struct xc_error xerr;
	xc_query *query = NULL;

	if (builder->status)
		return NULL;
	if (keep(builder, xc_query_range(&query, SLOT_DOCUMENT, "\0", 1, NULL,
					 0, &xerr), &query, &xerr))
		note(builder, NOTE_ALL);
	return builder->status ? NULL : query;
}

const xc_query *build_nothing(struct builder *builder)
{
	struct xc_error xerr;
	xc_query *query = NULL;

	if (builder->status)
		return NULL;
	return keep(builder, xc_query_nothing(&query, &xerr), &query, &xerr);
}

static void note_set(struct builder *builder, const struct folded_ids *shards,
		     size_t count, double weight)
{
	struct build_note *last = note(builder, NOTE_SET);

	last->weight = weight;
	last->shards = mem_array(count + 1, sizeof(*last->shards));
	last->shard_count = count;
	for (size_t i = 0; i < count; i++) {
		struct folded_ids *ids = &last->shards[i];

		ids->at = mem_array(shards[i].count + 1, sizeof(*ids->at));
		ids->count = ids->capacity = shards[i].count;
		if (ids->count)
			memcpy(ids->at, shards[i].at,
			       ids->count * sizeof(*ids->at));
	}
}

const xc_query *build_set(struct builder *builder,
			  const struct folded_ids *shards, size_t count)
{
	return build_weighted_set(builder, shards, count, 0);
}

const xc_query *build_weighted_set(struct builder *builder,
				   const struct folded_ids *shards,
				   size_t count, double weight)
{
	const uint32_t **ids = mem_array(count + 1, sizeof(*ids));
	size_t *counts = mem_array(count + 1, sizeof(*counts));
	struct xc_error xerr;
	xc_query *query = NULL;
	enum xc_status status = XC_OK;

	for (size_t i = 0; i < count; i++) {
		ids[i] = shards[i].at;
		counts[i] = shards[i].count;
	}
	if (!builder->status)
		status = xc_query_set(&query, ids, counts, count, weight,
				      &xerr);
	free(counts);
	free(ids);
	if (!builder->status && keep(builder, status, &query, &xerr))
		note_set(builder, shards, count, weight);
	return builder->status ? NULL : query;
}
