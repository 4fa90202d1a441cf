/* Words that may be meant by those that were typed. */
#include "query/help/help.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/match/leaf.h"
#include "query/help/look_alike.h"
#include "query/help/sound.h"
#include "text/fold.h"
#include "text/pinyin.h"

enum {
	LEAF_MOST = 24,		/* characters of a leaf that are looked at */
	CHANGES = 3,		/* characters of it that are replaced at once, */
	CHANGED_MOST = 12,	/* unless it has more than these */
	MORE = 4,		/* times as often a pair must occur */
	SPLITS = 6, LOOKUPS = 2500,
	LETTERS_LEAST = 3	/* of a word in pinyin */
};

void help_guesses_release(struct help_guesses *guesses)
{
	for (size_t i = 0; i < guesses->count; i++) {
		free(guesses->at[i].from);
		free(guesses->at[i].to);
	}
	free(guesses->at);
	memset(guesses, 0, sizeof(*guesses));
}

static bool is_known(const struct help_guesses *guesses,
		     const struct help_guess *guess)
{
	for (size_t i = 0; i < guesses->count; i++)
		if (guesses->at[i].first == guess->first &&
		    !strcmp(guesses->at[i].to, guess->to))
			return true;
	return false;
}

/* Put a guess (taken over) where its score belongs. */
static void put(struct help_guesses *to, struct help_guess guess)
{
	size_t at = to->count;

	if (is_known(to, &guess) ||
	    (to->count == HELP_TRIED && to->at[at - 1].score >= guess.score)) {
		free(guess.from);
		free(guess.to);
		return;
	}
	mem_reserve(&to->at, &to->capacity, to->count + 1, sizeof(*to->at));
	if (to->count == HELP_TRIED) {
		free(to->at[--at].from);
		free(to->at[at].to);
	} else {
		to->count++;
	}
	for (; at && to->at[at - 1].score < guess.score; at--)
		to->at[at] = to->at[at - 1];
	to->at[at] = guess;
}

/* A character in its company. */
struct place {
	struct help_guesses *out;
	const struct engine *engine;
	const struct syntax_node *leaf;
	const uint32_t *cp;
	size_t count, at;
	bool has_left, has_right;
	uint32_t left, right;	/* how often the index has both pairs */
};

static char *string_of(const uint32_t *cp, size_t count)
{
	struct buf text = BUF_INIT;

	text_cps_to_utf8(&text, cp, count);
	return buf_detach(&text);
}

static bool is_more(uint32_t now, uint32_t before)
{
	return now > 1 && now / MORE > before;
}

/* Is other far better in this place?  Then it may be meant. */
static void try_character(const struct place *place, uint32_t other,
			  enum help_kind kind, double bonus)
{
	uint32_t left = 0, right = 0, changed[LEAF_MOST];

	if (place->has_left)
		left = pair_frequency(place->engine, place->cp[place->at - 1],
				      other);
	if (place->has_left && left < place->left)
		return;
	if (place->has_right)
		right = pair_frequency(place->engine, other,
				       place->cp[place->at + 1]);
	if (right < place->right ||
	    !(is_more(left, place->left) || is_more(right, place->right)))
		return;
	memcpy(changed, place->cp, place->count * sizeof(*changed));
	changed[place->at] = other;
	put(place->out, (struct help_guess){ kind, place->leaf, place->leaf,
		string_of(place->cp, place->count),
		string_of(changed, place->count),
		log1p(left) - log1p(place->left) + log1p(right) -
		log1p(place->right) + bonus });
}

static void try_sounds(const struct place *place,
		       const struct vocabulary *vocabulary)
{
	const uint32_t own = place->cp[place->at];
	uint16_t readings[PINYIN_READINGS];
	const size_t count = pinyin_readings_of(readings, own);

	for (size_t i = 0; i < count; i++) {
		const size_t syllable = readings[i] / 5;

		if (i && readings[i - 1] / 5 == syllable)
			continue;
		for (size_t k = vocabulary->sound_begin[syllable];
		     k < vocabulary->sound_begin[syllable + 1]; k++)
			if (vocabulary->sounding[k] != own)
				try_character(place, vocabulary->sounding[k],
					      HELP_SOUND, 0.5);
	}
}

