/* A NEAR/20 B, NEAR/s, NEAR/p: leaves that stand close to each other. */
#include "query/match/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { VARIANTS_MOST = 16 };	/* of the numbers in all leaves together */

/* Leaves [begin, end) of a NEAR, which one passage must hold. */
struct stretch {
	struct planner *planner;
	const struct syntax_node *node;
	size_t begin, end;
};

static void put_pairs(struct demand *demand, const struct leaf_needles *a,
		      const struct leaf_needles *b, size_t distance)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			demand_near(demand, a->at[i], b->at[k], distance);
}

static void put_group(struct demand *demand, const struct leaf_needles *leaf,
		      size_t group)
{
	for (size_t i = 0; i < leaf->count; i++)
		demand_together(demand, leaf->at[i], group);
}

/* Join leaf to the one before it; *groups is how many sentences there are, and
 * *is_open whether the one before is in the last of them. */
static void put_joint(struct demand *demand, const struct leaf_needles *before,
		      const struct leaf_needles *leaf, unsigned distance,
		      size_t *groups, bool *is_open)
{
	if (distance != SYNTAX_SENTENCE) {
		put_pairs(demand, before, leaf, distance);
		*is_open = false;
		return;
	}
	if (!*is_open)
		put_group(demand, before, (*groups)++);
	put_group(demand, leaf, *groups - 1);
	*is_open = true;
}

/* What the stretch asks for when its leaves are written in variant number
 * which; how many there are. */
static size_t put_stretch(struct demand *demand, const struct stretch *stretch,
			  size_t which)
{
	struct builder *builder = stretch->planner->builder;
	struct leaf_needles before = { .count = 0 }, leaf;
	size_t variants = 1, groups = 0, own;
	bool is_open = false;

	for (size_t i = stretch->begin; i < stretch->end && !builder->status;
	     i++) {
		const struct syntax_node *child = stretch->node->children[i];

		builder->status = leaf_needles(&leaf, &own, demand,
			stretch->planner->engine, child, which / variants,
			builder->err);
		variants *= own;
		if (i > stretch->begin)
			put_joint(demand, &before, &leaf, child->distance,
				  &groups, &is_open);
		free(before.at);
		before = leaf;
	}
	free(before.at);
	return variants;
}

static const xc_query *find_stretch(const struct stretch *stretch)
{
	struct builder *builder = stretch->planner->builder;
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;
	size_t variants = 1;

	for (size_t i = 0; i < variants && i < VARIANTS_MOST; i++) {
		struct demand demand = { .needle_count = 0 };

		variants = put_stretch(&demand, stretch, i);
		parts_add(&parts, exact_query(builder, stretch->planner->engine,
					      &demand));
		demand_release(&demand);
	}
	if (parts.count)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}

static int compare_ids(const void *a, const void *b)
{
	const uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;

	return (one > two) - (one < two);
}

static void sort_ids(struct folded_ids *ids)
{
	size_t kept = 0;

	if (ids->count)
		qsort(ids->at, ids->count, sizeof(*ids->at), compare_ids);
	for (size_t i = 0; i < ids->count; i++)
		if (!kept || ids->at[i] != ids->at[kept - 1])
			ids->at[kept++] = ids->at[i];
	ids->count = kept;
}

/* The passages of a stretch in any variant, a list for each shard. */
static void list_stretch(struct folded_ids *shards,
			 const struct stretch *stretch)
{
	struct builder *builder = stretch->planner->builder;
	struct engine *engine = stretch->planner->engine;
	const size_t count = index_shard_count(engine->index);
	size_t variants = 1;

	for (size_t i = 0; i < variants && i < VARIANTS_MOST; i++) {
		struct demand demand = { .needle_count = 0 };
		const struct folded_ids *set = NULL;

		variants = put_stretch(&demand, stretch, i);
		if (demand.needle_count)
			set = exact_set(builder, engine, &demand);
		for (size_t s = 0; set && s < count; s++)
			for (size_t k = 0; k < set[s].count; k++)
				folded_ids_add(&shards[s], set[s].at[k]);
		demand_release(&demand);
	}
	for (size_t s = 0; variants > 1 && s < count; s++)
		sort_ids(&shards[s]);
}

/* The paragraphs of one shard, and which passages of it have each stretch. */
struct paragraphs {
	const folded_text *folded;
	const struct folded_ids **lists;	/* of each stretch */
	size_t *at;		/* where each list stands */
	size_t count;
};

static bool goes_on(const folded_text *folded, uint32_t id)
{
	bool continues = false;
	size_t count;

	if (folded)
		folded_at(folded, id, &count, &continues);
	return continues;
}

/* The first and last passage of the paragraph that id is a part of. */
static void find_bounds(uint32_t *first, uint32_t *last,
			const folded_text *folded, uint32_t id)
{
	*first = *last = id;
	while (*first > 1 && goes_on(folded, *first - 1))
		--*first;
	while (goes_on(folded, *last))
		++*last;
}

