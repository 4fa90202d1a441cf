/* tests/web/fcgi.h - a FastCGI client: what a web server would send, and what
 * comes back. */
#ifndef TESTS_WEB_FCGI_H
#define TESTS_WEB_FCGI_H
#include <stdbool.h>
#include "base/buf.h"

struct fcgi_request {
	const char *method, *path, *query, *tag;	/* tag: If-None-Match, or "" */
};

struct fcgi_reply {
	int status;		/* 0: none was understood */
	struct buf head, body;
};

/* Ask the socket (a path) once; false when it does not answer as it must. */
bool fcgi_ask(struct fcgi_reply *out, const char *socket,
	      const struct fcgi_request *request);
void fcgi_reply_release(struct fcgi_reply *reply);

#endif
