/* What the site shows of an index. */
#include "query/web/http_visit.h"

#include <string.h>

#include "base/utf8.h"
#include "query/web/http_raw.h"
#include "query/web/link.h"
#include "query/render/render.h"

bool visit_asks_nothing(const struct visit *visit)
{
	const struct request *request = &visit->request;

	for (size_t kind = 0; kind < LABEL_KINDS; kind++) {
		if (request->labels[kind].count)
			return false;
	}
	return !request->query[strspn(request->query, " \t\n")] &&
	       !request->origins.count && !request->years.count &&
	       !request->publishers.count && !request->from && !request->to;
}

/* The page counts all kinds, and opens the region that a link opens, or the one
 * that is chosen. */
static enum status ask_facets(struct request *request, struct error *err)
{
	const struct request_list *regions = &request->labels[LABEL_REGION];
	struct buf kinds = BUF_INIT;
	enum status status;

	buf_put_string(&kinds, "topic,platform,year,publisher,region");
	if (request->facet_of[FACET_REGION])
		buf_put_format(&kinds, ":%s", request->facet_of[FACET_REGION]);
	else if (regions->count == 1 && !request->facets[FACET_REGION] && !strpbrk(regions->at[0], ",:"))
		buf_put_format(&kinds, ":%s", regions->at[0]);
	status = request_set_facets(request, kinds.data, err);
	buf_release(&kinds);
	return status;
}

static uint64_t passages_of(const searcher *engine)
{
	struct xc_database_info info;

	return xc_database_info(index_database(searcher_index(engine)), &info,
				NULL) ? 0 : info.documents;
}

/* Where this is, for whoever reads headers alone. */
static void put_canonical(struct visit *visit, const char *document)
{
	struct page page = visit_page(visit);
	struct link_change same = { .keeps_offset = true };

	page.out = &visit->response->links;
	page_put(&page, "<");
	http_put_base(page.out, visit->http);
	if (document)
		link_put_permanent(&page, document, LINK_WHOLE);
	else
		link_put_plain(&page, "", &same);
	page_put(&page, ">; rel=\"canonical\"");
}

/* Who reads sees reprints once.  All passages are counted nevertheless, so that
 * what is told of counts is told of passages. */
static enum status search_folded(struct visit *visit, searcher *engine,
				 struct error *err)
{
	struct request *request = &visit->request;
	enum status status;

	if (!request->is_grouped &&
	    !index_has_remote(searcher_index(engine)))
		request->group = GROUP_REPRINT;
	status = search_run(&visit->answer, engine, request, err);
	if (request->group == GROUP_REPRINT)
		request->group = GROUP_PASSAGE;
	return status;
}

static enum status show_page(struct visit *visit, searcher *engine,
			     struct error *err)
{
	struct page page = visit_page(visit);
	enum status status = ask_facets(&visit->request, err);

	page_ask_time(&visit->request);
	visit->request.help = true;
	page.survey = http_site_survey(visit->site);
	page.updated = visit->site->updated;
	page.passages = passages_of(engine);
	/* Before any question the page needs the label tree alone. */
	visit->answer.names = index_names(searcher_index(engine));
	if (visit_asks_nothing(visit)) {
		page_home(&page);
		put_canonical(visit, NULL);
		return STATUS_OK;
	}
	if (status == STATUS_OK)
		status = search_folded(visit, engine, err);
	if (status == STATUS_OK) {
		page_search(&page);
		put_canonical(visit, NULL);
	}
	return status;
}

static enum status show_document(struct visit *visit, searcher *engine,
				 struct error *err)
{
	const char *path = visit->http->path;
	const char *id = path[4] ? path + 5
				 : http_params_find(&visit->params, "id");
	struct page page = visit_page(visit);
	bool is_raw = page_has_param(&page, "raw", "1");
	char **texts = NULL;
	enum status status;

	if (!id || !*id || !utf8_is_valid(id, strlen(id)))
		return error_set(err, STATUS_NOT_FOUND, "no such document");
	status = search_document(&visit->answer, engine, id,
				 *visit->request.query ? &visit->request : NULL,
				 err);
	if (status == STATUS_OK && !visit->answer.hit_count)
		status = error_set(err, STATUS_NOT_FOUND, "no passages");
	if (status == STATUS_OK) {
		page.document = visit->answer.hits[0].document.id;
		if (is_raw)
			texts = http_raw_read(&visit->answer, engine,
					      visit->request.timeout_ms);
		page.as_it_came = texts;
		page_document(&page);
		put_canonical(visit, page.document);
		http_raw_free(texts, &visit->answer);
	}
	return status;
}

static void put_answer(struct visit *visit)
{
	struct http_response *response = visit->response;
	struct render_options options = { .lang = visit->lang,
					  .hides_paths = true };

	if (visit->route == ROUTE_JSON) {
		response->type = "application/json; charset=utf-8";
		render(&render_json, &response->body, &visit->answer,
		       &visit->request, &options);
	} else if (visit->route == ROUTE_CSV) {
		response->type = "text/csv; charset=utf-8; header=present";
		render(&render_csv, &response->body, &visit->answer,
		       &visit->request, &options);
	} else {
		response->type = "application/atom+xml; charset=utf-8";
		visit_put_atom(visit);
	}
}

static enum status show_answer(struct visit *visit, searcher *engine,
			       struct error *err)
{
	enum status status;

	if (visit_asks_nothing(visit) && visit->route != ROUTE_ATOM)
		return error_set(err, STATUS_USAGE, "nothing to search for");
	/* A feed is read from its end, and one of all that is new is wanted. */
	if (visit->route == ROUTE_ATOM) {
		visit->request.sort = SORT_DATE_DESCENDING;
		status = visit_asks_nothing(visit)
			? request_set(&visit->request, "from", "1000", err)
			: STATUS_OK;
		if (status != STATUS_OK)
			return status;
	}
	status = search_run(&visit->answer, engine, &visit->request, err);
	if (status == STATUS_OK) {
		put_answer(visit);
		put_canonical(visit, NULL);
	}
	return status;
}

enum status visit_show(struct visit *visit, searcher *engine, struct error *err)
{
	switch (visit->route) {
	case ROUTE_PAGE:
		return show_page(visit, engine, err);
	case ROUTE_JSON:
	case ROUTE_CSV:
	case ROUTE_ATOM:
		return show_answer(visit, engine, err);
	case ROUTE_DOCUMENT:
		return show_document(visit, engine, err);
	case ROUTE_SUGGEST:
		return visit_put_suggestions(visit, engine, err);
	case ROUTE_DESCRIPTION:
	case ROUTE_HELP:
	case ROUTE_STYLE:
	case ROUTE_NONE:
		break;
	}
	return error_set(err, STATUS_NOT_FOUND, "no such page");
}
