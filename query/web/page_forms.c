/* The answer in other forms, and what a browser can make of the page. */
#include "query/web/page.h"

#include "query/web/html.h"
#include "query/web/link.h"

static const struct link_change same = { .keeps_offset = true };

static void put_form(const struct page *page, const char *path,
		     const char *type, const char *name)
{
	page_put(page, "<li><a type=\"");
	page_put(page, type);
	page_put(page, "\" href=\"");
	link_put(page, path, &same);
	page_put(page, "\">");
	html_put(page->out, name);
	page_put(page, "</a></li>\n");
}

void page_put_forms(const struct page *page)
{
	page_put(page, "<nav class=\"forms\"");
	page_put_attribute(page, "aria-label",
			   words(WORD_TAKE_AWAY, page->lang));
	page_put(page, "><ul>\n");
	put_form(page, "/atom", "application/atom+xml",
		 words(WORD_FEED, page->lang));
	put_form(page, "/csv", "text/csv", "CSV");
	put_form(page, "/json", "application/json", "JSON");
	page_put(page, "</ul></nav>\n");
}

static void put_link(const struct page *page, const char *rel,
		     const char *type, const char *path)
{
	page_put(page, "<link");
	page_put_attribute(page, "rel", rel);
	page_put_attribute(page, "type", type);
	page_put(page, " href=\"");
	link_put(page, path, &same);
	page_put(page, "\">\n");
}

void page_put_alternates(const struct page *page)
{
	struct link_change plain = { .drops_filters = true, .drop = "q" };

	page_put(page, "<link rel=\"search\" "
		 "type=\"application/opensearchdescription+xml\"");
	page_put_attribute(page, "title", words(WORD_SITE, page->lang));
	page_put(page, " href=\"");
	link_put(page, "/opensearch.xml", &plain);
	page_put(page, "\">\n");
	if (page->document) {
		page_put(page, "<link rel=\"canonical\" href=\"");
		http_put_base(page->out, page->http);
		link_put_permanent(page, page->document, LINK_WHOLE);
		page_put(page, "\">\n");
	} else if (page->request && page->answer && page->answer->hit_count) {
		page_put(page, "<link rel=\"canonical\" href=\"");
		http_put_base(page->out, page->http);
		link_put(page, "", &same);
		page_put(page, "\">\n");
		put_link(page, "alternate", "application/atom+xml", "/atom");
		put_link(page, "alternate", "application/json", "/json");
	}
}
