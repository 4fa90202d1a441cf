#include "query/match/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/exact.h"
#include "query/match/leaf.h"
#include "query/match/near.h"
#include "text/fold.h"

enum { REACH = SYNTAX_EXACT_MOST - 1 };	/* of a string into the next passage */

struct check {
	enum { KNOWN, DEMAND, PASSAGE, ALL, ANY, NONE } kind;
	enum check_result known;
	struct demand demand;
	char *id;			/* PASSAGE */
	struct check **parts;
	size_t count, capacity;
};

/* Where a node stands. */
struct place_in {
	struct builder *builder;
	struct engine *engine;
	enum plan_mode mode;
	bool is_certain;	/* every hit must have it: the index has seen to
				 * what it can decide */
	bool is_excluded;
};

static check *make(const struct place_in *in, const struct syntax_node *node);

static check *new_check(int kind, enum check_result known)
{
	check *made = mem_alloc(sizeof(*made));

	made->kind = (unsigned)kind;
	made->known = known;
	return made;
}

static check *known(const struct place_in *in)
{
	return new_check(KNOWN, in->is_certain ? CHECK_YES : CHECK_MAYBE);
}

void check_free(check *check)
{
	if (!check)
		return;
	for (size_t i = 0; i < check->count; i++)
		check_free(check->parts[i]);
	free(check->parts);
	free(check->id);
	demand_release(&check->demand);
	free(check);
}

static void add(check *to, check *part)
{
	mem_reserve(&to->parts, &to->capacity, to->count + 1,
		    sizeof(*to->parts));
	to->parts[to->count++] = part;
}

static bool is_known(const check *check)
{
	bool is = check->kind == KNOWN ||
		  (check->kind != DEMAND && check->kind != PASSAGE);

	for (size_t i = 0; is && i < check->count; i++)
		is = is_known(check->parts[i]);
	return is;
}

/* A combination of parts that are all known to the index is known. */
static check *settle(const struct place_in *in, check *combined)
{
	if (!is_known(combined))
		return combined;
	check_free(combined);
	return known(in);
}

static check *make_demand(const struct place_in *in, check *made)
{
	if (made->demand.needle_count)
		return made;
	check_free(made);
	return known(in);
}

static check *make_word(const struct place_in *in,
			const struct syntax_node *leaf)
{
	struct parts numbers = { NULL, 0, 0 };
	check *made;

	if (in->mode != PLAN_ALL)
		return known(in);
	made = new_check(DEMAND, CHECK_NO);
	leaf_require(&made->demand, &numbers, in->builder, in->engine, leaf,
		     in->is_excluded);
	parts_release(&numbers);
	return make_demand(in, made);
}

static check *make_leaf(const struct place_in *in,
			const struct syntax_node *leaf)
{
	check *made;

	if (leaf->field == FIELD_ID && strrchr(leaf->text, '#')) {
		made = new_check(PASSAGE, CHECK_NO);
		made->id = mem_string(leaf->text);
		return made;
	}
	if (leaf->field != FIELD_NONE || leaf->kind == SYNTAX_PREFIX)
		return known(in);
	if (leaf->kind == SYNTAX_WORD)
		return make_word(in, leaf);
	made = new_check(DEMAND, CHECK_NO);
	leaf_demand_exact(&made->demand, leaf);
	return make_demand(in, made);
}

struct forms {
	const struct place_in *in;
	check *any;
};

static void add_form(void *context, struct demand *demand)
{
	const struct forms *forms = context;
	check *made = new_check(DEMAND, CHECK_NO);

	made->demand = *demand;
	add(forms->any, make_demand(forms->in, made));
}

static check *make_near(const struct place_in *in,
			const struct syntax_node *node)
{
	struct planner planner = { .engine = in->engine, .mode = in->mode,
				   .builder = in->builder };
	struct forms forms = { in, NULL };

	if (node->children[0]->field != FIELD_NONE)
		return known(in);
	forms.any = new_check(ANY, CHECK_NO);
	plan_near_demands(&planner, node, add_form, &forms);
	return settle(in, forms.any);
}

static check *make_each(const struct place_in *in,
			const struct syntax_node *node)
{
	check *made = new_check(ALL, CHECK_NO);

	for (size_t i = 0; i < node->count; i++) {
		struct place_in inner = *in;

		if (node->kind == SYNTAX_AND &&
		    syntax_is_leaf(node->children[i]))
			inner.mode = PLAN_ALL;
		add(made, make(&inner, node->children[i]));
	}
	return settle(in, made);
}

static check *make_any(const struct place_in *in,
		       const struct syntax_node *node)
{
	struct place_in inner = *in;
	check *made = new_check(ANY, CHECK_NO);

	inner.is_certain = false;
	for (size_t i = 0; i < node->count; i++)
		add(made, make(&inner, node->children[i]));
	return settle(in, made);
}

static check *make_not(const struct place_in *in,
		       const struct syntax_node *child)
{
	struct place_in inner = *in;
	check *made = new_check(NONE, CHECK_NO);

	inner.mode = PLAN_ALL;
	inner.is_certain = false;
	inner.is_excluded = true;
	add(made, make(&inner, child));
	return settle(in, made);
}

/* What is not required only ranks, or the index has seen to one of it. */
static check *make_loosely(const struct place_in *in,
			   const struct syntax_node *node)
{
	const struct planner planner = { .mode = in->mode };
	check *made = new_check(ALL, CHECK_NO);

	for (size_t i = 0; i < node->count; i++)
		if (plan_is_required(&planner, node->children[i]))
			add(made, make(in, node->children[i]));
	return settle(in, made);
}

