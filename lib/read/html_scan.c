#include "read/html_scan.h"

#include <stdbool.h>
#include <string.h>
#include <libxml/HTMLparser.h>

struct scan {
	struct feed *feed;
	const uint32_t *cp;
	size_t count;
	/* From here on there is no more " or ', so that none is sought twice. */
	size_t no_double, no_single;
};

static bool is_letter(uint32_t cp)
{
	return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

static bool is_space_in_tag(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r');
}

/* Does the text go on with this, in lower case, at index at? */
static bool begins(const struct scan *scan, size_t at, const char *with)
{
	for (; *with; with++, at++) {
		uint32_t cp = at < scan->count ? scan->cp[at] : 0;

		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		if (cp != (unsigned char)*with)
			return false;
	}
	return true;
}

static bool begins_tag(const struct scan *scan, size_t at, const char *tag)
{
	size_t after = at + strlen(tag);

	return begins(scan, at, tag) &&
	       (after >= scan->count || is_space_in_tag(scan->cp[after]) ||
		scan->cp[after] == '>' || scan->cp[after] == '/');
}

/* After the next occurrence of mark at or after at; the end when none is. */
static size_t past(const struct scan *scan, size_t at, const char *mark)
{
	for (; at < scan->count; at++)
		if (scan->cp[at] == (unsigned char)*mark &&
		    begins(scan, at, mark))
			return at + strlen(mark);
	return scan->count;
}

static size_t past_comment(const struct scan *scan, size_t at)
{
	if (begins(scan, at + 4, ">"))
		return at + 5;
	if (begins(scan, at + 4, "->"))
		return at + 6;
	for (at += 4; at < scan->count; at++)
		if (scan->cp[at] == '-' && (begins(scan, at, "-->") ||
					    begins(scan, at, "--!>")))
			return at + (scan->cp[at + 2] == '>' ? 3 : 4);
	return scan->count;
}

/* After the quoted value at at, or just after its quote when it never ends. */
static size_t past_quoted(struct scan *scan, size_t at, bool *is_broken)
{
	uint32_t quote = scan->cp[at];
	size_t *none = quote == '"' ? &scan->no_double : &scan->no_single;

	for (size_t end = at + 1; end < scan->count && at + 1 < *none; end++)
		if (scan->cp[end] == quote)
			return end + 1;
	if (at + 1 < *none)
		*none = at + 1;
	*is_broken = true;
	return at + 1;
}

/* Step over the attribute at at, which is neither space nor '>'. */
static size_t past_attribute(struct scan *scan, size_t at, bool *is_broken)
{
	const uint32_t *cp = scan->cp;
	size_t end = at + 1;

	while (end < scan->count && !is_space_in_tag(cp[end]) &&
	       cp[end] != '=' && cp[end] != '>' && cp[end] != '/')
		end++;
	at = end;
	while (end < scan->count && is_space_in_tag(cp[end]))
		end++;
	if (end >= scan->count || cp[end] != '=')
		return at;
	end++;
	while (end < scan->count && is_space_in_tag(cp[end]))
		end++;
	if (end < scan->count && (cp[end] == '"' || cp[end] == '\''))
		return past_quoted(scan, end, is_broken);
	while (end < scan->count && !is_space_in_tag(cp[end]) &&
	       cp[end] != '>')
		end++;
	return end;
}

/* A start or end tag with its attributes as far as they are allowed. */
static void scan_tag(struct scan *scan, size_t at)
{
	size_t begin = at, kept, attributes = 0;
	bool is_broken = false;

	at++;
	while (at < scan->count && !is_space_in_tag(scan->cp[at]) &&
	       scan->cp[at] != '>' && (scan->cp[at] != '/' || at == begin + 1))
		at++;
	kept = at;
	while (at < scan->count && scan->cp[at] != '>') {
		if (is_space_in_tag(scan->cp[at]) || scan->cp[at] == '/') {
			at++;
			continue;
		}
		at = past_attribute(scan, at, &is_broken);
		if (!is_broken && ++attributes <= HTML_ATTRIBUTES_MOST &&
		    at - begin <= HTML_TAG_MOST)
			kept = at;
	}
	if (kept - begin > HTML_TAG_MOST) {
		feed_cut(scan->feed, at);
	} else if (at < scan->count) {
		feed_take(scan->feed, kept);
		feed_cut(scan->feed, at);
		feed_take(scan->feed, at + 1);
		return;
	}
	feed_cut(scan->feed, at < scan->count ? at + 1 : at);
}

/* The end of an element whose content is no markup: its end tag is kept. */
static size_t past_raw(const struct scan *scan, size_t at, const char *end_tag)
{
	for (; at < scan->count; at++)
		if (scan->cp[at] == '<' && begins_tag(scan, at, end_tag))
			return past(scan, at, ">");
	return scan->count;
}

static void scan_markup(struct scan *scan, size_t at)
{
	struct feed *feed = scan->feed;
	uint32_t next = at + 1 < scan->count ? scan->cp[at + 1] : 0;

	if (begins(scan, at, "<!--"))
		feed_cut(feed, past_comment(scan, at));
	else if (begins_tag(scan, at, "<script"))
		feed_cut(feed, past_raw(scan, at, "</script"));
	else if (begins_tag(scan, at, "<style"))
		feed_cut(feed, past_raw(scan, at, "</style"));
	else if (begins_tag(scan, at, "</body") ||
		 begins_tag(scan, at, "</html") || begins_tag(scan, at, "<html"))
		feed_cut(feed, past(scan, at, ">"));
	else if (is_letter(next))
		scan_tag(scan, at);
	else if (next == '/' && at + 2 < scan->count &&
		 is_letter(scan->cp[at + 2]))
		scan_tag(scan, at);
	else if (next == '!' || next == '?' || next == '/')
		feed_cut(feed, past(scan, at, ">"));
	else
		feed_replace(feed, "&lt;");
}

/* The end of the reference at at, without its semicolon, if libxml2 knows it;
 * else at.  Only a name that nothing else continues may lack the semicolon. */
static size_t reference_end(const struct scan *scan, size_t at)
{
	char name[12];
	size_t len = 0, end = at + 1;

	if (begins(scan, end, "#"))
		return end + 1;
	if (begins(scan, end, "nbsp"))
		return end + 4;
	while (end < scan->count && len + 1 < sizeof(name) &&
	       (is_letter(scan->cp[end]) ||
		(scan->cp[end] >= '0' && scan->cp[end] <= '9')))
		name[len++] = (char)scan->cp[end++];
	name[len] = '\0';
	if (begins(scan, end, "=") || !htmlEntityLookup((const xmlChar *)name))
		return at;
	return end;
}

/* A '&' that begins no reference is given as one. */
static void scan_reference(struct scan *scan, size_t at)
{
	size_t end = reference_end(scan, at);
	char last[] = "?;";

	if (end == at) {
		feed_replace(scan->feed, "&amp;");
	} else if (begins(scan, at + 1, "#") || begins(scan, end, ";")) {
		feed_take(scan->feed, end);
	} else {
		last[0] = (char)scan->cp[end - 1];
		feed_take(scan->feed, end - 1);
		feed_replace(scan->feed, last);
	}
}

void html_scan(struct feed *feed)
{
	struct scan scan = { feed, feed->text->cp, feed->text->count,
			     SIZE_MAX, SIZE_MAX };

	while (feed->taken < scan.count) {
		size_t at = feed->taken;

		while (at < scan.count && scan.cp[at] != '<' &&
		       scan.cp[at] != '&')
			at++;
		feed_take(feed, at);
		if (at < scan.count && scan.cp[at] == '<')
			scan_markup(&scan, at);
		else if (at < scan.count)
			scan_reference(&scan, at);
	}
}
