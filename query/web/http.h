/* query/web/http.h - what a web server asks, and what it is told.
 *
 * Layer: base only; knows nothing of the index.  http_answer() is the whole
 * site as one function, whichever way requests come in. */
#ifndef QUERY_WEB_HTTP_H
#define QUERY_WEB_HTTP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"

enum {
	HTTP_QUERY_BYTES = 8192,	/* of QUERY_STRING */
	HTTP_PARAMS_MOST = 256,
	HTTP_HOST_BYTES = 255
};

/* Borrowed strings; "" when the server gave none. */
struct http_request {
	const char *method;
	const char *script;	/* SCRIPT_NAME: what our own links begin with */
	const char *path;	/* PATH_INFO, decoded by the server */
	const char *query;	/* QUERY_STRING as it came */
	const char *accept_language, *if_none_match;
	const char *host;	/* as the client gave it: see http_put_base() */
	bool is_https;
};

struct http_response {
	int status;
	const char *type;	/* static; Content-Type */
	const char *cache;	/* static; Cache-Control */
	char etag[32];		/* "" none */
	struct buf links;	/* of a Link header; ASCII */
	struct buf body;
	/* For the log alone. */
	int64_t hits;		/* -1: nothing was searched for */
	bool is_kept;		/* answered out of the cache */
	char reason[ERROR_TEXT_BYTES + 32];	/* of a failure on our side, or "" */
};

/* A decoded query string.  Owner: http_params_release(). */
struct http_param {
	char *name, *value;
};

struct http_params {
	struct http_param *at;
	size_t count, capacity;
};

/* Decode text (len bytes, '+' is a blank when plus) and append it to out.
 * STATUS_BAD_INPUT: a % without two hexadecimal digits, a NUL byte, or not
 * UTF-8. */
enum status http_decode(struct buf *out, const char *text, size_t len,
			bool plus, struct error *err);
/* Keep the parameters whose names is_known (NULL: all); the values of others
 * are not looked at.  STATUS_BAD_INPUT as above, or too many; out is then to be
 * released too. */
typedef bool http_known_fn(const char *name);
enum status http_params_parse(struct http_params *out, const char *query,
			      http_known_fn *is_known, struct error *err);
void http_params_release(struct http_params *params);
/* The first value of that name, or NULL. */
const char *http_params_find(const struct http_params *params,
			     const char *name);
size_t http_params_count(const struct http_params *params, const char *name);

void http_response_init(struct http_response *response);
void http_response_release(struct http_response *response);
/* Append the response as CGI wants it: status and all headers, then the body,
 * unless the request is a HEAD. */
void http_response_put(struct buf *out, const struct http_response *response,
		       const struct http_request *request);

/* Append "https://host", $BAGUI_URL's or that of the request, for addresses
 * that are used elsewhere; nothing when neither is fit to be one. */
void http_put_base(struct buf *out, const struct http_request *request);

/* Answer any request (http_answer.c).  Never fails: what goes wrong is a page
 * with its status. */
struct http_site;
void http_answer(struct http_site *site, const struct http_request *request,
		 struct http_response *response);
/* The answer to a request that took too long. */
void http_answer_late(const struct http_request *request,
		      struct http_response *response);

#endif
