#include "query/match/rank_hits.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"
#include "text/fold.h"

enum {
	FETCHED_AHEAD = 4,	/* texts */
	FETCHED_UNITS = 512,	/* of each */
	UNITS_A_LINE = 32	/* of the processor's cache */
};

/* The text of a passage that no file of folded text holds, from its record. */
struct own_text {
	struct text text;
	uint16_t *units;
	size_t capacity;
};

static void own_text_release(struct own_text *own)
{
	text_release(&own->text);
	free(own->units);
}

static size_t fold_units(struct own_text *own, const char *utf8, size_t len)
{
	struct text *text = &own->text;
	size_t count = 0;

	text_clear(text);
	text_put_utf8(text, utf8, len, 0);
	fold_cps(text->cp, text->cp, text->count);
	mem_reserve(&own->units, &own->capacity, text->count * 2 + 1,
		    sizeof(*own->units));
	for (size_t i = 0; i < text->count; i++) {
		uint32_t cp = text->cp[i];

		if (cp >= 0x10000) {
			own->units[count++] = (uint16_t)(0xD7C0 + (cp >> 10));
			cp = 0xDC00 | (cp & 0x3FF);
		}
		own->units[count++] = (uint16_t)cp;
	}
	return count;
}

/* The folded text of a hit, where it is mapped into memory. */
struct view {
	const uint16_t *units;		/* NULL: it is not */
	size_t count;
};

static struct view view_of(const struct match_hit *hit,
			   const struct engine *engine)
{
	const size_t shards = index_shard_count(engine->index);
	const folded_text *folded = index_folded(engine->index,
						 (hit->id - 1) % shards);
	struct view view = { NULL, 0 };
	bool continues;

	if (folded)
		view.units = folded_at(folded,
				       (uint32_t)((hit->id - 1) / shards) + 1,
				       &view.count, &continues);
	return view;
}

/* Texts lie anywhere in the file: have one on its way while another is read. */
static void fetch(const struct view *view)
{
	for (size_t i = 0; i < view->count && i < FETCHED_UNITS;
	     i += UNITS_A_LINE)
		__builtin_prefetch(view->units + i);
}

/* What SLOT_DOCUMENT says of the passages of this document. */
static uint64_t key_of_document(const char *id)
{
	unsigned char key[8];

	schema_document_key(key, id, strlen(id));
	return key_of_value(key, sizeof(key));
}

/* *document is set where the record is read for its text, which spares a shard
 * on another machine the question. */
static enum status score(struct match_hit *hit, uint64_t *document,
			 struct view view, ranker *ranker,
			 struct own_text *own, const struct engine *engine,
			 struct error *err)
{
	struct record_passage passage;

	if (!view.units) {
		enum status status = index_passage(engine->index, hit->id,
						   &passage, err);

		if (status)
			return status;
		view.count = fold_units(own, passage.text, passage.text_len);
		view.units = own->units;
		*document = key_of_document(passage.document);
		record_passage_release(&passage);
	}
	hit->weight = rank_score(ranker, view.units, view.count, hit->weight);
	return STATUS_OK;
}

static enum status score_all(struct match_hit *hits, uint64_t *documents,
			     size_t count, const struct engine *engine,
			     const struct rank_query *query, struct error *err)
{
	struct view *views = mem_array(count + FETCHED_AHEAD, sizeof(*views));
	struct own_text own = { TEXT_INIT, NULL, 0 };
	ranker *ranker = ranker_new(query);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count; i++)
		views[i] = view_of(&hits[i], engine);
	for (size_t i = 0; !status && i < count; i++) {
		fetch(&views[i + FETCHED_AHEAD - 1]);
		status = score(&hits[i], &documents[i], views[i], ranker, &own,
			       engine, err);
	}
	ranker_free(ranker);
	own_text_release(&own);
	free(views);
	return status;
}

/* Which document each hit belongs to, where a shard is remote; some may be known
 * by now. */
static enum status ask_documents(uint64_t *out, const struct match_hit *hits,
				 size_t count, const struct engine *engine,
				 struct error *err)
{
	const xc_database *database = index_database(engine->index);
	struct xc_error xerr;
	unsigned char key[8];
	size_t len;

