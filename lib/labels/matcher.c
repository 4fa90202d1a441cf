#include "labels/matcher.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "labels/parts.h"
#include "text/fold.h"
#include "text/lexicon.h"

/* A word before surfaces are made: equal words are joined by sorting. */
struct draft {
	char *word;		/* folded */
	enum { DRAFT_NAME, DRAFT_CUE, DRAFT_OWN, DRAFT_HIDE } what;
	struct candidate candidate;
	struct cue_use use;
	enum own_level own;
	unsigned hides;
	size_t order;
};

struct matcher {
	lexicon *lexicon;
	struct surface *surfaces;
	size_t surface_count, surface_capacity;
	struct candidate *candidates;
	size_t candidate_count, candidate_capacity;
	struct cue_use *uses;
	size_t use_count, use_capacity;
	struct { uint32_t cp; int region; } abbreviations[64];
	size_t abbreviation_count;
	uint32_t first[65536 / 32];	/* characters that begin a word */
	struct hits blocks, names;	/* of the text being scanned */
	struct hits *cues;
	uint32_t sentence;
	struct draft *drafts;
	size_t draft_count, draft_capacity;
};

static struct draft *add_draft(struct matcher *m, const char *word)
{
	struct draft *draft;

	mem_reserve(&m->drafts, &m->draft_capacity,
		    m->draft_count + 1, sizeof(*m->drafts));
	draft = &m->drafts[m->draft_count];
	memset(draft, 0, sizeof(*draft));
	draft->word = fold_utf8(word);
	draft->order = m->draft_count++;
	return draft;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), tail = strlen(end);

	return len >= tail && !strcmp(text + len - tail, end);
}

static bool has_suffix(const char *name)
{
	static const char *const suffixes[] = {
		"省", "市", "县", "区", "旗", "州", "盟"
	};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		if (ends_with(name, suffixes[i]))
			return true;
	return false;
}

static enum name_trust trust_of(const char *name, enum name_form form,
				enum region_level level)
{
	bool is_long = utf8_count(name, strlen(name)) > 2;

	switch (form) {
	case FORM_FULL:
		return is_long ? TRUST_SURE : TRUST_WEAK;
	case FORM_SHORT:
		if (level == LEVEL_PROVINCE)
			return TRUST_SURE;
		if (level == LEVEL_PREFECTURE || is_long)
			return TRUST_LIKELY;
		return TRUST_WEAK;
	case FORM_ALIAS:
		if (is_long && has_suffix(name))
			return TRUST_SURE;
		return level == LEVEL_COUNTY ? TRUST_WEAK : TRUST_LIKELY;
	case FORM_FORMER:
		break;
	}
	return level == LEVEL_PREFECTURE || (is_long && has_suffix(name)) ?
	       TRUST_LIKELY : TRUST_WEAK;
}

static void add_name(struct matcher *m, const char *name, int region,
		     enum name_form form, enum region_level level)
{
	struct draft *draft;

	if (!name || utf8_count(name, strlen(name)) < 2)
		return;
	draft = add_draft(m, name);
	draft->what = DRAFT_NAME;
	draft->candidate.region = region;
	draft->candidate.form = form;
	draft->candidate.trust = trust_of(name, form, level);
}

static void add_abbreviations(struct matcher *m, int region,
			      const struct words *words)
{
	size_t most = sizeof(m->abbreviations) /
		      sizeof(m->abbreviations[0]);

	for (size_t i = 0; i < words->count; i++) {
		const char *at = words->at[i];
		uint32_t cp = utf8_next(&at, at + strlen(at));

		if (m->abbreviation_count == most)
			return;
		m->abbreviations[m->abbreviation_count].cp =
			fold_cp(cp);
		m->abbreviations[m->abbreviation_count++].region =
			region;
	}
}

static void add_regions(struct matcher *m, const struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct taxonomy_label *label = &tree->labels[i];
		const struct label_part *part = &tree->parts[i];
		int region = (int)i;

		add_name(m, label->name, region, FORM_FULL, part->level);
		add_name(m, label->short_name, region, FORM_SHORT,
			 part->level);
		for (size_t a = 0; a < part->found_count; a++)
			add_name(m, label->aliases[a], region, FORM_ALIAS,
				 part->level);
		for (size_t a = 0; a < part->former_count; a++)
			add_name(m, label->aliases[part->found_count + a],
				 region, FORM_FORMER, part->level);
		add_abbreviations(m, region, &part->abbreviations);
	}
}

static void add_uses(struct matcher *m, enum label_kind kind, size_t rule,
		     const struct words *words, int slot, int step)
{
	for (size_t i = 0; i < words->count; i++, slot += step) {
		struct draft *draft = add_draft(m, words->at[i]);

		draft->what = DRAFT_CUE;
		draft->use = (struct cue_use){ kind, (int)rule, slot };
	}
}

