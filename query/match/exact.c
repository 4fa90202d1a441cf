#include "query/match/exact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/count.h"
#include "query/match/near.h"
#include "query/language/numerals.h"
#include "query/match/remote.h"
#include "schema/term.h"
#include "text/text.h"

enum {
	CANDIDATES_A_LOOK = 256,	/* at the clock */
	UNITS_A_CANDIDATE = 2000	/* of text are scanned in the time in
					 * which the index tells of one */
};

void demand_release(struct demand *demand)
{
	for (size_t i = 0; i < demand->terms.count; i++)
		free(demand->terms.at[i]);
	free(demand->terms.at);
	for (size_t i = 0; i < demand->needle_count; i++)
		free(demand->needles[i].cp);
	free(demand->needles);
	free(demand->nears);
	free(demand->togethers);
	memset(demand, 0, sizeof(*demand));
}

void demand_term(struct demand *demand, const char *term, size_t len)
{
	char *copy = mem_string_len(term, len);

	for (size_t i = 0; i < demand->terms.count; i++) {
		if (strcmp(demand->terms.at[i], copy))
			continue;
		free(copy);
		return;
	}
	request_add(&demand->terms, copy);
	free(copy);
}

size_t demand_guarded(struct demand *demand, const struct needle *from)
{
	const size_t size = from->count * sizeof(*from->cp);
	struct needle *needle = demand->needles;

	for (size_t i = 0; i < demand->needle_count; i++, needle++)
		if (needle->count == from->count &&
		    needle->guard == from->guard &&
		    !memcmp(needle->cp, from->cp, size))
			return i;
	mem_reserve(&demand->needles, &demand->needle_capacity,
		    demand->needle_count + 1, sizeof(*demand->needles));
	needle = &demand->needles[demand->needle_count];
	*needle = *from;
	needle->cp = mem_array(from->count, sizeof(*needle->cp));
	memcpy(needle->cp, from->cp, size);
	return demand->needle_count++;
}

size_t demand_needle(struct demand *demand, const uint32_t *cp, size_t count)
{
	const union { const uint32_t *from; uint32_t *to; } text = { cp };
	const struct needle needle = { text.to, count, 0 };

	return demand_guarded(demand, &needle);
}

void demand_near(struct demand *demand, size_t a, size_t b, size_t distance)
{
	mem_reserve(&demand->nears, &demand->near_capacity,
		    demand->near_count + 1, sizeof(*demand->nears));
	demand->nears[demand->near_count++] =
		(struct nearness){ a, b, distance };
}

void demand_together(struct demand *demand, size_t needle, size_t group)
{
	mem_reserve(&demand->togethers, &demand->together_capacity,
		    demand->together_count + 1, sizeof(*demand->togethers));
	demand->togethers[demand->together_count++] =
		(struct togetherness){ needle, group };
}

/* One text for one demand: what the set is cached under. */
static void put_key(struct buf *out, const struct demand *demand)
{
	for (size_t i = 0; i < demand->terms.count; i++)
		buf_put_format(out, "%s\n", demand->terms.at[i]);
	for (size_t i = 0; i < demand->needle_count; i++) {
		buf_put_format(out, "%u=", demand->needles[i].guard);
		text_cps_to_utf8(out, demand->needles[i].cp,
				 demand->needles[i].count);
		buf_put_string(out, "\n");
	}
	for (size_t i = 0; i < demand->near_count; i++)
		buf_put_format(out, "/%zu %zu %zu\n", demand->nears[i].a,
			       demand->nears[i].b, demand->nears[i].distance);
	for (size_t i = 0; i < demand->together_count; i++)
		buf_put_format(out, "s%zu %zu\n", demand->togethers[i].needle,
			       demand->togethers[i].group);
}

static enum status add_bigram(void *context, const struct term *term)
{
	demand_term(context, term->bytes, term->len);
	return STATUS_OK;
}

/* The digits of a number are a word of their own. */
static void add_digits(struct demand *out, const struct needle *needle)
{
	for (size_t at = 0, end; at < needle->count; at = end + 1) {
		char digits[NUMERAL_SIZE];
		size_t len = 0;

		for (end = at; end < needle->count && needle->cp[end] < 0x80 &&
			       isdigit((int)needle->cp[end]) &&
			       len < sizeof(digits); end++)
			digits[len++] = (char)needle->cp[end];
		if (len > 1)
			demand_term(out, digits, len);
	}
}

void demand_candidates(struct demand *out, const struct demand *demand)
{
	for (size_t i = 0; i < demand->terms.count; i++)
		demand_term(out, demand->terms.at[i],
			    strlen(demand->terms.at[i]));
	for (size_t i = 0; i < demand->needle_count; i++) {
		terms_each_bigram(demand->needles[i].cp,
				  demand->needles[i].count, add_bigram, out);
		if (demand->needles[i].guard & GUARD_NUMBER)
			add_digits(out, &demand->needles[i]);
	}
}

