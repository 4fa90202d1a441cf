/* query/web/page.h - the pages, as HTML that works without a script.
 *
 * Each page is written in order: page_begin(), its parts, page_end().  All
 * outside text goes through html_put() or html_put_url().  Everything is
 * borrowed for the time of the call. */
#ifndef QUERY_WEB_PAGE_H
#define QUERY_WEB_PAGE_H
#include <time.h>
#include "query/answer/answer.h"
#include "query/web/http.h"
#include "query/engine/survey.h"
#include "query/language/words.h"

struct page {
	struct buf *out;
	const struct http_request *http;
	const struct http_params *params;	/* may be empty */
	const struct request *request;		/* may be NULL */
	const struct answer *answer;		/* may be NULL */
	const char *lang;
	const struct survey *survey;		/* of the index; NULL: not known */
	uint64_t passages;			/* of the index; 0: not known */
	time_t updated;				/* the index; 0: not known */
	const char *document;			/* the id of the one shown, or NULL */
	char *const *as_it_came;		/* a text a hit, or NULL; NULL: not
						 * asked for */
};

/* The pages: before any question, its answer, a document, how to ask, an error.
 * The first needs nothing of the answer but names.  An error page says a plain
 * sentence, and detail when it is not NULL: something about the user's own
 * request. */
void page_home(const struct page *page);
void page_search(const struct page *page);
void page_document(const struct page *page);
void page_help(const struct page *page);
void page_error(const struct page *page, enum word sentence,
		const char *detail);

/* The frame: head and form before, languages after (page_frame.c). */
void page_begin(const struct page *page, const char *title);
void page_end(const struct page *page);

/* The search form, its state kept (page_form.c), and the filters that are on,
 * each with a link that removes it. */
void page_form(const struct page *page);
void page_filters(const struct page *page);

/* Counts beside the answer, each a link that narrows it (page_facets.c). */
void page_facets(const struct page *page);

/* The answer over time, and over the map: pictures whose parts are links, and
 * tables (page_timeline.c, page_map.c).  page_ask_time() has the months counted
 * when the request is of one year; call it before the search. */
void page_ask_time(struct request *request);
void page_timeline(const struct page *page);
void page_map(const struct page *page);

/* Other forms of the same answer, and what a browser can do with it
 * (page_forms.c). */
void page_put_forms(const struct page *page);
void page_put_alternates(const struct page *page);

/* A document's citation, its repairs, its text to copy (page_cite.c); why a
 * passage has its labels (page_why.c). */
void page_put_citation(const struct page *page,
		       const struct record_document *document);
void page_put_copy(const struct page *page);
void page_put_repairs(const struct page *page,
		      const struct record_passage *passage);
void page_put_why(const struct page *page,
		  const struct record_passage *passage);

/* One passage: its text with marks, its labels as links (page_hit.c). */
void page_put_about(const struct page *page,
		    const struct record_document *document);
void page_put_labels(const struct page *page,
		     const struct record_passage *passage);
void page_put_text(const struct page *page, const struct answer_hit *hit,
		   bool whole);
void page_put_hit(const struct page *page, const struct answer_hit *hit);

/* Small things that the parts share. */
/* A link that asks query, as it stands. */
void page_put_example(const struct page *page, const char *query);
void page_put(const struct page *page, const char *html);	/* our own */
void page_put_word(const struct page *page, enum word word);
void page_put_word_with(const struct page *page, enum word word,
			const char *value);
/* Document text: apart from ours in direction and language. */
void page_put_foreign(const struct page *page, const char *text);
/* ' name="value"' with the value escaped. */
void page_put_attribute(const struct page *page, const char *name,
			const char *value);
/* Is kind filtered by exactly this value? */
bool page_has_param(const struct page *page, const char *name,
		    const char *value);
/* The name to show for a filter as typed: a label's, or the words themselves. */
const char *page_filter_name(const struct page *page, enum label_kind kind,
			     const char *typed);

#endif
