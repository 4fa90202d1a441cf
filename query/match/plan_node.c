/* Which passages match: the boolean tree of query/match/plan.h. */
#include "query/match/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/check.h"
#include "query/match/filters.h"
#include "schema/schema.h"

/* What must hold at once. */
struct needs {
	struct demand demand;
	struct parts parts, minus;
};

static void hold(struct planner *planner, struct needs *needs,
		 const struct syntax_node *node);

static void needs_release(struct needs *needs)
{
	demand_release(&needs->demand);
	parts_release(&needs->parts);
	parts_release(&needs->minus);
}

/* All of it as one query; NULL when nothing is needed. */
static const xc_query *needs_query(struct planner *planner,
				   struct needs *needs)
{
	struct builder *builder = planner->builder;
	const xc_query *query = NULL;

	parts_add(&needs->parts, exact_query(builder, planner->engine,
					     &needs->demand));
	if (needs->parts.count)
		query = build_combine(builder, XC_AND, &needs->parts);
	else if (needs->minus.count)
		query = build_all(builder);
	if (needs->minus.count)
		query = build_pair(builder, XC_AND_NOT, query,
				   build_combine(builder, XC_OR,
						 &needs->minus));
	return query;
}

const xc_query *plan_node(struct planner *planner,
			  const struct syntax_node *node)
{
	struct needs needs = { .demand = { .needle_count = 0 } };
	const xc_query *query;

	hold(planner, &needs, node);
	query = needs_query(planner, &needs);
	needs_release(&needs);
	return query;
}

/* What a NOT removes.  Removed must not be what only goes on in the next
 * passage, so that bigrams are verified. */
static const xc_query *excluded(struct planner *planner,
				const struct syntax_node *node)
{
	const enum plan_mode mode = planner->mode;
	const bool was_excluding = planner->excluding;
	const xc_query *query;

	planner->mode = PLAN_ALL;
	planner->excluding = true;
	query = plan_node(planner, node);
	planner->excluding = was_excluding;
	planner->mode = mode;
	return query;
}

/* What the index cannot tell exactly is not removed by it: query/match/check.h does. */
static void hold_not(struct planner *planner, struct needs *needs,
		     const struct syntax_node *node)
{
	struct builder *builder = planner->builder;

	if (index_has_remote(planner->engine->index) &&
	    check_is_needed(builder, planner->engine, node))
		parts_add(&needs->minus, build_nothing(builder));
	else
		parts_add(&needs->minus, excluded(planner, node));
}

static void hold_strictly(struct planner *planner, struct needs *needs,
			  const struct syntax_node *node)
{
	const enum plan_mode mode = planner->mode;

	planner->mode = PLAN_ALL;
	hold(planner, needs, node);
	planner->mode = mode;
}

const xc_query *plan_prefix(struct planner *planner,
			    const struct syntax_node *leaf)
{
	struct plan_prefix *made;

	for (size_t i = 0; i < planner->prefix_count; i++)
		if (planner->prefixes[i].leaf == leaf)
			return planner->prefixes[i].query;
	mem_reserve(&planner->prefixes, &planner->prefix_capacity,
		    planner->prefix_count + 1, sizeof(*planner->prefixes));
	made = &planner->prefixes[planner->prefix_count++];
	made->leaf = leaf;
	made->query = leaf_prefix(planner->builder, planner->engine,
				  planner->answer, leaf,
				  leaf->field == FIELD_TITLE ? PREFIX_TITLE
							     : "");
	return made->query;
}

static const xc_query *date_query(struct planner *planner, const char *text)
{
	struct builder *builder = planner->builder;
	struct date_range range;

	planner->has_dates = true;
	if (builder->status)
		return NULL;
	builder->status = date_range_parse(&range, text, builder->err);
	if (builder->status)
		return NULL;
	return planner->undated ? filter_undated(builder)
				: filter_dates(builder, &range);
}

static const xc_query *field_query(struct planner *planner,
				   const struct syntax_node *leaf)
{
	struct builder *builder = planner->builder;
	const struct engine *engine = planner->engine;
	struct answer *answer = planner->answer;

	switch (leaf->field) {
	case FIELD_NONE:
		break;
	case FIELD_TITLE:
		return leaf->kind == SYNTAX_PREFIX ?
			leaf_documents(builder, engine,
				       plan_prefix(planner, leaf)) :
			leaf_title(builder, engine, leaf);
	case FIELD_TOPIC:
		return filter_label(builder, engine, answer, LABEL_TOPIC,
				    leaf->text, NULL);
	case FIELD_REGION:
		return filter_label(builder, engine, answer, LABEL_REGION,
				    leaf->text, NULL);
	case FIELD_PLATFORM:
		return filter_label(builder, engine, answer, LABEL_PLATFORM,
				    leaf->text, NULL);
	case FIELD_ORIGIN:
		return filter_origin(builder, engine, answer, leaf->text);
	case FIELD_DATE:
		return date_query(planner, leaf->text);
	case FIELD_PUBLISHER:
		return filter_name(builder, engine, PREFIX_PUBLISHER,
				   leaf->text);
	case FIELD_AUTHOR:
		return filter_name(builder, engine, PREFIX_AUTHOR, leaf->text);
	case FIELD_ID:
		return filter_id(builder, engine, answer, leaf->text);
	}
	return NULL;
}

