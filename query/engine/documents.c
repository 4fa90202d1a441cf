#include "query/engine/documents.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/count.h"
#include "query/engine/engine.h"
#include "query/engine/keys.h"
#include "schema/schema.h"

void documents_forget(struct documents *documents)
{
	for (size_t i = 0; i < documents->shard_count; i++)
		free(documents->shards[i].bits);
	free(documents->shards);
	memset(documents, 0, sizeof(*documents));
}

/* One shard's documents under way. */
struct making {
	struct documents *out;
	struct document_ends *ends;
	struct key_counts keys;		/* of all shards */
	uint64_t key;			/* of the passage before, */
	uint32_t before;		/* whose id this is; 0: none */
};

static void set_end(struct making *making)
{
	if (making->before)
		making->ends->bits[making->before / 64] |=
			(uint64_t)1 << making->before % 64;
}

static int take_document(void *context, uint32_t id, const void *value,
			 size_t len)
{
	struct making *making = context;
	const uint64_t key = key_of_value(value, len);

	if (!len)
		return 0;
	if (!making->before || key != making->key) {
		if (key_counts_add(&making->keys, key) > 1)
			making->out->is_usable = false;
		set_end(making);
		making->out->count++;
	}
	making->out->passages++;
	making->key = key;
	making->before = id;
	return 0;
}

static enum status make_shard(struct making *making,
			      const struct engine *engine, size_t shard,
			      struct error *err)
{
	struct document_ends *ends = &making->out->shards[shard];
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status;

	if (xc_database_info(index_shard(engine->index, shard), &info, &xerr))
		return index_error(err, "counting", &xerr);
	ends->words = info.last_id / 64 + (size_t)1;
	ends->bits = mem_array(ends->words, sizeof(*ends->bits));
	making->ends = ends;
	making->before = 0;
	status = engine_each_value(engine, shard, SLOT_DOCUMENT, take_document,
				   making, err);
	set_end(making);
	return status;
}

static enum status make(struct engine *engine, struct error *err)
{
	struct documents *out = &engine->documents;
	struct making making = { .out = out };
	enum status status = STATUS_OK;

	out->shard_count = index_shard_count(engine->index);
	out->shards = mem_array(out->shard_count + 1, sizeof(*out->shards));
	out->is_usable = true;
	for (size_t i = 0; !status && i < out->shard_count; i++)
		status = make_shard(&making, engine, i, err);
	key_counts_release(&making.keys);
	if (status)
		documents_forget(out);
	out->is_made = !status;
	return status;
}

enum status documents_ready(bool *out, struct engine *engine,
			    uint64_t passages, struct error *err)
{
	struct documents *documents = &engine->documents;
	bool is_due = false;
	enum status status = STATUS_OK;

	if (!documents->is_made) {
		status = engine_is_due(&is_due, engine, documents->asked_for,
				       err);
		documents->asked_for += passages;
	}
	if (!status && is_due)
		status = make(engine, err);
	*out = documents->is_usable;
	return status;
}

/* The sum of a document's bits, its last one apart, and as many ones carries
 * into its last bit when one of them is set, and no further. */
static uint64_t count_shard(const struct count_map *found,
			    const struct document_ends *ends)
{
	uint64_t count = 0;
	bool carry = false;

	for (size_t i = 0; i < found->words && i < ends->words; i++) {
		const uint64_t inner = ~ends->bits[i];
		uint64_t sum;
		bool over = __builtin_add_overflow(found->bits[i] & inner,
						   inner, &sum);

		carry = __builtin_add_overflow(sum, (uint64_t)carry, &sum) ||
			over;
		count += (uint64_t)__builtin_popcountll(
			(sum | found->bits[i]) & ends->bits[i]);
	}
	return count;
}

uint64_t documents_count(const struct documents *documents,
			 const struct count_maps *found)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < found->count; i++)
		sum += count_shard(&found->shards[i], &documents->shards[i]);
	return sum;
}

static bool has_bit(const uint64_t *bits, uint32_t id)
{
	return bits[id / 64] >> id % 64 & 1;
}

static uint32_t last_of(const struct document_ends *ends, uint32_t id)
{
	size_t word = id / 64;
	uint64_t left = ends->bits[word] >> id % 64 << id % 64;

	while (!left && word + 1 < ends->words)
		left = ends->bits[++word];
	return left ? (uint32_t)(word * 64 + (size_t)__builtin_ctzll(left))
		    : id;
}

uint32_t documents_passages(const struct documents *documents,
			    const struct count_maps *found, uint32_t id)
{
	const uint32_t shards = (uint32_t)documents->shard_count;
	const size_t shard = (id - 1) % shards;
	const struct document_ends *ends = &documents->shards[shard];
	const uint64_t *bits = found->shards[shard].bits;
	uint32_t at = (id - 1) / shards + 1, count = 0;
	const uint32_t last = last_of(ends, at);

	while (at > 1 && !has_bit(ends->bits, at - 1))
		at--;
	for (; at <= last; at++)
		count += has_bit(bits, at);
	return count;
}

uint32_t documents_last(const struct documents *documents, uint32_t id)
{
	const uint32_t shards = (uint32_t)documents->shard_count;
	const uint32_t shard = (id - 1) % shards;

	return (last_of(&documents->shards[shard], (id - 1) / shards + 1) - 1) *
	       shards + shard + 1;
}
