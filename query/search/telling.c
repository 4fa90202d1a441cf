#include "query/search/telling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/match/rank.h"
#include "query/language/request.h"
#include "query/engine/table.h"
#include "text/fold.h"
#include "text/text.h"

enum { COMMON = 10, COMMON_LEAST = 3 };

struct word {
	const char *text;
	double worth;
};

static enum status count_word(void *context, const struct term *term)
{
	struct table *words = context;

	size_t number;

	if (term->kind == TERM_BIGRAM)
		return STATUS_OK;
	number = table_number(words, term->bytes, term->len);
	words->at[number].count++;
	return STATUS_OK;
}

static enum status count_words(struct table *words, const struct engine *engine,
			       const char *utf8, struct error *err)
{
	struct text text = TEXT_INIT;
	enum status status;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	fold_cps(text.cp, text.cp, text.count);
	status = terms_each(engine->segmenter, text.cp, text.count, count_word,
			    words);
	text_release(&text);
	return status ? error_set(err, status, "segmenting a passage failed")
		      : STATUS_OK;
}

/* Letters and digits alone: nothing that the query language could take for
 * something else. */
static bool is_plain(const char *text)
{
	for (; *text; text++) {
		const unsigned char byte = (unsigned char)*text;

		if (byte < 0x80 && !(byte >= '0' && byte <= '9') &&
		    !(byte >= 'a' && byte <= 'z'))
			return false;
	}
	return true;
}

static double worth(const struct table_entry *entry,
		    const struct engine *engine, uint32_t documents)
{
	const uint32_t frequency = engine_frequency(engine, entry->text,
						    entry->len);
	const uint32_t most = documents / COMMON > COMMON_LEAST
		? documents / COMMON : COMMON_LEAST;

	if (frequency < 2 || frequency > most || !is_plain(entry->text))
		return 0;
	return (1 + log((double)entry->count)) *
	       rank_idf(frequency, documents);
}

static int by_worth(const void *a, const void *b)
{
	const struct word *left = a, *right = b;

	if (left->worth > right->worth || left->worth < right->worth)
		return left->worth < right->worth ? 1 : -1;
	return strcmp(left->text, right->text);
}

static void put_best(struct buf *out, struct word *words, size_t count)
{
	const size_t begin = out->len;

	if (count)
		qsort(words, count, sizeof(*words), by_worth);
	for (size_t i = 0; i < count && i < TELLING_WORDS; i++) {
		if (!(words[i].worth > 0) || out->len - begin +
		    strlen(words[i].text) + 1 > REQUEST_QUERY_BYTES)
			break;
		buf_put_format(out, "%s%s", out->len > begin ? " " : "",
			       words[i].text);
	}
}

enum status telling_words(struct buf *out, const struct engine *engine,
			  const char *const *texts, size_t count,
			  struct error *err)
{
	struct table table = { .count = 0 };
	struct xc_database_info info;
	struct xc_error xerr;
	struct word *words;
	enum status status = STATUS_OK;

	if (xc_database_info(index_database(engine->index), &info, &xerr))
		return index_error(err, "searching", &xerr);
	for (size_t i = 0; !status && i < count; i++)
		status = count_words(&table, engine, texts[i], err);
	words = mem_array(table.count + 1, sizeof(*words));
	for (size_t i = 0; i < table.count; i++)
		words[i] = (struct word){ table.at[i].text,
			worth(&table.at[i], engine, info.documents) };
	put_best(out, words, table.count);
	free(words);
	table_release(&table);
	return status;
}
