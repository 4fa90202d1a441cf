#include "query/web/http_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "query/language/width.h"

static void put_time(struct json *json)
{
	struct timespec now;
	struct tm tm;
	char second[32], text[48];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(second, sizeof(second), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text, sizeof(text), "%s.%03ldZ", second,
		 now.tv_nsec / 1000000);
	json_put_string(json, "time", text);
}

static bool is_hexadecimal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* What was meant: a log is also of what cannot be decoded, so what is wrong
 * stays as it came. */
static void decode(struct buf *out, const char *query)
{
	for (; *query && out->len < HTTP_LOG_BYTES; query++) {
		if (*query == '%' && is_hexadecimal(query[1]) &&
		    is_hexadecimal(query[2])) {
			char digits[3] = { query[1], query[2], 0 };

			buf_put_byte(out, (unsigned char)strtol(digits, NULL, 16));
			query += 2;
		} else {
			buf_put_byte(out, *query == '+' ? ' '
				     : (unsigned char)*query);
		}
	}
}

/* The JSON writer escapes control characters but leaves bidi ones. */
static void put_string(struct json *json, const char *key, const char *text,
		       size_t len)
{
	const char *at = text, *end = text + len;
	struct buf safe = BUF_INIT;
	char bytes[4];

	buf_put_string(&safe, "");
	while (at < end) {
		uint32_t cp = utf8_next(&at, end);

		if (cp >= 0x80 && width_is_unsafe(cp))
			buf_put_format(&safe, "<U+%04X>", (unsigned)cp);
		else
			buf_put(&safe, bytes, utf8_encode(bytes, cp));
	}
	json_key(json, key);
	json_string_len(json, safe.data, safe.len);
	buf_release(&safe);
}

static void put_query(struct json *json, const char *query)
{
	struct buf text = BUF_INIT;

	buf_put_string(&text, "");
	decode(&text, query);
	put_string(json, "query", text.data, text.len);
	buf_release(&text);
}

static const char *mode(void)
{
	const char *mode = getenv("BAGUI_LOG");

	return mode ? mode : "";
}

static size_t shorter(const char *text)
{
	return strnlen(text, HTTP_LOG_BYTES);
}

void http_log_put(struct buf *out, const struct http_request *request,
		  const struct http_response *response, double took_ms)
{
	bool tells_query = strcmp(mode(), "noquery") != 0;
	struct json json;

	if (!strcmp(mode(), "off"))
		return;
	json = json_into(out);
	json_begin_object(&json);
	put_time(&json);
	json_put_uint(&json, "status", (uint64_t)response->status);
	json_key(&json, "ms");
	json_real(&json, took_ms, 1);
	put_string(&json, "method", request->method, shorter(request->method));
	if (tells_query || strncmp(request->path, "/doc/", 5))
		put_string(&json, "path", request->path, shorter(request->path));
	if (tells_query)
		put_query(&json, request->query);
	if (response->hits >= 0)
		json_put_uint(&json, "hits", (uint64_t)response->hits);
	if (response->is_kept)
		json_put_bool(&json, "kept", true);
	if (*response->reason)
		put_string(&json, "reason", response->reason,
			   strlen(response->reason));
	json_end_object(&json);
	buf_put_byte(out, '\n');
}

void http_log(const struct http_request *request,
	      const struct http_response *response, double took_ms)
{
	struct buf line = BUF_INIT;

	http_log_put(&line, request, response, took_ms);
	if (line.len && write(STDERR_FILENO, line.data, line.len) < 0)
		line.len = 0;		/* nobody is there to be told */
	buf_release(&line);
}
