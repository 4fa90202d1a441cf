/* query/engine/vocabulary.h - the words that are known by name: the index's lexicon and
 * the names of its labels, for completion and for help with a query.
 *
 * Made once for a searcher and read only then; some milliseconds. */
#ifndef QUERY_ENGINE_VOCABULARY_H
#define QUERY_ENGINE_VOCABULARY_H
#include <stddef.h>
#include <stdint.h>
#include "index/reader.h"

struct vocabulary_word {
	size_t begin, count;	/* in characters */
};

struct vocabulary {
	uint32_t *characters;	/* of all words, folded */
	size_t character_count, character_capacity;
	struct vocabulary_word *words;
	size_t count, capacity;
	/* Common characters by how they sound: those of syllable n are
	 * sounding[sound_begin[n]] up to sound_begin[n + 1], one that it has
	 * with two tones twice. */
	uint16_t *sounding, *sound_begin;
};

struct vocabulary *vocabulary_new(const index_reader *index);
void vocabulary_free(struct vocabulary *vocabulary);

#endif
