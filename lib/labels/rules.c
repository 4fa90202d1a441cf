/* Topics and platforms: which rules hold in a paragraph. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "labels/work.h"

/* A rule below this weight only tips the balance: it is evidence for a label
 * that would not be given without such rules. */
enum { HINT = 4 };
enum { LEAD_CHARS = 60 };	/* the lead is the first sentence, at most this */
#define NO_TEXT SIZE_MAX	/* of a cue in a heading above the passage */

/* What one rule has seen in the place that is being looked at. */
struct rule_seen {
	unsigned mask;		/* slots that are filled */
	size_t round;		/* the place it belongs to */
};

struct score {
	int weight;
	int hints;		/* what of it comes from weak rules */
	bool decides;
};

struct cue {			/* a cue word of the unit */
	size_t text, begin, end, sentence;
	const struct surface *surface;
};

struct fired {			/* a rule that holds, and where */
	int rule;
	size_t first, last;	/* cues */
};

struct rule_state {
	const taxonomy *taxonomy;
	unsigned *needed[LABEL_KINDS];	/* a mask a rule */
	struct rule_seen *seen[LABEL_KINDS];
	bool *is_counted[LABEL_KINDS];	/* weight given in this unit */
	struct score *scores[LABEL_KINDS];
	struct fired *fired[LABEL_KINDS];
	size_t fired_count[LABEL_KINDS], fired_capacity[LABEL_KINDS];
	size_t round;
	struct cue *cues;
	size_t cue_count, cue_capacity;
};

static unsigned needed_mask(const struct rule *rule)
{
	unsigned mask = 0;

	for (size_t g = 0; g < rule->any_count; g++)
		mask |= 1u << g;
	for (size_t i = 0; i < rule->all.count; i++)
		mask |= 1u << (CUE_ALL + i);
	return mask;
}

rule_state *rule_state_new(const taxonomy *all)
{
	struct rule_state *state = mem_alloc(sizeof(*state));

	state->taxonomy = all;
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		const struct tree *tree =
			taxonomy_tree(all, (enum label_kind)kind);

		state->needed[kind] = mem_array(tree->rule_count,
						sizeof(unsigned));
		state->seen[kind] = mem_array(tree->rule_count,
					      sizeof(struct rule_seen));
		state->is_counted[kind] = mem_array(tree->rule_count,
						    sizeof(bool));
		state->scores[kind] = mem_array(tree->count,
						sizeof(struct score));
		for (size_t i = 0; i < tree->rule_count; i++)
			state->needed[kind][i] = needed_mask(&tree->rules[i]);
	}
	return state;
}

void rule_state_free(rule_state *state)
{
	if (!state)
		return;
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		free(state->needed[kind]);
		free(state->seen[kind]);
		free(state->is_counted[kind]);
		free(state->scores[kind]);
		free(state->fired[kind]);
	}
	free(state->cues);
	free(state);
}

static void put_fired(struct rule_state *state, int kind, int rule,
		      size_t first, size_t last)
{
	mem_reserve(&state->fired[kind], &state->fired_capacity[kind],
		    state->fired_count[kind] + 1, sizeof(struct fired));
	state->fired[kind][state->fired_count[kind]++] =
		(struct fired){ rule, first, last };
}

/* What this place has seen of the rule that a cue word is part of. */
static struct rule_seen *seen_of(struct rule_state *state,
				 const struct cue_use *use)
{
	struct rule_seen *seen = &state->seen[use->kind][use->rule];

	if (seen->round != state->round)
		*seen = (struct rule_seen){ 0, state->round };
	return seen;
}

static bool is_of_place(const struct rule_state *state,
			const struct cue_use *use, enum rule_place place)
{
	return taxonomy_tree(state->taxonomy, use->kind)->
	       rules[use->rule].place == place;
}

/* Note the rule when it holds, once. */
static void fire(struct rule_state *state, const struct cue_use *use,
		 size_t first, size_t last)
{
	struct rule_seen *seen = seen_of(state, use);

	if (seen->mask != state->needed[use->kind][use->rule])
		return;
	put_fired(state, (int)use->kind, use->rule, first, last);
	seen->mask = 1u << CUE_NONE;
}

/* Fill the masks of the rules of this place with the cues [first, last), then
 * note those that hold. */
static void look(struct rule_state *state, const struct work *work,
		 enum rule_place place, size_t first, size_t last)
{
	state->round++;
	for (size_t i = first; i < 2 * last - first; i++) {
		bool fills = i < last;
		const struct surface *surface =
			state->cues[fills ? i : i - last + first].surface;
		const struct cue_use *uses = matcher_uses(work->matcher,
							  surface);

		for (size_t u = 0; u < surface->use_count; u++) {
			if (!is_of_place(state, &uses[u], place))
				continue;
			if (fills)
				seen_of(state, &uses[u])->mask |=
					1u << uses[u].slot;
			else
				fire(state, &uses[u], first, last);
		}
	}
}

static void put_cues(struct rule_state *state, const struct work *work,
		     size_t text, size_t begin, size_t end, size_t sentences)
{
	mem_reserve(&state->cues, &state->cue_capacity,
		    state->cue_count + end - begin, sizeof(*state->cues));
	for (size_t i = begin; i < end; i++) {
		const struct hit *hit = &work->cues.at[i];

		state->cues[state->cue_count++] = (struct cue){
			text, hit->begin, hit->end, sentences + hit->sentence,
			matcher_surface(work->matcher, hit->surface)
		};
	}
}

