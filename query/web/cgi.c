/* bagui.cgi: requests from a web server -> responses, each written at once. */
#include "query/web/cgi.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/options.h"
#include "query/command/command.h"
#include "query/engine/engine.h"

enum { EXIT_BAD_USE = 2, WORKERS_MOST = 64 };

static const char *of_environment(void *context, const char *name)
{
	const char *value = getenv(name);

	(void)context;
	return value ? value : "";
}

static int serve_one(void)
{
	struct http_request request = cgi_request(of_environment, NULL);
	struct http_response late;
	struct http_site site;
	struct buf out = BUF_INIT, out_late = BUF_INIT;
	bool written;

	http_response_init(&late);
	http_answer_late(&request, &late);
	http_response_put(&out_late, &late, &request);
	http_site_init(&site, false);
	cgi_watch_begin(STDOUT_FILENO, &out_late);
	cgi_answer(&out, &site, &request);
	cgi_watch_end();
	written = fwrite(out.data, 1, out.len, stdout) == out.len &&
		  !fflush(stdout);
	http_site_release(&site);
	http_response_release(&late);
	buf_release(&out);
	buf_release(&out_late);
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

/* Of one processor's work each. */
static int worker_count(void)
{
	const char *variable = getenv("BAGUI_WORKERS");
	int64_t number = sysconf(_SC_NPROCESSORS_ONLN);

	if (variable && option_number(&number, variable, 1, WORKERS_MOST,
				      NULL) != STATUS_OK)
		number = 1;
	return number < 1 ? 1 : number > WORKERS_MOST ? WORKERS_MOST
						      : (int)number;
}

int main(int argc, char **argv)
{
	/* A server sets both; then argv holds words of the URL (RFC 3875, 4.4). */
	bool is_cgi = getenv("GATEWAY_INTERFACE") || getenv("REQUEST_METHOD");

	if (!is_cgi && !FCGX_IsCGI()) {
		signal(SIGPIPE, SIG_IGN);
		return cgi_pool_run(worker_count());
	}
	if (!is_cgi)
		return explain(argc, argv);
	signal(SIGPIPE, SIG_IGN);
	return serve_one();
}
