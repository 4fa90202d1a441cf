#include "read/reader.h"

#include <string.h>
#include <strings.h>

/* The first bytes as lower-case ASCII, so that UTF-16 and marks don't hide what
 * they say: NULs, bytes over 127 and white space are left out. */
static size_t squeeze(char *out, size_t size, const char *head, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len && count + 1 < size; i++) {
		char c = head[i];

		if (c > 0x20 && c < 0x7F)
			out[count++] = c >= 'A' && c <= 'Z' ?
				       (char)(c + 'a' - 'A') : c;
	}
	out[count] = '\0';
	return count;
}

static bool has_suffix(const char *name, const char *const *suffixes)
{
	size_t len = strlen(name);

	for (; *suffixes; suffixes++) {
		size_t more = strlen(*suffixes);

		if (len > more && !strcasecmp(name + len - more, *suffixes))
			return true;
	}
	return false;
}

static bool begins(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* What a page may begin with when it has neither <!doctype> nor <html>. */
static bool is_html(const char *text)
{
	static const char *const first[] = { "<head>", "<title>", "<body", "<meta", "<script", "<p>", "<div", "<h1",
		"<table", "<br", "<font", "<center", "<a", "<b>", "<span",
		"<ul", "<style", NULL };

	for (size_t i = 0; first[i]; i++)
		if (begins(text, first[i]))
			return true;
	return false;
}

/* Past <?...?>, comments and a DOCTYPE of something else than HTML. */
static const char *root_of(const char *text)
{
	while (begins(text, "<?") || begins(text, "<!--")) {
		bool comment = text[1] == '!';
		const char *end = strstr(text, comment ? "-->" : "?>");

		if (!end)
			return "";
		text = end + (comment ? 3 : 2);
	}
	return text;
}

enum content content_of(const char *name, const void *head, size_t len)
{
	static const char *const lines[] = { ".jsonl", ".ndjson", ".jsonl.gz",
		".jsonl.zst", ".ndjson.gz", ".ndjson.zst", NULL };
	static const char *const html[] = { ".html", ".htm", ".xhtml", ".shtml",
		".html.gz", ".html.zst", ".htm.gz", NULL };
	static const char *const xml[] = { ".xml", ".xml.gz", ".xml.zst", NULL };
	char text[2048];
	const char *root;

	squeeze(text, sizeof(text), head, len);
	root = root_of(text);
	if (has_suffix(name, lines))
		return CONTENT_JSON_LINES;
	if (begins(root, "<!doctypehtml") || begins(root, "<html"))
		return CONTENT_HTML;
	if (begins(text, "<?xml") || has_suffix(name, xml))
		return CONTENT_XML;
	if (is_html(root) || has_suffix(name, html))
		return CONTENT_HTML;
	return CONTENT_PLAIN;
}

reader_fn *reader_of(enum content content)
{
	switch (content) {
	case CONTENT_PLAIN: return reader_plain;
	case CONTENT_HTML: return reader_html;
	case CONTENT_XML: return reader_xml;
	case CONTENT_JSON_LINES: return reader_json_line;
	}
	return reader_plain;
}
