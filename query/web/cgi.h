/* query/web/cgi.h - the two ways in which a web server starts bagui.cgi.
 *
 * Plain CGI is a process a request; FastCGI a pool of workers on the socket
 * that stands in for standard input, each with an open index. */
#ifndef QUERY_WEB_CGI_H
#define QUERY_WEB_CGI_H
#include "query/web/http_site.h"

/* Makes requests of what a server says: name gives the value of a variable, ""
 * when there is none. */
typedef const char *cgi_variable_fn(void *context, const char *name);
struct http_request cgi_request(cgi_variable_fn *variable, void *context);

/* One whole exchange: the answer as bytes, and its line in the log. */
void cgi_answer(struct buf *out, struct http_site *site,
		const struct http_request *request);

/* The watchdog.  What takes longer than the deadline of a search and a little
 * more ends the process, after the response (borrowed until cgi_watch_end())
 * has been written to fd: a process that hangs is of no use to the next one. */
void cgi_watch_begin(int fd, const struct buf *response);
void cgi_watch_end(void);

/* Serve FastCGI until SIGTERM, with so many workers (cgi_pool.c); returns the
 * exit status.  Each is replaced after CGI_REQUESTS_MOST requests, or when it
 * dies. */
enum { CGI_REQUESTS_MOST = 10000 };
int cgi_pool_run(int workers);
/* One worker's life (cgi_fast.c).  A cold one opens nothing before it is asked:
 * the one before it died, perhaps of that. */
int cgi_fast_run(bool is_cold);

#endif