	for (size_t i = 0; i < count; i++) {
		if (out[i])
			continue;
		if (xc_database_value(database, hits[i].id, SLOT_DOCUMENT, key,
				      sizeof(key), &len, &xerr))
			return index_error(err, "searching", &xerr);
		out[i] = key_of_value(key, len < sizeof(key) ? len
							     : sizeof(key));
	}
	return STATUS_OK;
}

/* The keys of the documents that one shard's hits belong to. */
struct keys {
	uint64_t *out;
	const struct match_hit *hits;
	size_t count, shard, shards;
};

static int take_key(void *context, uint32_t id, const void *value, size_t len)
{
	const struct keys *keys = context;
	const size_t wanted = (id - (size_t)1) * keys->shards + keys->shard + 1;

	for (size_t i = 0; i < keys->count; i++)
		if (keys->hits[i].id == wanted)
			keys->out[i] = key_of_value(value, len);
	return 0;
}

/* In the order of ids the same blocks serve many: half the time. */
static enum status read_keys(struct keys *keys, const struct engine *engine,
			     struct error *err)
{
	size_t words = 0;
	struct xc_error xerr;
	enum status status = STATUS_OK;
	uint64_t *bits;

	for (size_t i = 0; i < keys->count; i++)
		if (keys->hits[i].id / keys->shards / 64 + 2 > words)
			words = keys->hits[i].id / keys->shards / 64 + 2;
	bits = mem_array(words + 1, sizeof(*bits));
	for (size_t i = 0; i < keys->count; i++) {
		const size_t id = (keys->hits[i].id - 1) / keys->shards + 1;

		if ((keys->hits[i].id - 1) % keys->shards == keys->shard)
			bits[id / 64] |= (uint64_t)1 << id % 64;
	}
	if (xc_database_each_value(index_shard(engine->index, keys->shard),
				   SLOT_DOCUMENT, bits, words, take_key, keys,
				   &xerr))
		status = index_error(err, "searching", &xerr);
	free(bits);
	return status;
}

static enum status read_documents(uint64_t *out, const struct match_hit *hits,
				  size_t count, const struct engine *engine,
				  struct error *err)
{
	struct keys keys = { .out = out, .hits = hits, .count = count,
			     .shards = index_shard_count(engine->index) };
	enum status status = STATUS_OK;

	if (engine->documents.is_usable) {
		for (size_t i = 0; i < count; i++)
			out[i] = documents_last(&engine->documents,
						hits[i].id);
		return STATUS_OK;
	}
	if (index_has_remote(engine->index))
		return ask_documents(out, hits, count, engine, err);
	for (; !status && keys.shard < keys.shards; keys.shard++)
		status = read_keys(&keys, engine, err);
	return status;
}

/* A passage counts more when another one of its document was found, too. */
static enum status add_context(struct match_hit *hits, uint64_t *documents,
			       size_t count, const struct engine *engine,
			       struct error *err)
{
	double *best = mem_array(count + 1, sizeof(*best));
	enum status status = read_documents(documents, hits, count, engine,
					    err);

	for (size_t i = 0; !status && i < count; i++)
		for (size_t k = 0; k < count; k++)
			if (k != i && documents[k] == documents[i] &&
			    hits[k].weight > best[i])
				best[i] = hits[k].weight;
	for (size_t i = 0; !status && i < count; i++)
		hits[i].weight += RANK_CONTEXT * best[i];
	free(best);
	return status;
}

static int compare_hits(const void *a, const void *b)
{
	const struct match_hit *one = a, *two = b;

	if (one->weight < two->weight || one->weight > two->weight)
		return one->weight < two->weight ? 1 : -1;
	return (one->id > two->id) - (one->id < two->id);
}

enum status rank_hits(struct match_hit *hits, size_t count,
		      const struct engine *engine,
		      const struct rank_query *query, struct error *err)
{
	const size_t seen = count < RANK_DEPTH ? count : RANK_DEPTH;
	const double floor = seen ? hits[seen - 1].weight : 0;
	uint64_t *documents = mem_array(seen + 1, sizeof(*documents));
	enum status status = score_all(hits, documents, seen, engine, query,
				       err);

	/* Grouped, a document has one hit, which knows its document. */
	if (!status && seen && !hits[0].document)
		status = add_context(hits, documents, seen, engine, err);
	free(documents);
	if (!status && seen)
		qsort(hits, seen, sizeof(*hits), compare_hits);
	for (size_t i = 0; i < seen; i++)
		if (hits[i].weight < floor)
			hits[i].weight = floor;
	return status;
}
