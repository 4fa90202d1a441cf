/* bagui.cgi: one CGI/1.1 request -> one response, written at once. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/options.h"
#include "query/command.h"
#include "query/http.h"

enum { CPU_SECONDS = 20, EXIT_BAD_USE = 2 };

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

/* HTTP_PROXY and X-Forwarded-* are never looked at: any client can set them. */
static struct http_request request_of_environment(void)
{
	return (struct http_request){
		.method = variable("REQUEST_METHOD"),
		.script = variable("SCRIPT_NAME"),
		.path = variable("PATH_INFO"),
		.query = variable("QUERY_STRING"),
		.accept_language = variable("HTTP_ACCEPT_LANGUAGE"),
		.if_none_match = variable("HTTP_IF_NONE_MATCH"),
		.is_https = !strcmp(variable("HTTPS"), "on"),
	};
}

/* The deadline of a search is its own; this one is for what it cannot see. */
static void limit_time(void)
{
	struct rlimit limit = { CPU_SECONDS, CPU_SECONDS };

	setrlimit(RLIMIT_CPU, &limit);
}

static int serve(void)
{
	struct http_request request = request_of_environment();
	struct http_response response;
	struct buf out = BUF_INIT;
	bool written;

	signal(SIGPIPE, SIG_IGN);
	limit_time();
	http_response_init(&response);
	http_answer(&request, &response);
	http_response_put(&out, &response, &request);
	written = fwrite(out.data, 1, out.len, stdout) == out.len &&
		  !fflush(stdout);
	http_response_release(&response);
	buf_release(&out);
	return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int refuse(const char *why)
{
	fprintf(stderr, "bagui.cgi: %s\n", why);
	return EXIT_BAD_USE;
}

/* From a shell there is nothing to serve, only to explain. */
static int explain(int argc, char **argv)
{
	struct options options;
	struct error err = { .status = STATUS_OK };
	enum status status;
	bool answered;

	options_init(&options, &command_cgi_spec, argc, argv);
	do
		status = options_next(&options, &err);
	while (status == STATUS_OK);
	answered = options.answered;
	options_release(&options);
	if (status != STATUS_DONE)
		return refuse(err.text);
	return answered ? EXIT_SUCCESS
			: refuse("to be started by a web server: "
				 "GATEWAY_INTERFACE is not set (see --help)");
}

int main(int argc, char **argv)
{
	/* A server sets both; then argv holds words of the URL (RFC 3875, 4.4). */
	return getenv("GATEWAY_INTERFACE") || getenv("REQUEST_METHOD")
		? serve() : explain(argc, argv);
}