/* The cues of the title and the headings above, then those of the texts. */
static void collect(struct rule_state *state, const struct work *work,
		    size_t first, size_t last)
{
	const struct work_text *title = &work->texts[TEXT_TITLE];
	size_t sentences = 0;

	state->cue_count = 0;
	put_cues(state, work, NO_TEXT, title->cue_begin, title->cue_end, 0);
	put_cues(state, work, NO_TEXT, work->texts[first].heading_begin,
		 work->texts[first].heading_end, 0);
	for (size_t t = first; t < last; t++) {
		const struct work_text *text = &work->texts[t];

		put_cues(state, work, t, text->cue_begin, text->cue_end,
			 sentences);
		sentences += text->end - text->begin + 1;
	}
}

static bool in_heading(const struct work *work, const struct cue *cue)
{
	return cue->text == NO_TEXT ||
	       cue->begin < work->texts[cue->text].body;
}

/* Look at the headings, the lead, each sentence, and the whole. */
static void look_everywhere(struct rule_state *state, const struct work *work,
			    size_t first)
{
	size_t count = state->cue_count, body = 0, lead, end;
	size_t limit = work->texts[first].body + LEAD_CHARS;

	while (body < count && in_heading(work, &state->cues[body]))
		body++;
	if (body)
		look(state, work, RULE_HEADING, 0, body);
	if (body == count)
		return;
	for (lead = body; lead < count; lead++)
		if (state->cues[lead].text != first ||
		    state->cues[lead].end > limit ||
		    state->cues[lead].sentence != state->cues[body].sentence)
			break;
	if (lead > body)
		look(state, work, RULE_LEAD, body, lead);
	for (size_t i = body; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (state->cues[end].sentence != state->cues[i].sentence)
				break;
		look(state, work, RULE_SENTENCE, i, end);
	}
	look(state, work, RULE_PASSAGE, body, count);
}

/* Evidence is what a rule names first and what it demands: the further groups
 * only say in which company that counts. */
static bool is_evidence(const struct work *work, const struct cue *cue,
			int kind, int rule)
{
	const struct cue_use *uses = matcher_uses(work->matcher, cue->surface);

	for (size_t u = 0; u < cue->surface->use_count; u++)
		if ((int)uses[u].kind == kind && uses[u].rule == rule &&
		    uses[u].slot != CUE_NONE &&
		    (!uses[u].slot || uses[u].slot >= CUE_ALL))
			return true;
	return false;
}

static void add_evidence(const struct rule_state *state,
			 const struct work *work, struct label_list *out,
			 size_t first, int kind, const struct fired *fired)
{
	int index = taxonomy_tree(state->taxonomy, (enum label_kind)kind)->
		    rules[fired->rule].label;

	for (size_t i = fired->first; i < fired->last; i++) {
		const struct cue *cue = &state->cues[i];

		if (cue->text != NO_TEXT && is_evidence(work, cue, kind, fired->rule))
			label_add_evidence(label_list_put(
				&out[cue->text - first], (enum label_kind)kind,
				index), cue->begin, cue->end);
	}
}

static void give_labels(struct rule_state *state, const struct work *work,
			int kind, size_t first, size_t last,
			struct label_list *out)
{
	const struct tree *tree = taxonomy_tree(state->taxonomy,
						(enum label_kind)kind);
	struct score *scores = state->scores[kind];
	bool decided = false;

	memset(scores, 0, tree->count * sizeof(*scores));
	memset(state->is_counted[kind], 0, tree->rule_count * sizeof(bool));
	for (size_t i = 0; i < state->fired_count[kind]; i++) {
		int number = state->fired[kind][i].rule;
		const struct rule *rule = &tree->rules[number];

		if (state->is_counted[kind][number])
			continue;
		state->is_counted[kind][number] = true;
		scores[rule->label].weight += rule->weight;
		if (rule->weight < HINT)
			scores[rule->label].hints += rule->weight;
		scores[rule->label].decides |= rule->decides;
		decided |= rule->decides;
	}
	for (size_t i = 0; i < state->fired_count[kind]; i++) {
		const struct fired *fired = &state->fired[kind][i];
		int label = tree->rules[fired->rule].label;

		if (scores[label].weight < tree->threshold ||
		    (decided && !scores[label].decides))
			continue;
		for (size_t t = first; t < last; t++)
			label_list_put(&out[t - first], (enum label_kind)kind,
				       label);
		if (tree->rules[fired->rule].weight >= HINT ||
		    (tree->rules[fired->rule].weight > 0 &&
		     scores[label].weight - scores[label].hints <
		     tree->threshold))
			add_evidence(state, work, out, first, kind, fired);
	}
}

void rules_apply(rule_state *state, struct work *work, size_t first,
		 size_t last, struct label_list *out)
{
	collect(state, work, first, last);
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		state->fired_count[kind] = 0;
	look_everywhere(state, work, first);
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		if (state->fired_count[kind])
			give_labels(state, work, kind, first, last, out);
}