static void try_looks(const struct place *place)
{
	uint32_t alike[LOOK_ALIKES];
	const size_t count = look_alikes(alike, place->cp[place->at]);

	for (size_t i = 0; i < count; i++)
		try_character(place, alike[i], HELP_LOOK, 0);
}

/* Guesses that replace one character of the text. */
static void guess_one(struct help_guesses *out, struct engine *engine,
		      const struct syntax_node *leaf, const struct text *text)
{
	struct place place = { .out = out, .engine = engine, .leaf = leaf,
			       .cp = text->cp, .count = text->count };

	for (; place.count <= LEAF_MOST && place.at < text->count;
	     place.at++) {
		const size_t at = place.at;

		place.has_left = at && is_han(text->cp[at - 1]);
		place.has_right = at + 1 < text->count &&
				  is_han(text->cp[at + 1]);
		if (!is_han(text->cp[at]) ||
		    (!place.has_left && !place.has_right))
			continue;
		place.left = place.has_left ? pair_frequency(engine,
			text->cp[at - 1], text->cp[at]) : 0;
		place.right = place.has_right ? pair_frequency(engine,
			text->cp[at], text->cp[at + 1]) : 0;
		try_sounds(&place, engine_vocabulary(engine));
		try_looks(&place);
	}
}

/* Replace another character of what best made of the text, as often as that is
 * far better again. */
static void guess_more(struct help_guesses *out, struct engine *engine,
		       const struct text *text, const struct help_guess *best)
{
	struct help_guess sum = *best;
	struct text now = TEXT_INIT;

	text_put_utf8(&now, best->to, strlen(best->to), 0);
	for (int changes = 1; changes < CHANGES; changes++) {
		struct help_guesses next = { NULL, 0, 0 };

		guess_one(&next, engine, best->first, &now);
		if (next.count) {
			text_clear(&now);
			text_put_utf8(&now, next.at[0].to,
				      strlen(next.at[0].to), 0);
			sum.score += next.at[0].score;
			if (next.at[0].kind == HELP_LOOK)
				sum.kind = HELP_LOOK;
			sum.from = string_of(text->cp, text->count);
			sum.to = string_of(now.cp, now.count);
			put(out, sum);
		}
		help_guesses_release(&next);
	}
	text_release(&now);
}

static void guess_characters(struct help_guesses *out, struct engine *engine,
			     const struct syntax_node *leaf)
{
	struct help_guesses own = { NULL, 0, 0 };
	struct text text = TEXT_INIT;

	leaf_text(&text, leaf);
	guess_one(&own, engine, leaf, &text);
	if (own.count && text.count <= CHANGED_MOST)
		guess_more(out, engine, &text, &own.at[0]);
	for (size_t i = 0; i < own.count; i++)
		put(out, own.at[i]);
	free(own.at);
	text_release(&text);
}

/* Words of a query that stand beside each other, all in pinyin. */
struct row {
	const struct syntax_node *const *leaves;
	size_t count;
};

static void put_pinyin(struct help_guesses *out, const struct row *row,
		       char *to, double score)
{
	struct buf from = BUF_INIT;

	for (size_t i = 0; i < row->count; i++) {
		buf_put_string(&from, i ? " " : "");
		buf_put_string(&from, row->leaves[i]->text);
	}
	put(out, (struct help_guess){ HELP_PINYIN, row->leaves[0],
				      row->leaves[row->count - 1],
				      buf_detach(&from), to, score });
}

static void guess_known(struct help_guesses *out, struct engine *engine,
			const struct row *row, const char *letters)
{
	const struct vocabulary *known = engine_vocabulary(engine);

	for (size_t i = 0; i < known->count; i++) {
		const uint32_t *cp = known->characters + known->words[i].begin;
		const size_t count = known->words[i].count;
		uint32_t documents;

		if (!is_han(*cp) || !sound_matches(cp, count, letters, false))
			continue;
		documents = sound_frequency(engine, cp, count);
		if (documents)
			put_pinyin(out, row, string_of(cp, count),
				   20 + log1p(documents));
	}
}

