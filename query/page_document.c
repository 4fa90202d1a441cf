/* One document: what is known of it, and its passages in order. */
#include "query/page.h"

#include "query/html.h"
#include "query/link.h"

static void put_url(const struct page *page, const char *url)
{
	if (!url || !*url)
		return;
	page_put(page, "<dt>");
	page_put_word(page, WORD_SOURCE);
	page_put(page, "</dt><dd>");
	if (html_is_link(url)) {
		page_put(page, "<a rel=\"noreferrer noopener\"");
		page_put_attribute(page, "href", url);
		page_put(page, ">");
		page_put_foreign(page, url);
		page_put(page, "</a>");
	} else {
		page_put_foreign(page, url);
	}
	page_put(page, "</dd>\n");
}

static void put_facts(const struct page *page,
		      const struct record_document *document)
{
	page_put(page, "<dl class=\"facts\">\n<dt>");
	page_put_word(page, WORD_CITE);
	page_put(page, "</dt><dd><code><bdi>");
	html_put(page->out, document->id);
	page_put(page, "</bdi></code></dd>\n");
	put_url(page, document->url);
	for (size_t i = 0; i < document->also_count; i++) {
		page_put(page, "<dt>");
		page_put_word(page, WORD_ALSO);
		page_put(page, "</dt><dd><code><bdi>");
		html_put(page->out, document->also[i]);
		page_put(page, "</bdi></code></dd>\n");
	}
	page_put(page, "</dl>\n");
}

static void put_passage(const struct page *page, const struct answer_hit *hit)
{
	size_t number = hit->passage.number;

	buf_put_format(page->out, "<section id=\"p%zu\" class=\"passage\">\n"
		       "<p class=\"number\"><a href=\"#p%zu\">#%zu</a></p>\n",
		       number, number, number);
	page_put_text(page, hit, true);
	page_put_labels(page, &hit->passage);
	page_put(page, "</section>\n");
}

/* Back only where there is something to go back to. */
static void put_back(const struct page *page)
{
	struct link_change keep = { .keeps_offset = true };

	if (!page->params->count)
		return;
	page_put(page, "<p class=\"back\"><a href=\"");
	link_put(page, "", &keep);
	page_put(page, "\">‹ ");
	page_put_word(page, WORD_BACK);
	page_put(page, "</a></p>\n");
}

void page_document(const struct page *page)
{
	const struct record_document *document = &page->answer->hits[0].document;
	const char *title = document->title && *document->title
		? document->title : document->id;

	page_begin(page, title);
	page_put(page, "<main id=\"main\" tabindex=\"-1\" class=\"document\">\n");
	put_back(page);
	page_put(page, "<article>\n<h1>");
	page_put_foreign(page, title);
	page_put(page, "</h1>\n");
	page_put_about(page, document);
	put_facts(page, document);
	for (size_t i = 0; i < page->answer->hit_count; i++)
		put_passage(page, &page->answer->hits[i]);
	page_put(page, "</article>\n</main>\n");
	page_end(page);
}
