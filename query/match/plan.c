#include "query/match/plan.h"

#include <stdlib.h>
#include <string.h>

#include "query/match/filters.h"
#include "query/match/scope.h"
#include "schema/schema.h"

/* Fill the bag with what every leaf weighs that is not excluded. */
static void weigh(struct planner *planner, const struct syntax_node *node)
{
	struct builder *builder = planner->builder;

	if (node->kind == SYNTAX_NOT || builder->status)
		return;
	for (size_t i = 0; i < node->count; i++)
		weigh(planner, node->children[i]);
	if (!syntax_is_leaf(node) ||
	    (node->field != FIELD_NONE && node->field != FIELD_TITLE))
		return;
	if (node->kind == SYNTAX_WORD && node->field == FIELD_NONE &&
	    planner->mode != PLAN_ALL)
		leaf_spellings(&planner->bag.parts, builder, planner->engine,
			       node);
	if (node->field == FIELD_NONE)
		leaf_new_words(&planner->bag.parts, builder, planner->engine,
			       node);
	if (node->kind == SYNTAX_PREFIX)
		parts_add(&planner->bag.parts, plan_prefix(planner, node));
	else if (!builder->status)
		builder->status = leaf_bag(&planner->bag, planner->engine, node,
			node->field == FIELD_TITLE ? PREFIX_TITLE : "",
			builder->err);
	if (node->kind == SYNTAX_WORD && node->field == FIELD_NONE &&
	    planner->request->related && !builder->status)
		builder->status = leaf_related(&planner->bag, planner->engine,
					       node, builder->err);
}

/* Is there a word that may be missing from a passage under PLAN_LOOSE? */
static bool has_optional(const struct planner *planner,
			 const struct syntax_node *node)
{
	if (node->kind == SYNTAX_WORD)
		return node->field == FIELD_NONE;
	if (syntax_is_leaf(node) || node->kind == SYNTAX_NOT ||
	    node->kind == SYNTAX_MUST || node->kind == SYNTAX_NEAR)
		return false;
	for (size_t i = 0; i < node->count; i++) {
		const struct syntax_node *child = node->children[i];

		if (node->kind == SYNTAX_AND && syntax_is_leaf(child))
			continue;
		if (has_optional(planner, child) ||
		    (node->kind == SYNTAX_TOGETHER &&
		     child->kind == SYNTAX_PREFIX))
			return true;
	}
	return false;
}

/* Do the bag's terms alone decide what matches?  So it is for plain words
 * under PLAN_LOOSE and PLAN_ANY; NOT and fields beside them only restrict. */
static bool bag_decides(struct planner *planner,
			const struct syntax_node *root)
{
	struct bag bag = { .count = 0 };
	size_t count = root->kind == SYNTAX_TOGETHER ? root->count : 1;
	bool has_word = false;

	if (planner->mode == PLAN_ALL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct syntax_node *child = count == 1 &&
			root->kind != SYNTAX_TOGETHER ? root
						      : root->children[i];
		size_t before = bag.count;

		if (child->kind == SYNTAX_NOT ||
		    (syntax_is_leaf(child) && child->field != FIELD_NONE &&
		     child->field != FIELD_TITLE))
			continue;
		if (child->kind == SYNTAX_WORD && child->field == FIELD_NONE)
			leaf_bag(&bag, planner->engine, child, "", NULL);
		has_word = bag.count > before;
		if (!has_word)
			break;
	}
	bag_release(&bag);
	return has_word;
}

/* What matches, weighted by the bag. */
static const xc_query *weighted(struct planner *planner,
				const xc_query *matching)
{
	struct builder *builder = planner->builder;

	return build_pair(builder, XC_AND_MAYBE,
			  build_unweighted(builder, matching),
			  bag_query(builder, &planner->bag));
}

static const xc_query *in_passages(struct planner *planner,
				   const struct syntax_node *root,
				   const struct filters *filters)
{
	struct builder *builder = planner->builder;
	const xc_query *query;

	if (bag_decides(planner, root)) {
		query = plan_restrict(planner, root,
				     bag_query(builder, &planner->bag));
		return filters->all ? build_pair(builder, XC_FILTER, query,
						 filters->all) : query;
	}
	query = build_pair(builder, XC_AND, plan_node(planner, root),
			   filters->all);
	return query ? weighted(planner, query) : NULL;
}

