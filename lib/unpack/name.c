#include "unpack/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/decode.h"

/* Bytes that are no text that we know, so that they can be told apart. */
static void put_escaped(struct buf *out, const char *raw, size_t len)
{
	const char *at = raw, *end = raw + len;

	while (at < end) {
		const char *begin = at;
		bool bad = false;

		utf8_next_checked(&at, end, &bad);
		if (!bad)
			buf_put(out, begin, (size_t)(at - begin));
		else
			for (; begin < at; begin++)
				buf_put_format(out, "%%%02X",
					       (unsigned char)*begin);
	}
}

static void put_decoded(struct buf *out, const char *raw, size_t len,
			bool *repaired)
{
	struct decode_report report;
	struct text text = TEXT_INIT;

	if (utf8_is_valid(raw, len)) {
		buf_put(out, raw, len);
		return;
	}
	*repaired = true;
	if (!decode(&text, &report, raw, len, "gb18030", ENCODING_UNKNOWN, NULL,
		    NULL) && report.encoding == ENCODING_GB18030 &&
	    !report.replaced && !report.dropped)
		text_to_utf8(out, &text, 0, text.count);
	else
		put_escaped(out, raw, len);
	text_release(&text);
}

void name_put_text(struct buf *out, struct name_remarks *remarks,
		   const char *raw)
{
	put_decoded(out, raw, strlen(raw), &remarks->repaired);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next part of a path, between separators of either kind. */
static size_t part_length(const char *at)
{
	return strcspn(at, "/\\");
}

void name_put_path(struct buf *out, struct name_remarks *remarks,
		   const char *raw)
{
	struct buf decoded = BUF_INIT;
	size_t begin = out->len;
	const char *at;

	put_decoded(&decoded, raw, strlen(raw), &remarks->repaired);
	buf_put(&decoded, "", 0);
	at = decoded.data;
	if (is_letter(at[0]) && at[1] == ':' && (at[2] == '\\' || at[2] == '/')) {
		remarks->escape = true;
		at += 2;
	}
	if (*at == '/' || *at == '\\')
		remarks->escape = true;
	while (*at) {
		size_t len = part_length(at);

		if (len == 2 && !memcmp(at, "..", 2)) {
			remarks->escape = true;
		} else if (len && !(len == 1 && *at == '.')) {
			if (out->len > begin)
				buf_put_byte(out, '/');
			buf_put(out, at, len);
		}
		at += len + (at[len] != '\0');
	}
	if (out->len == begin)
		buf_put_string(out, "unnamed");
	buf_release(&decoded);
}
