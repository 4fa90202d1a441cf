/* query/http: query strings decoded strictly, responses with all headers. */
#include "tests/unit/unit.h"

#include "query/web/http.h"

static const struct row {
	const char *why, *query;
	const char *want;	/* "name=value;" in order; NULL: refused */
} rows[] = {
	{ "an empty query has no parameters", "", "" },
	{ "names and values", "q=a&lang=en", "q=a;lang=en;" },
	{ "plus is a blank", "q=a+b", "q=a b;" },
	{ "percent-encoded UTF-8", "q=%E6%A1%82", "q=桂;" },
	{ "an encoded plus stays", "q=a%2Bb", "q=a+b;" },
	{ "decoding happens once", "q=%2541", "q=%41;" },
	{ "an encoded ampersand does not separate", "q=a%26b=c", "q=a&b=c;" },
	{ "only the first = separates", "q=a=b", "q=a=b;" },
	{ "a name without value", "q", "q=;" },
	{ "empty pieces are passed over", "&&q=a&", "q=a;" },
	{ "names are decoded too", "%71=a", "q=a;" },
	{ "repeated names are all kept", "r=a&r=b", "r=a;r=b;" },
	{ "a NUL byte is refused", "q=a%00b", NULL },
	{ "half an escape is refused", "q=%E", NULL },
	{ "an escape of other letters is refused", "q=%G1", NULL },
	{ "bad UTF-8 is refused", "q=%CF%E7", NULL },
	{ "overlong UTF-8 is refused", "q=%C0%AF", NULL },
	{ "a surrogate is refused", "q=%ED%A0%80", NULL },
	{ "a bad name is refused", "%FF=a", NULL },
};

static void write_params(struct buf *out, const struct http_params *params)
{
	buf_put_string(out, "");
	for (size_t i = 0; i < params->count; i++)
		buf_put_format(out, "%s=%s;", params->at[i].name,
			       params->at[i].value);
}

static void test_params(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct http_params params;
		struct buf got = BUF_INIT;
		struct error err;
		enum status status;

		unit_begin(rows[i].why);
		status = http_params_parse(&params, rows[i].query, NULL, &err);
		write_params(&got, &params);
		EXPECT_INT(status, rows[i].want ? STATUS_OK : STATUS_BAD_INPUT);
		if (rows[i].want)
			EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
		http_params_release(&params);
	}
}

static bool is_q(const char *name)
{
	return !strcmp(name, "q");
}

static void test_unknown(void)
{
	struct http_params params;
	struct error err;

	unit_begin("unknown names are passed over, whatever their values hold");
	EXPECT_INT(http_params_parse(&params, "x=%00&q=a&q2=%FF", is_q, &err),
		   STATUS_OK);
	EXPECT_INT(params.count, 1);
	EXPECT_STR(http_params_find(&params, "q"), "a");
	http_params_release(&params);
}

static void test_many(void)
{
	struct http_params params;
	struct buf query = BUF_INIT;
	struct error err;

	for (int i = 0; i <= HTTP_PARAMS_MOST; i++)
		buf_put_string(&query, "a&");
	unit_begin("too many parameters are refused");
	EXPECT_INT(http_params_parse(&params, query.data, NULL, &err),
		   STATUS_BAD_INPUT);
	http_params_release(&params);
	buf_release(&query);
}

static const char *const headers[] = {
	"Content-Security-Policy: default-src 'none'; style-src 'self'; "
	"img-src 'self'; form-action 'self'; base-uri 'none'; "
	"frame-ancestors 'none'\r\n",
	"X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n",
	"Referrer-Policy: no-referrer\r\n",
	"Cross-Origin-Opener-Policy: same-origin\r\n",
	"Cross-Origin-Resource-Policy: same-origin\r\n",
	"Content-Type: text/html; charset=utf-8\r\n", "Content-Length: 2\r\n",
};

static void test_response(int status, const char *line)
{
	struct http_request request = { .method = "GET" };
	struct http_response response;
	struct buf out = BUF_INIT;

	unit_begin(line);
	http_response_init(&response);
	response.status = status;
	buf_put_string(&response.body, "ok");
	http_response_put(&out, &response, &request);
	EXPECT(!strncmp(out.data, line, strlen(line)));
	EXPECT(!strncmp(out.data + strlen(line), "\r\n", 2));
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		EXPECT(strstr(out.data, headers[i]));
	EXPECT(!strcmp(out.data + out.len - 6, "\r\n\r\nok"));
	EXPECT_INT(!!strstr(out.data, "Allow: GET, HEAD\r\n"), status == 405);
	EXPECT_INT(!!strstr(out.data, "Retry-After: "), status == 503);
	buf_clear(&out);
	request.method = "HEAD";
	http_response_put(&out, &response, &request);
	EXPECT(!strcmp(out.data + out.len - 4, "\r\n\r\n"));
	EXPECT(strstr(out.data, "Content-Length: 2\r\n"));
	buf_release(&out);
	http_response_release(&response);
}

int main(void)
{
	test_params();
	test_unknown();
	test_many();
	test_response(200, "Status: 200 OK");
	test_response(400, "Status: 400 Bad Request");
	test_response(404, "Status: 404 Not Found");
	test_response(405, "Status: 405 Method Not Allowed");
	test_response(503, "Status: 503 Service Unavailable");
	return unit_done();
}
