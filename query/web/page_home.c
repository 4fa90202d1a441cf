/* The page before any question: what is here, how to ask, where to begin. */
#include "query/web/page.h"

#include <inttypes.h>
#include <stdio.h>

#include "query/web/html.h"
#include "query/web/link.h"

static void put_holding(const struct page *page, enum word word,
			const char *value)
{
	page_put(page, "<li>");
	page_put_word_with(page, word, value);
	page_put(page, "</li>\n");
}

static void put_number(const struct page *page, enum word word, uint64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	put_holding(page, word, text);
}

static void put_holdings(const struct page *page)
{
	const struct survey *survey = page->survey;
	char text[32];
	struct tm tm;

	page_put(page, "<ul class=\"holdings\">\n");
	if (survey)
		put_number(page, WORD_HOLDS_DOCUMENTS, survey->documents);
	if (survey || page->passages)
		put_number(page, WORD_HOLDS_PASSAGES,
			   survey ? survey->passages : page->passages);
	if (survey && survey->first_year) {
		snprintf(text, sizeof(text), survey->first_year ==
			 survey->last_year ? "%d" : "%d–%d",
			 survey->first_year, survey->last_year);
		put_holding(page, WORD_HOLDS_YEARS, text);
	}
	if (page->updated) {
		gmtime_r(&page->updated, &tm);
		strftime(text, sizeof(text), "%Y-%m-%d", &tm);
		put_holding(page, WORD_HOLDS_UPDATED, text);
	}
	page_put(page, "</ul>\n");
}

static void put_example(const struct page *page, enum word word,
			const char *query)
{
	page_put(page, "<li>");
	page_put_word(page, word);
	page_put(page, " ");
	page_put_example(page, query);
	page_put(page, "</li>\n");
}

/* The labels of a kind that have no parent, and their own children. */
static void put_labels(const struct page *page, enum label_kind kind)
{
	const label_names *names = page->answer->names;
	const char *name = label_kind_name(kind);

	page_put(page, "<ul class=\"browse\">\n");
	for (size_t i = 0; i < label_names_count(names); i++) {
		const struct label_name *label = label_names_at(names, i);
		struct link_change change = { .drop = name, .set = name,
					      .value = label->id };

		if (label->kind != kind)
			continue;
		page_put(page, label->parent < 0 ? "<li class=\"top\"><a href=\""
						 : "<li><a href=\"");
		link_put(page, "", &change);
		page_put(page, "\">");
		html_put(page->out, answer_label_name(page->answer, kind,
						      label->id, page->lang));
		page_put(page, "</a></li>\n");
	}
	page_put(page, "</ul>\n");
}

void page_home(const struct page *page)
{
	page_begin(page, NULL);
	page_put(page, "<main id=\"main\" tabindex=\"-1\" class=\"home\">\n<h1>");
	page_put_word(page, WORD_ABOUT);
	page_put(page, "</h1>\n");
	put_holdings(page);
	page_put(page, "<section class=\"how\">\n<h2>");
	page_put_word(page, WORD_HOW);
	page_put(page, "</h2>\n<ul>\n");
	put_example(page, WORD_HOW_WORDS, "民生热线 培训");
	put_example(page, WORD_HOW_EXACT, "“服务热线”");
	put_example(page, WORD_HOW_BOOLEAN, "(就业 OR 培训) NOT 会议");
	put_example(page, WORD_HOW_FIELDS, "标题:服务 地区:玉林");
	page_put(page, "</ul>\n</section>\n<section>\n<h2>");
	page_put_word(page, WORD_BROWSE);
	page_put(page, "</h2>\n");
	put_labels(page, LABEL_PLATFORM);
	put_labels(page, LABEL_TOPIC);
	page_put(page, "</section>\n</main>\n");
	page_end(page);
}