static void add_rules(struct matcher *m, enum label_kind kind,
		      const struct tree *tree)
{
	for (size_t i = 0; i < tree->rule_count; i++) {
		const struct rule *rule = &tree->rules[i];

		for (size_t g = 0; g < rule->any_count; g++)
			add_uses(m, kind, i, &rule->any[g], (int)g, 0);
		add_uses(m, kind, i, &rule->all, CUE_ALL, 1);
		add_uses(m, kind, i, &rule->none, CUE_NONE, 0);
	}
	for (size_t i = 0; i < tree->block.count; i++) {
		struct draft *draft = add_draft(m, tree->block.at[i]);

		draft->what = DRAFT_HIDE;
		draft->hides = 1u << kind;
	}
}

static void add_own_words(struct matcher *m)
{
	static const char *const begins[] = { "全", "我", "本" };
	static const struct { const char *end; enum own_level level; } ends[] = {
		{ "省", OWN_PROVINCE }, { "区", OWN_REGION }, { "市", OWN_CITY },
		{ "县", OWN_COUNTY }, { "州", OWN_PREFECTURE },
		{ "旗", OWN_BANNER },
	};

	for (size_t b = 0; b < sizeof(begins) / sizeof(begins[0]); b++) {
		for (size_t e = 0; e < sizeof(ends) / sizeof(ends[0]); e++) {
			char word[8];
			struct draft *draft;

			snprintf(word, sizeof(word), "%s%s", begins[b],
				 ends[e].end);
			draft = add_draft(m, word);
			draft->what = DRAFT_OWN;
			draft->own = ends[e].level;
		}
	}
}

