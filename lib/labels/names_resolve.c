/* What a user typed -> labels, and suggestions when it is none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "labels/name_table.h"
#include "text/fold.h"

enum { TYPED_MOST = 64 };	/* characters that are looked at */

/* Folded, without the spaces, hyphens and apostrophes that pinyin and English
 * names are written with. */
static char *plain(const char *typed)
{
	char *folded = fold_utf8(typed), *to = folded;

	for (const char *from = folded; *from; from++)
		if (*from != ' ' && *from != '-' && *from != '\'')
			*to++ = *from;
	*to = '\0';
	return folded;
}

static size_t first_at_least(const struct name_index *index, const char *folded)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->strings[middle].folded, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t resolve_folded(const label_names *names, enum label_kind kind,
			     const char *folded, int *out, size_t most)
{
	const struct name_index *index = label_names_index(names);
	size_t found = 0;

	for (size_t i = first_at_least(index, folded); i < index->count &&
	     !strcmp(index->strings[i].folded, folded); i++) {
		int number = (int)index->strings[i].label;

		if (names->labels[number].kind != kind ||
		    (found && found <= most && out[found - 1] == number))
			continue;
		if (found < most)
			out[found++] = number;
	}
	return found;
}

size_t label_names_resolve(const label_names *names, enum label_kind kind,
			   const char *typed, int *out, size_t most)
{
	int number = label_names_find(names, kind, typed);
	char *folded;
	size_t found;

	if (number >= 0 && most) {
		out[0] = number;
		return 1;
	}
	folded = fold_utf8(typed);
	found = resolve_folded(names, kind, folded, out, most);
	free(folded);
	if (found)
		return found;
	folded = plain(typed);
	found = resolve_folded(names, kind, folded, out, most);
	free(folded);
	return found;
}

static size_t decode(uint32_t out[TYPED_MOST], const char *text)
{
	const char *end = text + strlen(text);
	size_t count = 0;

	while (text < end && count < TYPED_MOST)
		out[count++] = utf8_next(&text, end);
	return count;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many characters must be put in, taken out or changed. */
static unsigned distance(const uint32_t *a, size_t a_count, const uint32_t *b,
			 size_t b_count)
{
	unsigned row[TYPED_MOST + 1];

	for (size_t j = 0; j <= b_count; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a_count; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_count; j++) {
			unsigned changed = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			row[j] = least(changed, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[b_count];
}

struct near {
	int number;
	unsigned score;		/* smaller is nearer */
};

/* Keep the three nearest labels, each with its best name. */
static void keep(struct near best[3], int number, unsigned score)
{
	size_t at = 3;

	for (size_t i = 0; i < 3; i++)
		if (best[i].number == number) {
			if (best[i].score <= score)
				return;
			for (; i < 2; i++)
				best[i] = best[i + 1];
			best[2] = (struct near){ -1, UINT32_MAX };
			break;
		}
	while (at > 0 && best[at - 1].score > score)
		at--;
	if (at == 3)
		return;
	for (size_t i = 2; i > at; i--)
		best[i] = best[i - 1];
	best[at] = (struct near){ number, score };
}

/* Relative to the longer one, so that 玉琳 is nearer to 玉林 than to any other
 * two characters; names that share a beginning are preferred. */
static unsigned nearness(const uint32_t *a, size_t a_count, const uint32_t *b,
			 size_t b_count)
{
	size_t longer = a_count > b_count ? a_count : b_count;
	unsigned score = distance(a, a_count, b, b_count) * 1000u;

	if (!longer)
		return UINT32_MAX;
	score /= (unsigned)longer;
	return a_count && b_count && a[0] == b[0] ? score : score + 60;
}

size_t label_names_nearest(const label_names *names, enum label_kind kind,
			   const char *typed, int out[3])
{
	struct near best[3] = {
		{ -1, UINT32_MAX }, { -1, UINT32_MAX }, { -1, UINT32_MAX }
	};
	uint32_t wanted[TYPED_MOST], have[TYPED_MOST];
	const struct name_index *index = label_names_index(names);
	char *folded = plain(typed);
	size_t count = decode(wanted, folded), found = 0;

	for (size_t i = 0; i < index->count; i++) {
		const struct name_string *string = &index->strings[i];
		size_t have_count;

		if (names->labels[string->label].kind != kind)
			continue;
		have_count = decode(have, string->folded);
		keep(best, (int)string->label,
		     nearness(wanted, count, have, have_count));
	}
	free(folded);
	while (found < 3 && best[found].number >= 0) {
		out[found] = best[found].number;
		found++;
	}
	return found;
}
