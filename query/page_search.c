/* The page of results, and the one before any question. */
#include "query/page.h"

#include <stdio.h>
#include <string.h>

#include "query/html.h"
#include "query/link.h"

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

static void put_help(const struct page *page)
{
	const struct request *request = page->request;
	struct link_change all = { .drops_filters = true };
	struct link_change any = { .drop = "match", .set = "match",
				   .value = "any" };

	page_put(page, "<section class=\"none\">\n<p><strong>");
	page_put_word(page, WORD_NONE);
	page_put(page, "</strong></p>\n<p>");
	page_put_word(page, WORD_HELP_NONE);
	page_put(page, "</p>\n<ul>\n<li>");
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
	page_put(page, "</ul>\n</section>\n");
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
	bool has_next = (uint64_t)next < page->answer->total;
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

static void put_example(const struct page *page, enum word word,
			const char *query)
{
	struct link_change change = { .drop = "q", .set = "q", .value = query };

	page_put(page, "<li>");
	page_put_word(page, word);
	page_put(page, " <a lang=\"zh\" href=\"");
	link_put(page, "", &change);
	page_put(page, "\">");
	html_put(page->out, query);
	page_put(page, "</a></li>\n");
}

void page_home(const struct page *page)
{
	page_begin(page, NULL);
	page_put(page, "<main id=\"main\" tabindex=\"-1\" class=\"how\">\n<h1>");
	page_put_word(page, WORD_HOW);
	page_put(page, "</h1>\n<ul>\n");
	put_example(page, WORD_HOW_WORDS, "民生热线 培训");
	put_example(page, WORD_HOW_EXACT, "“服务热线”");
	put_example(page, WORD_HOW_BOOLEAN, "(就业 OR 培训) NOT 会议");
	put_example(page, WORD_HOW_FIELDS, "标题:服务 地区:玉林");
	page_put(page, "</ul>\n</main>\n");
	page_end(page);
}

static void put_results(const struct page *page)
{
	const struct answer *answer = page->answer;

	put_total(page);
	put_notices(page);
	if (!answer->total)
		put_help(page);
	if (answer->hit_count)
		buf_put_format(page->out, "<ol class=\"hits\" start=\"%zu\">\n",
			       answer->hits[0].rank);
	for (size_t i = 0; i < answer->hit_count; i++)
		page_put_hit(page, &answer->hits[i]);
	if (answer->hit_count)
		page_put(page, "</ol>\n");
	put_pages(page);
}

void page_search(const struct page *page)
{
	const struct answer *answer = page->answer;

	page_begin(page, page->request->query);
	page_filters(page);
	page_put(page, answer->total ? "<div class=\"columns\">\n"
				     : "<div>\n");
	page_put(page, "<main id=\"main\" tabindex=\"-1\">\n"
		 "<h1 class=\"visually-hidden\">");
	page_put_word(page, WORD_RESULTS);
	page_put(page, "</h1>\n");
	put_results(page);
	page_put(page, "</main>\n");
	if (answer->total)
		page_facets(page);
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
