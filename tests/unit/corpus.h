/* tests/unit/corpus.h - all passages of an index in memory, and the plainest way
 * to find a string in them, which shares nothing with the search but the fold. */
#ifndef UNIT_CORPUS_H
#define UNIT_CORPUS_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/reader.h"
#include "text/fold.h"
#include "text/text.h"

enum { CORPUS_CHARACTERS = 0x110000 };

/* All passages of an index, one after another as they lie in their documents.
 * A string may run on to reach, where its paragraph ends. */
struct place {
	size_t begin, end, reach;
	bool continues;
	size_t body;			/* characters of headings before it */
};

struct corpus {
	struct text shown;
	uint32_t *folded;
	struct place *places;
	size_t count, capacity;
	size_t *cuts, cut_count;	/* passages that a paragraph goes on after */
	uint32_t *place_of;		/* by character of the text */
	uint32_t *at, *first;		/* where each character stands: at[first[c]
					 * .. first[c + 1]) */
};

static inline void corpus_take(struct corpus *corpus,
			 const struct record_passage *passage)
{
	struct place place = { .begin = corpus->shown.count,
			       .continues = passage->continues,
			       .body = passage->body };

	text_put_utf8(&corpus->shown, passage->text, passage->text_len, 0);
	place.end = corpus->shown.count;
	mem_reserve(&corpus->places, &corpus->capacity, corpus->count + 1,
		    sizeof(*corpus->places));
	corpus->places[corpus->count++] = place;
}

/* From the last passage back, so that each knows how far the next one reaches. */
static inline void corpus_find_reaches(struct corpus *corpus)
{
	for (size_t i = corpus->count; i-- > 0;) {
		struct place *place = &corpus->places[i];

		place->reach = place->continues ? place[1].reach : place->end;
		if (place->continues)
			corpus->cuts[corpus->cut_count++] = i;
		for (size_t at = place->begin; at < place->end; at++)
			corpus->place_of[at] = (uint32_t)i;
	}
}

/* Sort the places of all characters by character. */
static inline void corpus_sort(struct corpus *corpus)
{
	size_t count = corpus->shown.count;
	uint32_t *first = mem_array(CORPUS_CHARACTERS + 2, sizeof(*first));

	for (size_t i = 0; i < count; i++)
		first[corpus->folded[i] + 2]++;
	for (size_t c = 2; c < CORPUS_CHARACTERS + 2; c++)
		first[c] += first[c - 1];
	for (size_t i = 0; i < count; i++)
		corpus->at[first[corpus->folded[i] + 1]++] = (uint32_t)i;
	corpus->first = first;
}

static inline bool corpus_load(struct corpus *corpus, const index_reader *index)
{
	const size_t shards = index_shard_count(index);
	struct error err = { STATUS_OK, "" };

	memset(corpus, 0, sizeof(*corpus));
	for (size_t shard = 0; shard < shards; shard++) {
		struct xc_database_info info;

		if (xc_database_info(index_shard(index, shard), &info, NULL))
			return false;
		for (uint32_t local = 1; local <= info.last_id; local++) {
			uint32_t id = (uint32_t)((local - 1) * shards + shard + 1);
			struct record_passage passage;

			if (index_passage(index, id, &passage, &err))
				return false;
			corpus_take(corpus, &passage);
			record_passage_release(&passage);
		}
	}
	corpus->folded = mem_array(corpus->shown.count + 1, sizeof(uint32_t));
	corpus->place_of = mem_array(corpus->shown.count + 1, sizeof(uint32_t));
	corpus->at = mem_array(corpus->shown.count + 1, sizeof(uint32_t));
	for (size_t i = 0; i < corpus->shown.count; i++)
		corpus->folded[i] = fold_cp(corpus->shown.cp[i]);
	corpus->cuts = mem_array(corpus->count + 1, sizeof(size_t));
	corpus_find_reaches(corpus);
	corpus_sort(corpus);
	return corpus->count > 0;
}

static inline void corpus_release(struct corpus *corpus)
{
	text_release(&corpus->shown);
	free(corpus->folded);
	free(corpus->places);
	free(corpus->cuts);
	free(corpus->place_of);
	free(corpus->at);
	free(corpus->first);
}

static inline size_t corpus_frequency(const struct corpus *corpus, uint32_t c)
{
	return corpus->first[c + 1] - corpus->first[c];
}

/* The scan: wherever the string's rarest character stands, does the string?
 * Sets found[i] for each passage i in which it begins. */
static inline size_t corpus_scan(bool *found, const struct corpus *corpus,
		   const uint32_t *string, size_t count)
{
	size_t rarest = 0, total = 0;

	memset(found, 0, corpus->count * sizeof(*found));
	for (size_t i = 1; i < count; i++)
		if (corpus_frequency(corpus, string[i]) <
		    corpus_frequency(corpus, string[rarest]))
			rarest = i;
	for (uint32_t i = corpus->first[string[rarest]];
	     i < corpus->first[string[rarest] + 1]; i++) {
		size_t begin = corpus->at[i] - rarest, same = 0;
		const struct place *place;

		if (corpus->at[i] < rarest)
			continue;
		place = &corpus->places[corpus->place_of[begin]];
		while (same < count && begin + same < place->reach &&
		       corpus->folded[begin + same] == string[same])
			same++;
		if (same < count || found[corpus->place_of[begin]])
			continue;
		found[corpus->place_of[begin]] = true;
		total++;
	}
	return total;
}

#endif
