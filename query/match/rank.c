#include "query/match/rank.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* The parts of a score, beside BM25's weight of 1 (docs/ranking.md). */
static const double
	whole = 1.6,	/* more of it when all of the query's characters occur */
	lead = 1,	/* terms that begin in the lead of the passage */
	/* of the weight of all terms: */
	often = 0.3,	/* how often the characters occur */
	close = 0.3,	/* how many of them occur close together */
	length = -0.025;	/* for each e-fold of a usual length */

enum {
	LEAD_UNITS = 60,
	CLOSE_UNITS = 60,
	USUAL_UNITS = 300,	/* a typical passage */
	LEAST_UNITS = 20,	/* shorter ones count as this */
	SLOTS = 250		/* characters of a query that are looked at */
};

/* A character occurs tf times in a passage as long as is usual: how much of
 * its share that is worth, beyond 1 when it comes back. */
static const double often_k1 = 1.0, often_b = 0.4;

/* Rare terms weigh more than BM25 has it: weights grow by this power of idf
 * more, and are the same at idf_middle. */
static const double idf_power = 0.7, idf_middle = 8;

double rank_idf(uint32_t frequency, uint32_t documents)
{
	double ratio = ((double)documents - frequency + 0.5) /
		       ((double)frequency + 0.5);

	return log(ratio < 2 ? ratio * 0.5 + 1 : ratio);
}

double rank_factor(double idf, double asked)
{
	return pow(idf / idf_middle, idf_power) * 2 * asked / (1 + asked);
}

double rank_round(double weight)
{
	return (double)(float)weight;
}

bool rank_query_has_related(const struct rank_query *query)
{
	for (size_t i = 0; i < query->term_count; i++)
		if (query->terms[i].is_related)
			return true;
	return false;
}

void rank_query_release(struct rank_query *query)
{
	free(query->terms);
	free(query->characters);
	free(query->units);
	memset(query, 0, sizeof(*query));
}

static void add_unit(struct rank_query *query, uint32_t unit)
{
	mem_reserve(&query->units, &query->unit_capacity,
		    query->unit_count + 1, sizeof(*query->units));
	query->units[query->unit_count++] = (uint16_t)unit;
}

void rank_query_add_term(struct rank_query *query, const char *utf8,
			 size_t len, double weight)
{
	const size_t at = query->unit_count;
	const char *const end = utf8 + len;

	while (utf8 < end) {
		uint32_t cp = utf8_next(&utf8, end);

		if (cp >= 0x10000) {
			add_unit(query, 0xD7C0 + (cp >> 10));
			cp = 0xDC00 | (cp & 0x3FF);
		}
		add_unit(query, cp);
	}
	if (query->unit_count == at)
		return;
	mem_reserve(&query->terms, &query->term_capacity,
		    query->term_count + 1, sizeof(*query->terms));
	query->terms[query->term_count++] =
		(struct rank_term){ at, query->unit_count - at, weight, false };
}

void rank_query_add_related(struct rank_query *query, const char *utf8,
			    size_t len, double weight)
{
	const size_t before = query->term_count;
	const char *const end = utf8 + len;

	rank_query_add_term(query, utf8, len, weight);
	if (query->term_count > before)
		query->terms[before].is_related = true;
	/* So that a passage's lead is searched for them. */
	while (utf8 < end)
		rank_query_add_character(query, utf8_next(&utf8, end), 0);
}

void rank_query_add_character(struct rank_query *query, uint32_t cp,
			      double share)
{
	struct rank_character *character = query->characters;

	for (size_t i = 0; i < query->character_count; i++, character++) {
		if (character->cp != cp)
			continue;
		if (character->weight < share)
			character->weight = share;
		return;
	}
	mem_reserve(&query->characters, &query->character_capacity,
		    query->character_count + 1, sizeof(*query->characters));
	query->characters[query->character_count++] =
		(struct rank_character){ cp, share };
}

/* Each character of the query has a slot, 0 stands for all others.  A term of
 * two such characters is found by its slots, any other by its first one. */
struct ranker {
	const struct rank_query *query;
	uint8_t slot_of[0x10000];
	size_t slots;			/* slot 0 included */
	double share[SLOTS + 1], all_shares, all_weights;
	int *pairs;			/* slots * slots: a term's number, or -1 */
	int first[SLOTS + 1], *next;	/* longer terms by their first slot */
	/* of the passage under the eye */
	uint32_t times[SLOTS + 1];
	bool *is_leading;
	struct met { uint32_t at, slot; } *met;	/* characters, in order */
	size_t met_count, met_capacity;
};

static void take_characters(ranker *self)
{
	const struct rank_query *query = self->query;

	self->slots = 1;
	for (size_t i = 0; i < query->character_count; i++) {
		const struct rank_character *character = &query->characters[i];

		if (character->cp > 0xFFFF || self->slots > SLOTS)
			continue;
		self->slot_of[character->cp] = (uint8_t)self->slots;
		self->share[self->slots++] = character->weight;
		self->all_shares += character->weight;
	}
}

