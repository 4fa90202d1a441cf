#include "query/help/sound.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "schema/term.h"
#include "text/pinyin.h"
#include "text/text.h"

enum { ALIKE = 96 };	/* characters that are tried for one syllable */

bool sound_letters(char out[SOUND_LETTERS + 1], const char *text)
{
	size_t len = 0;

	for (; *text; text++) {
		char letter = *text;

		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter + 'a' - 'A');
		if (letter == '\'' || letter == ' ')
			continue;
		if (letter < 'a' || letter > 'z' || len == SOUND_LETTERS)
			return false;
		out[len++] = letter;
	}
	out[len] = '\0';
	return len > 0;
}

/* How many letters of a syllable, which has v for ü, letters begin with; ü may
 * be typed as v or u. */
static size_t common_letters(const char *letters, const char *syllable)
{
	size_t len = 0;

	while (syllable[len] && (letters[len] == syllable[len] ||
				 (syllable[len] == 'v' && letters[len] == 'u')))
		len++;
	return len;
}

bool sound_matches(const uint32_t *word, size_t count, const char *letters,
		   bool is_prefix)
{
	uint16_t readings[PINYIN_READINGS];
	size_t found;

	if (!*letters || !count)
		return !*letters && (!count || is_prefix);
	found = pinyin_readings_of(readings, *word);
	for (size_t i = 0; i < found; i++) {
		const char *syllable = pinyin_syllable(readings[i] / 5);
		const size_t len = common_letters(letters, syllable);

		if (!syllable[len]) {
			if (sound_matches(word + 1, count - 1, letters + len,
					  is_prefix))
				return true;
		} else if (is_prefix && len && !letters[len]) {
			return true;
		}
	}
	return false;
}

/* What is being cut. */
struct cutting {
	struct sound_split *out, now;
	size_t most, count;
	bool is_prefix;
};

static bool begins_syllable(const char *letters)
{
	const size_t len = strlen(letters);

	for (size_t i = 0; i < pinyin_syllable_count(); i++)
		if (common_letters(letters, pinyin_syllable(i)) == len)
			return true;
	return false;
}

static void keep_split(struct cutting *cutting)
{
	if (cutting->now.count && cutting->count < cutting->most)
		cutting->out[cutting->count++] = cutting->now;
}

/* Longer syllables first, so that what is meant mostly comes first. */
static void cut(struct cutting *cutting, const char *letters)
{
	struct sound_split *now = &cutting->now;

	if (!*letters || (cutting->is_prefix && begins_syllable(letters)))
		keep_split(cutting);
	if (now->count == SOUND_SYLLABLES)
		return;
	for (size_t len = strlen(letters); len > 0; len--) {
		for (size_t i = 0; len < 7 && i < pinyin_syllable_count(); i++) {
			const char *syllable = pinyin_syllable(i);

			if (strlen(syllable) != len ||
			    common_letters(letters, syllable) != len)
				continue;
			now->syllables[now->count++] = (uint16_t)i;
			cut(cutting, letters + len);
			now->count--;
		}
		if (cutting->count == cutting->most)
			return;
	}
}

size_t sound_splits(struct sound_split *out, size_t most, const char *letters,
		    bool is_prefix)
{
	struct cutting cutting = { .out = out, .most = most,
				   .is_prefix = is_prefix };

	cut(&cutting, letters);
	return cutting.count;
}

uint32_t pair_frequency(const struct engine *engine, uint32_t a, uint32_t b)
{
	char bytes[8];
	size_t len = utf8_encode(bytes, a);

	len += utf8_encode(bytes + len, b);
	return engine_frequency(engine, bytes, len);
}

uint32_t sound_frequency(const struct engine *engine, const uint32_t *cp,
			 size_t count)
{
	struct buf term = BUF_INIT;
	uint32_t least;

	text_cps_to_utf8(&term, cp, count);
	least = engine_frequency(engine, term.data, term.len);
	buf_release(&term);
	if (least || count < 3)
		return least;
	least = UINT32_MAX;
	for (size_t i = 0; i + 1 < count && least; i++) {
		uint32_t pair = pair_frequency(engine, cp[i], cp[i + 1]);

		least = pair < least ? pair : least;
	}
	return least;
}

/* A word of two characters counts twice where it stands as a word. */
static bool is_word(const struct engine *engine, const uint32_t *cp)
{
	struct buf term = BUF_INIT, spelled = BUF_INIT;
	struct xc_term_info info = { 0, 0 };
	bool is;

	text_cps_to_utf8(&term, cp, 2);
	term_spell(&spelled, term.data, term.len);
	is = !xc_database_term_info(index_database(engine->index), spelled.data,
				    spelled.len, &info, NULL) &&
	     info.occurrences * 2 >= info.documents * (uint64_t)3;
	buf_release(&spelled);
	buf_release(&term);
	return is;
}

/* Characters that a word may have at one place, with the best way to each. */
struct column {
	const uint16_t *at;
	size_t count;
	double score[ALIKE];
	uint8_t before[ALIKE];
};

static void reach(struct column *to, const struct column *from,
		  const struct engine *engine, size_t *budget)
{
	for (size_t i = 0; i < to->count; i++) {
		to->score[i] = -1;
		for (size_t k = 0; k < from->count && *budget; k++) {
			double score;

			--*budget;
			score = from->score[k] +
				log1p(pair_frequency(engine, from->at[k],
						     to->at[i]));
			if (score <= to->score[i])
				continue;
			to->score[i] = score;
			to->before[i] = (uint8_t)k;
		}
	}
}

/* Read the best word that ends in this character of the last column. */
static void read_back(struct sound_word *out, const struct column *columns,
		      size_t count, size_t last)
{
	out->count = count;
	out->score = columns[count - 1].score[last];
	for (size_t i = count; i-- > 0; last = columns[i].before[last])
		out->cp[i] = columns[i].at[last];
}

static size_t best_words(struct sound_word out[SOUND_WORDS],
			 const struct engine *engine,
			 const struct column *columns, size_t count)
{
	const struct column *last = &columns[count - 1];
	size_t kept = 0;

	for (size_t i = 0; i < last->count; i++) {
		struct sound_word word;
		size_t at;

		if (last->score[i] <= 0)
			continue;
		read_back(&word, columns, count, i);
		if (count == 2 && !is_word(engine, word.cp))
			continue;
		for (at = kept; at && out[at - 1].score < word.score; at--)
			if (at < SOUND_WORDS)
				out[at] = out[at - 1];
		if (at < SOUND_WORDS)
			out[at] = word;
		kept += kept < SOUND_WORDS;
	}
	return kept;
}

size_t sound_compose(struct sound_word out[SOUND_WORDS],
		     const struct engine *engine,
		     const struct vocabulary *vocabulary,
		     const struct sound_split *split, size_t *budget)
{
	struct column columns[SOUND_SYLLABLES];

	if (split->count < 2)
		return 0;
	for (size_t i = 0; i < split->count; i++) {
		const size_t syllable = split->syllables[i];
		struct column *column = &columns[i];

		memset(column, 0, sizeof(*column));
		column->at = vocabulary->sounding +
			     vocabulary->sound_begin[syllable];
		column->count = (size_t)(vocabulary->sound_begin[syllable + 1] -
					 vocabulary->sound_begin[syllable]);
		if (column->count > ALIKE)
			column->count = ALIKE;
		if (i)
			reach(column, &columns[i - 1], engine, budget);
	}
	return best_words(out, engine, columns, split->count);
}
