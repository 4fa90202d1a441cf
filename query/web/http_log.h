/* query/web/http_log.h - one line of JSON a request, for the server's error log.
 *
 *   {"time":"2009-03-15T08:00:00.123Z","status":200,"ms":3.2,"method":"GET",
 *    "path":"/json","query":"q=...","hits":13,"kept":true,"reason":"..."}
 *
 * query is the query string, decoded, at most HTTP_LOG_BYTES of it; control and
 * bidi characters are escaped, so that a line is a line and harms no terminal.
 * hits, kept and reason only where they say something.  $BAGUI_LOG: "off" for
 * none, "noquery" to leave out what was asked. */
#ifndef QUERY_WEB_HTTP_LOG_H
#define QUERY_WEB_HTTP_LOG_H
#include "query/web/http.h"

enum { HTTP_LOG_BYTES = 256 };

/* Append the line to out; nothing when there is to be none. */
void http_log_put(struct buf *out, const struct http_request *request,
		  const struct http_response *response, double took_ms);
/* The same to standard error, by one write. */
void http_log(const struct http_request *request,
	      const struct http_response *response, double took_ms);

#endif
