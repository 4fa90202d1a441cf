/* The feed of an answer: Atom (RFC 4287) with OpenSearch's counts. */
#include "query/web/http_visit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "query/web/html.h"
#include "query/web/link.h"
#include "query/render/render.h"

/* "2009-03" is the first moment of that month; an unknown date that of the
 * index. */
static void put_time(struct buf *out, const char *date, time_t otherwise)
{
	static const char whole[] = "0000-01-01";
	size_t len = date ? strlen(date) : 0;
	struct tm tm;
	char text[32];

	if (len == 4 || len == 7 || len == 10) {
		html_put(out, date);
		buf_put_format(out, "%sT00:00:00Z", whole + len);
		return;
	}
	gmtime_r(&otherwise, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_put_string(out, text);
}

static void put_element(struct buf *out, const char *name, const char *text)
{
	buf_put_format(out, "<%s>", name);
	html_put(out, text);
	buf_put_format(out, "</%s>\n", name);
}

/* Ids are for ever, wherever the page is moved to. */
static void put_id(struct buf *out, const char *kind, const char *id)
{
	buf_put_format(out, "<id>urn:bagui:%s:", kind);
	html_put_url(out, id);
	buf_put_string(out, "</id>\n");
}

static void put_link(const struct page *page, const char *rel,
		     const char *type, const char *path,
		     const struct link_change *change)
{
	buf_put_format(page->out, "<link rel=\"%s\" type=\"%s\" href=\"", rel,
		       type);
	http_put_base(page->out, page->http);
	link_put(page, path, change);
	page_put(page, "\"/>\n");
}

static void put_turn(const struct page *page, const char *rel, long offset)
{
	char number[32];
	struct link_change change = { .drop = "offset", .set = "offset",
				      .value = number, .keeps_offset = true };

	snprintf(number, sizeof(number), "%ld", offset);
	put_link(page, rel, "application/atom+xml", "/atom", &change);
}

static void put_links(const struct page *page)
{
	const struct request *request = page->request;
	struct link_change same = { .keeps_offset = true };
	long previous = request->offset - request->limit;
	long next = request->offset + request->limit;

	put_link(page, "self", "application/atom+xml", "/atom", &same);
	put_link(page, "alternate", "text/html", "", &same);
	put_link(page, "search", "application/opensearchdescription+xml",
		 "/opensearch.xml", &(struct link_change){
			.drops_filters = true, .drop = "q" });
	if (request->offset)
		put_turn(page, "previous", previous > 0 ? previous : 0);
	if (request->limit && (uint64_t)next < page->answer->total)
		put_turn(page, "next", next);
}

static void put_counts(const struct page *page)
{
	const struct request *request = page->request;

	buf_put_format(page->out, "<os:totalResults>%" PRIu64
		       "</os:totalResults>\n<os:startIndex>%ld</os:startIndex>\n"
		       "<os:itemsPerPage>%ld</os:itemsPerPage>\n",
		       page->answer->total, request->offset + 1, request->limit);
	page_put(page, "<os:Query role=\"request\"");
	page_put_attribute(page, "searchTerms", request->query);
	page_put(page, "/>\n");
}

static void put_head(const struct page *page)
{
	struct buf title = BUF_INIT, state = BUF_INIT;
	const struct page quiet = { .out = &state, .http = page->http,
				    .params = page->params };

	buf_put_format(&title, "%s%s%s", words(WORD_SITE, page->lang),
		       *page->request->query ? ": " : "", page->request->query);
	link_put_plain(&quiet, "/atom", &(struct link_change){
			.drop = "offset", .keeps_offset = true });
	buf_put_format(page->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		       "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		       "xmlns:os=\"http://a9.com/-/spec/opensearch/1.1/\" "
		       "xml:lang=\"%s\">\n", page->lang);
	put_element(page->out, "title", title.data);
	put_id(page->out, "search", state.data);
	page_put(page, "<updated>");
	put_time(page->out, NULL, page->updated);
	page_put(page, "</updated>\n<author><name>");
	page_put_word(page, WORD_SITE);
	page_put(page, "</name></author>\n");
	put_links(page);
	put_counts(page);
	buf_release(&title);
	buf_release(&state);
}

static void put_categories(const struct page *page,
			   const struct record_passage *passage)
{
	for (size_t i = 0; i < passage->label_count; i++) {
		const struct record_label *label = &passage->labels[i];

		buf_put_format(page->out, "<category scheme=\"urn:bagui:%s\"",
			       label_kind_name(label->kind));
		page_put_attribute(page, "term", label->id);
		page_put_attribute(page, "label",
				   answer_label_name(page->answer, label->kind,
						     label->id, page->lang));
		page_put(page, "/>\n");
	}
}

static void put_entry(const struct page *page, const struct answer_hit *hit)
{
	const struct record_document *document = &hit->document;
	struct buf id = BUF_INIT;

	record_put_id(&id, &hit->passage);
	page_put(page, "<entry>\n");
	put_element(page->out, "title", *document->title ? document->title
							 : document->id);
	put_id(page->out, "passage", id.data);
	page_put(page, "<updated>");
	put_time(page->out, document->date, page->updated);
	page_put(page, "</updated>\n<link rel=\"alternate\" type=\"text/html\" "
		 "href=\"");
	http_put_base(page->out, page->http);
	link_put_permanent(page, document->id, hit->passage.number);
	page_put(page, "\"/>\n");
	if (*document->publisher || *document->author) {
		page_put(page, "<author>");
		put_element(page->out, "name", *document->publisher
			    ? document->publisher : document->author);
		page_put(page, "</author>\n");
	}
	put_categories(page, &hit->passage);
	put_element(page->out, "summary", hit->passage.text);
	page_put(page, "</entry>\n");
	buf_release(&id);
}

void visit_put_atom(const struct visit *visit)
{
	struct page page = visit_page(visit);

	page.updated = visit->site->updated;
	put_head(&page);
	for (size_t i = 0; i < visit->answer.hit_count; i++)
		put_entry(&page, &visit->answer.hits[i]);
	page_put(&page, "</feed>\n");
}
