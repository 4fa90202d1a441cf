#include "query/engine/facet_columns.h"

#include <stdlib.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/facets.h"

enum { TIMES_READ = 2 };	/* as much as columns would read: then make them */

/* One slot of one shard on its way into its column. */
struct filling {
	struct table *values;
	uint32_t *numbers;
};

static int take(void *context, uint32_t id, const void *value, size_t len)
{
	struct filling *filling = context;

	filling->numbers[id] = (uint32_t)table_number(filling->values, value,
						      len);
	return 0;
}

static enum status fill_shard(struct facet_column *column,
			      enum facet_kind kind, struct engine *engine,
			      size_t shard, struct error *err)
{
	struct filling filling = { &column->values, NULL };
	struct xc_database_info info;
	struct xc_error xerr;

	if (xc_database_info(index_shard(engine->index, shard), &info, &xerr))
		return index_error(err, "counting", &xerr);
	filling.numbers = mem_array(info.last_id + (size_t)1,
				    sizeof(*filling.numbers));
	column->shards[shard] = filling.numbers;
	return engine_each_value(engine, shard, tally_slot(kind), take,
				 &filling, err);
}

struct labels {
	size_t *at, count, capacity;
	size_t begin;		/* of the value at hand */
};

static void add_once(void *context, size_t label)
{
	struct labels *labels = context;

	for (size_t i = labels->begin; i < labels->count; i++)
		if (labels->at[i] == label)
			return;
	mem_reserve(&labels->at, &labels->capacity, labels->count + 1,
		    sizeof(*labels->at));
	labels->at[labels->count++] = label;
}

static void add_labels(struct facet_column *column, const label_names *names,
		       enum label_kind kind)
{
	struct labels labels = { NULL, 0, 0, 0 };
	const size_t count = column->values.count;

	column->begin = mem_array(count + 1, sizeof(*column->begin));
	for (size_t i = 0; i < count; i++) {
		column->begin[i] = labels.begin = labels.count;
		tally_each_label(names, kind, column->values.at[i].text,
				 add_once, &labels);
	}
	column->begin[count] = labels.count;
	column->labels = labels.at;
}

static enum status fill(struct facet_columns *columns, enum facet_kind kind,
			struct engine *engine, struct error *err)
{
	struct facet_column *column = &columns->at[kind];
	enum status status = STATUS_OK;

	column->shards = mem_array(columns->shard_count + 1,
				   sizeof(uint32_t *));
	for (size_t i = 0; !status && i < columns->shard_count; i++)
		status = fill_shard(column, kind, engine, i, err);
	if (!status && kind < (enum facet_kind)LABEL_KINDS)
		add_labels(column, index_names(engine->index),
			   (enum label_kind)kind);
	return status;
}

/* How many values columns would have; 0 when there can be none. */
static uint64_t value_count(const struct engine *engine)
{
	struct xc_database_info info;
	uint64_t count;

	if (index_has_remote(engine->index) ||
	    xc_database_info(index_database(engine->index), &info, NULL))
		return 0;
	count = FACET_KINDS * (uint64_t)info.last_id;
	return count * sizeof(uint32_t) > FACET_COLUMNS_BYTES ? 0 : count;
}

enum status facet_columns_make(const struct facet_columns **out,
			       struct engine *engine, struct error *err)
{
	struct facet_columns *made;
	enum status status = STATUS_OK;

	*out = engine->columns;
	if (*out || !value_count(engine))
		return STATUS_OK;
	made = mem_alloc(sizeof(*made));
	made->shard_count = index_shard_count(engine->index);
	for (int kind = 0; !status && kind < FACET_KINDS; kind++)
		status = fill(made, (enum facet_kind)kind, engine, err);
	if (status) {
		facet_columns_free(made);
		return status;
	}
	*out = engine->columns = made;
	return STATUS_OK;
}

enum status facet_columns_find(const struct facet_columns **out,
			       struct engine *engine, uint64_t count,
			       struct error *err)
{
	*out = engine->columns;
	if (*out)
		return STATUS_OK;
	engine->values_read += count;
	if (engine->values_read < TIMES_READ * value_count(engine))
		return STATUS_OK;
	engine->values_read = 0;	/* when it fails, not at once again */
	return facet_columns_make(out, engine, err);
}

void facet_columns_free(struct facet_columns *columns)
{
	for (int kind = 0; columns && kind < FACET_KINDS; kind++) {
		struct facet_column *column = &columns->at[kind];

		for (size_t i = 0; column->shards && i < columns->shard_count;
		     i++)
			free(column->shards[i]);
		free(column->shards);
		free(column->begin);
		free(column->labels);
		table_release(&column->values);
	}
	free(columns);
}

uint64_t *facet_columns_count(const struct facet_column *column,
			      const struct count_maps *maps)
{
	uint64_t *counts = mem_array(column->values.count + 1,
				     sizeof(*counts));

	for (size_t s = 0; s < maps->count; s++) {
		const struct count_map *map = &maps->shards[s];
		const uint32_t *numbers = column->shards[s];

		for (size_t i = 0; i < map->words; i++)
			for (uint64_t left = map->bits[i]; left;
			     left &= left - 1)
				counts[numbers[i * 64 + (size_t)
					__builtin_ctzll(left)]]++;
	}
	return counts;
}