static int by_word(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	int order = strcmp(x->word, y->word);

	if (order)
		return order;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void add_candidate(struct matcher *m, struct surface *surface,
			  const struct candidate *candidate)
{
	for (size_t i = 0; i < surface->candidate_count; i++) {
		struct candidate *at = &m->candidates[surface->candidates + i];

		if (at->region != candidate->region)
			continue;
		if (at->trust < candidate->trust)
			*at = *candidate;
		return;
	}
	mem_reserve(&m->candidates, &m->candidate_capacity,
		    m->candidate_count + 1, sizeof(*m->candidates));
	m->candidates[m->candidate_count++] = *candidate;
	surface->candidate_count++;
}

/* One surface of the drafts that share a word. */
static void add_surface(struct matcher *m, const struct draft *drafts,
			size_t count)
{
	const char *word = drafts->word, *at = word;
	struct surface surface = {
		.candidates = m->candidate_count,
		.uses = m->use_count,
		.length = (unsigned)utf8_count(word, strlen(word)),
	};
	uint32_t first = utf8_next(&at, word + strlen(word));

	for (size_t i = 0; i < count; i++) {
		surface.hides |= drafts[i].hides;
		if (drafts[i].what == DRAFT_NAME)
			add_candidate(m, &surface, &drafts[i].candidate);
		else if (drafts[i].what == DRAFT_OWN)
			surface.own = drafts[i].own;
		if (drafts[i].what != DRAFT_CUE)
			continue;
		mem_reserve(&m->uses, &m->use_capacity,
			    m->use_count + 1, sizeof(*m->uses));
		m->uses[m->use_count++] = drafts[i].use;
		surface.use_count++;
	}
	lexicon_add(m->lexicon, word, strlen(word),
		    (uint32_t)m->surface_count);
	if (first < 65536)
		m->first[first / 32] |= 1u << first % 32;
	mem_reserve(&m->surfaces, &m->surface_capacity,
		    m->surface_count + 1, sizeof(*m->surfaces));
	m->surfaces[m->surface_count++] = surface;
}

/* Names that are words too lose what they say by themselves.  The drafts are
 * in order. */
static void mark_common(struct matcher *m, const struct words *common)
{
	for (size_t i = 0; i < common->count; i++) {
		char *word = fold_utf8(common->at[i]);
		size_t low = 0, high = m->draft_count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (strcmp(m->drafts[middle].word, word) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		for (; low < m->draft_count &&
		     !strcmp(m->drafts[low].word, word); low++)
			m->drafts[low].candidate.trust = TRUST_COMMON;
		free(word);
	}
}

matcher *matcher_new(const taxonomy *all)
{
	struct matcher *m = mem_alloc(sizeof(*m));
	size_t end;

	m->lexicon = lexicon_new();
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		add_rules(m, (enum label_kind)kind,
			  taxonomy_tree(all, (enum label_kind)kind));
	add_regions(m, taxonomy_tree(all, LABEL_REGION));
	add_own_words(m);
	qsort(m->drafts, m->draft_count, sizeof(*m->drafts),
	      by_word);
	mark_common(m, &taxonomy_tree(all, LABEL_REGION)->common);
	for (size_t i = 0; i < m->draft_count; i = end) {
		for (end = i + 1; end < m->draft_count; end++)
			if (strcmp(m->drafts[i].word,
				   m->drafts[end].word))
				break;
		add_surface(m, &m->drafts[i], end - i);
	}
	lexicon_ready(m->lexicon);
	for (size_t i = 0; i < m->draft_count; i++)
		free(m->drafts[i].word);
	free(m->drafts);
	m->drafts = NULL;
	return m;
}

void matcher_free(matcher *m)
{
	if (!m)
		return;
	lexicon_free(m->lexicon);
	free(m->surfaces);
	free(m->candidates);
	free(m->uses);
	free(m->blocks.at);
	free(m->names.at);
	free(m);
}

const struct surface *matcher_surface(const matcher *m, size_t index)
{
	return &m->surfaces[index];
}

const struct candidate *matcher_candidates(const matcher *m,
					   const struct surface *surface)
{
	return m->candidates + surface->candidates;
}

const struct cue_use *matcher_uses(const matcher *m,
				   const struct surface *surface)
{
	return m->uses + surface->uses;
}

int matcher_abbreviation(const matcher *m, uint32_t cp)
{
	for (size_t i = 0; i < m->abbreviation_count; i++)
		if (m->abbreviations[i].cp == cp)
			return m->abbreviations[i].region;
	return -1;
}

static void put_hit(struct hits *hits, const struct hit *hit)
{
	if (hits->count == hits->capacity)
		mem_reserve(&hits->at, &hits->capacity, hits->count + 1,
			    sizeof(*hits->at));
	hits->at[hits->count++] = *hit;
}

static void take_word(void *context, size_t begin, size_t end, uint32_t value)
{
	struct matcher *m = context;
	const struct surface *surface = &m->surfaces[value];
	struct hit hit = {
		(uint32_t)begin, (uint32_t)end, value, m->sentence
	};

	if (surface->hides)
		put_hit(&m->blocks, &hit);
	if (surface->candidate_count || surface->own)
		put_hit(&m->names, &hit);
	if (surface->use_count)
		put_hit(m->cues, &hit);
}

static bool ends_sentence(uint32_t cp)
{
	return cp == 0x3002 || cp == '!' || cp == '?' || cp == ';' ||
	       cp == '\n';
}

/* Does a word that hides this kind overlap the hit without lying inside it? */
static bool is_hidden(const struct matcher *m, size_t from,
		      const struct hit *hit, enum label_kind kind)
{
	const struct hits *blocks = &m->blocks;

	for (size_t i = from; i < blocks->count; i++) {
		const struct hit *block = &blocks->at[i];

		if (block->begin >= hit->end)
			break;
		if (block->end <= hit->begin ||
		    !(m->surfaces[block->surface].hides & 1u << kind))
			continue;
		if (block->begin < hit->begin || block->end > hit->end ||
		    (block->begin == hit->begin && block->end == hit->end))
			return true;
	}
	return false;
}

/* The longest word that hides something, in characters. */
enum { BLOCK_MOST = 64 };

static size_t skip_blocks(const struct matcher *m, size_t from,
			  const struct hit *hit)
{
	while (from < m->blocks.count &&
	       m->blocks.at[from].begin + BLOCK_MOST < hit->begin)
		from++;
	return from;
}

/* Of the names that begin at one place the longest that is not hidden. */
static void keep_names(const struct matcher *m, struct hits *names)
{
	const struct hits *found = &m->names;
	size_t from = 0, after = 0, end;

	for (size_t i = 0; i < found->count; i = end) {
		const struct hit *first = &found->at[i], *best = NULL;

		for (end = i; end < found->count &&
		     found->at[end].begin == first->begin; end++) {
			from = skip_blocks(m, from, &found->at[end]);
			if (!is_hidden(m, from, &found->at[end],
				       LABEL_REGION))
				best = &found->at[end];
		}
		if (first->begin < after || !best)
			continue;
		put_hit(names, best);
		after = best->end;
	}
}

static unsigned cue_kinds(const struct matcher *m, const struct hit *hit)
{
	const struct surface *surface = &m->surfaces[hit->surface];
	unsigned kinds = 0;

	for (size_t i = 0; i < surface->use_count; i++)
		kinds |= 1u << m->uses[surface->uses + i].kind;
	return kinds;
}

static void keep_cues(const struct matcher *m, struct hits *cues,
		      size_t first)
{
	size_t from = 0, kept = first;

	for (size_t i = first; i < cues->count; i++) {
		struct hit hit = cues->at[i];
		unsigned kinds = cue_kinds(m, &hit);
		bool hidden = true;

		from = skip_blocks(m, from, &hit);
		for (int kind = 0; kind < LABEL_KINDS; kind++)
			if (kinds & 1u << kind)
				hidden &= is_hidden(m, from, &hit,
						    (enum label_kind)kind);
		if (!hidden)
			cues->at[kept++] = hit;
	}
	cues->count = kept;
}

void matcher_scan(matcher *m, const uint32_t *folded, size_t begin,
		  size_t end, struct hits *names, struct hits *cues)
{
	size_t first_cue = cues->count;

	m->blocks.count = 0;
	m->names.count = 0;
	m->cues = cues;
	m->sentence = 0;
	for (size_t i = begin; i < end; i++) {
		uint32_t cp = folded[i];

		if (cp < 65536 && m->first[cp / 32] & 1u << cp % 32)
			lexicon_each_at(m->lexicon, folded, end, i,
					take_word, m);
		else if (ends_sentence(cp))
			m->sentence++;
	}
	keep_names(m, names);
	if (m->blocks.count)
		keep_cues(m, cues, first_cue);
}
