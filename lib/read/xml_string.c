#include "read/xml_string.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/xml_sax.h"
#include "text/fold.h"

enum { TAG_MOST = 65536 };

struct value {
	const char *at;
	size_t len;
};

static struct value value_of(const unsigned char **attributes, int count,
			     const char *name)
{
	for (int i = 0; i < count; i++, attributes += 5)
		if (!strcmp((const char *)attributes[0], name))
			return (struct value){
				(const char *)attributes[3],
				(size_t)(attributes[4] - attributes[3]) };
	return (struct value){ NULL, 0 };
}

static bool is(struct value value, const char *wanted)
{
	return value.at && value.len == strlen(wanted) &&
	       !memcmp(value.at, wanted, value.len);
}

/* Where in the feed the tag's value stands that reads just so: the tag ends at
 * or behind position.  When it is written otherwise (with &amp;), the tag. */
static size_t locate(const struct feed *feed, size_t position,
		     struct value value, bool *is_exact)
{
	const char *bytes = feed->bytes.data;
	size_t begin = position < feed->bytes.len ? position : feed->bytes.len;
	size_t most = begin > TAG_MOST ? begin - TAG_MOST : 0;
	size_t tag, end = begin + TAG_MOST < feed->bytes.len ?
			  begin + TAG_MOST : feed->bytes.len;

	while (begin > most && bytes[begin] != '<')
		begin--;
	tag = begin;
	for (; begin + value.len + 1 < end && bytes[begin] != '>'; begin++)
		if ((bytes[begin] == '"' || bytes[begin] == '\'') &&
		    !memcmp(bytes + begin + 1, value.at, value.len) &&
		    bytes[begin + 1 + value.len] == bytes[begin]) {
			*is_exact = true;
			return begin + 1;
		}
	*is_exact = false;
	return tag;
}

static void put_gap(struct text *out, const struct markup *markup,
		    struct value value)
{
	const char *at = value.at;
	uint32_t next = utf8_next(&at, value.at + value.len);
	uint32_t last = out->count > markup->begin ?
			out->cp[out->count - 1] : '\n';

	if (!is_space(last) && (last < 0x2E80 || next < 0x2E80))
		text_put(out, ' ', out->src_end, out->src_end);
}

void xml_string_put(struct markup *markup, const struct feed *feed,
		    size_t position, const unsigned char **attributes,
		    int count)
{
	struct value content = value_of(attributes, count, "CONTENT");
	struct value whole = value_of(attributes, count, "SUBS_CONTENT");
	struct value cut = value_of(attributes, count, "SUBS_TYPE");
	struct text *out = &markup->raw->text;
	const struct text *text = feed->text;
	bool is_exact;
	size_t offset, index;
	char *unescaped;

	if (whole.len && is(cut, "HypPart2"))
		return;
	if (whole.len && is(cut, "HypPart1"))
		content = whole;
	if (!content.len)
		return;
	offset = locate(feed, position, content, &is_exact);
	unescaped = xml_unescaped(content.at, content.len);
	content = (struct value){ unescaped, strlen(unescaped) };
	put_gap(out, markup, content);
	for (const char *at = content.at, *end = at + content.len; at < end;) {
		uint32_t cp;

		index = feed_index(feed, is_exact ?
				   offset + (size_t)(at - content.at) : offset);
		cp = utf8_next(&at, end);
		if (index < text->count)
			text_put(out, cp, text->src[index],
				 text_src_end(text, index + 1));
	}
	free(unescaped);
}
