/* The whole site: a request is routed, checked, searched and shown. */
#include "query/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "query/link.h"
#include "query/page.h"
#include "query/render.h"
#include "query/search.h"
#include "query/style.h"

enum { LIMIT_MOST = 100, TIMEOUT_MS = 5000 };

enum route { ROUTE_PAGE, ROUTE_JSON, ROUTE_DOCUMENT, ROUTE_STYLE, ROUTE_NONE };

/* A request on its way through. */
struct visit {
	const struct http_request *http;
	struct http_response *response;
	enum route route;
	struct http_params params;
	struct request request;
	struct answer answer;
	const char *lang;
};

static enum route route_of(const char *path)
{
	if (!*path || !strcmp(path, "/"))
		return ROUTE_PAGE;
	if (!strcmp(path, "/json"))
		return ROUTE_JSON;
	if (!strcmp(path, "/style.css"))
		return ROUTE_STYLE;
	if (!strcmp(path, "/doc") || !strncmp(path, "/doc/", 5))
		return ROUTE_DOCUMENT;
	return ROUTE_NONE;
}

static struct page page_of(const struct visit *visit)
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
	struct page page = page_of(visit);

	visit->response->status = status;
	buf_clear(&visit->response->body);
	if (visit->route == ROUTE_JSON) {
		visit->response->type = "application/json; charset=utf-8";
		put_json_error(&visit->response->body,
			       words(sentence, visit->lang), detail);
		return;
	}
	page_error(&page, sentence, detail);
}

/* The reason of a failure on our side is for the server's log alone. */
static void put_log(const struct error *err)
{
	char line[ERROR_TEXT_BYTES];

	utf8_copy_line(line, sizeof(line), err->text);
	fprintf(stderr, "bagui.cgi: %s: %s\n", status_name(err->status), line);
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
		put_log(err);
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
	put_log(err);
	refuse(visit, 503, WORD_ERROR_UNAVAILABLE, NULL);
}

/* id stands for a document's path that a server would tidy. */
static bool is_known(const char *name)
{
	return !strcmp(name, "id") || link_is_known(name, NULL, NULL);
}

static enum status set_param(struct visit *visit, const struct http_param *param,
			     struct error *err)
{
	bool repeats = false;

	link_is_known(param->name, &repeats, NULL);
	if (!repeats && http_params_count(&visit->params, param->name) > 1)
		return error_set(err, STATUS_USAGE, "%s: given twice",
				 param->name);
	if (!strcmp(param->name, "lang") || !strcmp(param->name, "id"))
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
	request->timeout_ms = TIMEOUT_MS;
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
	bound(&visit->request);
	return status;
}

static bool asks_nothing(const struct request *request)
{
	for (size_t kind = 0; kind < LABEL_KINDS; kind++) {
		if (request->labels[kind].count)
			return false;
	}
	return !request->query[strspn(request->query, " \t\n")] &&
	       !request->origins.count && !request->from && !request->to;
}

/* The page counts all kinds, and opens the one region that is chosen. */
static enum status ask_facets(struct request *request, struct error *err)
{
	const struct request_list *regions = &request->labels[LABEL_REGION];
	struct buf kinds = BUF_INIT;
	enum status status;

	buf_put_string(&kinds, "topic,platform,year,publisher,region");
	if (regions->count == 1 && !strpbrk(regions->at[0], ",:"))
		buf_put_format(&kinds, ":%s", regions->at[0]);
	status = request_set_facets(request, kinds.data, err);
	buf_release(&kinds);
	return status;
}

static enum status answer_page(struct visit *visit, searcher *engine,
			       struct error *err)
{
	struct page page = page_of(visit);
	enum status status = ask_facets(&visit->request, err);

	/* Before any question the page needs the label tree alone. */
	visit->answer.names = index_names(searcher_index(engine));
	if (asks_nothing(&visit->request)) {
		page_home(&page);
		return STATUS_OK;
	}
	if (status == STATUS_OK)
		status = search_run(&visit->answer, engine, &visit->request, err);
	if (status == STATUS_OK)
		page_search(&page);
	return status;
}

static enum status answer_json(struct visit *visit, searcher *engine,
			       struct error *err)
{
	struct render_options options = { .lang = visit->lang,
					  .hides_paths = true };
	enum status status;

	if (asks_nothing(&visit->request))
		return error_set(err, STATUS_USAGE, "nothing to search for");
	status = search_run(&visit->answer, engine, &visit->request, err);
	if (status != STATUS_OK)
		return status;
	visit->response->type = "application/json; charset=utf-8";
	render_json(&visit->response->body, &visit->answer, &visit->request,
		    &options);
	return STATUS_OK;
}

static enum status answer_document(struct visit *visit, searcher *engine,
				   struct error *err)
{
	const char *path = visit->http->path;
	const char *id = path[4] ? path + 5
				 : http_params_find(&visit->params, "id");
	struct page page = page_of(visit);
	enum status status;

	if (!id || !*id || !utf8_is_valid(id, strlen(id)))
		return error_set(err, STATUS_NOT_FOUND, "no such document");
	status = search_document(&visit->answer, engine, id,
				 *visit->request.query ? &visit->request : NULL,
				 err);
	if (status == STATUS_OK && !visit->answer.hit_count)
		status = error_set(err, STATUS_NOT_FOUND, "no passages");
	if (status == STATUS_OK)
		page_document(&page);
	return status;
}

static enum status search_and_show(struct visit *visit, searcher *engine,
				   struct error *err)
{
	switch (visit->route) {
	case ROUTE_PAGE:
		return answer_page(visit, engine, err);
	case ROUTE_JSON:
		return answer_json(visit, engine, err);
	case ROUTE_DOCUMENT:
		return answer_document(visit, engine, err);
	case ROUTE_STYLE:
	case ROUTE_NONE:
		break;
	}
	return error_set(err, STATUS_NOT_FOUND, "no such page");
}

/* The index is the server's choice, never the request's. */
static void answer_from_index(struct visit *visit)
{
	const char *directory = getenv("BAGUI_INDEX");
	searcher *engine = NULL;
	struct error err = { .status = STATUS_OK };
	enum status status = directory && *directory
		? searcher_open(&engine, &directory, 1, &err)
		: error_set(&err, STATUS_IO, "BAGUI_INDEX is not set");

	if (status != STATUS_OK) {
		put_log(&err);
		refuse(visit, 503, WORD_ERROR_UNAVAILABLE, NULL);
	} else if (search_and_show(visit, engine, &err) != STATUS_OK) {
		refuse_for(visit, &err);
	}
	answer_release(&visit->answer);
	searcher_close(engine);
}

static void answer_style(struct visit *visit)
{
	struct http_response *response = visit->response;
	size_t len;
	const char *sheet = style_sheet(&len);

	response->type = "text/css; charset=utf-8";
	response->cache = "public, max-age=604800";
	snprintf(response->etag, sizeof(response->etag), "%s", style_etag());
	if (strstr(visit->http->if_none_match, response->etag))
		response->status = 304;
	else
		buf_put(&response->body, sheet, len);
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
		answer_from_index(visit);
}

void http_answer(const struct http_request *request,
		 struct http_response *response)
{
	struct visit visit = {
		.http = request,
		.response = response,
		.route = route_of(request->path),
		.lang = words_accept(request->accept_language),
	};

	request_init(&visit.request);
	answer_init(&visit.answer);
	answer_visit(&visit);
	request_release(&visit.request);
	http_params_release(&visit.params);
}
