/* What plain CGI and FastCGI share: a request, its answer, the watchdog. */
#include "query/web/cgi.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "query/engine/engine.h"
#include "query/web/http_log.h"

/* A search ends itself by its own deadline; this is for what cannot. */
enum { GRACE_MS = 1000, EXIT_LATE = 3 };

/* HTTP_PROXY and X-Forwarded-* are never looked at: any client can set them. */
struct http_request cgi_request(cgi_variable_fn *variable, void *context)
{
	return (struct http_request){
		.method = variable(context, "REQUEST_METHOD"),
		.script = variable(context, "SCRIPT_NAME"),
		.path = variable(context, "PATH_INFO"),
		.query = variable(context, "QUERY_STRING"),
		.accept_language = variable(context, "HTTP_ACCEPT_LANGUAGE"),
		.if_none_match = variable(context, "HTTP_IF_NONE_MATCH"),
		.host = variable(context, "HTTP_HOST"),
		.is_https = !strcmp(variable(context, "HTTPS"), "on"),
	};
}

void cgi_answer(struct buf *out, struct http_site *site,
		const struct http_request *request)
{
	const double begin = clock_ms();
	struct http_response response;

	http_response_init(&response);
	http_answer(site, request, &response);
	http_response_put(out, &response, request);
	http_log(request, &response, clock_ms() - begin);
	http_response_release(&response);
}

/* Read by the signal handler. */
static volatile sig_atomic_t watched_fd = -1;
static const char *volatile watched_bytes;
static volatile size_t watched_len;

static void bark(int number)
{
	static const char line[] =
		"{\"status\":503,\"reason\":\"watchdog: no answer in time\"}\n";
	const char *at = watched_bytes;
	size_t left = watched_len;
	ssize_t count = 1;

	(void)number;
	while (left && count > 0) {
		count = write(watched_fd, at, left);
		at += count;
		left -= count > 0 ? (size_t)count : 0;
	}
	if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
		_exit(EXIT_LATE + 1);
	_exit(EXIT_LATE);
}

static void set_timer(unsigned ms)
{
	struct itimerval timer = {
		.it_value = { .tv_sec = ms / 1000,
			      .tv_usec = (suseconds_t)(ms % 1000) * 1000 } };

	setitimer(ITIMER_REAL, &timer, NULL);
}

void cgi_watch_begin(int fd, const struct buf *response)
{
	struct sigaction action = { .sa_handler = bark };

	watched_fd = fd;
	watched_bytes = response->data;
	watched_len = response->len;
	sigaction(SIGALRM, &action, NULL);
	set_timer(http_site_timeout() + GRACE_MS);
}

void cgi_watch_end(void)
{
	set_timer(0);
}
