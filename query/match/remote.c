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

struct beginnings {
	struct builder *builder;
	struct parts parts;
	size_t chars_most;	/* longer terms are left out; 0: none are */
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
	struct beginnings *expansion = context;
	struct buf read = BUF_INIT;

	(void)info;
	if (term_read(&read, term, len) &&
	    (!expansion->chars_most ||
	     character_count(read.data) <= expansion->chars_most))
		parts_add(&expansion->parts, build_term(expansion->builder,
							read.data, read.len,
							1));
	buf_release(&read);
	return expansion->parts.count >= REMOTE_TERMS;
}

/* Any of the terms that begin with these characters. */
static const xc_query *begins_with(struct builder *builder,
				   const struct engine *engine,
				   const uint32_t *cp, size_t count)
{
	struct beginnings expansion = { .builder = builder };
	struct buf text = BUF_INIT, spelled = BUF_INIT;
	struct xc_error xerr;
	const xc_query *query;

	expansion.chars_most = is_han(cp[0]) ? 2 : 0;
	text_cps_to_utf8(&text, cp, count);
	term_spell(&spelled, text.data, text.len);
	if (!builder->status &&
	    xc_database_each_term(index_database(engine->index), spelled.data,
				  spelled.len, add_expansion, &expansion,
				  &xerr) && xerr.status != XC_CALLBACK)
		builder->status = index_error(builder->err, "searching",
					      &xerr);
	query = build_combine(builder, XC_OR, &expansion.parts);
	parts_release(&expansion.parts);
	buf_release(&spelled);
	buf_release(&text);
	return query;
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

/* The candidates for a string without a Han bigram: those with its words, the
 * last of which may go on behind the string.  Where there is nothing that the
 * index can tell, none. */
static const xc_query *by_words(struct builder *builder,
				const struct engine *engine,
				const struct needle *needle)
{
	const struct text_span *words;
	size_t count = 0;
	struct parts parts = { NULL, 0, 0 };
	const xc_query *query;

	if (terms_words(engine->segmenter, needle->cp, needle->count, &words,
			&count))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		const uint32_t *cp = needle->cp + words[i].begin;

		if (words[i].end < needle->count)
			parts_add(&parts, word_term(builder, engine, needle,
						    &words[i]));
		else
			parts_add(&parts, begins_with(builder, engine, cp,
				words[i].end - words[i].begin));
	}
	warn(engine, !parts.count ? "cannot be looked for: it is too short" :
	     is_han(needle->cp[words[count - 1].begin]) ?
	     "is found only where another Han character follows" :
	     "is found only where a word begins with it", needle);
	query = parts.count ? build_combine(builder, XC_AND, &parts) :
		build_nothing(builder);
	parts_release(&parts);
	return query;
}

static enum status count_bigram(void *context, const struct term *term)
{
	(void)term;
	++*(size_t *)context;
	return STATUS_OK;
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
	for (size_t i = 0; i < demand->needle_count; i++) {
		const struct needle *needle = &demand->needles[i];
		size_t bigrams = 0;

		terms_each_bigram(needle->cp, needle->count, count_bigram,
				  &bigrams);
		if (!bigrams)
			parts_add(&parts, by_words(builder, engine, needle));
	}
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
