/* query/help/sound.h - pinyin without tones (minsheng, xi'an) and the Han words that
 * may be meant by it.
 *
 * What is known by name is compared with the readings of its characters; what is
 * not is put together from common characters whose pairs the index has. */
#ifndef QUERY_HELP_SOUND_H
#define QUERY_HELP_SOUND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "query/engine/engine.h"
#include "query/engine/vocabulary.h"

enum {
	SOUND_SYLLABLES = 8,	/* of what is read as pinyin */
	SOUND_WORDS = 4,	/* that are put together for one splitting */
	SOUND_LETTERS = 48
};

/* The letters of text without apostrophes and blanks, lower case; false when
 * there is anything else in it, or too much. */
bool sound_letters(char out[SOUND_LETTERS + 1], const char *text);

/* Is the word (folded) read as letters?  is_prefix: may its reading go on? */
bool sound_matches(const uint32_t *word, size_t count, const char *letters,
		   bool is_prefix);

struct sound_split {
	uint16_t syllables[SOUND_SYLLABLES];
	size_t count;
};

/* The ways to cut letters into syllables, the longer ones first, at most most;
 * how many.  is_prefix: the last one may be the beginning of a syllable, and is
 * left out then. */
size_t sound_splits(struct sound_split *out, size_t most, const char *letters,
		    bool is_prefix);

struct sound_word {
	uint32_t cp[SOUND_SYLLABLES];
	size_t count;
	double score;		/* the greater, the more pairs of it there are */
};

/* The best words for a splitting, best first; how many.  Asks the index at most
 * *budget times, and takes that off. */
size_t sound_compose(struct sound_word out[SOUND_WORDS],
		     const struct engine *engine,
		     const struct vocabulary *vocabulary,
		     const struct sound_split *split, size_t *budget);

/* Passages with the word, or else with the rarest pair of its characters. */
uint32_t sound_frequency(const struct engine *engine, const uint32_t *cp,
			 size_t count);
/* Passages with the two characters beside each other. */
uint32_t pair_frequency(const struct engine *engine, uint32_t a, uint32_t b);

#endif