static void hold_word(struct planner *planner, struct needs *needs,
		      const struct syntax_node *leaf)
{
	struct builder *builder = planner->builder;
	const xc_query *any = NULL;

	if (builder->status)
		return;
	if (planner->mode != PLAN_ALL)
		any = leaf_any(builder, planner->engine, leaf);
	if (any)
		parts_add(&needs->parts, any);
	else
		leaf_require(&needs->demand, &needs->parts, builder,
			     planner->engine, leaf, planner->excluding);
}

static void hold_leaf(struct planner *planner, struct needs *needs,
		      const struct syntax_node *leaf)
{
	if (leaf->field != FIELD_NONE)
		parts_add(&needs->parts, field_query(planner, leaf));
	else if (leaf->kind == SYNTAX_EXACT)
		leaf_demand_exact(&needs->demand, leaf);
	else if (leaf->kind == SYNTAX_PREFIX)
		parts_add(&needs->parts, plan_prefix(planner, leaf));
	else
		hold_word(planner, needs, leaf);
}

static void hold_near(struct planner *planner, struct needs *needs,
		      const struct syntax_node *node)
{
	if (node->children[0]->field == FIELD_NONE) {
		parts_add(&needs->parts, plan_near(planner, node));
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		hold_leaf(planner, needs, node->children[i]);
}

static void hold_any(struct planner *planner, struct needs *needs,
		     const struct syntax_node *node)
{
	struct parts parts = { NULL, 0, 0 };

	for (size_t i = 0; i < node->count; i++)
		parts_add(&parts, plan_node(planner, node->children[i]));
	if (parts.count)
		parts_add(&needs->parts,
			  build_combine(planner->builder, XC_OR, &parts));
	parts_release(&parts);
}

bool plan_is_required(const struct planner *planner,
		      const struct syntax_node *node)
{
	bool all = node->count > 0;

	if (syntax_is_leaf(node) && node->field != FIELD_NONE)
		return true;
	switch (node->kind) {
	case SYNTAX_WORD:
	case SYNTAX_PREFIX:
		return false;
	case SYNTAX_EXACT:
	case SYNTAX_NEAR:
	case SYNTAX_AND:
		return planner->mode != PLAN_ANY;
	case SYNTAX_NOT:
	case SYNTAX_MUST:
		return true;
	case SYNTAX_OR:
	case SYNTAX_TOGETHER:
		break;
	}
	for (size_t i = 0; i < node->count; i++)
		all = all && plan_is_required(planner, node->children[i]);
	return all;
}

bool plan_is_required_text(const struct planner *planner,
			   const struct syntax_node *node)
{
	return node->kind != SYNTAX_NOT && plan_is_required(planner, node) &&
	       !(syntax_is_leaf(node) && node->field != FIELD_NONE);
}

static void hold_loosely(struct planner *planner, struct needs *needs,
			 const struct syntax_node *node)
{
	struct parts optional = { NULL, 0, 0 };
	bool has_text = false;

	for (size_t i = 0; i < node->count; i++) {
		const struct syntax_node *child = node->children[i];

		if (plan_is_required(planner, child))
			hold(planner, needs, child);
		has_text = has_text || plan_is_required_text(planner, child);
	}
	for (size_t i = 0; !has_text && i < node->count; i++)
		if (!plan_is_required(planner, node->children[i]))
			parts_add(&optional,
				  plan_node(planner, node->children[i]));
	if (optional.count)
		parts_add(&needs->parts, build_combine(planner->builder, XC_OR,
						       &optional));
	parts_release(&optional);
}

static void hold_each(struct planner *planner, struct needs *needs,
		      const struct syntax_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (node->kind == SYNTAX_AND && syntax_is_leaf(node->children[i]))
			hold_strictly(planner, needs, node->children[i]);
		else
			hold(planner, needs, node->children[i]);
}

/* Add what node needs.  Recursion is bounded by the query's brackets. */
static void hold(struct planner *planner, struct needs *needs,
		 const struct syntax_node *node)
{
	switch (node->kind) {
	case SYNTAX_WORD:
	case SYNTAX_EXACT:
	case SYNTAX_PREFIX:
		hold_leaf(planner, needs, node);
		break;
	case SYNTAX_NEAR:
		hold_near(planner, needs, node);
		break;
	case SYNTAX_AND:
		hold_each(planner, needs, node);
		break;
	case SYNTAX_OR:
		hold_any(planner, needs, node);
		break;
	case SYNTAX_NOT:
		hold_not(planner, needs, node->children[0]);
		break;
	case SYNTAX_MUST:
		hold_strictly(planner, needs, node->children[0]);
		break;
	case SYNTAX_TOGETHER:
		if (planner->mode == PLAN_ALL)
			hold_each(planner, needs, node);
		else
			hold_loosely(planner, needs, node);
		break;
	}
}

const xc_query *plan_restrict(struct planner *planner,
			      const struct syntax_node *root,
			      const xc_query *weight)
{
	struct needs needs = { .demand = { .needle_count = 0 } };
	struct builder *builder = planner->builder;
	const xc_query *query = weight;

	for (size_t i = 0; i < root->count; i++)
		if (root->children[i]->kind != SYNTAX_WORD ||
		    root->children[i]->field != FIELD_NONE)
			hold(planner, &needs, root->children[i]);
	if (needs.parts.count)
		query = build_pair(builder, XC_FILTER, query,
				   build_combine(builder, XC_AND,
						 &needs.parts));
	if (needs.minus.count)
		query = build_pair(builder, XC_AND_NOT, query,
				   build_combine(builder, XC_OR,
						 &needs.minus));
	needs_release(&needs);
	return query;
}
