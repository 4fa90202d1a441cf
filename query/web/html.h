/* query/web/html.h - outside text into HTML: one function for each context.
 *
 * html_put()      text, and the value of a quoted attribute
 * html_put_url()  a component of a URL (a parameter, a path segment)
 * Both take any bytes.  Control characters, bidi controls and tag characters
 * are dropped, a bad sequence becomes U+FFFD; nothing else is lost. */
#ifndef QUERY_WEB_HTML_H
#define QUERY_WEB_HTML_H
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "query/render/snippet.h"

void html_put(struct buf *out, const char *utf8);
/* Percent-encoded but for letters, digits and -._~: safe in attributes too. */
void html_put_url(struct buf *out, const char *text);
/* The same, but '/' stays: a path of several segments. */
void html_put_path(struct buf *out, const char *text);
/* Characters [window.begin, window.end) with <mark> around what is marked and
 * <br> for line ends; … where the window cuts [from, count). */
void html_put_window(struct buf *out, const struct snippet_text *text,
		     size_t from, struct text_span window);
/* May url become a link?  Only http: and https:, without blanks or controls. */
bool html_is_link(const char *url);

#endif
