#include "query/match/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/find_units.h"
#include "query/language/numerals.h"
#include "text/fold.h"
#include "text/heading.h"
#include "text/text.h"

/* The characters at the ends of a place, and two beside each; 0: none. */
struct ends {
	uint32_t first, before[2], last, after[2];
};

/* Does no guard of needle speak against its standing there? */
static bool is_free(const struct needle *needle, const struct ends *ends)
{
	return !((needle->guard & GUARD_BEFORE) &&
		 numeral_goes_on(ends->first, ends->before[0],
				 ends->before[1])) &&
	       !((needle->guard & GUARD_AFTER) &&
		 numeral_goes_on(ends->last, ends->after[0], ends->after[1]));
}

static bool is_free_at(const struct needle *needle, const uint32_t *text,
		       size_t count, size_t at)
{
	const size_t end = at + needle->count;
	const struct ends ends = {
		.first = text[at], .last = text[end - 1],
		.before = { at ? text[at - 1] : 0, at > 1 ? text[at - 2] : 0 },
		.after = { end < count ? text[end] : 0,
			   end + 1 < count ? text[end + 1] : 0 }
	};

	return !needle->guard || is_free(needle, &ends);
}

size_t needle_find(const struct needle *needle, const uint32_t *text,
		   size_t count, size_t from)
{
	for (size_t at = from; at + needle->count <= count; at++)
		if (text[at] == needle->cp[0] &&
		    !memcmp(text + at, needle->cp,
			    needle->count * sizeof(*text)) &&
		    is_free_at(needle, text, count, at))
			return at;
	return count;
}

static size_t encode(uint16_t *out, const struct needle *needle)
{
	size_t count = 0;

	for (size_t i = 0; i < needle->count; i++) {
		uint32_t cp = needle->cp[i];

		if (cp >= 0x10000) {
			out[count++] = (uint16_t)(0xD7C0 + (cp >> 10));
			cp = 0xDC00 | (cp & 0x3FF);
		}
		out[count++] = (uint16_t)cp;
	}
	return count;
}

/* The same in UTF-16, for units [at, end).  No numeral is half of a character,
 * so halves beside it decide nothing. */
static bool is_free_unit(const struct needle *needle, const uint16_t *text,
			 size_t count, size_t at, size_t end)
{
	const struct ends ends = {
		.first = text[at], .last = text[end - 1],
		.before = { at ? text[at - 1] : 0, at > 1 ? text[at - 2] : 0 },
		.after = { end < count ? text[end] : 0,
			   end + 1 < count ? text[end + 1] : 0 }
	};

	return is_free(needle, &ends);
}

bool near_has(const folded_text *folded, uint32_t id,
	      const struct needle *needle)
{
	size_t count = 0, at = 0;
	bool continues, has = false;
	const uint16_t *text = folded_at(folded, id, &count, &continues);
	uint16_t *units = mem_array(needle->count * 2 + 1, sizeof(*units));
	const size_t size = encode(units, needle);

	while (text && !has && at < count) {
		const size_t found = find_units(text + at, count - at, units,
						size);

		if (found == SIZE_MAX)
			break;
		at += found;
		has = is_free_unit(needle, text, count, at, at + size);
		at++;
	}
	free(units);
	return has;
}

/* Does after stand behind before, at most distance characters on?  The nearest
 * one behind each place of before decides. */
static bool follows(const uint32_t *text, size_t count,
		    const struct needle *before, const struct needle *after,
		    size_t distance)
{
	for (size_t at = needle_find(before, text, count, 0); at < count;
	     at = needle_find(before, text, count, at + 1)) {
		size_t end = at + before->count;
		size_t next = needle_find(after, text, count, end);

		if (next < count && next - end <= distance)
			return true;
	}
	return false;
}

/* Do a and b stand in the folded text with at most distance characters between
 * them, in either order and without overlap? */
static bool are_near(const uint32_t *folded, size_t count,
		     const struct needle *a, const struct needle *b,
		     size_t distance)
{
	return follows(folded, count, a, b, distance) ||
	       follows(folded, count, b, a, distance);
}

/* Where the sentence ends that begins at begin: behind its end mark and what
 * closes there, or at the end of its line. */
static size_t sentence_end(const struct text *text, size_t begin)
{
	size_t at = begin;

	for (; at < text->count && text->cp[at] != '\n'; at++) {
		uint32_t cp = fold_cp(text->cp[at]);

		if (cp == 0x3002 || cp == '!' || cp == '?' || cp == 0x2026)
			break;
	}
	if (at < text->count)
		at++;
	while (at < text->count && is_closing(text->cp[at]))
		at++;
	return at;
}

/* Do all needles of the group stand in the folded sentence? */
static bool has_group(const struct demand *demand, size_t group,
		      const uint32_t *folded, size_t count)
{
	for (size_t i = 0; i < demand->together_count; i++) {
		const struct togetherness *one = &demand->togethers[i];

		if (one->group == group &&
		    needle_find(&demand->needles[one->needle], folded, count,
				0) == count)
			return false;
	}
	return true;
}

/* Does each group of the demand have a sentence that holds all of it? */
static bool in_sentences(const struct demand *demand, const struct text *text)
{
	const size_t groups =
		demand->togethers[demand->together_count - 1].group + 1;
	uint32_t *folded = mem_array(text->count + 1, sizeof(*folded));
	size_t held = 0;

	fold_cps(folded, text->cp, text->count);
	for (size_t group = 0; group < groups; group++) {
		bool has = false;

		for (size_t at = 0, end; !has && at < text->count; at = end) {
			end = sentence_end(text, at);
			has = has_group(demand, group, folded + at, end - at);
		}
		held += has;
	}
	free(folded);
	return held == groups;
}

enum status near_holds(bool *out, const struct engine *engine,
		       const struct demand *demand, size_t shard, uint32_t id,
		       struct error *err)
{
	size_t shards = index_shard_count(engine->index);
	struct record_passage passage;
	struct text text = TEXT_INIT;
	enum status status = index_passage(engine->index,
		(uint32_t)((id - 1) * shards + shard + 1), &passage, err);

	*out = false;
	if (status)
		return status;
	text_put_utf8(&text, passage.text, passage.text_len, 0);
	*out = !demand->together_count || in_sentences(demand, &text);
	fold_cps(text.cp, text.cp, text.count);
	for (size_t i = 0; *out && i < demand->near_count; i++)
		*out = are_near(text.cp, text.count,
				&demand->needles[demand->nears[i].a],
				&demand->needles[demand->nears[i].b],
				demand->nears[i].distance);
	text_release(&text);
	record_passage_release(&passage);
	return STATUS_OK;
}
