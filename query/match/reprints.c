#include "query/match/reprints.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/build.h"
#include "query/match/exact.h"
#include "query/engine/reprint_chains.h"
#include "schema/reprint.h"
#include "schema/schema.h"
#include "text/fold.h"

/* Characters in a row that reprints are found by; fewer tell too little. */
enum { RUN_MOST = 16, RUN_TELLING = 10 };

struct key {
	unsigned char bytes[REPRINT_KEY];
	size_t len;
};

static enum status read_key(struct key *out, const struct engine *engine,
			    uint32_t id, struct error *err)
{
	struct xc_error xerr;

	out->len = 0;
	if (xc_database_value(index_database(engine->index), id, SLOT_REPRINT,
			      out->bytes, sizeof(out->bytes), &out->len,
			      &xerr))
		return index_error(err, "looking for reprints", &xerr);
	return STATUS_OK;
}

static bool is_digit_or_latin(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
}

/* The longest run of Han characters (or digits and Latin letters, too), which
 * punctuation cannot tell apart. */
static struct text_span find_run(const struct text *text, size_t begin,
				 bool only_han)
{
	struct text_span best = { begin, begin };

	for (size_t at = begin; at < text->count; at++) {
		size_t end = at;

		while (end < text->count && end - at < RUN_MOST &&
		       (is_han(text->cp[end]) ||
			(!only_han && is_digit_or_latin(text->cp[end]))))
			end++;
		if (end - at > best.end - best.begin)
			best = (struct text_span){ at, end };
		if (best.end - best.begin == RUN_MOST)
			break;
		at = end;
	}
	return best;
}

static enum status add_reprint(struct answer_hit *hit,
			       const struct engine *engine, uint32_t id,
			       const struct key *own, struct error *err)
{
	struct record_passage passage;
	struct buf name = BUF_INIT;
	struct key key;
	size_t capacity = hit->reprint_count;
	enum status status = read_key(&key, engine, id, err);

	if (status || key.len != own->len ||
	    memcmp(key.bytes, own->bytes, own->len))
		return status;
	status = index_passage(engine->index, id, &passage, err);
	if (status)
		return status;
	buf_put_format(&name, "%s#%zu", passage.document,
		       (size_t)passage.number);
	mem_reserve(&hit->reprints, &capacity, hit->reprint_count + 1,
		    sizeof(*hit->reprints));
	hit->reprints[hit->reprint_count++] = buf_detach(&name);
	record_passage_release(&passage);
	return STATUS_OK;
}

static uint32_t group_id(uint32_t id, size_t shard, size_t shards)
{
	return (id - 1) * (uint32_t)shards + (uint32_t)shard + 1;
}

/* Look at the passages that have the run of characters. */
static enum status look(struct answer_hit *hit, struct engine *engine,
			uint32_t id, const struct key *own,
			const struct demand *demand, struct error *err)
{
	const size_t shards = index_shard_count(engine->index);
	const struct folded_ids *found;
	struct builder builder;
	size_t looked_at = 0;
	enum status status;

	build_init(&builder, err);
	found = exact_set(&builder, engine, demand);
	status = builder.status;
	for (size_t s = 0; !status && s < shards; s++)
		for (size_t i = 0; !status && i < found[s].count &&
		     looked_at < REPRINTS_MOST; i++, looked_at++) {
			uint32_t other = group_id(found[s].at[i], s, shards);

			if (other != id)
				status = add_reprint(hit, engine, other, own,
						     err);
			if (status == STATUS_NOT_FOUND)
				status = STATUS_OK;	/* deleted since */
		}
	build_release(&builder);
	return status;
}

/* Look at the passages that may have the key. */
static enum status follow(struct answer_hit *hit, const struct engine *engine,
			  uint32_t id, const struct key *own,
			  struct error *err)
{
	const struct reprint_chains *chains = engine->chains;
	size_t looked_at = 0;
	enum status status = STATUS_OK;

	for (size_t s = 0; !status && s < chains->count; s++)
		for (uint32_t at = reprint_chains_first(chains, s, own->bytes,
							own->len);
		     !status && at && looked_at < REPRINTS_MOST;
		     at = chains->shards[s].next[at], looked_at++) {
			uint32_t other = group_id(at, s, chains->count);

			if (other != id)
				status = add_reprint(hit, engine, other, own,
						     err);
			if (status == STATUS_NOT_FOUND)
				status = STATUS_OK;
		}
	return status;
}

/* Without chains, they are found by a run of their characters. */
static enum status find_by_run(struct answer_hit *hit, struct engine *engine,
			       uint32_t id, const struct key *own,
			       struct error *err)
{
	struct demand demand = { .needle_count = 0 };
	struct text text = TEXT_INIT;
	struct text_span run;
	enum status status = STATUS_OK;

	text_put_utf8(&text, hit->passage.text, hit->passage.text_len, 0);
	fold_cps(text.cp, text.cp, text.count);
	run = find_run(&text, hit->passage.body, true);
	if (run.end - run.begin < RUN_TELLING)
		run = find_run(&text, hit->passage.body, false);
	if (run.end - run.begin > 3) {
		demand_needle(&demand, text.cp + run.begin,
			      run.end - run.begin);
		status = look(hit, engine, id, own, &demand, err);
	}
	demand_release(&demand);
	text_release(&text);
	return status;
}

enum status reprints_find(struct answer_hit *hit, struct engine *engine,
			  uint32_t id, struct error *err)
{
	struct key own;
	enum status status;

	if (index_has_remote(engine->index))
		return STATUS_OK;
	status = read_key(&own, engine, id, err);
	if (!status && own.len && engine->columns)	/* many requests come */
		status = reprint_chains_make(engine, err);
	if (status || !own.len)
		return status;
	return engine->chains ? follow(hit, engine, id, &own, err)
			      : find_by_run(hit, engine, id, &own, err);
}
