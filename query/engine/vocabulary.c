#include "query/engine/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/fold.h"
#include "text/pinyin.h"
#include "text/text.h"

static void add_word(void *context, const uint32_t *folded, size_t count)
{
	struct vocabulary *to = context;

	if (count < 2)
		return;
	mem_reserve(&to->characters, &to->character_capacity,
		    to->character_count + count, sizeof(*to->characters));
	mem_reserve(&to->words, &to->capacity, to->count + 1,
		    sizeof(*to->words));
	memcpy(to->characters + to->character_count, folded,
	       count * sizeof(*folded));
	to->words[to->count++] =
		(struct vocabulary_word){ to->character_count, count };
	to->character_count += count;
}

static void add_names(struct vocabulary *to, const label_names *names)
{
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < label_names_count(names); i++) {
		const char *name = label_names_at(names, i)->name;

		text_clear(&text);
		text_put_utf8(&text, name, strlen(name), 0);
		fold_cps(text.cp, text.cp, text.count);
		add_word(to, text.cp, text.count);
	}
	text_release(&text);
}

static void count_reading(void *context, uint32_t han, uint16_t reading)
{
	struct vocabulary *to = context;

	(void)han;
	to->sound_begin[reading / 5 + 1]++;
}

/* From the end of each syllable's part to its beginning. */
static void put_reading(void *context, uint32_t han, uint16_t reading)
{
	struct vocabulary *to = context;

	to->sounding[--to->sound_begin[reading / 5 + 1]] = (uint16_t)han;
}

static void sort_by_sound(struct vocabulary *to)
{
	const size_t syllables = pinyin_syllable_count();

	to->sound_begin = mem_array(syllables + 2, sizeof(*to->sound_begin));
	pinyin_each_common(count_reading, to);
	for (size_t i = 1; i <= syllables; i++)
		to->sound_begin[i] = (uint16_t)(to->sound_begin[i] +
						to->sound_begin[i - 1]);
	to->sounding = mem_array(to->sound_begin[syllables] + (size_t)1,
				 sizeof(*to->sounding));
	to->sound_begin[syllables + 1] = to->sound_begin[syllables];
	pinyin_each_common(put_reading, to);
	memmove(to->sound_begin, to->sound_begin + 1,
		(syllables + 1) * sizeof(*to->sound_begin));
}

struct vocabulary *vocabulary_new(const index_reader *index)
{
	struct vocabulary *made = mem_alloc(sizeof(*made));

	if (index_lexicon(index))
		lexicon_each_word(index_lexicon(index), add_word, made);
	add_names(made, index_names(index));
	sort_by_sound(made);
	return made;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	free(vocabulary->characters);
	free(vocabulary->words);
	free(vocabulary->sounding);
	free(vocabulary->sound_begin);
	free(vocabulary);
}