static check *make(const struct place_in *in, const struct syntax_node *node)
{
	struct place_in inner = *in;

	switch (node->kind) {
	case SYNTAX_WORD:
	case SYNTAX_EXACT:
	case SYNTAX_PREFIX:
		return make_leaf(in, node);
	case SYNTAX_NEAR:
		return make_near(in, node);
	case SYNTAX_AND:
		return make_each(in, node);
	case SYNTAX_OR:
		return make_any(in, node);
	case SYNTAX_NOT:
		return make_not(in, node->children[0]);
	case SYNTAX_MUST:
		inner.mode = PLAN_ALL;
		return make(&inner, node->children[0]);
	case SYNTAX_TOGETHER:
		break;
	}
	return in->mode == PLAN_ALL ? make_each(in, node)
				    : make_loosely(in, node);
}

void check_make(check **out, struct builder *builder, struct engine *engine,
		const struct syntax_node *root, enum plan_mode mode)
{
	const struct place_in in = { builder, engine, mode, true, false };

	*out = make(&in, root);
	if (!is_known(*out))
		return;
	check_free(*out);
	*out = NULL;
}

bool check_is_needed(struct builder *builder, struct engine *engine,
		     const struct syntax_node *node)
{
	const struct place_in in = { builder, engine, PLAN_ALL, false, true };
	check *made = make(&in, node);
	const bool is = !is_known(made);

	check_free(made);
	return is;
}

/* A passage's folded text, and behind it what its strings may reach of the
 * passages that it goes on in. */
struct view {
	struct record_passage passage;
	struct text text;
	size_t own;
};

static void put_folded(struct text *out, const struct record_passage *from)
{
	const size_t before = out->count;

	text_put_utf8(out, from->text, from->text_len, 0);
	fold_cps(out->cp + before, out->cp + before, out->count - before);
}

static enum status view_open(struct view *out, const struct engine *engine,
			     uint32_t id, struct error *err)
{
	const uint32_t step = (uint32_t)index_shard_count(engine->index);
	enum status status = index_passage(engine->index, id, &out->passage,
					   err);
	bool continues = !status && out->passage.continues;

	if (status)
		return status;
	put_folded(&out->text, &out->passage);
	out->own = out->text.count;
	while (continues && out->text.count < out->own + REACH) {
		struct record_passage next;

		id += step;
		status = index_passage(engine->index, id, &next, err);
		if (status)
			return status;
		put_folded(&out->text, &next);
		continues = next.continues;
		record_passage_release(&next);
	}
	return STATUS_OK;
}

static void view_close(struct view *view)
{
	record_passage_release(&view->passage);
	text_release(&view->text);
}

static bool is_passage(const struct view *view, const char *id)
{
	struct buf own = BUF_INIT;
	bool is;

	buf_put_format(&own, "%s#%zu", view->passage.document,
		       (size_t)view->passage.number);
	is = !strcmp(own.data, id);
	buf_release(&own);
	return is;
}

/* What is decided, and with what. */
struct deciding {
	const struct engine *engine;
	const struct view *view;
	uint32_t id;
	struct error *err;
	enum status status;
};

static bool is_near(struct deciding *deciding, const struct demand *demand)
{
	const uint32_t shards =
		(uint32_t)index_shard_count(deciding->engine->index);
	const uint32_t at = deciding->id - 1;
	bool is = false;

	if (!deciding->status)
		deciding->status = near_holds(&is, deciding->engine, demand,
					      at % shards, at / shards + 1,
					      deciding->err);
	return is;
}

static bool fulfils(struct deciding *deciding, const struct demand *demand)
{
	const struct view *view = deciding->view;
	const size_t reach = view->text.count < view->own + REACH ?
			     view->text.count : view->own + REACH;

	for (size_t i = 0; i < demand->needle_count; i++) {
		const struct needle *needle = &demand->needles[i];
		const size_t end = needle->guard ? view->own : reach;
		const size_t at = needle_find(needle, view->text.cp, end, 0);

		if (at >= end || at >= view->own)
			return false;
	}
	return !(demand->near_count + demand->together_count) ||
	       is_near(deciding, demand);
}

static enum check_result decide(struct deciding *deciding, const check *check)
{
	const struct view *view = deciding->view;
	enum check_result result = check->kind == ANY ? CHECK_NO : CHECK_YES;

	switch (check->kind) {
	case KNOWN:
		return check->known;
	case DEMAND:
		return fulfils(deciding, &check->demand) ? CHECK_YES : CHECK_NO;
	case PASSAGE:
		return !strcmp(view->passage.document, check->id) ||
		       is_passage(view, check->id) ? CHECK_YES : CHECK_NO;
	case NONE:
		return CHECK_YES - decide(deciding, check->parts[0]);
	case ALL:
	case ANY:
		break;
	}
	for (size_t i = 0; i < check->count; i++) {
		const enum check_result part = decide(deciding,
						      check->parts[i]);

		if (check->kind == ALL ? part < result : part > result)
			result = part;
	}
	return result;
}

enum status check_passage(enum check_result *out, const check *check,
			  const struct engine *engine, uint32_t id,
			  struct error *err)
{
	struct deciding deciding = { .engine = engine, .id = id, .err = err };
	struct view view = { .text = TEXT_INIT };
	enum status status = view_open(&view, engine, id, err);

	*out = CHECK_NO;
	deciding.view = &view;
	if (!status)
		*out = decide(&deciding, check);
	view_close(&view);
	return status ? status : deciding.status;
}
