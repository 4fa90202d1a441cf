#include "query/match/remote.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/leaf.h"
#include "schema/schema.h"
#include "schema/term.h"
#include "text/fold.h"

static void warn(const struct engine *engine, const char *what,
		 const struct needle *needle)
{
	struct buf text = BUF_INIT;

	text_cps_to_utf8(&text, needle->cp, needle->count);
	if (engine->answer) {
		engine->answer->has_gaps = true;
		answer_warn(engine->answer, "over remote shards, \"%s\" %s",
			    text.data, what);
	}
	buf_release(&text);
}

/* Terms of the shards that stand for a word in part. */
struct expansion {
	struct builder *builder;
	struct parts parts;
	size_t chars_most;	/* longer terms are left out; 0: none are */
	const char *inside;	/* what they must hold; NULL: nothing */
	bool is_cut;		/* there are more than REMOTE_TERMS */
};

static size_t character_count(const char *utf8)
{
	size_t count = 0;

	for (; *utf8; utf8++)
		count += ((unsigned char)*utf8 & 0xC0) != 0x80;
	return count;
}

static int add_expansion(void *context, const void *term, size_t len,
			 const struct xc_term_info *info)
{
	struct expansion *expansion = context;
	struct buf read = BUF_INIT;

	(void)info;
	if (term_read(&read, term, len) &&
	    (!expansion->inside || strstr(read.data, expansion->inside)) &&
	    (!expansion->chars_most ||
	     character_count(read.data) <= expansion->chars_most))
		parts_add(&expansion->parts, build_term(expansion->builder,
							read.data, read.len,
							1));
	buf_release(&read);
	expansion->is_cut = expansion->parts.count >= REMOTE_TERMS;
	return expansion->is_cut;
}

static void expand(struct expansion *expansion, const struct engine *engine,
		   const char *beginning)
{
	struct builder *builder = expansion->builder;
	struct buf spelled = BUF_INIT;
	struct xc_error xerr;

	term_spell(&spelled, beginning, strlen(beginning));
	if (!builder->status &&
	    xc_database_each_term(index_database(engine->index), spelled.data,
				  spelled.len, add_expansion, expansion,
				  &xerr) && xerr.status != XC_CALLBACK)
		builder->status = index_error(builder->err, "searching",
					      &xerr);
	buf_release(&spelled);
}

static const xc_query *any_expansion(struct expansion *expansion)
{
	const xc_query *query = build_combine(expansion->builder, XC_OR,
					      &expansion->parts);

	parts_release(&expansion->parts);
	return query;
}

/* Any of the terms that begin with these characters. */
static const xc_query *begins_with(struct builder *builder,
				   const struct engine *engine,
				   const uint32_t *cp, size_t count)
{
	struct expansion expansion = { .builder = builder };
	struct buf text = BUF_INIT;

	expansion.chars_most = is_han(cp[0]) ? 2 : 0;
	text_cps_to_utf8(&text, cp, count);
	expand(&expansion, engine, text.data);
	buf_release(&text);
	return any_expansion(&expansion);
}

/* Any of the terms of letters and digits that hold these: all passages that do
 * have one, as such a run is never cut. */
