#include "read/xml_layout.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t xml_tag_begin(const struct feed *feed, size_t at)
{
	const char *bytes = feed->bytes.data;

	if (at > feed->bytes.len)
		at = feed->bytes.len;
	while (at > 0 && bytes[at - 1] != '<')
		at--;
	return at - (at > 0);
}

bool xml_begins_line(const struct feed *feed, size_t at)
{
	const char *bytes = feed->bytes.data;

	at = xml_tag_begin(feed, at);
	while (at > 0 && is_blank(bytes[at - 1]))
		if (bytes[--at] == '\n')
			return true;
	return false;
}

bool xml_text_follows(const struct feed *feed, size_t at)
{
	const struct buf *bytes = &feed->bytes;

	while (at < bytes->len && is_blank(bytes->data[at]))
		if (bytes->data[at++] == '\n')
			return false;
	return at < bytes->len && bytes->data[at] != '<';
}

bool xml_holds_elements(const struct feed *feed, size_t at)
{
	const struct buf *bytes = &feed->bytes;

	while (at < bytes->len && bytes->data[at] != '>')
		at++;
	for (at++; at < bytes->len && is_blank(bytes->data[at]);)
		at++;
	return at + 1 < bytes->len && bytes->data[at] == '<' &&
	       bytes->data[at + 1] != '/' && bytes->data[at + 1] != '!';
}

bool xml_is_blank(const char *bytes, size_t len)
{
	while (len > 0 && is_blank(bytes[len - 1]))
		len--;
	return !len;
}

bool xml_has_tags(const struct text *text)
{
	for (size_t i = 0; i + 2 < text->count; i++)
		if (text->cp[i] == '<' &&
		    ((text->cp[i + 1] | 0x20) - 'a' < 26 ||
		     text->cp[i + 1] == '/'))
			return true;
	return false;
}
