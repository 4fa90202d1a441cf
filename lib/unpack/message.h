/* unpack/message.h - what an HTTP server sent, as it was recorded. */
#ifndef UNPACK_MESSAGE_H
#define UNPACK_MESSAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"

struct message {
	unsigned status;	/* 0: none was found */
	size_t body;		/* where the body begins */
	uint64_t len;		/* of the body as it was sent, if has_len */
	struct buf type;	/* "text/html", lower case; empty: not declared */
	struct buf charset;	/* empty: not declared */
	struct buf codings;	/* "gzip, br": in the order of their making */
	bool has_len, is_chunked;
};

void message_release(struct message *message);

/* The head at the beginning of text.  Without one (no "HTTP/") body is 0 and
 * the rest is empty; one that is cut ends with the text. */
void message_parse(struct message *out, const char *text, size_t len);
/* Set type and charset by what a Content-Type field says. */
void message_set_type(struct message *out, const char *value, size_t len);

/* The body in text (what follows the head) without chunks and codings, into
 * out.  False: nothing has to be undone, text is the body.  What contradicts
 * the head is taken as it is; *is_cut is set where it ends too early. */
bool message_decode(struct buf *out, bool *is_cut, const struct message *message,
		    const char *text, size_t len);

/* Does a body of this type hold text that could be read? */
bool message_type_is_text(const char *type);

#endif
