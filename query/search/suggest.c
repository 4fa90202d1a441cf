#include "query/search/suggest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "index/error.h"
#include "query/engine/engine.h"
#include "query/help/sound.h"
#include "schema/term.h"
#include "text/fold.h"
#include "text/text.h"

enum {
	SPLITS = 4,		/* ways to read letters that are looked at */
	LOOKUPS = 3000,		/* in the index, for words put together */
	HAN_LEAST = 2,		/* characters of a suggestion */
	TERMS_MOST = 20000	/* of the index that are walked through */
};

void suggest_release(struct suggest_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i].text);
	free(list->at);
	memset(list, 0, sizeof(*list));
}

/* What is to be completed, and what has been found. */
struct completion {
	struct engine *engine;
	struct suggest_list *out;
	const char *kept;	/* stands before the word, with its blank */
	size_t kept_len;
	struct text word;	/* folded */
	size_t walked;
	size_t most;
};

static void put(struct completion *to, const char *text, size_t len,
		uint32_t documents)
{
	struct suggest_list *out = to->out;
	struct buf whole = BUF_INIT;

	if (!documents)
		return;
	buf_put(&whole, to->kept, to->kept_len);
	buf_put(&whole, text, len);
	buf_put_string(&whole, "");
	for (size_t i = 0; i < out->count; i++) {
		if (strcmp(out->at[i].text, whole.data))
			continue;
		buf_release(&whole);
		return;
	}
	mem_reserve(&out->at, &out->capacity, out->count + 1,
		    sizeof(*out->at));
	out->at[out->count++] =
		(struct suggestion){ buf_detach(&whole), documents };
}

static void put_characters(struct completion *to, const uint32_t *cp,
			   size_t count)
{
	struct buf text = BUF_INIT;

	text_cps_to_utf8(&text, cp, count);
	put(to, text.data, text.len, sound_frequency(to->engine, cp, count));
	buf_release(&text);
}

/* Known words that begin with the word, or with what it sounds like. */
static void put_known(struct completion *to, const char *letters)
{
	const struct vocabulary *known = engine_vocabulary(to->engine);
	const struct text *word = &to->word;

	for (size_t i = 0; i < known->count; i++) {
		const uint32_t *cp = known->characters + known->words[i].begin;
		const size_t count = known->words[i].count;

		if (letters ? is_han(*cp) && sound_matches(cp, count, letters,
							   true)
			    : count >= word->count &&
			      !memcmp(cp, word->cp,
				      word->count * sizeof(*cp)))
			put_characters(to, cp, count);
	}
}

/* The most frequent terms so far; more are let go now and then. */
static void prune(struct suggest_list *list, size_t most);

static int put_term(void *context, const void *term, size_t len,
		    const struct xc_term_info *info)
{
	struct completion *to = context;
	struct buf read = BUF_INIT;

	if (++to->walked > TERMS_MOST)
		return -1;
	if (term_read(&read, term, len) &&
	    utf8_count(read.data, read.len) >= HAN_LEAST)
		put(to, read.data, read.len, info->documents);
	buf_release(&read);
	if (to->out->count > 4 * to->most + 64)
		prune(to->out, to->most);
	return 0;
}

static enum status put_terms(struct completion *to, struct error *err)
{
	struct buf key = BUF_INIT, spelled = BUF_INIT;
	struct xc_error xerr;
	enum xc_status status;

	text_cps_to_utf8(&key, to->word.cp, to->word.count);
	term_spell(&spelled, key.data, key.len);
	status = xc_database_each_term(index_database(to->engine->index),
				       spelled.data, spelled.len, put_term, to,
				       &xerr);
	buf_release(&spelled);
	buf_release(&key);
	return status && status != XC_CALLBACK ?
		index_error(err, "completing a word", &xerr) : STATUS_OK;
}

static void put_composed(struct completion *to, const char *letters)
{
	struct sound_split splits[SPLITS];
	struct sound_word words[SOUND_WORDS];
	const size_t count = sound_splits(splits, SPLITS, letters, true);
	size_t budget = LOOKUPS;

	for (size_t i = 0; i < count; i++) {
		const size_t found = sound_compose(words, to->engine,
			engine_vocabulary(to->engine), &splits[i], &budget);

		for (size_t k = 0; k < found; k++)
			if (sound_matches(words[k].cp, words[k].count, letters,
					  false))
				put_characters(to, words[k].cp,
					       words[k].count);
	}
}

static int by_frequency(const void *a, const void *b)
{
	const struct suggestion *one = a, *two = b;

	if (one->documents != two->documents)
		return one->documents < two->documents ? 1 : -1;
	return strcmp(one->text, two->text);
}

static void prune(struct suggest_list *list, size_t most)
{
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), by_frequency);
	while (list->count > most)
		free(list->at[--list->count].text);
}

static enum status complete(void *context, struct engine *engine,
			    struct error *err)
{
	struct completion *to = context;
	char letters[SOUND_LETTERS + 1];
	struct buf word = BUF_INIT;
	enum status status;

	suggest_release(to->out);
	to->engine = engine;
	to->walked = 0;
	text_cps_to_utf8(&word, to->word.cp, to->word.count);
	if (sound_letters(letters, word.data)) {
		put_known(to, letters);
		put_composed(to, letters);
	} else {
		put_known(to, NULL);
	}
	buf_release(&word);
	status = put_terms(to, err);
	prune(to->out, to->most);
	return status;
}

enum status suggest_complete(struct suggest_list *out, searcher *searcher,
			     const char *prefix, size_t most,
			     struct error *err)
{
	const char *blank = strrchr(prefix, ' ');
	const char *word = blank ? blank + 1 : prefix;
	struct completion to = { .out = out, .kept = prefix,
				 .kept_len = (size_t)(word - prefix),
				 .most = most };
	enum status status = STATUS_OK;

	text_put_utf8(&to.word, word, strlen(word), 0);
	fold_cps(to.word.cp, to.word.cp, to.word.count);
	if (to.word.count && most)
		status = search_task(searcher, NULL, complete, &to, err);
	text_release(&to.word);
	if (status)
		suggest_release(out);
	return status;
}
