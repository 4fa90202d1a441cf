#include "query/engine/impacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/error.h"
#include "query/engine/engine.h"

/* Lengths are read when questions have matched so many times all passages. */
enum { MATCHES_A_LENGTH = 4 };

static void clear_half(struct impact_half *half)
{
	for (size_t i = 0; i < half->terms.count; i++) {
		free(half->lists[i].ids);
		free(half->lists[i].impacts);
	}
	free(half->lists);
	table_release(&half->terms);
	memset(half, 0, sizeof(*half));
}

void impacts_forget(struct impacts *impacts)
{
	for (size_t i = 0; i < impacts->shard_count; i++)
		free(impacts->shards[i].at);
	free(impacts->shards);
	clear_half(&impacts->young);
	clear_half(&impacts->old);
	memset(impacts, 0, sizeof(*impacts));
}

static int take_length(void *context, uint32_t id, uint32_t length)
{
	struct impact_lengths *lengths = context;

	if (id < lengths->count)
		lengths->at[id] = length;
	return 0;
}

static enum status read_lengths(struct impact_lengths *out,
				const xc_database *database, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	if (xc_database_info(database, &info, &xerr))
		return index_error(err, "reading", &xerr);
	out->count = info.last_id + (size_t)1;
	out->at = mem_array(out->count, sizeof(*out->at));
	return xc_database_each_length(database, take_length, out, &xerr) ?
	       index_error(err, "reading", &xerr) : STATUS_OK;
}

/* As Xapian's BM25 does it, step by step: sums must not differ. */
static double norm_of(const struct impacts *impacts, uint32_t length)
{
	const struct xc_bm25 *bm25 = &impacts->bm25;
	double share = length * (impacts->average > 0 ? 1 / impacts->average : 0);

	if (share < bm25->min_normlen)
		share = bm25->min_normlen;
	return bm25->k1 * (share * bm25->b + (1 - bm25->b));
}

static enum status make(struct engine *engine, const struct xc_bm25 *bm25,
			struct error *err)
{
	struct impacts *out = &engine->impacts;
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_info(index_database(engine->index), &info, &xerr))
		return index_error(err, "searching", &xerr);
	out->shard_count = index_shard_count(engine->index);
	out->shards = mem_array(out->shard_count + 1, sizeof(*out->shards));
	out->average = info.average_length;
	out->bm25 = *bm25;
	for (size_t i = 0; !status && i < out->shard_count; i++)
		status = read_lengths(&out->shards[i],
				      index_shard(engine->index, i), err);
	for (uint32_t i = 0; i < IMPACT_NORMS; i++)
		out->norms[i] = norm_of(out, i);
	if (status)
		impacts_forget(out);
	out->is_made = !status;
	return status;
}

enum status impacts_ready(bool *out, struct engine *engine,
			  const struct xc_bm25 *bm25, uint64_t passages,
			  struct error *err)
{
	struct impacts *impacts = &engine->impacts;
	bool is_due = false;
	enum status status = STATUS_OK;

	if (!impacts->is_made) {
		impacts->asked_for += passages;
		status = engine_is_due(&is_due, engine,
				       impacts->asked_for / MATCHES_A_LENGTH,
				       err);
	}
	if (!status && is_due)
		status = make(engine, bm25, err);
	*out = impacts->is_made;
	return status;
}

/* A term's postings while they are decoded. */
struct decoding {
	const struct impacts *impacts;
	const struct impact_lengths *lengths;
	struct impact_list *out;
};

static int take_posting(void *context, uint32_t id, uint32_t occurrences)
{
	struct decoding *decoding = context;
	struct impact_list *out = decoding->out;
	const double wdf = occurrences;
	const uint32_t length = id < decoding->lengths->count ?
				decoding->lengths->at[id] : 0;

	if (out->count == out->capacity)
		return 0;
	out->ids[out->count] = id;
	out->impacts[out->count++] = wdf / ((length < IMPACT_NORMS ?
		decoding->impacts->norms[length] :
		norm_of(decoding->impacts, length)) + wdf);
	return 0;
}

static enum status decode(struct impact_list *out, const struct engine *engine,
			  size_t shard, const char *term, size_t len,
			  struct error *err)
{
	struct decoding decoding = { &engine->impacts,
				     &engine->impacts.shards[shard], out };
	const xc_database *database = index_shard(engine->index, shard);
	struct xc_error xerr;
	uint32_t documents;

	if (xc_database_term_documents(database, term, len, &documents, &xerr))
		return index_error(err, "searching", &xerr);
	*out = (struct impact_list){ .capacity = documents };
	out->ids = mem_array(documents + (size_t)1, sizeof(*out->ids));
	out->impacts = mem_array(documents + (size_t)1, sizeof(*out->impacts));
	return documents && xc_database_each_posting(database, term, len,
			take_posting, &decoding, &xerr) ?
	       index_error(err, "searching", &xerr) : STATUS_OK;
}

static size_t list_bytes(const struct impact_list *list)
{
	return sizeof(*list) + list->capacity * (sizeof(*list->ids) +
						 sizeof(*list->impacts));
}

/* The list under key, an empty one where there was none. */
static struct impact_list *list_in(struct impact_half *half,
				   const struct buf *key)
{
	const size_t before = half->terms.count;
	const size_t number = table_number(&half->terms, key->data, key->len);

	mem_reserve(&half->lists, &half->capacity, half->terms.count,
		    sizeof(*half->lists));
	if (half->terms.count > before)
		half->lists[number] = (struct impact_list){ .ids = NULL };
	return &half->lists[number];
}

static void make_room(struct impacts *impacts)
{
	if (impacts->young.bytes < IMPACT_BYTES / 2)
		return;
	clear_half(&impacts->old);
	impacts->old = impacts->young;
	memset(&impacts->young, 0, sizeof(impacts->young));
}

enum status impacts_of(const struct impact_list **out, struct engine *engine,
		       size_t shard, const char *term, size_t len,
		       struct error *err)
{
	struct impacts *impacts = &engine->impacts;
	struct buf key = BUF_INIT;
	struct impact_list *list, *kept;
	enum status status = STATUS_OK;

	buf_put(&key, &shard, sizeof(shard));
	buf_put(&key, term, len);
	make_room(impacts);
	list = list_in(&impacts->young, &key);
	if (!list->ids) {
		kept = list_in(&impacts->old, &key);
		*list = *kept;
		*kept = (struct impact_list){ .ids = NULL };
		if (!list->ids)
			status = decode(list, engine, shard, term, len, err);
		impacts->young.bytes += list_bytes(list) + key.len;
	}
	buf_release(&key);
	*out = list;
	return status;
}
