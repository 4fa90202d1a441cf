#include "text/decode_windows.h"

#include <string.h>

#include "base/utf8.h"
#include "text/decode_ascii.h"
#include "text/decode_kind.h"

enum {
	AHEAD = 16,	/* bytes left for the next window: more than two
			 * characters, as one may say what the other is */
	BAD_FEW = 16	/* so many U+FFFD are always put up with */
};

void decode_windows_begin(struct decode_windows *windows, const char *label,
			  enum encoding forced,
			  const struct decode_prior *prior)
{
	*windows = (struct decode_windows){ .label = label, .forced = forced,
					    .prior = prior };
}

static bool is_utf16(enum encoding encoding)
{
	return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* The places of what was appended since from are those of the whole text. */
static void move_places(const struct decode_windows *windows,
			struct text *out, size_t from)
{
	uint32_t base = (uint32_t)windows->taken;

	for (size_t i = from; base && i < out->count; i++)
		out->src[i] += base;
	out->src_end += base;
}

/* Bytes without the part of a character of UTF-8 that they end in. */
static size_t whole_utf8(const unsigned char *bytes, size_t len)
{
	size_t at = len;

	while (at > 0 && len - at < 3 && (bytes[at - 1] & 0xC0) == 0x80)
		at--;
	return at > 0 && bytes[at - 1] >= 0xC0 ? at - 1 : len;
}

/* How much of a window to look at while nothing but ASCII came: not its end,
 * when too little of what decides the encoding is in it yet. */
static size_t sample_of(const unsigned char *bytes, size_t len, bool is_last)
{
	const unsigned char *end = bytes + len;
	const unsigned char *nul = memchr(bytes, '\0', len);
	const unsigned char *wide = decode_skip_ascii(bytes, nul ? nul : end);
	size_t whole;

	if (is_last)
		return len;
	if (wide == end)
		return len - len % 2;
	if (end - wide < DECODE_WINDOW_LEAST / 2 && wide - bytes > 1)
		return (size_t)(wide - bytes) / 2 * 2;
	whole = whole_utf8(bytes, len);
	return utf8_is_valid((const char *)bytes, whole) ? whole :
							   len - len % 2;
}

/* Each window is a text of its own as long as nothing but ASCII comes.  What
 * speaks against all of it is believed of the first one only. */
static enum status decide(struct decode_windows *windows, struct text *out,
			  const unsigned char *bytes, size_t len, bool *done,
			  struct error *err)
{
	struct decode_report report;
	enum encoding marked;
	size_t before = out->count;
	bool is_first = !windows->taken;
	bool has_mark = is_first && decode_mark(&marked, bytes, len);
	enum status status = decode(out, &report, bytes, len, windows->label,
				    windows->forced, windows->prior,
				    is_first ? err : NULL);

	*done = !status && report.ascii && !has_mark;
	if (status && is_first)
		return status;
	if (status)
		report = (struct decode_report){ .encoding = ENCODING_UTF8 };
	if (is_first || !report.ascii)
		windows->report = report;
	if (*done) {
		windows->counts.nuls += report.dropped;
		return STATUS_OK;
	}
	out->count = before;
	windows->encoding = report.encoding;
	decode_ways_begin(&windows->ways, report.encoding);
	return STATUS_OK;
}

/* Characters [*at, stop) in one encoding. */
static void read_as(struct decode_windows *windows, struct text *out,
		    enum encoding as, const unsigned char *bytes, size_t *at,
		    size_t stop, size_t len)
{
	size_t wide = windows->counts.wide;

	decode_read_some(out, &windows->counts, as, bytes, at, stop, len,
			 false);
	windows->wide[as] += windows->counts.wide - wide;
}

/* Is all of it UTF-8, as most texts are? Then it was read. */
static bool read_utf8(struct decode_windows *windows, struct text *out,
		      const unsigned char *bytes, size_t *at, size_t stop,
		      size_t len)
{
	struct decode_counts before = windows->counts;
	size_t count = out->count, from = *at;

	if (decode_read_some(out, &windows->counts, ENCODING_UTF8, bytes, at,
			     stop, len, true)) {
		windows->wide[ENCODING_UTF8] += windows->counts.wide -
						before.wide;
		decode_ways_begin(&windows->ways, windows->encoding);
		return true;
	}
	windows->counts = before;
	out->count = count;
	*at = from;
	return false;
}

/* Lines, each in its encoding; a line that is longer than the window is a line
 * so far. */
static void read_lines(struct decode_windows *windows, struct text *out,
		       const unsigned char *bytes, size_t *at, size_t stop,
		       size_t len)
{
	struct decode_parts parts = { 0 };
	const unsigned char *end = stop < len ?
		memrchr(bytes + *at, '\n', stop - *at) : NULL;
	size_t begin = *at;

	if (end)
		stop = len = (size_t)(end + 1 - bytes);
	decode_split_on(&parts, &windows->ways, windows->encoding,
			bytes + begin, stop - begin);
	for (size_t i = 0; i < parts.count; i++) {
		size_t part_end = begin + parts.at[i].end;

		if (*at < part_end)
			read_as(windows, out, parts.at[i].encoding, bytes, at,
				part_end, part_end < stop ? part_end : len);
	}
	decode_parts_release(&parts);
}

static void read_window(struct decode_windows *windows, struct text *out,
			const unsigned char *bytes, size_t *at, size_t stop,
			size_t len)
{
	enum encoding as = windows->encoding, marked;

	if (!windows->taken)
		*at = decode_mark(&marked, bytes, len);
	if (stop < *at)
		stop = *at;
	if (is_utf16(as))
		read_as(windows, out, as, bytes, at, stop, len);
	else if (as != ENCODING_UTF8 ||
		 !read_utf8(windows, out, bytes, at, stop, len))
		read_lines(windows, out, bytes, at, stop, len);
}

/* How much of a window is taken now: an even number, for the sake of UTF-16. */
static size_t stop_of(const struct decode_windows *windows, size_t len,
		      bool is_last)
{
	size_t stop = is_last || len <= 2 * AHEAD ? len : len - AHEAD;

	if (windows->step && stop > windows->step)
		stop = windows->step;
	return stop < len ? stop - stop % 2 : stop;
}

enum status decode_windows_next(struct decode_windows *windows,
				struct text *out, const void *bytes,
				size_t len, bool is_last, size_t *used,
				struct error *err)
{
	size_t before = out->count, at = 0;
	size_t stop = stop_of(windows, len, is_last);
	bool done = false;
	enum status status = STATUS_OK;

	if (windows->encoding == ENCODING_UNKNOWN) {
		at = sample_of(bytes, len, is_last);
		status = decide(windows, out, bytes, at, &done, err);
	}
	if (!status && !done) {
		at = 0;
		read_window(windows, out, bytes, &at, stop, len);
	}
	*used = status ? 0 : at;
	if (status)
		return status;
	move_places(windows, out, before);
	windows->taken += at;
	windows->characters += out->count - before;
	return STATUS_OK;
}

/* Which encoding most of it was in, and whether there was another. */
static void find_most(struct decode_windows *windows)
{
	enum encoding most = windows->encoding;
	int kinds = 0;

	for (enum encoding as = ENCODING_UTF8; as < ENCODING_COUNT; as++) {
		kinds += windows->wide[as] > 0;
		if (windows->wide[as] > windows->wide[most])
			most = as;
	}
	windows->report.encoding = most;
	windows->report.mixed = kinds > 1;
}

static bool is_unreadable(const struct decode_windows *windows)
{
	size_t bad = windows->counts.replaced;

	return bad > BAD_FEW && bad * 100 > windows->characters &&
	       (is_utf16(windows->encoding) || bad * 10 > windows->counts.wide);
}

enum status decode_windows_end(struct decode_windows *windows,
			       struct decode_report *report,
			       struct error *err)
{
	struct decode_report *found = &windows->report;

	if (windows->encoding != ENCODING_UNKNOWN)
		find_most(windows);
	found->replaced = windows->counts.replaced;
	found->dropped = windows->counts.nuls + windows->counts.noncharacters;
	found->ascii = !windows->counts.wide;
	*report = *found;
	if (is_unreadable(windows))
		return error_set(err, STATUS_BAD_INPUT, "encoding-unknown: "
				 "too much of it is not %s",
				 encoding_name(found->encoding));
	if (windows->counts.nuls > windows->characters)
		return error_set(err, STATUS_BAD_INPUT,
				 "binary: mostly NUL bytes");
	return STATUS_OK;
}
