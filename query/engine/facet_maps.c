#include "query/engine/facet_maps.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/facet_columns.h"
#include "schema/schema.h"

enum { VALUES_A_LOOK = 4096 };	/* at the clock */

/* One shard's passages, slot after slot. */
struct walk {
	struct tally *tally;
	struct engine *engine;
	const struct facet_columns *columns;	/* NULL: they are not worth it yet */
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

/* What a column cannot tell is of which document a passage is, nor its month. */
static bool is_by_column(const struct request *request, enum facet_kind kind)
{
	return request->facets[kind] && request->group != GROUP_DOCUMENT &&
	       !(kind == FACET_YEAR && request->months);
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
		if (!request->facets[walk->kind] ||
		    (walk->columns && is_by_column(request, walk->kind)))
			continue;
		if (walk->kind == FACET_YEAR && request->months)
			walk_months(walk, count);
		else
			walk_slot(walk, tally_slot(walk->kind), take_value);
	}
	free(walk->documents);
}

static enum status find_columns(struct walk *walk,
				const struct count_maps *maps)
{
	const struct request *request = walk->tally->request;
	uint64_t passages = 0, kinds = 0;

	for (size_t i = 0; i < maps->count; i++)
		passages += count_bits(&maps->shards[i]);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		kinds += is_by_column(request, (enum facet_kind)kind);
	return facet_columns_find(&walk->columns, walk->engine,
				  passages * kinds, walk->err);
}

/* Value number i of a column, which count passages have. */
static void take_number(struct walk *walk, const struct facet_column *column,
			size_t i, uint64_t count)
{
	const struct table_entry *value = &column->values.at[i];

	if (!column->begin) {
		tally_counted(walk->tally, walk->kind, value->text, value->len,
			      count);
		return;
	}
	for (size_t k = column->begin[i]; k < column->begin[i + 1]; k++)
		tally_label(walk->tally, column->labels[k], count);
}

static void take_column(struct walk *walk, const struct count_maps *maps)
{
	const struct facet_column *column = &walk->columns->at[walk->kind];
	uint64_t *counts = facet_columns_count(column, maps);

	for (size_t i = 0; i < column->values.count; i++) {
		if (counts[i])
			take_number(walk, column, i, counts[i]);
	}
	free(counts);
}

enum status facet_maps_tally(struct tally *tally, struct engine *engine,
			     const struct count_maps *maps, struct error *err)
{
	struct walk walk = { .tally = tally, .engine = engine, .err = err };

	walk.status = find_columns(&walk, maps);
	for (size_t i = 0; !walk.status && i < maps->count; i++) {
		walk.shard = index_shard(engine->index, i);
		walk.map = &maps->shards[i];
		walk_shard(&walk);
	}
	for (int i = 0; !walk.status && i < FACET_KINDS; i++) {
		walk.kind = (enum facet_kind)i;
		if (walk.columns && is_by_column(tally->request, walk.kind))
			take_column(&walk, maps);
	}
	return walk.status;
}
