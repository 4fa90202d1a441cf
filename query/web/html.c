#include "query/web/html.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "query/language/width.h"

static void put_character(struct buf *out, uint32_t cp)
{
	char bytes[4];

	switch (cp) {
	case '&':
		buf_put_string(out, "&amp;");
		return;
	case '<':
		buf_put_string(out, "&lt;");
		return;
	case '>':
		buf_put_string(out, "&gt;");
		return;
	case '"':
		buf_put_string(out, "&quot;");
		return;
	case '\'':
		buf_put_string(out, "&#39;");
		return;
	case '\t':
		cp = ' ';
		break;
	default:
		break;
	}
	/* U+FFFE and U+FFFF are no characters of XML, which feeds are. */
	if (!width_is_unsafe(cp) && (cp & 0xFFFE) != 0xFFFE)
		buf_put(out, bytes, utf8_encode(bytes, cp));
}

void html_put(struct buf *out, const char *utf8)
{
	const char *at = utf8, *end = utf8 + strlen(utf8);

	buf_put(out, "", 0);
	while (at < end)
		put_character(out, utf8_next(&at, end));
}

static bool is_unreserved(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || (byte && strchr("-._~", byte));
}

static void put_encoded(struct buf *out, const char *text, char keep)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (is_unreserved(byte) || (keep && *text == keep))
			buf_put_byte(out, byte);
		else
			buf_put_format(out, "%%%02X", byte);
	}
}

void html_put_url(struct buf *out, const char *text)
{
	put_encoded(out, text, 0);
}

void html_put_path(struct buf *out, const char *text)
{
	put_encoded(out, text, '/');
}

void html_put_window(struct buf *out, const struct snippet_text *text,
		     size_t from, struct text_span window)
{
	bool marked = false;

	if (window.begin > from)
		buf_put_string(out, "…");
	for (size_t i = window.begin; i < window.end; i++) {
		if (marked != (bool)text->marked[i]) {
			marked = !marked;
			buf_put_string(out, marked ? "<mark>" : "</mark>");
		}
		if (text->cp[i] == '\n')
			buf_put_string(out, "<br>");
		else
			put_character(out, text->cp[i]);
	}
	if (marked)
		buf_put_string(out, "</mark>");
	if (window.end < text->count)
		buf_put_string(out, "…");
}

bool html_is_link(const char *url)
{
	if (strncasecmp(url, "http://", 7) && strncasecmp(url, "https://", 8))
		return false;
	for (; *url; url++) {
		unsigned char byte = (unsigned char)*url;

		if (byte <= 0x20 || byte == 0x7F || strchr("<>\"\\^`{|}", byte))
			return false;
	}
	return true;
}