static void take_terms(ranker *self)
{
	const struct rank_query *query = self->query;
	const size_t slots = self->slots;

	self->pairs = mem_array(slots * slots, sizeof(*self->pairs));
	memset(self->pairs, -1, slots * slots * sizeof(*self->pairs));
	memset(self->first, -1, sizeof(self->first));
	self->next = mem_array(query->term_count + 1, sizeof(*self->next));
	self->is_leading = mem_array(query->term_count + 1, sizeof(bool));
	for (size_t i = 0; i < query->term_count; i++) {
		const struct rank_term *term = &query->terms[i];
		const uint16_t *units = query->units + term->at;
		size_t a = self->slot_of[units[0]];
		size_t b = term->count == 2 ? self->slot_of[units[1]] : 0;

		self->all_weights += term->is_related ? 0 : term->weight;
		if (a && b) {
			self->pairs[a * slots + b] = (int)i;
			continue;
		}
		self->next[i] = self->first[a];
		self->first[a] = (int)i;
	}
	self->first[0] = -1;
}

ranker *ranker_new(const struct rank_query *query)
{
	ranker *made = mem_alloc(sizeof(*made));

	made->query = query;
	take_characters(made);
	take_terms(made);
	return made;
}

void ranker_free(ranker *ranker)
{
	if (!ranker)
		return;
	free(ranker->pairs);
	free(ranker->next);
	free(ranker->is_leading);
	free(ranker->met);
	free(ranker);
}

static void note_longer(ranker *self, const uint16_t *text, size_t count,
			size_t at, size_t slot)
{
	for (int i = self->first[slot]; i >= 0; i = self->next[i]) {
		const struct rank_term *term = &self->query->terms[i];

		if (term->count <= count - at &&
		    !memcmp(text + at, self->query->units + term->at,
			    term->count * sizeof(*text)))
			self->is_leading[i] = true;
	}
}

/* The terms that begin in the lead. */
static double read_lead(ranker *self, const uint16_t *text, size_t count)
{
	const struct rank_query *query = self->query;
	double sum = 0;
	size_t before = 0;

	memset(self->is_leading, 0, query->term_count * sizeof(bool));
	for (size_t i = 0; i < count && i <= LEAD_UNITS; i++) {
		const size_t slot = self->slot_of[text[i]];
		const int pair = self->pairs[before * self->slots + slot];

		if (pair >= 0)
			self->is_leading[pair] = true;
		if (slot && i < LEAD_UNITS)
			note_longer(self, text, count, i, slot);
		before = slot;
	}
	for (size_t i = 0; i < query->term_count; i++)
		if (self->is_leading[i])
			sum += query->terms[i].weight;
	return sum;
}

/* Where the query's characters occur. */
static void read_characters(ranker *self, const uint16_t *text, size_t count)
{
	self->met_count = 0;
	mem_reserve(&self->met, &self->met_capacity, count + 1,
		    sizeof(*self->met));
	/* Without a branch, which nobody could foretell. */
	for (size_t i = 0; i < count; i++) {
		const uint8_t slot = self->slot_of[text[i]];

		self->met[self->met_count] = (struct met){ (uint32_t)i, slot };
		self->met_count += slot != 0;
	}
}

/* The greatest share of characters within CLOSE_UNITS; times is all 0 before
 * and after. */
static double closest(ranker *self)
{
	const struct met *met = self->met;
	double sum = 0, best = 0;
	size_t low = 0;

	for (size_t i = 0; i < self->met_count; i++) {
		if (!self->times[met[i].slot]++)
			sum += self->share[met[i].slot];
		for (; met[i].at - met[low].at > CLOSE_UNITS; low++)
			if (!--self->times[met[low].slot])
				sum -= self->share[met[low].slot];
		if (sum > best)
			best = sum;
	}
	for (; low < self->met_count; low++)
		self->times[met[low].slot]--;
	return best;
}

/* The share of characters that occur at all, in *present, and of how often they
 * do in a text of this size. */
static double frequent(ranker *self, double size, double *present)
{
	const double norm = often_k1 * (1 - often_b + often_b * size);
	double sum = 0;

	*present = 0;
	for (size_t i = 0; i < self->met_count; i++)
		self->times[self->met[i].slot]++;
	for (size_t i = 1; i < self->slots; i++) {
		const double times = self->times[i];

		if (!self->times[i])
			continue;
		*present += self->share[i];
		sum += self->share[i] * times * (often_k1 + 1) / (times + norm);
	}
	memset(self->times, 0, self->slots * sizeof(*self->times));
	return sum;
}

void rank_explain(struct rank_parts *out, ranker *self, const uint16_t *text,
		  size_t count, double weight)
{
	const double size = (double)(count < LEAST_UNITS ? LEAST_UNITS : count) /
			    USUAL_UNITS;
	const double shares = self->all_shares > 0 ? self->all_shares : 1;
	const double letters = self->all_weights / shares;
	double present;

	read_characters(self, text, count);
	out->terms = weight;
	out->closeness = letters * close * closest(self);
	out->frequency = letters * often *
			 frequent(self, (double)count / USUAL_UNITS, &present);
	out->coverage = weight * whole * present / shares;
	out->lead = lead * read_lead(self, text, count);
	out->length = self->all_weights * length * log(size);
}

double rank_sum(const struct rank_parts *parts)
{
	return parts->terms + parts->coverage + parts->lead +
	       parts->frequency + parts->closeness + parts->length;
}

double rank_score(ranker *self, const uint16_t *text, size_t count,
		  double weight)
{
	struct rank_parts parts;

	rank_explain(&parts, self, text, count, weight);
	return rank_sum(&parts);
}
