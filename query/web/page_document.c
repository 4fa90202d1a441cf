/* One document: what is known of it, and its passages in order. */
#include "query/web/page.h"

#include <stdio.h>

#include "query/web/html.h"
#include "query/web/link.h"

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

/* How many passages hold a mark, and links to the first of them, and to the one
 * before and after each. */
static bool is_marked(const struct answer_hit *hit)
{
	return hit->highlight_count > 0;
}

static size_t next_marked(const struct answer *answer, size_t from)
{
	while (from < answer->hit_count && !is_marked(&answer->hits[from]))
		from++;
	return from;
}

static void put_marked(const struct page *page)
{
	const struct answer *answer = page->answer;
	size_t first = next_marked(answer, 0), count = 0;
	char number[32];

	for (size_t i = 0; i < answer->hit_count; i++)
		count += is_marked(&answer->hits[i]);
	if (!count)
		return;
	snprintf(number, sizeof(number), "%zu", count);
	page_put(page, "<p class=\"marked\">");
	page_put_word_with(page, WORD_MARKS_HERE, number);
	buf_put_format(page->out, " <a href=\"#p%zu\">",
		       answer->hits[first].passage.number);
	page_put_word(page, WORD_FIRST_MARK);
	page_put(page, "</a></p>\n");
}

static void put_step(const struct page *page, size_t to, enum word word,
		     const char *arrow)
{
	buf_put_format(page->out, " <a href=\"#p%zu\">",
		       page->answer->hits[to].passage.number);
	page_put_word(page, word);
	buf_put_format(page->out, " <span aria-hidden=\"true\">%s</span></a>",
		       arrow);
}

static void put_steps(const struct page *page, size_t at)
{
	const struct answer *answer = page->answer;
	size_t next = next_marked(answer, at + 1), previous = at;

	if (!is_marked(&answer->hits[at]))
		return;
	while (previous && !is_marked(&answer->hits[previous - 1]))
		previous--;
	if (previous)
		put_step(page, previous - 1, WORD_PREVIOUS_MARK, "↑");
	if (next < answer->hit_count)
		put_step(page, next, WORD_NEXT_MARK, "↓");
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
	page_put_citation(page, document);
	for (size_t i = 0; i < document->also_count; i++) {
		page_put(page, "<dt>");
		page_put_word(page, WORD_ALSO);
		page_put(page, "</dt><dd><code><bdi>");
		html_put(page->out, document->also[i]);
		page_put(page, "</bdi></code></dd>\n");
	}
	page_put(page, "</dl>\n");
}

static void put_as_it_came(const struct page *page, size_t at)
{
	if (!page->as_it_came || !page->answer->hits[at].passage.repair_count)
		return;
	page_put(page, "<p class=\"raw\"><strong>");
	page_put_word(page, page->as_it_came[at] ? WORD_RAW : WORD_NO_RAW);
	page_put(page, "</strong> ");
	if (page->as_it_came[at])
		page_put_foreign(page, page->as_it_came[at]);
	page_put(page, "</p>\n");
}

/* The switch between what was repaired and what came, where they differ. */
static void put_switch(const struct page *page)
{
	struct link_change change = { .keeps_offset = true };
	bool is_repaired = false;

	for (size_t i = 0; i < page->answer->hit_count; i++)
		is_repaired |= page->answer->hits[i].passage.repair_count > 0;
	if (!is_repaired)
		return;
	if (!page->as_it_came) {
		change.set = "raw";
		change.value = "1";
	}
	page_put(page, "<p class=\"marked\"><a rel=\"nofollow\" href=\"");
	link_put_document_with(page, page->document, &change);
	page_put(page, "\">");
	page_put_word(page, page->as_it_came ? WORD_AS_REPAIRED
					     : WORD_AS_IT_CAME);
	page_put(page, "</a></p>\n");
}

static void put_passage(const struct page *page, size_t at)
{
	const struct answer_hit *hit = &page->answer->hits[at];
	size_t number = hit->passage.number;

	buf_put_format(page->out, "<section id=\"p%zu\" class=\"passage\">\n"
		       "<p class=\"number\"><a href=\"#p%zu\">#%zu</a>",
		       number, number, number);
	put_steps(page, at);
	page_put(page, "</p>\n");
	page_put_text(page, hit, true);
	page_put_labels(page, &hit->passage);
	page_put_why(page, &hit->passage);
	page_put_repairs(page, &hit->passage);
	put_as_it_came(page, at);
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
	put_marked(page);
	put_switch(page);
	put_facts(page, document);
	for (size_t i = 0; i < page->answer->hit_count; i++)
		put_passage(page, i);
	page_put_copy(page);
	page_put(page, "</article>\n</main>\n");
	page_end(page);
}
