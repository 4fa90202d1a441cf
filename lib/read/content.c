#include "read/reader.h"

#include <string.h>
#include <strings.h>

#include "read/content_lines.h"
#include "read/content_mail.h"

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

/* Does the name end in a suffix, or in one and a compression's? */
static bool has_suffix(const char *name, const char *const *suffixes)
{
	static const char *const packed[] = { "", ".gz", ".zst", NULL };

	for (; *suffixes; suffixes++)
		for (size_t i = 0; packed[i]; i++) {
			size_t len = strlen(name), more = strlen(*suffixes);
			size_t tail = strlen(packed[i]);

			if (len > more + tail &&
			    !strcasecmp(name + len - tail, packed[i]) &&
			    !strncasecmp(name + len - tail - more, *suffixes,
					 more))
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

/* Feeds, and what else needs no XML declaration to be known. */
static bool is_xml(const char *text)
{
	static const char *const first[] = { "<rss>", "<rssversion",
		"<rssxmlns", "<feedxmlns", "<atom:feedxmlns", "<rdf:rdf",
		"<teixmlns", "<teicorpusxmlns", "<newsmessagexmlns",
		"<newsitemxmlns", NULL };

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

static bool type_is(const char *type, const char *wanted)
{
	size_t len = type ? strcspn(type, "; \t") : 0;
	size_t end = strlen(wanted);

	if (*wanted == '+')
		return len > end && !strncasecmp(type + len - end, wanted, end);
	return len == end && !strncasecmp(type, wanted, len);
}

static bool type_in(const char *type, const char *const *types)
{
	for (; *types; types++)
		if (type_is(type, *types))
			return true;
	return false;
}

/* Names of the parts of a zip file stand before them, plainly. */
static bool shows(const char *head, size_t len, const char *name)
{
	return memmem(head, len, name, strlen(name)) != NULL;
}

static bool is_package(const char *name, const char *head, size_t len)
{
	static const char *const suffixes[] = { ".docx", ".docm", ".dotx",
		".odt", ".ott", ".ods", ".odp", ".fodt", ".epub", ".ofd", NULL };
	static const char *const parts[] = { "[Content_Types].xml",
		"mimetypeapplication/epub+zip", "META-INF/container.xml",
		"mimetypeapplication/vnd.oasis.opendocument.", "OFD.xml",
		"Doc_0/", NULL };

	for (size_t i = 0; parts[i]; i++)
		if (shows(head, len, parts[i]))
			return true;
	return has_suffix(name, suffixes);
}

static bool is_word(const char *name)
{
	static const char *const others[] = { ".xls", ".ppt", ".pps", ".msi",
		".msg", ".vsd", ".db", ".mpp", ".et", ".dps", NULL };

	return !has_suffix(name, others);
}

/* Kinds that hold no text, or not as text. */
static enum content packed_kind(const char *media, const char *name,
				const char *head, size_t len)
{
	if (type_is(media, "application/pdf"))
		return CONTENT_PDF;
	if (type_is(media, "application/x-ole-storage"))
		return is_word(name) ? CONTENT_DOC : CONTENT_BINARY;
	if (type_is(media, "application/zip") && is_package(name, head, len))
		return CONTENT_PACKAGE;
	return CONTENT_BINARY;
}

static bool has_tsv_header(const char *head, size_t len)
{
	struct tsv_columns columns;
	size_t begin = len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3) ? 3 : 0;
	size_t end;

	while (begin < len && strchr("\r\n", head[begin]))
		begin++;
	for (end = begin; end < len && head[end] != '\n';)
		end++;
	return !tsv_columns_read(&columns, head + begin, end - begin, NULL);
}

/* Style sheets and scripts are text, but nobody's words. */
static bool is_code(const char *type, const char *name)
{
	static const char *const types[] = { "text/css", "text/javascript",
		"application/javascript", "application/x-javascript",
		"application/json", NULL };
	static const char *const names[] = { ".css", ".js", NULL };

	return type ? type_in(type, types) : has_suffix(name, names);
}

static bool is_media(const char *type)
{
	return type && (!strncasecmp(type, "image/", 6) ||
			!strncasecmp(type, "audio/", 6) ||
			!strncasecmp(type, "video/", 6) ||
			!strncasecmp(type, "font/", 5)) &&
	       !type_is(type, "+xml");
}

/* What the type and the name say where the bytes say nothing. */
static enum content named_kind(const char *type, const char *name,
			       const char *head, size_t len)
{
	static const char *const html[] = { ".html", ".htm", ".xhtml",
		".shtml", NULL };
	static const char *const html_types[] = { "text/html",
		"application/xhtml+xml", NULL };
	static const char *const xml_types[] = { "text/xml", "application/xml",
		"+xml", NULL };
	static const char *const xml[] = { ".xml", NULL };
	static const char *const tsv[] = { ".tsv", NULL };

	if (type_in(type, html_types))
		return CONTENT_HTML;
	if (type_in(type, xml_types))
		return CONTENT_XML;
	if (is_code(type, name) || is_media(type))
		return CONTENT_BINARY;
	if ((type_is(type, "text/tab-separated-values") ||
	     has_suffix(name, tsv)) && has_tsv_header(head, len))
		return CONTENT_TSV;
	return has_suffix(name, xml) ? CONTENT_XML :
	       has_suffix(name, html) ? CONTENT_HTML : CONTENT_PLAIN;
}

enum content content_declared(const char *type, const char *name,
			      const void *head, size_t len)
{
	static const char *const lines[] = { ".jsonl", ".ndjson", NULL };
	static const char *const markdown[] = { ".md", ".markdown", ".mdown",
		".mkd", NULL };
	static const char *const mail[] = { ".eml", ".mht", ".mhtml", NULL };
	const char *media = content_media_type(head, len);
	char text[2048];
	const char *root;

	if (media)
		return packed_kind(media, name, head, len);
	squeeze(text, sizeof(text), head, len);
	root = root_of(text);
	if (has_suffix(name, lines) || type_is(type, "application/x-ndjson"))
		return CONTENT_JSON_LINES;
	if (begins(root, "<!doctypehtml") || begins(root, "<html"))
		return CONTENT_HTML;
	if (begins(text, "<?xml") || is_xml(root))
		return CONTENT_XML;
	if (content_is_mail(head, len, has_suffix(name, mail) ||
			    type_is(type, "message/rfc822") ||
			    type_is(type, "multipart/related")))
		return CONTENT_MAIL;
	if (!type && content_is_json_lines(head, len))
		return CONTENT_JSON_LINES;
	if (has_suffix(name, markdown) || type_is(type, "text/markdown"))
		return CONTENT_MARKDOWN;
	if (is_html(root))
		return CONTENT_HTML;
	return named_kind(type, name, head, len);
}

enum content content_of(const char *name, const void *head, size_t len)
{
	return content_declared(NULL, name, head, len);
}

reader_fn *reader_of(enum content content)
{
	switch (content) {
	case CONTENT_PLAIN: return reader_plain;
	case CONTENT_HTML: return reader_html;
	case CONTENT_XML: return reader_xml;
	case CONTENT_MARKDOWN: return reader_markdown;
	case CONTENT_MAIL: return reader_mail;
	case CONTENT_JSON_LINES: return reader_json_line;
	case CONTENT_TSV: return reader_tsv_line;
	case CONTENT_PACKAGE: return reader_package;
	case CONTENT_PDF:
	case CONTENT_DOC:
	case CONTENT_BINARY: return reader_binary;
	}
	return reader_plain;
}

enum status reader_binary(struct raw_document *out,
			  const struct reader_input *input, struct error *err)
{
	static const char *const programs[] = { "application/x-executable",
		"application/x-msdownload", "application/java-vm",
		"application/x-mach-binary", "application/wasm", NULL };
	const char *media = content_media_type(input->bytes, input->len);

	(void)out;
	if (!media)
		media = input->type ? input->type : "text/x-code";
	return error_set(err, STATUS_BAD_INPUT, "%s: %.*s",
			 type_in(media, programs) ? "binary" : "media-type",
			 (int)strcspn(media, "; \t\r\n"), media);
}
