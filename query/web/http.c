#include "query/web/http.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

enum status http_decode(struct buf *out, const char *text, size_t len,
			bool plus, struct error *err)
{
	size_t begin = out->len;

	buf_put(out, "", 0);
	for (size_t i = 0; i < len; i++) {
		int byte = (unsigned char)text[i];

		if (byte == '%') {
			int high = len - i > 2 ? hex(text[i + 1]) : -1;
			int low = len - i > 2 ? hex(text[i + 2]) : -1;

			if (high < 0 || low < 0)
				return error_set(err, STATUS_BAD_INPUT,
						 "bad percent-encoding");
			byte = high * 16 + low;
			i += 2;
		} else if (byte == '+' && plus) {
			byte = ' ';
		}
		if (!byte)
			return error_set(err, STATUS_BAD_INPUT, "a NUL byte");
		buf_put_byte(out, (unsigned char)byte);
	}
	if (!utf8_is_valid(out->data + begin, out->len - begin))
		return error_set(err, STATUS_BAD_INPUT, "not UTF-8");
	return STATUS_OK;
}

/* Keep name and the value at text, if there is room. */
static enum status put_param(struct http_params *out, struct buf *name,
			     const char *text, size_t len, struct error *err)
{
	struct buf value = BUF_INIT;
	enum status status = http_decode(&value, text, len, true, err);

	if (status == STATUS_OK && out->count == HTTP_PARAMS_MOST)
		status = error_set(err, STATUS_BAD_INPUT,
				   "too many parameters");
	if (status == STATUS_OK) {
		mem_reserve(&out->at, &out->capacity, out->count + 1,
			    sizeof(*out->at));
		out->at[out->count++] = (struct http_param){
			buf_detach(name), buf_detach(&value) };
	}
	buf_release(&value);
	return status;
}

static enum status parse_pair(struct http_params *out, const char *pair,
			      size_t len, http_known_fn *is_known,
			      struct error *err)
{
	const char *sign = memchr(pair, '=', len);
	size_t name_len = sign ? (size_t)(sign - pair) : len;
	struct buf name = BUF_INIT;
	enum status status = http_decode(&name, pair, name_len, true, err);

	if (status == STATUS_OK && (!is_known || is_known(name.data)))
		status = put_param(out, &name, sign ? sign + 1 : "",
				   sign ? len - name_len - 1 : 0, err);
	buf_release(&name);
	return status;
}

enum status http_params_parse(struct http_params *out, const char *query,
			      http_known_fn *is_known, struct error *err)
{
	*out = (struct http_params){ NULL, 0, 0 };
	while (*query) {
		size_t len = strcspn(query, "&");
		enum status status = len ? parse_pair(out, query, len,
						      is_known, err)
					 : STATUS_OK;

		if (status != STATUS_OK)
			return status;
		query += len + (query[len] == '&');
	}
	return STATUS_OK;
}

void http_params_release(struct http_params *params)
{
	for (size_t i = 0; i < params->count; i++) {
		free(params->at[i].name);
		free(params->at[i].value);
	}
	free(params->at);
	*params = (struct http_params){ NULL, 0, 0 };
}

const char *http_params_find(const struct http_params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++) {
		if (!strcmp(params->at[i].name, name))
			return params->at[i].value;
	}
	return NULL;
}

size_t http_params_count(const struct http_params *params, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < params->count; i++)
		count += !strcmp(params->at[i].name, name);
	return count;
}

void http_response_init(struct http_response *response)
{
	*response = (struct http_response){
		.status = 200,
		.type = "text/html; charset=utf-8",
		.cache = "private, no-cache",
		.links = BUF_INIT,
		.body = BUF_INIT,
		.hits = -1,
	};
}

void http_response_release(struct http_response *response)
{
	buf_release(&response->links);
	buf_release(&response->body);
}

/* A name or address, and perhaps a port: nothing that could end a header, an
 * attribute or the host part of an address. */
static bool is_host(const char *host)
{
	size_t len = strlen(host);

	return len && len <= HTTP_HOST_BYTES && host[0] != '.' &&
	       strspn(host, "abcdefghijklmnopqrstuvwxyz"
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == len;
}

void http_put_base(struct buf *out, const struct http_request *request)
{
	const char *url = getenv("BAGUI_URL");
	bool is_https = url ? !strncmp(url, "https://", 8) : request->is_https;
	const char *host = !url ? request->host
		: url + (is_https ? 8 : strncmp(url, "http://", 7) ? 0 : 7);
	size_t len = strlen(host);
	struct buf name = BUF_INIT;

	while (len && host[len - 1] == '/')
		len--;
	buf_put(&name, host, len);
	buf_put_string(out, "");
	if (is_host(name.data))
		buf_put_format(out, "http%s://%s", is_https ? "s" : "",
			       name.data);
	buf_release(&name);
}

static const char *reason(int status)
{
	switch (status) {
	case 200: return "OK";
	case 304: return "Not Modified";
	case 400: return "Bad Request";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 503: return "Service Unavailable";
	default: return "Internal Server Error";
	}
}

/* No script and no foreign resource runs in a page whatever it holds; queries
 * are private, so nothing is told to the sites that we link to. */
static const char security[] =
	"Content-Security-Policy: default-src 'none'; style-src 'self'; "
	"img-src 'self'; form-action 'self'; base-uri 'none'; "
	"frame-ancestors 'none'\r\n"
	"X-Content-Type-Options: nosniff\r\n"
	"X-Frame-Options: DENY\r\n"
	"Referrer-Policy: no-referrer\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Cross-Origin-Resource-Policy: same-origin\r\n";

void http_response_put(struct buf *out, const struct http_response *response,
		       const struct http_request *request)
{
	buf_put_format(out, "Status: %d %s\r\n", response->status,
		       reason(response->status));
	if (response->status != 304)
		buf_put_format(out, "Content-Type: %s\r\nContent-Length: %zu\r\n",
			       response->type, response->body.len);
	buf_put_format(out, "Cache-Control: %s\r\n", response->cache);
	if (response->etag[0])
		buf_put_format(out, "ETag: \"%s\"\r\n", response->etag);
	if (response->status == 405)
		buf_put_string(out, "Allow: GET, HEAD\r\n");
	if (response->status == 503)
		buf_put_string(out, "Retry-After: 30\r\n");
	buf_put_string(out, "Vary: Accept-Language\r\n");
	if (response->links.len)
		buf_put_format(out, "Link: %s\r\n", response->links.data);
	if (request->is_https)
		buf_put_string(out, "Strict-Transport-Security: "
			       "max-age=31536000; includeSubDomains\r\n");
	buf_put_string(out, security);
	buf_put_string(out, "\r\n");
	if (response->status != 304 && strcmp(request->method, "HEAD"))
		buf_put(out, response->body.data, response->body.len);
}