/* The verification of one shard's candidates. */
struct verifier {
	struct engine *engine;
	const struct demand *demand;
	folded_needle **needles;
	const folded_text *folded;
	size_t shard;
	struct folded_ids *ids;
	size_t looked_at;	/* candidates, to look at the clock now and then */
	struct error *err;
	enum status status;
};

static bool has_all(struct verifier *verifier, uint32_t id, size_t first)
{
	const struct demand *demand = verifier->demand;
	bool has = true;

	for (size_t i = first; has && i < demand->needle_count; i++)
		has = demand->needles[i].guard ?
		      near_has(verifier->folded, id, &demand->needles[i]) :
		      folded_has(verifier->folded, id, verifier->needles[i]);
	if (has && demand->near_count + demand->together_count)
		verifier->status = near_holds(&has, verifier->engine, demand,
					      verifier->shard, id,
					      verifier->err);
	return has;
}

/* Keep a candidate that has the needles from first on. */
static void verify(struct verifier *verifier, uint32_t id, size_t first)
{
	unsigned left;

	if (++verifier->looked_at % CANDIDATES_A_LOOK == 0)
		verifier->status = engine_time_left(&left, verifier->engine,
						    verifier->err);
	if (!verifier->status && has_all(verifier, id, first))
		folded_ids_add(verifier->ids, id);
}

static int verify_match(void *context, xc_match *match)
{
	struct verifier *verifier = context;

	verify(verifier, xc_match_id(match), 0);
	return verifier->status ? -1 : 0;
}

static int verify_posting(void *context, uint32_t id, uint32_t wdf)
{
	struct verifier *verifier = context;

	(void)wdf;
	verify(verifier, id, 0);
	return verifier->status ? -1 : 0;
}

/* Scan all text for the first needle; its passages are the candidates. */
static enum status scan(struct verifier *verifier)
{
	struct folded_ids found = { NULL, 0, 0 };
	uint64_t at = 0;
	unsigned left;
	bool is_more = true;

	while (is_more && !verifier->status) {
		is_more = folded_scan_some(&found, verifier->folded,
					   verifier->needles[0], &at);
		verifier->status = engine_time_left(&left, verifier->engine,
						    verifier->err);
	}
	for (size_t i = 0; !verifier->status && i < found.count; i++)
		verify(verifier, found.at[i],
		       verifier->demand->needles[0].guard ? 0 : 1);
	folded_ids_release(&found);
	return verifier->status;
}

static enum status walk_term(struct verifier *verifier, const char *term)
{
	struct buf spelled = BUF_INIT;
	struct xc_error xerr;
	const index_reader *index = verifier->engine->index;
	bool has_failed;

	term_spell(&spelled, term, strlen(term));
	has_failed = xc_database_each_posting(
		index_shard(index, verifier->shard), spelled.data, spelled.len,
		verify_posting, verifier, &xerr) != XC_OK;
	buf_release(&spelled);
	if (has_failed && !verifier->status)
		return index_error(verifier->err, "searching", &xerr);
	return verifier->status;
}

static enum status match_terms(struct verifier *verifier,
			       const struct request_list *terms)
{
	struct builder builder;
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;
	enum status status;

	build_init(&builder, verifier->err);
	for (size_t i = 0; i < terms->count; i++)
		parts_add(&parts, build_term(&builder, terms->at[i],
					     strlen(terms->at[i]), 1));
	query = build_combine(&builder, XC_AND, &parts);
	status = builder.status;
	if (!status)
		status = engine_each(verifier->engine,
				     index_shard(verifier->engine->index,
						 verifier->shard),
				     query, verify_match, verifier,
				     verifier->err);
	parts_release(&parts);
	build_release(&builder);
	return verifier->status ? verifier->status : status;
}

/* The terms as they are spelled, the caller's. */
static void spell_all(struct request_list *out,
		      const struct request_list *terms)
{
	for (size_t i = 0; i < terms->count; i++) {
		struct buf spelled = BUF_INIT;

		term_spell(&spelled, terms->at[i], strlen(terms->at[i]));
		request_add(out, spelled.data);
		buf_release(&spelled);
	}
}

/* Of terms, how many passages of the shard the rarest is in. */
static enum status rarest(uint32_t *out, struct verifier *verifier,
			  const struct request_list *spelled)
{
	const xc_database *shard = index_shard(verifier->engine->index,
					       verifier->shard);
	struct xc_error xerr;

	*out = UINT32_MAX;
	for (size_t i = 0; i < spelled->count; i++) {
		uint32_t documents;

		if (xc_database_term_documents(shard, spelled->at[i],
					       strlen(spelled->at[i]),
					       &documents, &xerr))
			return index_error(verifier->err, "searching", &xerr);
		if (documents < *out)
			*out = documents;
	}
	return STATUS_OK;
}