/* The least id that no list has passed yet; 0 when all have ended. */
static uint32_t next_id(const struct paragraphs *of)
{
	uint32_t next = 0;

	for (size_t i = 0; i < of->count; i++) {
		const struct folded_ids *ids = of->lists[i];

		if (of->at[i] < ids->count &&
		    (!next || ids->at[of->at[i]] < next))
			next = ids->at[of->at[i]];
	}
	return next;
}

/* Move all lists behind last; does each have an id up to there? */
static bool pass(struct paragraphs *of, uint32_t last)
{
	bool all = true;

	for (size_t i = 0; i < of->count; i++) {
		const struct folded_ids *ids = of->lists[i];
		size_t from = of->at[i];

		while (of->at[i] < ids->count && ids->at[of->at[i]] <= last)
			of->at[i]++;
		all = all && of->at[i] > from;
	}
	return all;
}

/* The ids of all lists in [first, last]. */
static void put_ids(struct folded_ids *out, const struct paragraphs *of,
		    uint32_t first, uint32_t last)
{
	for (uint32_t id = first; id <= last; id++) {
		bool has = false;

		for (size_t i = 0; !has && i < of->count; i++)
			for (size_t k = of->at[i]; !has && k > 0 &&
			     of->lists[i]->at[k - 1] >= first; k--)
				has = of->lists[i]->at[k - 1] == id;
		if (has)
			folded_ids_add(out, id);
	}
}

/* The passages with a part of it, of each paragraph that holds all stretches. */
static void join_paragraphs(struct folded_ids *out, struct paragraphs *of)
{
	uint32_t id, first, last;

	while ((id = next_id(of))) {
		find_bounds(&first, &last, of->folded, id);
		if (pass(of, last))
			put_ids(out, of, first, last);
	}
}

/* The stretches of a NEAR that one paragraph must hold. */
struct stretches {
	struct planner *planner;
	struct folded_ids **lists;	/* of each: one list a shard */
	size_t count;
};

static void list_stretches(struct stretches *out,
			   const struct syntax_node *node)
{
	const size_t shards = index_shard_count(out->planner->engine->index);
	struct stretch next = { .planner = out->planner, .node = node };

	out->lists = mem_array(node->count + 1, sizeof(*out->lists));
	while (next.end < node->count) {
		next.begin = next.end++;
		while (next.end < node->count &&
		       node->children[next.end]->distance != SYNTAX_PARAGRAPH)
			next.end++;
		out->lists[out->count] = mem_array(shards + 1,
						   sizeof(**out->lists));
		list_stretch(out->lists[out->count++], &next);
	}
}

static void stretches_release(struct stretches *from)
{
	const size_t shards = index_shard_count(from->planner->engine->index);

	for (size_t i = 0; i < from->count; i++) {
		for (size_t s = 0; s < shards; s++)
			folded_ids_release(&from->lists[i][s]);
		free(from->lists[i]);
	}
	free(from->lists);
}

static const xc_query *find_paragraphs(struct planner *planner,
				       const struct syntax_node *node)
{
	const index_reader *index = planner->engine->index;
	const size_t shards = index_shard_count(index);
	struct folded_ids *found = mem_array(shards + 1, sizeof(*found));
	struct stretches from = { .planner = planner };
	const xc_query *query = NULL;

	list_stretches(&from, node);
	for (size_t s = 0; s < shards; s++) {
		struct paragraphs of = { .folded = index_folded(index, s),
					 .count = from.count };

		of.lists = mem_array(of.count + 1, sizeof(*of.lists));
		of.at = mem_array(of.count + 1, sizeof(*of.at));
		for (size_t i = 0; i < of.count; i++)
			of.lists[i] = &from.lists[i][s];
		join_paragraphs(&found[s], &of);
		free(of.lists);
		free(of.at);
	}
	if (!planner->builder->status)
		query = build_set(planner->builder, found, shards);
	for (size_t s = 0; s < shards; s++)
		folded_ids_release(&found[s]);
	free(found);
	stretches_release(&from);
	return query;
}

const xc_query *plan_near(struct planner *planner,
			  const struct syntax_node *node)
{
	const struct stretch whole = { planner, node, 0, node->count };

	for (size_t i = 1; i < node->count; i++)
		if (node->children[i]->distance == SYNTAX_PARAGRAPH &&
		    !index_has_remote(planner->engine->index))
			return find_paragraphs(planner, node);
	return find_stretch(&whole);
}

void plan_near_demands(struct planner *planner, const struct syntax_node *node,
		       plan_demand_fn *each, void *context)
{
	const struct stretch whole = { planner, node, 0, node->count };
	size_t variants = 1;

	for (size_t i = 0; i < variants && i < VARIANTS_MOST; i++) {
		struct demand demand = { .needle_count = 0 };

		variants = put_stretch(&demand, &whole, i);
		each(context, &demand);
	}
}
