#include "read/xml_about.h"

#include <stdlib.h>
#include <string.h>

#include "read/page_title.h"
#include "read/xml_sax.h"

bool xml_about_has(enum xml_kind kind)
{
	return kind >= XML_KIND_TITLE && kind <= XML_KIND_PLATFORM;
}

static char **field_of(struct raw_document *raw, enum xml_kind kind)
{
	switch (kind) {
	case XML_KIND_TITLE: return &raw->title;
	case XML_KIND_DATE: return &raw->date;
	case XML_KIND_PUBLISHER: return &raw->publisher;
	case XML_KIND_AUTHOR: return &raw->author;
	case XML_KIND_URL: return &raw->url;
	case XML_KIND_REGION: return &raw->region;
	case XML_KIND_UNKNOWN: case XML_KIND_INLINE: case XML_KIND_PARAGRAPH:
	case XML_KIND_BLOCK: case XML_KIND_SECTION: case XML_KIND_HEADING:
	case XML_KIND_HEAD: case XML_KIND_HEADER: case XML_KIND_BREAK:
	case XML_KIND_SKIPPED: case XML_KIND_FRAGMENT: case XML_KIND_STRING:
	case XML_KIND_LINE: case XML_KIND_DOCUMENT: case XML_KIND_CAPTION:
	case XML_KIND_STAMP: case XML_KIND_GUID: case XML_KIND_TOPIC:
	case XML_KIND_PLATFORM: break;
	}
	return NULL;
}

static void squeeze(struct buf *out, const char *value, const char *end)
{
	char *whole = xml_unescaped(value, (size_t)(end - value));

	for (const char *at = whole; *at; at++) {
		if (!strchr(" \t\r\n", *at))
			buf_put(out, at, 1);
		else if (out->len && out->data[out->len - 1] != ' ')
			buf_put_byte(out, ' ');
	}
	free(whole);
}

static bool is_url(const struct buf *value)
{
	return value->len > 8 && (!strncmp(value->data, "http://", 7) ||
				  !strncmp(value->data, "https://", 8)) &&
	       !memchr(value->data, ' ', value->len);
}

void xml_about_set(struct xml_about *about, enum xml_kind kind,
		   const char *value, const char *end)
{
	struct raw_document *raw = about->raw;
	char **field = field_of(raw, kind);
	struct buf clean = BUF_INIT;

	squeeze(&clean, value, end);
	if (clean.len && field)
		page_title_set(field, clean.data, clean.len);
	else if (clean.len && kind == XML_KIND_TOPIC)
		raw_list_add(&raw->topics, clean.data, clean.len);
	else if (clean.len && kind == XML_KIND_PLATFORM)
		raw_list_add(&raw->platforms, clean.data, clean.len);
	else if (clean.len && kind == XML_KIND_STAMP && !about->stamp.len)
		buf_put(&about->stamp, clean.data, clean.len);
	else if (kind == XML_KIND_GUID && is_url(&clean) && !about->guid.len)
		buf_put(&about->guid, clean.data, clean.len);
	buf_release(&clean);
}

void xml_about_link(struct xml_about *about, const unsigned char **attributes,
		    int count)
{
	const struct xml_tag tag = { .count = (size_t)count,
				     .attributes = attributes };
	size_t len, rel_len;
	const char *url = xml_tag_value(&tag, "href", &len);

	if (url && (!xml_tag_value(&tag, "rel", &rel_len) ||
		    xml_tag_is(&tag, "rel", "alternate")))
		xml_about_set(about, XML_KIND_URL, url, url + len);
}

void xml_about_begin(struct xml_about *about)
{
	about->is_capturing = true;
	buf_clear(&about->captured);
}

void xml_about_text(struct xml_about *about, const char *utf8, size_t len)
{
	if (about->captured.len < TITLE_MOST * 4)
		buf_put(&about->captured, utf8, len);
}

void xml_about_end(struct xml_about *about, enum xml_kind kind)
{
	if (about->captured.len)
		xml_about_set(about, kind, about->captured.data,
			      about->captured.data + about->captured.len);
	about->is_capturing = false;
}

void xml_about_finish(struct xml_about *about)
{
	if (about->stamp.len)
		page_title_set(&about->raw->date, about->stamp.data,
			       about->stamp.len);
	if (about->guid.len)
		page_title_set(&about->raw->url, about->guid.data,
			       about->guid.len);
}

void xml_about_release(struct xml_about *about)
{
	buf_release(&about->captured);
	buf_release(&about->stamp);
	buf_release(&about->guid);
}
