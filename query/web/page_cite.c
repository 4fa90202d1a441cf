/* A document to be taken away: its citation, its text in Simplified, and what
 * was repaired in it. */
#include "query/web/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "query/web/html.h"
#include "query/web/link.h"
#include "text/fold.h"

static bool is_given(const char *text)
{
	return text && *text;
}

static void put_today(struct buf *out)
{
	char text[32];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	buf_put_string(out, text);
}

/* GB/T 7714-2015, 8.8 and 4.6: author. title[EB/OL]. (date)[read]. address. */
static void put_line(const struct page *page,
		     const struct record_document *document)
{
	const char *author = is_given(document->author) ? document->author
						       : document->publisher;

	if (is_given(author)) {
		html_put(page->out, author);
		page_put(page, ". ");
	}
	html_put(page->out, is_given(document->title) ? document->title
						      : document->id);
	page_put(page, "[EB/OL]. ");
	if (is_given(document->date)) {
		page_put(page, "(");
		html_put(page->out, document->date);
		page_put(page, ")");
	}
	page_put(page, "[");
	put_today(page->out);
	page_put(page, "]. ");
	if (is_given(document->url) && html_is_link(document->url)) {
		html_put(page->out, document->url);
	} else {
		http_put_base(page->out, page->http);
		link_put_permanent(page, document->id, LINK_WHOLE);
	}
	page_put(page, ".");
}

void page_put_citation(const struct page *page,
		       const struct record_document *document)
{
	page_put(page, "<dt>");
	page_put_word(page, WORD_CITATION);
	page_put(page, "</dt><dd><bdi class=\"citation\" lang=\"zh\">");
	put_line(page, document);
	page_put(page, "</bdi></dd>\n<dt>");
	page_put_word(page, WORD_PERMALINK);
	page_put(page, "</dt><dd><a rel=\"bookmark\" href=\"");
	http_put_base(page->out, page->http);
	link_put_permanent(page, document->id, LINK_WHOLE);
	page_put(page, "\"><bdi>");
	http_put_base(page->out, page->http);
	link_put_permanent(page, document->id, LINK_WHOLE);
	page_put(page, "</bdi></a></dd>\n");
}

/* Characters alone: fold_utf8() would change letters and punctuation, too. */
static void put_simplified(struct buf *out, const char *text)
{
	const char *const end = text + strlen(text);
	char bytes[4];

	while (text < end) {
		uint32_t cp = utf8_next(&text, end);

		cp = is_han(cp) ? fold_cp(cp) : cp;
		buf_put(out, bytes, utf8_encode(bytes, cp));
	}
}

static void put_passage(const struct page *page, const char *text)
{
	struct buf plain = BUF_INIT;

	put_simplified(&plain, text);
	if (plain.len)
		html_put(page->out, plain.data);
	page_put(page, "\n\n");
	buf_release(&plain);
}

void page_put_copy(const struct page *page)
{
	const struct answer *answer = page->answer;
	struct buf line = BUF_INIT;
	struct page aside = *page;

	aside.out = &line;
	put_line(&aside, &answer->hits[0].document);
	page_put(page, "<details class=\"copy\"><summary>");
	page_put_word(page, WORD_SIMPLIFIED);
	page_put(page, "</summary>\n<pre lang=\"zh-Hans\" tabindex=\"0\"");
	page_put_attribute(page, "aria-label",
			   words(WORD_SIMPLIFIED, page->lang));
	page_put(page, ">");
	for (size_t i = 0; i < answer->hit_count; i++)
		put_passage(page, answer->hits[i].passage.text);
	put_simplified(page->out, line.data);
	page_put(page, "\n</pre></details>\n");
	buf_release(&line);
}

static enum word word_of(enum repair_kind kind)
{
	switch (kind) {
	case REPAIR_PINYIN: return WORD_REPAIR_PINYIN;
	case REPAIR_INVISIBLE: return WORD_REPAIR_INVISIBLE;
	case REPAIR_CONTROL: return WORD_REPAIR_CONTROL;
	case REPAIR_LINE: return WORD_REPAIR_LINE;
	case REPAIR_SPACING: return WORD_REPAIR_SPACING;
	case REPAIR_PRIVATE: return WORD_REPAIR_PRIVATE;
	case REPAIR_MOJIBAKE: return WORD_REPAIR_MOJIBAKE;
	case REPAIR_SUSPECT: break;
	}
	return WORD_REPAIR_SUSPECT;
}

static size_t count_of(const struct record_passage *passage,
		       enum repair_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < passage->repair_count; i++)
		count += passage->repairs[i].kind == kind;
	return count;
}

void page_put_repairs(const struct page *page,
		      const struct record_passage *passage)
{
	char number[32];

	if (!passage->repair_count)
		return;
	snprintf(number, sizeof(number), "%zu", passage->repair_count);
	page_put(page, "<details class=\"repairs\"><summary>");
	page_put_word_with(page, WORD_REPAIRED, number);
	page_put(page, "</summary>\n<ul>\n");
	for (int kind = 0; kind <= REPAIR_SUSPECT; kind++) {
		size_t count = count_of(passage, (enum repair_kind)kind);

		if (!count)
			continue;
		page_put(page, "<li>");
		page_put_word(page, word_of((enum repair_kind)kind));
		buf_put_format(page->out, " <span class=\"count\">%zu</span></li>\n",
			       count);
	}
	page_put(page, "</ul></details>\n");
}
