/* What every page has: head, languages, small helpers. */
#include "query/web/page.h"

#include <string.h>

#include "query/web/html.h"
#include "query/web/link.h"
#include "query/web/style.h"

void page_put(const struct page *page, const char *html)
{
	buf_put_string(page->out, html);
}

void page_put_word(const struct page *page, enum word word)
{
	html_put(page->out, words(word, page->lang));
}

void page_put_word_with(const struct page *page, enum word word,
			const char *value)
{
	struct buf text = BUF_INIT;

	words_put(&text, word, page->lang, value);
	html_put(page->out, text.data);
	buf_release(&text);
}

void page_put_foreign(const struct page *page, const char *text)
{
	page_put(page, "<bdi lang=\"zh\">");
	html_put(page->out, text);
	page_put(page, "</bdi>");
}

void page_put_attribute(const struct page *page, const char *name,
			const char *value)
{
	buf_put_format(page->out, " %s=\"", name);
	html_put(page->out, value);
	page_put(page, "\"");
}

bool page_has_param(const struct page *page, const char *name,
		    const char *value)
{
	for (size_t i = 0; i < page->params->count; i++) {
		if (!strcmp(page->params->at[i].name, name) &&
		    !strcmp(page->params->at[i].value, value))
			return true;
	}
	return false;
}

const char *page_filter_name(const struct page *page, enum label_kind kind,
			     const char *typed)
{
	return page->answer && page->answer->names
		? answer_label_name(page->answer, kind, typed, page->lang)
		: typed;
}

void page_begin(const struct page *page, const char *title)
{
	struct link_change home = { .drops_filters = true, .drop = "q" };

	page_put(page, "<!DOCTYPE html>\n<html");
	page_put_attribute(page, "lang", page->lang);
	page_put(page, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	if (title && *title) {
		html_put(page->out, title);
		page_put(page, " – ");
	}
	page_put_word(page, WORD_SITE);
	page_put(page, "</title>\n<meta name=\"viewport\" "
		 "content=\"width=device-width, initial-scale=1\">\n"
		 "<meta name=\"color-scheme\" content=\"light dark\">\n"
		 "<meta name=\"robots\" content=\"noindex\">\n"
		 "<link rel=\"stylesheet\" href=\"");
	html_put_path(page->out, page->http->script);
	buf_put_format(page->out, "/style.css?%s\">\n", style_etag());
	page_put_alternates(page);
	page_put(page, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	page_put_word(page, WORD_SKIP);
	page_put(page, "</a>\n<header class=\"site\">\n<p class=\"name\">"
		 "<a href=\"");
	link_put(page, "", &home);
	page_put(page, "\">");
	page_put_word(page, WORD_SITE);
	page_put(page, "</a></p>\n");
	page_form(page);
	page_put(page, "</header>\n");
}

/* A document stays the document in another language. */
static void put_here(const struct page *page, const struct link_change *change)
{
	if (page->document)
		link_put_document_with(page, page->document, change);
	else
		link_put(page, strcmp(page->http->path, "/help") ? "" : "/help",
			 change);
}

static void put_languages(const struct page *page)
{
	page_put(page, "<nav class=\"languages\"");
	page_put_attribute(page, "aria-label", words(WORD_LANGUAGE, page->lang));
	page_put(page, "><ul>\n");
	for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
		struct link_change change = { .drop = "lang", .set = "lang",
			.value = words_languages[i], .keeps_offset = true };

		page_put(page, "<li><a");
		page_put_attribute(page, "lang", words_languages[i]);
		page_put_attribute(page, "hreflang", words_languages[i]);
		if (words_languages[i] == page->lang)
			page_put(page, " aria-current=\"true\"");
		page_put(page, " href=\"");
		put_here(page, &change);
		page_put(page, "\">");
		html_put(page->out, words_language_names[i]);
		page_put(page, "</a></li>\n");
	}
	page_put(page, "</ul></nav>\n");
}

void page_end(const struct page *page)
{
	struct link_change plain = { .drops_filters = true, .drop = "q" };

	page_put(page, "<footer class=\"site\">\n<p><a href=\"");
	link_put(page, "/help", &plain);
	page_put(page, "\">");
	page_put_word(page, WORD_HELP);
	page_put(page, "</a></p>\n");
	put_languages(page);
	page_put(page, "</footer>\n</body>\n</html>\n");
}
