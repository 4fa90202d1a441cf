#include <stdlib.h>

#include "query/match/exact.h"
#include "query/match/leaf.h"
#include "query/match/rank.h"
#include "text/fold.h"
#include "text/text.h"

enum { WORD_LEAST = 3 };	/* shorter words are bigrams, which all have */

static bool is_new(const struct engine *engine, const struct text *text,
		   const struct text_span *word)
{
	struct buf utf8 = BUF_INIT;
	bool all_han = word->end - word->begin >= WORD_LEAST;

	for (size_t i = word->begin; i < word->end && all_han; i++)
		all_han = is_han(text->cp[i]);
	if (all_han)
		text_to_utf8(&utf8, text, word->begin, word->end);
	all_han = all_han && !engine_frequency(engine, utf8.data, utf8.len);
	buf_release(&utf8);
	return all_han;
}

static void add_word(struct parts *out, struct builder *builder,
		     struct engine *engine, const struct text *text,
		     const struct text_span *word)
{
	const size_t shards = index_shard_count(engine->index);
	struct demand demand = { .needle_count = 0 };
	struct xc_database_info info;
	const struct folded_ids *found;
	uint32_t count = 0;
	double idf;

	demand_needle(&demand, text->cp + word->begin, word->end - word->begin);
	found = exact_set(builder, engine, &demand);
	for (size_t i = 0; found && i < shards; i++)
		count += (uint32_t)found[i].count;
	if (count && !xc_database_info(index_database(engine->index), &info,
				       NULL)) {
		idf = rank_idf(count, info.documents);
		parts_add(out, build_weighted_set(builder, found, shards,
					idf * rank_factor(idf, 1)));
	}
	demand_release(&demand);
}

void leaf_new_words(struct parts *out, struct builder *builder,
		    struct engine *engine, const struct syntax_node *leaf)
{
	struct text text = TEXT_INIT;
	struct text_span *words = NULL;
	size_t count = 0;

	if (builder->status || leaf->kind != SYNTAX_WORD ||
	    index_has_remote(engine->index))
		return;
	leaf_text(&text, leaf);
	builder->status = leaf_words(&words, &count, engine, &text,
				     builder->err);
	for (size_t i = 0; i < count && !builder->status; i++)
		if (is_new(engine, &text, &words[i]))
			add_word(out, builder, engine, &text, &words[i]);
	free(words);
	text_release(&text);
}
