/* The whole site: a request is routed, checked, answered and shown. */
#include "query/web/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "query/web/http_visit.h"
#include "query/web/link.h"
#include "query/web/style.h"

enum { LIMIT_MOST = 100 };

static enum route route_of(const char *path)
{
	static const struct {
		const char *path;
		enum route route;
	} routes[] = {
		{ "", ROUTE_PAGE }, { "/", ROUTE_PAGE },
		{ "/json", ROUTE_JSON }, { "/csv", ROUTE_CSV },
		{ "/atom", ROUTE_ATOM }, { "/suggest", ROUTE_SUGGEST },
		{ "/opensearch.xml", ROUTE_DESCRIPTION },
		{ "/help", ROUTE_HELP }, { "/style.css", ROUTE_STYLE },
		{ "/doc", ROUTE_DOCUMENT } };

	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (!strcmp(path, routes[i].path))
			return routes[i].route;
	}
	return strncmp(path, "/doc/", 5) ? ROUTE_NONE : ROUTE_DOCUMENT;
}

struct page visit_page(const struct visit *visit)
{
	return (struct page){
		.out = &visit->response->body,
		.http = visit->http,
		.params = &visit->params,
		.request = &visit->request,
		.answer = &visit->answer,
		.lang = visit->lang,
	};
}

static void put_json_error(struct buf *out, const char *sentence,
			   const char *detail)
{
	struct json json = json_into(out);

	json_begin_object(&json);
	json_put_uint(&json, "format", 1);
	json_put_string(&json, "error", detail ? detail : sentence);
	json_end_object(&json);
	buf_put_byte(out, '\n');
}

/* End a visit with an error.  detail is about the user's own words, or NULL. */
static void refuse(struct visit *visit, int status, enum word sentence,
		   const char *detail)
{
	struct page page = visit_page(visit);

	visit->response->status = status;
	buf_clear(&visit->response->body);
	if (visit->route == ROUTE_JSON || visit->route == ROUTE_SUGGEST) {
		visit->response->type = "application/json; charset=utf-8";
		put_json_error(&visit->response->body,
			       words(sentence, visit->lang), detail);
		return;
	}
	page_error(&page, sentence, detail);
}

/* The reason of a failure on our side is for the server's log alone. */
static void keep_reason(struct visit *visit, const struct error *err)
{
	snprintf(visit->response->reason, sizeof(visit->response->reason),
		 "%s: %s", status_name(err->status), err->text);
}

static void refuse_for(struct visit *visit, const struct error *err)
{
	switch (err->status) {
	case STATUS_USAGE:
	case STATUS_BAD_INPUT:
		refuse(visit, 400, WORD_ERROR_REQUEST, err->text);
		return;
	case STATUS_NOT_FOUND:
		refuse(visit, 404, WORD_ERROR_NOT_FOUND, NULL);
		return;
	case STATUS_TIMEOUT:
		keep_reason(visit, err);
		refuse(visit, 503, WORD_ERROR_TIMEOUT, NULL);
		return;
	case STATUS_OK:
	case STATUS_DONE:
	case STATUS_EXISTS:
	case STATUS_IO:
	case STATUS_LOCKED:
	case STATUS_STALE:
	case STATUS_CORRUPT:
	case STATUS_VERSION:
	case STATUS_NETWORK:
	case STATUS_INTERRUPTED:
	case STATUS_NO_MEMORY:
	case STATUS_INTERNAL:
		break;
	}
	keep_reason(visit, err);
	refuse(visit, 503, WORD_ERROR_UNAVAILABLE, NULL);
}

/* id stands for a document's path that a server would tidy; raw=1 has it shown
 * as it came. */
static bool is_known(const char *name)
{
	return !strcmp(name, "id") || !strcmp(name, "raw") ||
	       link_is_known(name, NULL, NULL);
}

static enum status set_param(struct visit *visit, const struct http_param *param,
			     struct error *err)
{
	bool repeats = false;

	link_is_known(param->name, &repeats, NULL);
	if (!repeats && http_params_count(&visit->params, param->name) > 1)
		return error_set(err, STATUS_USAGE, "%s: given twice",
				 param->name);
	if (!strcmp(param->name, "lang") || !strcmp(param->name, "id") ||
	    !strcmp(param->name, "raw"))
		return STATUS_OK;
	/* A form sends its empty fields too. */
	if (!*param->value && strcmp(param->name, "facets"))
		return STATUS_OK;
	return request_set(&visit->request, param->name, param->value, err);
}

static void bound(struct request *request)
{
	if (request->limit == REQUEST_ALL || request->limit > LIMIT_MOST)
		request->limit = LIMIT_MOST;
	request->timeout_ms = http_site_timeout();
}

static enum status read_params(struct visit *visit, struct error *err)
{
	enum status status = http_params_parse(&visit->params,
					       visit->http->query, is_known,
					       err);
	const char *lang;

