/* The page of results, and the one before any question. */
#include "query/web/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "query/answer/answer_help.h"
#include "query/web/html.h"
#include "query/web/link.h"

static void put_notice(const struct page *page, const char *text)
{
	page_put(page, "<li>");
	html_put(page->out, text);
	page_put(page, "</li>\n");
}

static void put_notices(const struct page *page)
{
	const struct answer *answer = page->answer;
	char number[32];
	struct buf text = BUF_INIT;

	if (!answer->loosened && !answer->undated_excluded &&
	    !answer->warning_count && !answer->missing_count)
		return;
	page_put(page, "<ul class=\"notices\"");
	page_put_attribute(page, "aria-label", words(WORD_NOTICES, page->lang));
	page_put(page, ">\n");
	if (answer->loosened)
		put_notice(page, words(WORD_LOOSENED, page->lang));
	if (answer->undated_excluded) {
		snprintf(number, sizeof(number), "%llu",
			 (unsigned long long)answer->undated_excluded);
		words_put(&text, WORD_UNDATED, page->lang, number);
		put_notice(page, text.data);
	}
	if (answer->missing_count)	/* their names are the machine's */
		put_notice(page, words(WORD_MISSING, page->lang));
	for (size_t i = 0; i < answer->warning_count; i++)
		put_notice(page, answer->warnings[i]);
	page_put(page, "</ul>\n");
	buf_release(&text);
}

static void put_total(const struct page *page)
{
	const struct answer *answer = page->answer;
	struct buf text = BUF_INIT;

	words_put_total(&text, page->lang, answer->total, answer->total_exact,
			page->request->group == GROUP_DOCUMENT);
	page_put(page, "<p class=\"total\" role=\"status\">");
	html_put(page->out, text.data);
	page_put(page, "</p>\n");
	buf_release(&text);
}

/* On a phone the counts stand far below. */
static void put_way_down(const struct page *page)
{
	page_put(page, "<p class=\"down\"><a href=\"#facets\">");
	page_put_word(page, WORD_TO_REFINE);
	page_put(page, " <span aria-hidden=\"true\">↓</span></a></p>\n");
}

static bool has_filters(const struct page *page)
{
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];
		bool filters;

		if (*param->value &&
		    link_is_known(param->name, NULL, &filters) && filters)
			return true;
	}
	return false;
}

static void begin_found(const struct page *page, enum word what)
{
	page_put(page, "<p>");
	page_put_word(page, what);
	page_put(page, "</p>\n<ul class=\"words\">\n");
}

static void put_found(const struct page *page, const char *query,
		      uint64_t count)
{
	struct link_change change = { .drop = "q", .set = "q", .value = query };

	page_put(page, "<li><a lang=\"zh\" href=\"");
	link_put(page, "", &change);
	page_put(page, "\">");
	html_put(page->out, query);
	buf_put_format(page->out, "</a> <span class=\"count\">%" PRIu64
		       "</span></li>\n", count);
}

/* What else could be asked where the answer is weak: other queries, and each
 * part of this one by itself. */
static void put_offers(const struct page *page)
{
	const struct help *help = page->answer->help;

	if (!help || !(help->query_count + help->part_count))
		return;
	page_put(page, "<div class=\"offers\">\n");
	if (help->query_count) {
		begin_found(page, WORD_SUGGESTED);
		for (size_t i = 0; i < help->query_count; i++)
			put_found(page, help->queries[i].query,
				  help->queries[i].count);
		page_put(page, "</ul>\n");
	}
	if (help->part_count) {
		begin_found(page, WORD_WORD_COUNTS);
		for (size_t i = 0; i < help->part_count; i++)
			put_found(page, help->parts[i].text,
				  help->parts[i].count);
		page_put(page, "</ul>\n");
	}
	page_put(page, "</div>\n");
}

static void put_help(const struct page *page)
{
	const struct request *request = page->request;
	struct link_change all = { .drops_filters = true };
	struct link_change any = { .drop = "match", .set = "match",
				   .value = "any" };
	struct link_change help = { .drops_filters = true, .drop = "q" };

	page_put(page, "<section class=\"none\">\n<p><strong>");
	page_put_word(page, WORD_NONE);
	page_put(page, "</strong></p>\n<p>");
	page_put_word(page, WORD_HELP_NONE);
	page_put(page, "</p>\n<ul>\n");
	page_put(page, "<li>");
	page_put_word(page, WORD_HELP_FEWER);
	page_put(page, "</li>\n<li>");
	page_put_word(page, WORD_HELP_QUOTES);
	page_put(page, "</li>\n");
	if (*request->query && request->match != MATCH_ANY) {
		page_put(page, "<li><a href=\"");
		link_put(page, "", &any);
		page_put(page, "\">");
		page_put_word(page, WORD_HELP_ANY);
		page_put(page, "</a></li>\n");
	}
	if (has_filters(page)) {
		page_put(page, "<li><a href=\"");
		link_put(page, "", &all);
		page_put(page, "\">");
		page_put_word(page, WORD_HELP_FILTERS);
		page_put(page, "</a></li>\n");
	}
	page_put(page, "<li><a href=\"");
	link_put(page, "/help", &help);
	page_put(page, "\">");
	page_put_word(page, WORD_HELP);
	page_put(page, "</a></li>\n</ul>\n</section>\n");
}