static const xc_query *in_documents(struct plan *out, struct planner *planner,
				    const struct syntax_node *root,
				    const struct filters *filters)
{
	struct builder *builder = planner->builder;
	const xc_query *query;

	scope_documents(&out->documents, planner, root);
	out->has_documents = true;
	query = build_pair(builder, XC_AND, scope_passages(planner, root),
			   filters->all);
	return weighted(planner, query ? query : build_all(builder));
}

/* An exact string alone is a set, known without asking Xapian. */
static void note_set(struct plan *out, struct planner *planner,
		     const struct syntax_node *root)
{
	struct demand demand = { .needle_count = 0 };

	out->is_one_set = true;
	leaf_demand_exact(&demand, root);
	if (demand.needle_count && !planner->bag.count)
		out->set = exact_set(planner->builder, planner->engine,
				     &demand);
	demand_release(&demand);
}

static bool only_excludes(const struct syntax_node *node)
{
	bool all = node->count > 0;

	if (node->kind == SYNTAX_NOT)
		return true;
	for (size_t i = 0; i < node->count; i++)
		all = all && only_excludes(node->children[i]);
	return all;
}

static void plan_text(struct plan *out, struct planner *planner,
		      const struct filters *filters)
{
	const struct syntax_node *root = planner->syntax->root;

	weigh(planner, root);
	if (!planner->builder->status)
		planner->builder->status = bag_weigh(&planner->bag,
						     planner->engine,
						     planner->builder->err);
	if (only_excludes(root))
		answer_warn(planner->answer, "query: it only excludes; all "
			    "other passages match");
	if (planner->request->scope == SCOPE_DOCUMENT)
		out->query = in_documents(out, planner, root, filters);
	else
		out->query = in_passages(planner, root, filters);
	if (!out->has_documents && !filters->all &&
	    !index_has_remote(planner->engine->index) &&
	    root->kind == SYNTAX_EXACT && root->field == FIELD_NONE)
		note_set(out, planner, root);
	out->can_loosen = planner->request->match == MATCH_AUTO &&
		planner->mode == PLAN_ALL && has_optional(planner, root) &&
		planner->bag.count + planner->bag.parts.count > 1;
}

static enum status plan_labels(struct plan *out, struct builder *builder,
			       const struct request *request,
			       const struct filters *filters,
			       struct error *err)
{
	if (builder->status)
		return builder->status;
	if (!filters->all && !request->query[strspn(request->query, " \t\n")])
		return error_set(err, STATUS_USAGE, "nothing to search for");
	out->by_labels = true;
	out->query = filters->all;
	if (filters->own)
		out->query = build_pair(builder, XC_AND_MAYBE,
			build_unweighted(builder, filters->all), filters->own);
	return builder->status;
}

enum status plan_make(struct plan *out, struct engine *engine,
		      struct builder *builder, struct answer *answer,
		      const struct request *request,
		      const struct syntax *syntax, enum plan_mode mode,
		      bool undated, struct error *err)
{
	struct planner planner = { .engine = engine, .answer = answer,
				   .request = request, .syntax = syntax,
				   .builder = builder, .mode = mode,
				   .undated = undated };
	struct filters filters;
	enum status status;

	memset(out, 0, sizeof(*out));
	out->root = syntax->root;
	out->mode = mode;
	filters_make(&filters, builder, engine, answer, request, undated);
	if (syntax->root)
		plan_text(out, &planner, &filters);
	status = syntax->root ? builder->status
			      : plan_labels(out, builder, request, &filters,
					    err);
	out->has_dates = filters.has_dates || planner.has_dates;
	out->rank = planner.bag.rank;
	memset(&planner.bag.rank, 0, sizeof(planner.bag.rank));
	bag_release(&planner.bag);
	free(planner.prefixes);
	if (status)
		plan_release(out);
	return status;
}

void plan_release(struct plan *plan)
{
	key_set_release(&plan->documents);
	rank_query_release(&plan->rank);
	memset(plan, 0, sizeof(*plan));
}