	for (size_t i = 0; status == STATUS_OK && i < visit->params.count; i++)
		status = set_param(visit, &visit->params.at[i], err);
	lang = http_params_find(&visit->params, "lang");
	if (lang && words_language(lang))
		visit->lang = words_language(lang);
	link_sort(&visit->params);
	bound(&visit->request);
	return status;
}

static void answer_from_index(struct visit *visit)
{
	struct error err = { .status = STATUS_OK };
	searcher *engine;
	enum status status = http_site_open(&engine, visit->site, &err);

	if (status != STATUS_OK) {
		keep_reason(visit, &err);
		refuse(visit, 503, WORD_ERROR_UNAVAILABLE, NULL);
	} else if (visit_show(visit, engine, &err) != STATUS_OK) {
		refuse_for(visit, &err);
	} else if (visit->route != ROUTE_SUGGEST &&
		   !visit_asks_nothing(visit)) {
		visit->response->hits = (int64_t)visit->answer.total;
	}
}

/* A whole answer out of a known state of the index may be told by its tag. */
static bool can_keep(const struct visit *visit)
{
	return visit->site->stamp && visit->response->status == 200 &&
	       !visit->answer.missing_count && !visit->answer.has_gaps;
}

static void answer_or_repeat(struct visit *visit)
{
	struct http_response *response = visit->response;
	struct http_cache *cache = visit->site->cache;
	struct buf key = BUF_INIT;

	http_site_look(visit->site);
	visit_put_key(&key, visit);
	visit_put_tag(response, key.data);
	if (visit->site->stamp && visit_is_known(visit)) {
		response->status = 304;
	} else if (visit->site->stamp && cache &&
		   http_cache_find(cache, key.data, response)) {
		response->is_kept = true;
	} else {
		answer_from_index(visit);
		if (!can_keep(visit))
			response->etag[0] = 0;
		else if (cache)
			http_cache_put(cache, key.data, response);
	}
	buf_release(&key);
}

static void answer_style(struct visit *visit)
{
	struct http_response *response = visit->response;
	size_t len;
	const char *sheet = style_sheet(&len);

	response->type = "text/css; charset=utf-8";
	response->cache = "public, max-age=604800";
	snprintf(response->etag, sizeof(response->etag), "%s", style_etag());
	if (visit_is_known(visit))
		response->status = 304;
	else
		buf_put(&response->body, sheet, len);
}

/* With the parameters read: what needs no index, and what does. */
static void answer_route(struct visit *visit)
{
	struct page page = visit_page(visit);

	switch (visit->route) {
	case ROUTE_DESCRIPTION:
		visit_put_description(visit);
		return;
	case ROUTE_HELP:
		page_help(&page);
		return;
	case ROUTE_PAGE:
	case ROUTE_JSON:
	case ROUTE_CSV:
	case ROUTE_ATOM:
	case ROUTE_SUGGEST:
	case ROUTE_DOCUMENT:
		answer_or_repeat(visit);
		return;
	case ROUTE_STYLE:
		answer_style(visit);
		return;
	case ROUTE_NONE:
		break;
	}
	refuse(visit, 404, WORD_ERROR_NOT_FOUND, NULL);
}

static void answer_visit(struct visit *visit)
{
	const struct http_request *http = visit->http;
	struct error err = { .status = STATUS_OK };

	if (strcmp(http->method, "GET") && strcmp(http->method, "HEAD"))
		refuse(visit, 405, WORD_ERROR_METHOD, NULL);
	else if (visit->route == ROUTE_NONE)
		refuse(visit, 404, WORD_ERROR_NOT_FOUND, NULL);
	else if (visit->route == ROUTE_STYLE)
		answer_style(visit);
	else if (strlen(http->query) > HTTP_QUERY_BYTES)
		refuse(visit, 400, WORD_ERROR_REQUEST, NULL);
	else if (read_params(visit, &err) != STATUS_OK)
		refuse_for(visit, &err);
	else
		answer_route(visit);
}

static void begin(struct visit *visit, const struct http_request *request,
		  struct http_response *response)
{
	*visit = (struct visit){
		.http = request,
		.response = response,
		.route = route_of(request->path),
		.lang = words_accept(request->accept_language),
	};
	request_init(&visit->request);
	answer_init(&visit->answer);
}

static void end(struct visit *visit)
{
	answer_release(&visit->answer);
	request_release(&visit->request);
	http_params_release(&visit->params);
}

void http_answer(struct http_site *site, const struct http_request *request,
		 struct http_response *response)
{
	struct visit visit;

	begin(&visit, request, response);
	visit.site = site;
	answer_visit(&visit);
	end(&visit);
}

void http_answer_late(const struct http_request *request,
		      struct http_response *response)
{
	struct visit visit;

	begin(&visit, request, response);
	snprintf(response->reason, sizeof(response->reason), "watchdog");
	refuse(&visit, 503, WORD_ERROR_TIMEOUT, NULL);
	end(&visit);
}
