/* Why a passage has its labels: each with the words that speak for it. */
#include "query/web/page.h"

#include "base/utf8.h"
#include "query/web/html.h"
#include "query/web/link.h"

enum { EVIDENCE_MOST = 6, AROUND = 8 };

/* The words of one piece of evidence, marked, with a little around them. */
static void put_evidence(const struct page *page,
			 const struct record_passage *passage,
			 const struct text_span *span)
{
	struct snippet_text text;
	struct text_span window;

	snippet_text_init(&text, passage->text, passage->text_len, span, 1);
	snippet_text_join(&text);
	window.begin = span->begin > AROUND ? span->begin - AROUND : 0;
	window.end = span->end + AROUND;
	if (window.end > text.count)
		window.end = text.count;
	page_put(page, "<bdi lang=\"zh\">");
	if (window.begin < window.end)
		html_put_window(page->out, &text, 0, window);
	page_put(page, "</bdi>");
	snippet_text_release(&text);
}

static void put_reasons(const struct page *page,
			const struct record_passage *passage,
			const struct record_label *label)
{
	if (label->given)
		page_put_word(page, WORD_GIVEN);
	if (label->inherited)
		page_put_word(page, WORD_INHERITED);
	for (size_t i = 0; i < label->evidence_count && i < EVIDENCE_MOST; i++) {
		if (i || label->given || label->inherited)
			page_put(page, "<br>");
		put_evidence(page, passage, &label->evidence[i]);
	}
}

void page_put_why(const struct page *page, const struct record_passage *passage)
{
	if (!passage->label_count)
		return;
	page_put(page, "<details class=\"why\"><summary>");
	page_put_word(page, WORD_WHY);
	page_put(page, "</summary>\n<dl>\n");
	for (size_t i = 0; i < passage->label_count; i++) {
		const struct record_label *label = &passage->labels[i];

		page_put(page, "<dt>");
		html_put(page->out, answer_label_name(page->answer, label->kind,
						      label->id, page->lang));
		page_put(page, "</dt><dd>");
		put_reasons(page, passage, label);
		page_put(page, "</dd>\n");
	}
	page_put(page, "</dl></details>\n");
}
