#include "query/match/scope.h"

#include <stdlib.h>
#include <string.h>

#include "query/match/check.h"
#include "query/match/remote.h"
#include "schema/schema.h"

static int count_document(void *context, xc_match *match)
{
	const void *value;
	size_t len;

	if (!xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		key_counts_add(context, key_of_value(value, len));
	return 0;
}

/* The documents of the passages that query matches; NULL says nothing. */
static void documents_of(struct key_set *out, struct planner *planner,
			 const xc_query *query)
{
	struct builder *builder = planner->builder;
	struct key_counts counts = { NULL, 0, 0 };

	if (query && !builder->status &&
	    index_has_remote(planner->engine->index))
		builder->status = remote_documents(&counts, planner->engine,
						   query, builder->err);
	else if (query && !builder->status)
		builder->status = engine_each(planner->engine,
			index_database(planner->engine->index), query,
			count_document, &counts, builder->err);
	key_set_of_counts(out, &counts);
	out->complement = !query;
	key_counts_release(&counts);
}

static void all_documents(struct key_set *out)
{
	memset(out, 0, sizeof(*out));
	out->complement = true;
}

/* Of out, the documents in which query matches, too. */
static void keep_documents(struct key_set *out, struct planner *planner,
			   const xc_query *query)
{
	struct key_set next;

	documents_of(&next, planner, query);
	key_set_and(out, &next);
	key_set_release(&next);
}

/* Each word of a leaf may be found in another passage. */
static void word_documents(struct key_set *out, struct planner *planner,
			   const struct syntax_node *leaf)
{
	struct demand demand = { .needle_count = 0 };
	struct parts numbers = { NULL, 0, 0 };
	struct builder *builder = planner->builder;

	all_documents(out);
	leaf_require(&demand, &numbers, builder, planner->engine, leaf, true);
	for (size_t i = 0; i < numbers.count; i++)
		keep_documents(out, planner, numbers.at[i]);
	for (size_t i = 0; i < demand.terms.count + demand.needle_count; i++) {
		struct demand one = { .needle_count = 0 };
		size_t needle = i - demand.terms.count;

		if (i < demand.terms.count)
			demand_term(&one, demand.terms.at[i],
				    strlen(demand.terms.at[i]));
		else
			demand_needle(&one, demand.needles[needle].cp,
				      demand.needles[needle].count);
		keep_documents(out, planner,
			       exact_query(builder, planner->engine, &one));
		demand_release(&one);
	}
	parts_release(&numbers);
	demand_release(&demand);
}

static void find(struct key_set *out, struct planner *planner,
		 const struct syntax_node *root);

static void join(struct key_set *out, struct planner *planner,
		 const struct syntax_node *child, bool is_and)
{
	struct key_set next;

	find(&next, planner, child);
	if (is_and)
		key_set_and(out, &next);
	else
		key_set_or(out, &next);
	key_set_release(&next);
}

static void every_child(struct key_set *out, struct planner *planner,
			const struct syntax_node *node)
{
	const enum plan_mode mode = planner->mode;

	all_documents(out);
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind != SYNTAX_TOGETHER &&
		    syntax_is_leaf(node->children[i]))
			planner->mode = PLAN_ALL;
		join(out, planner, node->children[i], true);
		planner->mode = mode;
	}
}

/* See hold_loosely() in query/match/plan.c. */
static void loosely(struct key_set *out, struct planner *planner,
		    const struct syntax_node *node)
{
	struct key_set optional = { NULL, 0, false };
	bool has_text = false, has_optional = false;

	all_documents(out);
	for (size_t i = 0; i < node->count; i++) {
		const struct syntax_node *child = node->children[i];

		if (plan_is_required(planner, child))
			join(out, planner, child, true);
		else
			has_optional = true;
		has_text = has_text || plan_is_required_text(planner, child);
	}
	for (size_t i = 0; !has_text && i < node->count; i++)
		if (!plan_is_required(planner, node->children[i]))
			join(&optional, planner, node->children[i], false);
	if (has_optional && !has_text)
		key_set_and(out, &optional);
	key_set_release(&optional);
}

static void strictly(struct key_set *out, struct planner *planner,
		     const struct syntax_node *node)
{
	const enum plan_mode mode = planner->mode;

	planner->mode = PLAN_ALL;
	find(out, planner, node->children[0]);
	planner->mode = mode;
}

static void find(struct key_set *out, struct planner *planner,
		 const struct syntax_node *root)
{
	switch (root->kind) {
	case SYNTAX_WORD:
		if (planner->mode == PLAN_ALL && root->field == FIELD_NONE) {
			word_documents(out, planner, root);
			break;
		}
		documents_of(out, planner, plan_node(planner, root));
		break;
	case SYNTAX_EXACT:
	case SYNTAX_PREFIX:
	case SYNTAX_NEAR:
		documents_of(out, planner, plan_node(planner, root));
		break;
	case SYNTAX_AND:
		every_child(out, planner, root);
		break;
	case SYNTAX_OR:
		memset(out, 0, sizeof(*out));
		for (size_t i = 0; i < root->count; i++)
			join(out, planner, root->children[i], false);
		break;
	case SYNTAX_NOT:
		strictly(out, planner, root);
		key_set_not(out);
		break;
	case SYNTAX_MUST:
		strictly(out, planner, root);
		break;
	case SYNTAX_TOGETHER:
		if (planner->mode == PLAN_ALL)
			every_child(out, planner, root);
		else
			loosely(out, planner, root);
		break;
	}
}

/* Is there a string among the operands that the index cannot decide? */
static bool has_doubt(const struct planner *planner,
		      const struct syntax_node *node)
{
	if (node->kind == SYNTAX_EXACT || node->kind == SYNTAX_NEAR)
		return check_is_needed(planner->builder, planner->engine, node);
	for (size_t i = 0; i < node->count; i++)
		if (has_doubt(planner, node->children[i]))
			return true;
	return false;
}

void scope_documents(struct key_set *out, struct planner *planner,
		     const struct syntax_node *root)
{
	struct answer *answer = planner->answer;

	if (index_has_remote(planner->engine->index) &&
	    has_doubt(planner, root)) {
		answer->has_gaps = true;
		answer_warn(answer, "over remote shards, strings are not "
			    "verified in whole documents: some of these may "
			    "not have them");
	}
	find(out, planner, root);
}

static void add_leaves(struct parts *out, struct planner *planner,
		       const struct syntax_node *node)
{
	if (node->kind == SYNTAX_NOT)
		return;
	if (syntax_is_leaf(node) || node->kind == SYNTAX_NEAR)
		parts_add(out, plan_node(planner, node));
	for (size_t i = 0; node->kind != SYNTAX_NEAR && i < node->count; i++)
		add_leaves(out, planner, node->children[i]);
}

const xc_query *scope_passages(struct planner *planner,
			       const struct syntax_node *root)
{
	const enum plan_mode mode = planner->mode;
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query = NULL;

	planner->mode = PLAN_ANY;
	add_leaves(&parts, planner, root);
	planner->mode = mode;
	if (parts.count)
		query = build_combine(planner->builder, XC_OR, &parts);
	parts_release(&parts);
	return query;
}