static void put_turn(const struct page *page, const char *rel, enum word word,
		     long offset)
{
	char number[32];
	struct link_change change = { .drop = "offset", .keeps_offset = true };

	snprintf(number, sizeof(number), "%ld", offset);
	if (offset) {
		change.set = "offset";
		change.value = number;
	}
	buf_put_format(page->out, "<li><a rel=\"%s\" href=\"", rel);
	link_put(page, "", &change);
	page_put(page, "\">");
	page_put_word(page, word);
	page_put(page, "</a></li>\n");
}

static void put_pages(const struct page *page)
{
	const struct request *request = page->request;
	long limit = request->limit > 0 ? request->limit : REQUEST_LIMIT;
	long previous = request->offset - limit, next = request->offset + limit;
	/* Where reprints are folded there are fewer hits than passages. */
	bool has_next = (uint64_t)next < page->answer->total &&
			page->answer->hit_count >= (size_t)limit;
	char number[32];

	if (!request->offset && !has_next)
		return;
	page_put(page, "<nav class=\"pages\"");
	page_put_attribute(page, "aria-label", words(WORD_PAGES, page->lang));
	page_put(page, "><ul>\n");
	if (request->offset)
		put_turn(page, "prev", WORD_PREVIOUS, previous > 0 ? previous : 0);
	snprintf(number, sizeof(number), "%ld", request->offset / limit + 1);
	page_put(page, "<li aria-current=\"page\">");
	page_put_word_with(page, WORD_PAGE_NUMBER, number);
	page_put(page, "</li>\n");
	if (has_next)
		put_turn(page, "next", WORD_NEXT, next);
	page_put(page, "</ul></nav>\n");
}

static void put_results(const struct page *page)
{
	const struct answer *answer = page->answer;

	put_total(page);
	if (answer->total)
		put_way_down(page);
	put_notices(page);
	put_offers(page);
	if (!answer->total)
		put_help(page);
	if (answer->total && !page->request->offset)
		page_timeline(page);
	if (answer->hit_count)
		buf_put_format(page->out, "<ol class=\"hits\" start=\"%zu\">\n",
			       answer->hits[0].rank);
	for (size_t i = 0; i < answer->hit_count; i++)
		page_put_hit(page, &answer->hits[i]);
	if (answer->hit_count)
		page_put(page, "</ol>\n");
	put_pages(page);
	if (answer->total)
		page_put_forms(page);
}

/* Beside the answer on a desk, behind it on a phone. */
static void put_aside(const struct page *page)
{
	page_put(page, "<div class=\"aside\">\n");
	page_map(page);
	page_facets(page);
	page_put(page, "</div>\n");
}

void page_search(const struct page *page)
{
	const struct answer *answer = page->answer;

	page_begin(page, page->request->query);
	page_filters(page);
	page_put(page, answer->total ? "<div class=\"columns\">\n"
				     : "<div>\n");
	page_put(page, "<main id=\"main\" tabindex=\"-1\">\n"
		 "<h1 class=\"visually-hidden asked\">");
	page_put_word(page, WORD_RESULTS);
	if (*page->request->query) {
		page_put(page, ": ");
		page_put_foreign(page, page->request->query);
	}
	page_put(page, "</h1>\n");
	put_results(page);
	page_put(page, "</main>\n");
	if (answer->total)
		put_aside(page);
	page_put(page, "</div>\n");
	page_end(page);
}

void page_error(const struct page *page, enum word sentence, const char *detail)
{
	page_begin(page, words(WORD_ERROR, page->lang));
	page_put(page, "<main id=\"main\" tabindex=\"-1\" class=\"error\">\n<h1>");
	page_put_word(page, WORD_ERROR);
	page_put(page, "</h1>\n<p role=\"alert\">");
	page_put_word(page, sentence);
	page_put(page, "</p>\n");
	if (detail) {
		page_put(page, "<p class=\"detail\"><bdi>");
		html_put(page->out, detail);
		page_put(page, "</bdi></p>\n");
	}
	page_put(page, "</main>\n");
	page_end(page);
}
