/* How a browser or another program searches here: OpenSearch 1.1. */
#include "query/web/http_visit.h"

#include "base/json.h"
#include "query/web/html.h"
#include "query/web/link.h"
#include "query/search/suggest.h"

enum { SUGGESTIONS = 10 };

/* The braces of a template are no part of an address, so they come behind
 * it. */
static void put_template(const struct page *page, const char *path,
			 const char *type, const char *rel, const char *more)
{
	const struct link_change none = { .drops_filters = true, .drop = "q" };
	const struct http_params no_params = { .count = 0 };
	struct page bare = *page;

	bare.params = &no_params;
	buf_put_format(page->out, "<Url type=\"%s\" rel=\"%s\" indexOffset=\"0\" template=\"",
		       type, rel);
	http_put_base(page->out, page->http);
	link_put(&bare, path, &none);
	buf_put_format(page->out, "?q={searchTerms}&amp;lang=%s%s\"/>\n",
		       page->lang, more);
}

void visit_put_description(const struct visit *visit)
{
	static const char paged[] = "&amp;offset={startIndex?}"
				    "&amp;limit={count?}";
	struct page page = visit_page(visit);

	visit->response->type =
		"application/opensearchdescription+xml; charset=utf-8";
	page_put(&page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		 "<OpenSearchDescription "
		 "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
	page_put_word(&page, WORD_SITE);
	page_put(&page, "</ShortName>\n<Description>");
	page_put_word(&page, WORD_ABOUT);
	page_put(&page, "</Description>\n");
	put_template(&page, "", "text/html", "results", "");
	put_template(&page, "/atom", "application/atom+xml", "results", paged);
	put_template(&page, "/json", "application/json", "results", paged);
	put_template(&page, "/suggest", "application/x-suggestions+json",
		     "suggestions", "");
	page_put(&page, "<Language>zh</Language>\n"
		 "<InputEncoding>UTF-8</InputEncoding>\n"
		 "<OutputEncoding>UTF-8</OutputEncoding>\n"
		 "</OpenSearchDescription>\n");
}

static void put_lists(struct buf *out, const char *query,
		      const struct suggest_list *list, const char *lang)
{
	struct json json = json_into(out);

	json_begin_array(&json);
	json_string(&json, query);
	json_begin_array(&json);
	for (size_t i = 0; i < list->count; i++)
		json_string(&json, list->at[i].text);
	json_end_array(&json);
	json_begin_array(&json);
	for (size_t i = 0; i < list->count; i++) {
		struct buf total = BUF_INIT;

		words_put_total(&total, lang, list->at[i].documents, true, false);
		json_string(&json, total.data);
		buf_release(&total);
	}
	json_end_array(&json);
	json_end_array(&json);
	buf_put_byte(out, '\n');
}

enum status visit_put_suggestions(struct visit *visit, searcher *engine,
				  struct error *err)
{
	const char *query = visit->request.query;
	struct suggest_list list = { NULL, 0, 0 };
	enum status status = *query ? suggest_complete(&list, engine, query,
						       SUGGESTIONS, err)
				    : STATUS_OK;

	if (status == STATUS_OK) {
		visit->response->type =
			"application/x-suggestions+json; charset=utf-8";
		put_lists(&visit->response->body, query, &list, visit->lang);
	}
	suggest_release(&list);
	return status;
}
