/* One passage on a page. */
#include "query/web/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/web/html.h"
#include "query/web/link.h"
#include "query/render/render.h"

/* Columns of a passage on the page of results: about 180 characters. */
enum { SNIPPET_COLUMNS = 360 };

enum { REPRINTS_SHOWN = 5 };

void page_put_about(const struct page *page,
		    const struct record_document *document)
{
	page_put(page, "<p class=\"about\">");
	if (document->date && *document->date) {
		page_put(page, "<time");
		page_put_attribute(page, "datetime", document->date);
		page_put(page, ">");
		html_put(page->out, document->date);
		page_put(page, "</time> ");
	}
	if (document->publisher && *document->publisher) {
		page_put(page, "<span class=\"publisher\">");
		page_put_foreign(page, document->publisher);
		page_put(page, "</span> ");
	}
	if (document->author && *document->author) {
		page_put(page, "<span class=\"author\">");
		page_put_foreign(page, document->author);
		page_put(page, "</span> ");
	}
	if (document->origin && *document->origin) {
		page_put(page, "<span class=\"origin\">");
		html_put(page->out, answer_label_name(page->answer, LABEL_REGION,
						      document->origin,
						      page->lang));
		page_put(page, "</span>");
	}
	page_put(page, "</p>\n");
}

static void put_label(const struct page *page, const struct record_label *label)
{
	const char *kind = label_kind_name(label->kind);
	struct link_change change = { .drop = kind, .set = kind,
				      .value = label->id };

	buf_put_format(page->out, "<li class=\"%s%s\"><a href=\"", kind,
		       label->inherited ? " inherited" : "");
	link_put(page, "", &change);
	page_put(page, "\"");
	if (label->inherited)
		page_put_attribute(page, "title",
				   words(WORD_INHERITED, page->lang));
	page_put(page, ">");
	html_put(page->out, answer_label_name(page->answer, label->kind,
					      label->id, page->lang));
	page_put(page, "</a></li>\n");
}

void page_put_labels(const struct page *page,
		     const struct record_passage *passage)
{
	static const enum label_kind order[] = { LABEL_TOPIC, LABEL_PLATFORM,
						 LABEL_REGION };

	if (!passage->label_count)
		return;
	page_put(page, "<ul class=\"labels\">\n");
	for (size_t kind = 0; kind < LABEL_KINDS; kind++) {
		for (size_t i = 0; i < passage->label_count; i++) {
			if (passage->labels[i].kind == order[kind])
				put_label(page, &passage->labels[i]);
		}
	}
	page_put(page, "</ul>\n");
}

static void put_headings(const struct page *page,
			 const struct record_passage *passage)
{
	if (!passage->heading_count)
		return;
	page_put(page, "<p class=\"path\">");
	for (size_t i = 0; i < passage->heading_count; i++) {
		if (i)
			page_put(page, " <span aria-hidden=\"true\">›</span> ");
		page_put_foreign(page, passage->headings[i]);
	}
	page_put(page, "</p>\n");
}

void page_put_text(const struct page *page, const struct answer_hit *hit,
		   bool whole)
{
	const struct record_passage *passage = &hit->passage;
	size_t from = render_begin(hit);
	struct snippet_text text;

	snippet_text_init(&text, passage->text, passage->text_len,
			  hit->highlights, hit->highlight_count);
	if (render_shows_headings(hit, whole))
		put_headings(page, passage);
	if (!whole)
		snippet_text_join(&text);
	page_put(page, "<p class=\"text\"><bdi lang=\"zh\">");
	html_put_window(page->out, &text, from, whole ?
			(struct text_span){ from, text.count } :
			snippet_window(&text, from, SNIPPET_COLUMNS));
	page_put(page, "</bdi></p>\n");
	snippet_text_release(&text);
}

static void put_cite(const struct page *page,
		     const struct record_passage *passage)
{
	struct buf id = BUF_INIT;

	record_put_id(&id, passage);
	page_put(page, "<p class=\"id\"><span class=\"visually-hidden\">");
	page_put_word(page, WORD_CITE);
	page_put(page, " </span><code><bdi>");
	html_put(page->out, id.data);
	page_put(page, "</bdi></code></p>\n");
	buf_release(&id);
}

static void put_in_document(const struct page *page, size_t count)
{
	char number[32];

	snprintf(number, sizeof(number), "%zu", count);
	page_put(page, "<p class=\"more\">");
	page_put_word_with(page, WORD_MORE_HERE, number);
	page_put(page, "</p>\n");
}

/* Where else the passage stands, with links to the first few. */
static void put_reprints(const struct page *page, const struct answer_hit *hit)
{
	char number[32];

	snprintf(number, sizeof(number), "%zu", hit->reprint_count);
	page_put(page, "<p class=\"more reprints\">");
	page_put_word_with(page, WORD_REPRINTS, number);
	for (size_t i = 0; i < hit->reprint_count && i < REPRINTS_SHOWN; i++) {
		const char *id = hit->reprints[i];
		const char *sign = strrchr(id, '#');	/* all end in "#n" */
		char *document = mem_string_len(id, (size_t)(sign - id));

		page_put(page, i ? ", <a href=\"" : ": <a href=\"");
		link_put_document(page, document,
				  (size_t)strtoul(sign + 1, NULL, 10));
		page_put(page, "\">");
		page_put_foreign(page, id);
		page_put(page, "</a>");
		free(document);
	}
	page_put(page, hit->reprint_count > REPRINTS_SHOWN ? " …</p>\n"
							   : "</p>\n");
}

void page_put_hit(const struct page *page, const struct answer_hit *hit)
{
	const struct record_document *document = &hit->document;

	page_put(page, "<li><article>\n<h2><a href=\"");
	link_put_document(page, document->id, hit->passage.number);
	page_put(page, "\">");
	page_put_foreign(page, document->title && *document->title
			 ? document->title : document->id);
	page_put(page, "</a></h2>\n");
	page_put_about(page, document);
	page_put_text(page, hit, false);
	page_put_labels(page, &hit->passage);
	if (hit->in_document > 1)
		put_in_document(page, hit->in_document);
	if (hit->reprint_count)
		put_reprints(page, hit);
	put_cite(page, &hit->passage);
	page_put(page, "</article></li>\n");
}
