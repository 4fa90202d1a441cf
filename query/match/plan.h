/* query/match/plan.h - a parsed query becomes one Xapian query.
 *
 * Two things are kept apart: which passages match (a boolean tree, in which
 * each leaf stands where it was written, so that NOT, NEAR and fields keep
 * their meaning), and what they weigh (the OR of all words and bigrams of all
 * leaves that are not excluded, one bag of terms).
 *
 *   word leaf	strictly: all of its words occur; loosely: any of its terms.
 *		Strictly under all, AND, NOT, +, NEAR.  So NOT 服务平台 removes
 *		the passages that hold the whole string when that is one word,
 *		else those that hold all of its words
 *   exact	the passages whose folded text contains the string
 *   together	all: every operand.  loose: required operands (quoted strings,
 *		+A, AND and NEAR groups, fields, NOT); the others only rank when
 *		one of these is text, else one of them must match.  any: as
 *		loose, and quoted strings are not required */
#ifndef QUERY_MATCH_PLAN_H
#define QUERY_MATCH_PLAN_H
#include <stdbool.h>
#include "query/answer/answer.h"
#include "query/engine/build.h"
#include "query/engine/engine.h"
#include "query/engine/keys.h"
#include "query/match/leaf.h"
#include "query/language/request.h"
#include "query/language/syntax.h"

enum plan_mode { PLAN_ALL, PLAN_LOOSE, PLAN_ANY };

/* What planning one request needs and finds out. */
struct planner {
	struct engine *engine;
	struct answer *answer;		/* for warnings */
	const struct request *request;
	const struct syntax *syntax;
	struct builder *builder;
	enum plan_mode mode;
	bool excluding;			/* inside a NOT: bigrams are verified */
	bool undated;			/* dates are replaced by having none */
	bool has_dates;			/* found out */
	struct bag bag;			/* found out: what weighs */
	struct plan_prefix { const struct syntax_node *leaf;
			     const xc_query *query; } *prefixes;
	size_t prefix_count, prefix_capacity;
};

struct plan {
	const xc_query *query;	/* the builder's; NULL: nothing can match */
	bool by_labels;		/* no text: own labels first, then by date */
	bool can_loosen;	/* PLAN_LOOSE may find more */
	bool has_dates;
	bool is_one_set;	/* its size is known without looking at all */
	/* The set that query is when nothing weighs, one list a shard, borrowed
	 * until the next plan is made; else NULL. */
	const struct folded_ids *set;
	bool has_documents;
	struct key_set documents;	/* only passages of these */
	/* Over remote shards query finds candidates: those that fulfil this, in
	 * that mode, are the answer (query/match/check.h).  Borrowed; NULL: no text. */
	const struct syntax_node *root;
	enum plan_mode mode;
	struct rank_query rank;		/* empty: nothing but labels weighs */
};

/* STATUS_USAGE: nothing to search for, an unknown label, a bad date. */
enum status plan_make(struct plan *out, struct engine *engine,
		      struct builder *builder, struct answer *answer,
		      const struct request *request,
		      const struct syntax *syntax, enum plan_mode mode,
		      bool undated, struct error *err);
void plan_release(struct plan *plan);

/* Between query/match/plan.c, plan_node.c and scope.c. */
/* The expansion of a prefix, made once for matching and for weight. */
const xc_query *plan_prefix(struct planner *planner,
			    const struct syntax_node *leaf);
/* weight, restricted to what the fields and NOTs among root's operands allow. */
const xc_query *plan_restrict(struct planner *planner,
			      const struct syntax_node *root,
			      const xc_query *weight);
/* The passages that node matches in the planner's mode; NULL: it says nothing
 * (a leaf without any word). */
const xc_query *plan_node(struct planner *planner,
			  const struct syntax_node *node);
/* What such a NEAR demands of one passage, in each of the forms that its numbers
 * may have; each takes the demand over. */
typedef void plan_demand_fn(void *context, struct demand *demand);
void plan_near_demands(struct planner *planner, const struct syntax_node *node,
		       plan_demand_fn *each, void *context);
/* The passages that a NEAR of leaves without a field matches. */
const xc_query *plan_near(struct planner *planner,
			  const struct syntax_node *node);
/* Must this operand of a together hold in the planner's mode? */
bool plan_is_required(const struct planner *planner,
		      const struct syntax_node *node);
/* Is it required, and text rather than a filter? */
bool plan_is_required_text(const struct planner *planner,
			   const struct syntax_node *node);

#endif
