#include "query/facet_maps.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"

enum { VALUES_A_LOOK = 4096 };	/* at the clock */

/* One shard's passages, slot after slot. */
struct walk {
	struct tally *tally;
	struct engine *engine;
	const xc_database *shard;
	const struct count_map *map;
	uint64_t *documents;		/* their keys, one a passage */
	struct date { char text[TALLY_MONTH_LEN]; size_t len; } *dates;
	size_t at;			/* the passage in the order of ids */
	enum facet_kind kind;
	enum status status;
	struct error *err;
};

/* Go on to the next passage; a callback's result. */
static int step(struct walk *walk)
{
	unsigned left;

	if (++walk->at % VALUES_A_LOOK == 0)
		walk->status = engine_time_left(&left, walk->engine,
						walk->err);
	return walk->status ? -1 : 0;
}

static int take_document(void *context, uint32_t id, const void *value,
			 size_t len)
{
	struct walk *walk = context;

	(void)id;
	walk->documents[walk->at] = tally_passage(walk->tally, value, len);
	return step(walk);
}

static int take_value(void *context, uint32_t id, const void *value,
		      size_t len)
{
	struct walk *walk = context;

	(void)id;
	tally_value(walk->tally, walk->kind, value, len,
		    walk->documents ? walk->documents[walk->at] : 0);
	return step(walk);
}

static int take_first_day(void *context, uint32_t id, const void *value,
			  size_t len)
{
	struct walk *walk = context;
	struct date *date = &walk->dates[walk->at];

	(void)id;
	date->len = len < sizeof(date->text) ? len : sizeof(date->text);
	memcpy(date->text, value, date->len);
	return step(walk);
}

static int take_last_day(void *context, uint32_t id, const void *value,
			 size_t len)
{
	struct walk *walk = context;
	const struct date *date = &walk->dates[walk->at];

	(void)id;
	tally_month(walk->tally, date->text, date->len, value, len,
		    walk->documents ? walk->documents[walk->at] : 0);
	return step(walk);
}

static void walk_slot(struct walk *walk, uint32_t slot, xc_value_fn *take)
{
	struct xc_error xerr;

	if (walk->status)
		return;
	walk->at = 0;
	if (xc_database_each_value(walk->shard, slot, walk->map->bits,
				   walk->map->words, take, walk, &xerr) &&
	    !walk->status)
		walk->status = index_error(walk->err, "counting", &xerr);
}

static size_t count_bits(const struct count_map *map)
{
	size_t sum = 0;

	for (size_t i = 0; i < map->words; i++)
		sum += (size_t)__builtin_popcountll(map->bits[i]);
	return sum;
}

static void walk_months(struct walk *walk, size_t count)
{
	walk->dates = mem_array(count + 1, sizeof(*walk->dates));
	walk_slot(walk, SLOT_DATE_FIRST, take_first_day);
	walk_slot(walk, SLOT_DATE_LAST, take_last_day);
	free(walk->dates);
	walk->dates = NULL;
}

static void walk_shard(struct walk *walk)
{
	const struct request *request = walk->tally->request;
	const size_t count = count_bits(walk->map);

	walk->documents = NULL;
	if (request->group == GROUP_DOCUMENT) {
		walk->documents = mem_array(count + 1,
					    sizeof(*walk->documents));
		walk_slot(walk, SLOT_DOCUMENT, take_document);
	} else {
		walk->tally->passages += count;
	}
	for (int i = 0; i < FACET_KINDS; i++) {
		walk->kind = (enum facet_kind)i;
		if (!request->facets[walk->kind])
			continue;
		if (walk->kind == FACET_YEAR && request->months)
			walk_months(walk, count);
		else
			walk_slot(walk, tally_slot(walk->kind), take_value);
	}
	free(walk->documents);
}

enum status facet_maps_tally(struct tally *tally, struct engine *engine,
			     const struct count_maps *maps, struct error *err)
{
	struct walk walk = { .tally = tally, .engine = engine, .err = err };

	for (size_t i = 0; !walk.status && i < maps->count; i++) {
		walk.shard = index_shard(engine->index, i);
		walk.map = &maps->shards[i];
		walk_shard(&walk);
	}
	return walk.status;
}
