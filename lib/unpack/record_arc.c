#include <stdio.h>
#include <string.h>

#include "unpack/field.h"
#include "unpack/record_head.h"

enum { FIELDS_MOST = 9 };	/* behind the address, in version 2 */

struct word {
	const char *at;
	size_t len;
};

/* The last words of a line, the very last first; how many there are. */
static size_t last_words(struct word words[FIELDS_MOST + 1], const char *line,
			 size_t len)
{
	const char *end = line + len;
	size_t count = 0;

	while (count <= FIELDS_MOST && end > line) {
		const char *at = end;

		while (at > line && at[-1] != ' ')
			at--;
		words[count++] = (struct word){ at, (size_t)(end - at) };
		end = at > line ? at - 1 : at;
	}
	return count;
}

static bool is_digits(const struct word *word)
{
	for (size_t i = 0; i < word->len; i++)
		if (word->at[i] < '0' || word->at[i] > '9')
			return false;
	return word->len > 0;
}

static bool is_address(const struct word *word)
{
	for (size_t i = 0; i < word->len; i++)
		if (!strchr("0123456789abcdefABCDEF.:", word->at[i]))
			return false;
	return word->len > 0;
}

/* "20140216050221" as "2014-02-16T05:02:21Z"; shorter ones as far as they go. */
static void put_date(struct buf *out, const struct word *word)
{
	static const char *const marks[] = { "", "-", "-", "T", ":", ":" };
	size_t at = 0;

	for (size_t i = 0; i < 6; i++) {
		size_t step = i ? 2 : 4;

		if (at + step > word->len)
			return;
		buf_put_string(out, marks[i]);
		buf_put(out, word->at + at, step);
		at += step;
	}
	buf_put_byte(out, 'Z');
}

/* "address IP date type [result checksum location offset file] length": an
 * address may have spaces in it, so the date is found from behind. */
static bool parse_line(struct record_head *out, const char *line, size_t len)
{
	struct word words[FIELDS_MOST + 1];
	size_t count = last_words(words, line, len), date = 2;
	struct field length;

	while (date + 1 < count && !(is_digits(&words[date]) &&
	       words[date].len >= 8 && words[date].len <= 20 &&
	       is_address(&words[date + 1])))
		date++;
	if (date + 1 >= count || words[date + 1].at <= line + 1)
		return false;
	buf_put(&out->url, line, (size_t)(words[date + 1].at - line) - 1);
	if (!memchr(out->url.data, ':', out->url.len))
		return false;
	put_date(&out->date, &words[date]);
	buf_put(&out->type, words[date - 1].at, words[date - 1].len);
	length = (struct field){ .value = words[0].at,
				 .value_len = words[0].len };
	out->has_len = field_number(&length, &out->len);
	return true;
}

static size_t parse(struct record_head *out, const char *text, size_t len)
{
	enum { LINE_MOST = 8192 };
	const char *end = memchr(text, '\n', len < LINE_MOST ? len : LINE_MOST);
	size_t line_len;

	record_head_clear(out);
	if (!end)
		return 0;
	line_len = (size_t)(end - text);
	if (line_len && text[line_len - 1] == '\r')
		line_len--;
	if (!parse_line(out, text, line_len))
		return 0;
	if (!strncmp(out->url.data, "filedesc:", 9)) {
		/* One of unknown length is passed over line by line. */
		out->len = out->has_len ? out->len : 0;
		out->has_len = true;
	} else if (strncmp(out->url.data, "dns:", 4)) {
		out->what = RECORD_CAPTURE;
		out->is_http = true;
	}
	return (size_t)(end + 1 - text);
}

static const char *find(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len);

	return end && end + 1 < text + len ? end + 1 : NULL;
}

const struct record_format record_format_arc = { parse, find };