static const xc_query *holding(struct builder *builder,
			       const struct engine *engine, const uint32_t *cp,
			       size_t count, bool *is_cut)
{
	static const char firsts[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	struct expansion expansion = { .builder = builder };
	struct buf text = BUF_INIT;

	text_cps_to_utf8(&text, cp, count);
	expansion.inside = text.data;
	for (size_t i = 0; firsts[i] && !expansion.is_cut; i++)
		expand(&expansion, engine, (char[]){ firsts[i], 0 });
	buf_release(&text);
	*is_cut = *is_cut || expansion.is_cut;
	return any_expansion(&expansion);
}

static const xc_query *word_term(struct builder *builder,
				 const struct engine *engine,
				 const struct needle *needle,
				 const struct text_span *word)
{
	struct buf term = BUF_INIT;
	const xc_query *query = NULL;

	text_cps_to_utf8(&term, needle->cp + word->begin,
			 word->end - word->begin);
	if (engine_frequency(engine, term.data, term.len))
		query = build_term(builder, term.data, term.len, 1);
	buf_release(&term);
	return query;
}

/* What may be missed, beyond a string's candidates. */
enum gap { GAP_NONE, GAP_CUT, GAP_BEGINNING, GAP_ALL };

static void warn_gap(const struct engine *engine, enum gap gap,
		     const struct needle *needle, bool is_han_last)
{
	switch (gap) {
	case GAP_NONE:
		break;
	case GAP_CUT:
		warn(engine, "stands in too many words: only some of them are "
		     "looked for", needle);
		break;
	case GAP_BEGINNING:
		warn(engine, is_han_last ?
		     "is found only where another Han character follows" :
		     "is found only where a word begins with it", needle);
		break;
	case GAP_ALL:
		warn(engine, "cannot be looked for: it is too short", needle);
		break;
	}
}

static const xc_query *by_word(struct builder *builder,
			       const struct engine *engine,
			       const struct needle *needle,
			       const struct text_span *word, enum gap *gap)
{
	const uint32_t *cp = needle->cp + word->begin;
	const size_t count = word->end - word->begin;
	const xc_query *query;
	bool is_cut = false;

	if (*cp >= 0x80) {
		*gap = GAP_BEGINNING;
		return word->end < needle->count ?
		       word_term(builder, engine, needle, word) :
		       begins_with(builder, engine, cp, count);
	}
	query = holding(builder, engine, cp, count, &is_cut);
	if (is_cut && *gap == GAP_NONE)
		*gap = GAP_CUT;
	return query;
}

/* The candidates for a string without a Han bigram: those with its words, which
 * may go on before and behind it.  Where there is nothing that the index can
 * tell, none. */
static const xc_query *by_words(struct builder *builder,
				const struct engine *engine,
				const struct needle *needle)
{
	const struct text_span *words;
	size_t count = 0;
	struct parts parts = { NULL, 0, 0 };
	enum gap gap = GAP_NONE;
	const xc_query *query;

	if (terms_words(engine->segmenter, needle->cp, needle->count, &words,
			&count))
		count = 0;
	for (size_t i = 0; i < count; i++)
		parts_add(&parts, by_word(builder, engine, needle, &words[i],
					  &gap));
	if (!count)
		gap = GAP_ALL;
	warn_gap(engine, gap, needle,
		 count && is_han(needle->cp[words[count - 1].begin]));
	query = parts.count ? build_combine(builder, XC_AND, &parts) :
		build_nothing(builder);
	parts_release(&parts);
	return query;
}

const xc_query *remote_candidates(struct builder *builder,
				  const struct engine *engine,
				  const struct demand *demand)
{
	struct demand all = { .needle_count = 0 };
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	demand_candidates(&all, demand);
	for (size_t i = 0; i < all.terms.count; i++)
		parts_add(&parts, build_term(builder, all.terms.at[i],
					     strlen(all.terms.at[i]), 1));
	for (size_t i = 0; !parts.count && i < demand->needle_count; i++)
		parts_add(&parts, by_words(builder, engine,
					   &demand->needles[i]));
	query = build_combine(builder, XC_AND, &parts);
	parts_release(&parts);
	demand_release(&all);
	return query;
}

static int add_key(void *context, const void *value, size_t len,
		   uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		key_counts_add(context, key_of_value(value, len));
	return 0;
}

enum status remote_documents(struct key_counts *out,
			     const struct engine *engine,
			     const xc_query *query, struct error *err)
{
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_value_counts *counts = NULL;
	xc_hits *hits = NULL;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (status)
		return status;
	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    xc_search_query(search, query, &xerr) ||
	    xc_search_unweighted(search, &xerr) ||
	    xc_search_count_values(search, SLOT_DOCUMENT, &counts, &xerr) ||
	    xc_search_run(&hits, search, 0, 0, UINT32_MAX, &xerr) ||
	    xc_value_counts_each(counts, add_key, out, &xerr))
		status = index_error(err, "searching", &xerr);
	xc_value_counts_free(counts);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

static enum status add_titled(struct parts *out, struct builder *builder,
			      const struct engine *engine, const xc_hits *hits,
			      struct error *err)
{
	struct xc_hits_info info;
	struct xc_error xerr;
	struct xc_hit hit;
	enum status status = STATUS_OK;

	xc_hits_info(hits, &info);
	if (info.count > REMOTE_TITLES && engine->answer) {
		engine->answer->has_gaps = true;
		answer_warn(engine->answer, "over remote shards, only the first "
			    "%d documents with such a title are taken",
			    REMOTE_TITLES);
	}
	for (uint32_t i = 0; !status && i < info.count && i < REMOTE_TITLES;
	     i++) {
		struct record_passage passage;

		if (xc_hits_at(hits, i, &hit, &xerr))
			return index_error(err, "searching", &xerr);
		status = index_passage(engine->index, hit.id, &passage, err);
		if (status)
			break;
		parts_add(out, build_key(builder, PREFIX_DOCUMENT,
					 passage.document));
		record_passage_release(&passage);
	}
	return status;
}

const xc_query *remote_titled(struct builder *builder,
			      const struct engine *engine,
			      const xc_query *first)
{
	struct parts parts = { NULL, 0, 0 };
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	const xc_query *query = NULL;

	if (builder->status)
		return NULL;
	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    xc_search_query(search, first, &xerr) ||
	    xc_search_unweighted(search, &xerr) ||
	    xc_search_run(&hits, search, 0, REMOTE_TITLES + 1, 0, &xerr))
		builder->status = index_error(builder->err, "searching",
					      &xerr);
	else
		builder->status = add_titled(&parts, builder, engine, hits,
					     builder->err);
	if (!builder->status)
		query = build_combine(builder, XC_OR, &parts);
	parts_release(&parts);
	xc_hits_free(hits);
	xc_search_free(search);
	return query;
}

const xc_query *remote_passage(struct builder *builder, const char *id)
{
	const char *sign = strrchr(id, '#');
	char *document = mem_string_len(id, (size_t)(sign - id));
	const xc_query *query = build_key(builder, PREFIX_DOCUMENT, document);

	free(document);
	return query;
}