/* Verify the candidates in a map; or scan, where that is faster. */
static enum status match_map(struct verifier *verifier, const uint64_t *map,
			     size_t words)
{
	uint64_t candidates = 0;

	for (size_t i = 0; i < words; i++)
		candidates += (uint64_t)__builtin_popcountll(map[i]);
	if (!verifier->demand->terms.count &&
	    candidates > folded_total(verifier->folded) / UNITS_A_CANDIDATE)
		return scan(verifier);
	for (size_t i = 0; i < words; i++)
		for (uint64_t left = map[i]; left && !verifier->status;
		     left &= left - 1)
			verify(verifier, (uint32_t)(i * 64 +
				(size_t)__builtin_ctzll(left)), 0);
	return verifier->status;
}

static enum status match_common(struct verifier *verifier,
				const struct request_list *spelled)
{
	uint64_t *map;
	size_t words;
	enum status status = count_all_of(&map, &words, verifier->engine,
					  verifier->shard, spelled,
					  verifier->err);

	if (!status)
		status = match_map(verifier, map, words);
	free(map);
	return status;
}

/* Where all terms are common, their passages are looked at as maps, which the
 * next query may need as well. */
static enum status find_in_shard(struct verifier *verifier,
				 const struct request_list *terms)
{
	struct request_list spelled = { NULL, 0, 0 };
	uint32_t candidates;
	enum status status;

	if (!terms->count)
		return scan(verifier);
	spell_all(&spelled, terms);
	status = rarest(&candidates, verifier, &spelled);
	if (!status && candidates >= COUNT_CACHE_LEAST)
		status = match_common(verifier, &spelled);
	else if (!status && candidates)
		status = terms->count == 1 ?
			 walk_term(verifier, terms->at[0]) :
			 match_terms(verifier, terms);
	for (size_t i = 0; i < spelled.count; i++)
		free(spelled.at[i]);
	free(spelled.at);
	return status;
}

static enum status find_all(struct folded_ids *shards, struct engine *engine,
			    const struct demand *demand, struct error *err)
{
	struct demand candidates = { .needle_count = 0 };
	struct verifier verifier = { .engine = engine, .demand = demand,
				     .err = err };
	size_t count = demand->needle_count;
	enum status status = STATUS_OK;

	demand_candidates(&candidates, demand);
	verifier.needles = mem_array(count + 1, sizeof(folded_needle *));
	for (size_t i = 0; i < count; i++)
		verifier.needles[i] = folded_needle_new(
			demand->needles[i].cp, demand->needles[i].count);
	for (size_t i = 0; !status && i < index_shard_count(engine->index);
	     i++) {
		verifier.shard = i;
		verifier.folded = index_folded(engine->index, i);
		verifier.ids = &shards[i];
		status = find_in_shard(&verifier, &candidates.terms);
	}
	for (size_t i = 0; i < count; i++)
		folded_needle_free(verifier.needles[i]);
	free(verifier.needles);
	demand_release(&candidates);
	return status;
}

/* Terms alone need no set. */
static const xc_query *terms_query(struct builder *builder,
				   const struct demand *demand)
{
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	for (size_t i = 0; i < demand->terms.count; i++)
		parts_add(&parts, build_term(builder, demand->terms.at[i],
					     strlen(demand->terms.at[i]), 1));
	query = parts.count ? build_combine(builder, XC_AND, &parts) : NULL;
	parts_release(&parts);
	return query;
}

/* The set of demand from the cache, or found and put there; NULL on failure. */
static const struct folded_ids *find_set(struct engine *engine,
					 const struct demand *demand,
					 struct error *err,
					 enum status *status)
{
	size_t shard_count = index_shard_count(engine->index);
	const struct folded_ids *found;
	struct folded_ids *shards;
	struct buf key = BUF_INIT;

	put_key(&key, demand);
	found = set_cache_find(&engine->sets, key.data);
	if (!found) {
		shards = mem_array(shard_count + 1, sizeof(*shards));
		*status = find_all(shards, engine, demand, err);
		if (!*status)
			found = set_cache_put(&engine->sets, key.data, shards,
					      shard_count);
		for (size_t i = 0; *status && i < shard_count; i++)
			folded_ids_release(&shards[i]);
		if (*status)
			free(shards);
	}
	buf_release(&key);
	return found;
}

const struct folded_ids *exact_set(struct builder *builder,
				   struct engine *engine,
				   const struct demand *demand)
{
	return builder->status ? NULL :
	       find_set(engine, demand, builder->err, &builder->status);
}

const xc_query *exact_query(struct builder *builder, struct engine *engine,
			    const struct demand *demand)
{
	const struct folded_ids *found;

	if (builder->status)
		return NULL;
	if (!demand->needle_count)
		return terms_query(builder, demand);
	if (index_has_remote(engine->index))
		return remote_candidates(builder, engine, demand);
	found = exact_set(builder, engine, demand);
	if (!found)
		return NULL;
	return build_set(builder, found, index_shard_count(engine->index));
}
