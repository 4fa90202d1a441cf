/* One FastCGI worker: request after request over one open index. */
#include "query/web/cgi.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fcgiapp.h>
#include <fastcgi.h>

enum { RECORD_MOST = 65528 };	/* of a record's content; a multiple of 8 */

static const char *of_request(void *context, const char *name)
{
	const FCGX_Request *request = context;
	const char *value = FCGX_GetParam(name, request->envp);

	return value ? value : "";
}

static void put_header(struct buf *out, int type, int id, size_t len)
{
	const unsigned char header[FCGI_HEADER_LEN] = {
		FCGI_VERSION_1, (unsigned char)type, (unsigned char)(id >> 8),
		(unsigned char)id, (unsigned char)(len >> 8),
		(unsigned char)len, 0, 0 };

	buf_put(out, header, sizeof(header));
}

/* A whole response as the records that the server expects, for the watchdog,
 * which cannot call the library. */
static void put_records(struct buf *out, int id, const struct buf *response)
{
	static const char end[8];

	for (size_t at = 0; at < response->len; at += RECORD_MOST) {
		size_t len = response->len - at;

		len = len < RECORD_MOST ? len : RECORD_MOST;
		put_header(out, FCGI_STDOUT, id, len);
		buf_put(out, response->data + at, len);
	}
	put_header(out, FCGI_STDOUT, id, 0);
	put_header(out, FCGI_END_REQUEST, id, sizeof(end));
	buf_put(out, end, sizeof(end));
}

static void put_late(struct buf *out, int id,
		     const struct http_request *request)
{
	struct http_response late;
	struct buf response = BUF_INIT;

	http_response_init(&late);
	http_answer_late(request, &late);
	http_response_put(&response, &late, request);
	put_records(out, id, &response);
	buf_release(&response);
	http_response_release(&late);
}

static void serve(FCGX_Request *fcgi, struct http_site *site)
{
	struct http_request request = cgi_request(of_request, fcgi);
	struct buf out = BUF_INIT, late = BUF_INIT;

	put_late(&late, fcgi->requestId, &request);
	cgi_watch_begin(fcgi->ipcFd, &late);
	cgi_answer(&out, site, &request);
	cgi_watch_end();
	FCGX_PutStr(out.data, (int)out.len, fcgi->out);
	buf_release(&out);
	buf_release(&late);
}

static void stop(int number)
{
	(void)number;
	FCGX_ShutdownPending();
}

/* Without SA_RESTART, so that waiting for a request ends; what is being answered
 * is not disturbed, for the signals are held back then. */
static void end_by_signal(sigset_t *held)
{
	struct sigaction action = { .sa_handler = stop };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigemptyset(held);
	sigaddset(held, SIGTERM);
	sigaddset(held, SIGINT);
}

/* The first request should not pay for it. */
static void warm_up(struct http_site *site)
{
	const struct buf nobody = BUF_INIT;

	cgi_watch_begin(STDERR_FILENO, &nobody);
	http_site_warm(site);
	cgi_watch_end();
}

int cgi_fast_run(bool is_cold)
{
	FCGX_Request request;
	struct http_site site;
	sigset_t held;

	if (FCGX_Init() ||
	    FCGX_InitRequest(&request, FCGI_LISTENSOCK_FILENO,
			     FCGI_FAIL_ACCEPT_ON_INTR))
		return EXIT_FAILURE;
	end_by_signal(&held);
	http_site_init(&site, true);
	if (!is_cold)
		warm_up(&site);
	for (int i = 0; i < CGI_REQUESTS_MOST; i++) {
		if (FCGX_Accept_r(&request) < 0)
			break;
		sigprocmask(SIG_BLOCK, &held, NULL);
		serve(&request, &site);
		FCGX_Finish_r(&request);
		sigprocmask(SIG_UNBLOCK, &held, NULL);
	}
	FCGX_Free(&request, 1);
	http_site_release(&site);
	return EXIT_SUCCESS;
}