/* The best words for letters, put together; the first one's text in *best (the
 * caller's), which stays NULL when there is none. */
static void compose(struct help_guesses *out, struct engine *engine,
		    const struct row *row, const char *letters, char **best)
{
	struct sound_split splits[SPLITS];
	struct sound_word words[SOUND_WORDS];
	const size_t count = sound_splits(splits, SPLITS, letters, false);
	size_t budget = LOOKUPS;
	double top = 0;

	for (size_t i = 0; i < count; i++) {
		const size_t found = sound_compose(words, engine,
			engine_vocabulary(engine), &splits[i], &budget);

		for (size_t k = 0; k < found; k++) {
			double score = words[k].score /
				       (double)(words[k].count - 1);

			if (out)
				put_pinyin(out, row, string_of(words[k].cp,
					   words[k].count), score);
			if (!best || score <= top)
				continue;
			free(*best);
			*best = string_of(words[k].cp, words[k].count);
			top = score;
		}
	}
}

/* Each word for itself: 民生 热线. */
static void guess_apart(struct help_guesses *out, struct engine *engine,
			const struct row *row)
{
	struct buf to = BUF_INIT;
	bool all = true;

	for (size_t i = 0; all && i < row->count; i++) {
		char letters[SOUND_LETTERS + 1], *best = NULL;

		if (sound_letters(letters, row->leaves[i]->text))
			compose(NULL, engine, row, letters, &best);
		buf_put_string(&to, i ? " " : "");
		buf_put_string(&to, best ? best : "");
		all = best != NULL;
		free(best);
	}
	if (all)
		put_pinyin(out, row, buf_detach(&to), 1);
	else
		buf_release(&to);
}

static void guess_row(struct help_guesses *out, struct engine *engine,
		      const struct row *row)
{
	char letters[SOUND_LETTERS + 1];
	struct buf all = BUF_INIT;

	for (size_t i = 0; i < row->count; i++)
		buf_put_string(&all, row->leaves[i]->text);
	if (all.len <= SOUND_LETTERS && sound_letters(letters, all.data)) {
		guess_known(out, engine, row, letters);
		compose(out, engine, row, letters, NULL);
	}
	if (row->count > 1)
		guess_apart(out, engine, row);
	buf_release(&all);
}

static bool is_pinyin(const struct syntax_node *node)
{
	char letters[SOUND_LETTERS + 1];
	struct sound_split split;

	return node->kind == SYNTAX_WORD && node->field == FIELD_NONE &&
	       strlen(node->text) >= LETTERS_LEAST &&
	       sound_letters(letters, node->text) &&
	       sound_splits(&split, 1, letters, false);
}

static void guess_rows(struct help_guesses *out, struct engine *engine,
		       struct syntax_node *const *nodes, size_t count)
{
	const struct syntax_node **leaves = mem_array(count + 1,
						      sizeof(*leaves));
	struct row row = { leaves, 0 };

	for (size_t i = 0; i <= count; i++) {
		if (i < count && is_pinyin(nodes[i])) {
			leaves[row.count++] = nodes[i];
			continue;
		}
		if (row.count)
			guess_row(out, engine, &row);
		row.count = 0;
	}
	free(leaves);
}

static void guess(struct help_guesses *out, struct engine *engine,
		  const struct syntax_node *node)
{
	if (node->kind == SYNTAX_NOT)
		return;
	if (node->kind == SYNTAX_TOGETHER || node->kind == SYNTAX_AND)
		guess_rows(out, engine, node->children, node->count);
	for (size_t i = 0; i < node->count; i++)
		guess(out, engine, node->children[i]);
	if ((node->kind == SYNTAX_WORD || node->kind == SYNTAX_EXACT) &&
	    node->field == FIELD_NONE)
		guess_characters(out, engine, node);
}

void help_guess(struct help_guesses *out, struct engine *engine,
		const struct syntax_node *root)
{
	struct syntax_node only = *root, *node = &only;

	if (syntax_is_leaf(root))
		guess_rows(out, engine, &node, 1);
	/* The copy is gone when the guess is used. */
	for (size_t i = 0; i < out->count; i++)
		out->at[i].first = out->at[i].last = root;
	guess(out, engine, root);
}
