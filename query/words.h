/* query/words.h - what the page and the terminal say, in three languages.
 *
 * One table; a row is a sentence or a name, its columns the languages.  Numbers
 * go into "%s" by words_put(), so that no text from outside is ever a format. */
#ifndef QUERY_WORDS_H
#define QUERY_WORDS_H
#include "base/buf.h"

enum word {
	WORD_SITE, WORD_SEARCH, WORD_QUERY, WORD_SKIP, WORD_REFINE,
	WORD_TOPIC, WORD_REGION, WORD_PLATFORM, WORD_YEAR, WORD_PUBLISHER,
	WORD_ORIGIN, WORD_FROM, WORD_TO, WORD_SOURCE,
	WORD_SORT, WORD_BY_RELEVANCE, WORD_BY_NEWEST, WORD_BY_OLDEST,
	WORD_GROUP, WORD_GROUP_PASSAGE, WORD_GROUP_DOCUMENT,
	WORD_MATCH, WORD_MATCH_AUTO, WORD_MATCH_ALL, WORD_MATCH_ANY,
	WORD_FILTERS, WORD_REMOVE, WORD_REMOVE_ALL, WORD_ANY,
	WORD_PASSAGES, WORD_PASSAGES_ABOUT, WORD_DOCUMENTS,
	WORD_DOCUMENTS_ABOUT, WORD_ONE_PASSAGE, WORD_ONE_DOCUMENT,
	WORD_NONE, WORD_SHOWN, WORD_LOOSENED, WORD_UNDATED,
	WORD_UNDATED_YEAR, WORD_MISSING, WORD_INHERITED, WORD_MORE_HERE,
	WORD_PREVIOUS, WORD_NEXT, WORD_PAGES, WORD_PAGE_NUMBER,
	WORD_HELP_NONE, WORD_HELP_FEWER, WORD_HELP_FILTERS, WORD_HELP_QUOTES,
	WORD_HELP_ANY, WORD_HOW, WORD_HOW_WORDS, WORD_HOW_EXACT,
	WORD_HOW_BOOLEAN, WORD_HOW_FIELDS, WORD_BACK, WORD_ALSO,
	WORD_RESULTS, WORD_NOTICES, WORD_CITE, WORD_LANGUAGE, WORD_DATE_HINT,
	WORD_ERROR, WORD_ERROR_REQUEST, WORD_ERROR_NOT_FOUND,
	WORD_ERROR_METHOD, WORD_ERROR_UNAVAILABLE, WORD_ERROR_TIMEOUT,
	WORD_COUNT
};

enum { WORDS_LANGUAGES = 3 };

/* "zh-Hans", "zh-Hant", "en". */
extern const char *const words_languages[WORDS_LANGUAGES];
/* The language itself, for a link to it. */
extern const char *const words_language_names[WORDS_LANGUAGES];

/* The language of that name, or NULL. */
const char *words_language(const char *name);
/* The best of the three for "zh-TW,zh;q=0.9" (Accept-Language; may be NULL). */
const char *words_accept(const char *header);
/* The one for LC_ALL, LC_MESSAGES, LANG; English when they say neither. */
const char *words_locale(void);

/* lang is one of the three, or NULL for zh-Hans. */
const char *words(enum word word, const char *lang);
/* Append the sentence with value in place of its "%s". */
void words_put(struct buf *out, enum word word, const char *lang,
	       const char *value);
/* The total and its noun: "12 passages", "共 12 段". */
void words_put_total(struct buf *out, const char *lang, unsigned long long total,
		     int is_exact, int is_documents);

#endif
