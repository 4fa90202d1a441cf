#include "read/mail_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "text/decode.h"

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	       c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int base64(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' :
	       c >= 'a' && c <= 'z' ? c - 'a' + 26 :
	       c >= '0' && c <= '9' ? c - '0' + 52 :
	       c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* The bytes that are decoded, each with its source. */
struct sink {
	struct buf *out;
	uint32_t *src;
	size_t capacity;
	bool has_src;
};

static void put(struct sink *sink, unsigned byte, size_t src)
{
	if (sink->has_src) {
		mem_reserve(&sink->src, &sink->capacity, sink->out->len + 2,
			    sizeof(*sink->src));
		sink->src[sink->out->len] = (uint32_t)src;
	}
	buf_put_byte(sink->out, (unsigned char)byte);
}

static void put_base64(struct sink *sink, const char *bytes, size_t begin,
		       size_t end)
{
	unsigned bits = 0, count = 0;
	size_t from = begin;

	for (size_t i = begin; i < end && bytes[i] != '='; i++) {
		int value = base64(bytes[i]);

		if (value < 0)
			continue;
		bits = (bits << 6 | (unsigned)value) & 0xFFFFFF;
		count += 6;
		if (count >= 8) {
			count -= 8;
			put(sink, bits >> count & 0xFF, from);
			from = i;
		}
	}
}

/* A line end behind '=' is none. */
static size_t soft_break(const char *bytes, size_t i, size_t end)
{
	size_t at = i + 1;

	while (at < end && (bytes[at] == ' ' || bytes[at] == '\t'))
		at++;
	if (at < end && bytes[at] == '\r')
		at++;
	return at < end && bytes[at] == '\n' ? at + 1 : at == end ? end : 0;
}

static void put_quoted(struct sink *sink, const char *bytes, size_t begin,
		       size_t end)
{
	size_t next;

	for (size_t i = begin; i < end; i = next) {
		int high = bytes[i] == '=' && i + 2 < end ?
			   hex(bytes[i + 1]) : -1;
		int low = high < 0 ? -1 : hex(bytes[i + 2]);

		next = i + 1;
		if (low >= 0) {
			put(sink, (unsigned)(high * 16 + low), i);
			next = i + 3;
		} else if (bytes[i] == '=' && soft_break(bytes, i, end)) {
			next = soft_break(bytes, i, end);
		} else {
			put(sink, (unsigned char)bytes[i], i);
		}
	}
}

void mail_put_body(struct buf *out, uint32_t **src, const char *bytes,
		   size_t begin, size_t end, enum mail_transfer transfer)
{
	struct sink sink = { .out = out, .has_src = src != NULL };

	switch (transfer) {
	case MAIL_PLAIN:
		for (size_t i = begin; i < end; i++)
			put(&sink, (unsigned char)bytes[i], i);
		break;
	case MAIL_BASE64: put_base64(&sink, bytes, begin, end); break;
	case MAIL_QUOTED: put_quoted(&sink, bytes, begin, end); break;
	}
	if (!src)
		return;
	mem_reserve(&sink.src, &sink.capacity, out->len + 1,
		    sizeof(*sink.src));
	sink.src[out->len] = (uint32_t)end;
	*src = sink.src;
}

void mail_put_percent(struct buf *out, const char *text)
{
	for (; *text; text++) {
		int high = *text == '%' ? hex(text[1]) : -1;
		int low = high < 0 ? -1 : hex(text[2]);

		buf_put_byte(out, (unsigned char)(low < 0 ? *text :
						  high * 16 + low));
		text += low < 0 ? 0 : 2;
	}
}

static void put_decoded(struct buf *out, const char *bytes, size_t len,
			const char *charset)
{
	struct decode_report report = { .encoding = ENCODING_UNKNOWN };
	struct text text = TEXT_INIT;

	if (!decode(&text, &report, bytes, len, charset, ENCODING_UNKNOWN,
		    NULL, NULL))
		text_to_utf8(out, &text, 0, text.count);
	text_release(&text);
}

char *mail_decode(const char *bytes, size_t len, const char *charset)
{
	struct buf out = BUF_INIT;

	put_decoded(&out, bytes, len, charset);
	return buf_detach(&out);
}

/* An encoded word: =?charset?B?bytes?= */
struct word {
	const char *charset, *bytes, *end;	/* end: behind the word */
	size_t charset_len, len;
	bool is_base64;
};

static bool read_word(struct word *out, const char *at)
{
	const char *mark, *last;

	if (at[0] != '=' || at[1] != '?')
		return false;
	mark = strchr(at + 2, '?');
	if (!mark || !mark[1] || mark[2] != '?' || !strchr("BbQq", mark[1]))
		return false;
	last = strstr(mark + 3, "?=");
	if (!last)
		return false;
	*out = (struct word){ at + 2, mark + 3, last + 2,
			      strcspn(at + 2, "?*"),
			      (size_t)(last - mark - 3),
			      (mark[1] | 0x20) == 'b' };
	return true;
}

static void put_word(struct buf *out, const struct word *word)
{
	struct buf text = BUF_INIT;

	if (word->is_base64) {
		mail_put_body(out, NULL, word->bytes, 0, word->len,
			      MAIL_BASE64);
		return;
	}
	buf_put(&text, word->bytes, word->len);
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] == '_')
			text.data[i] = ' ';
	mail_put_body(out, NULL, text.data, 0, text.len, MAIL_QUOTED);
	buf_release(&text);
}

static bool is_same(const struct word *one, const struct word *other)
{
	return one->charset_len == other->charset_len &&
	       !strncasecmp(one->charset, other->charset, one->charset_len);
}

/* The words from the first on that belong together; behind the last. */
static const char *put_words(struct buf *out, const struct word *first)
{
	char *charset = mem_string_len(first->charset, first->charset_len);
	struct buf bytes = BUF_INIT;
	struct word word = *first, next;
	const char *end = first->end;

	put_word(&bytes, &word);
	while (read_word(&next, end + strspn(end, " \t\r\n")) &&
	       is_same(&word, &next)) {
		put_word(&bytes, &next);
		end = next.end;
	}
	put_decoded(out, bytes.data ? bytes.data : "", bytes.len, charset);
	buf_release(&bytes);
	free(charset);
	return end;
}

/* White space between two words of different charsets is none either. */
static size_t plain_length(const char *at, bool follows_word)
{
	const char *next = strstr(at + 1, "=?");
	size_t len = next ? (size_t)(next - at) : strlen(at);
	struct word word;

	if (follows_word && next && strspn(at, " \t") == len &&
	    read_word(&word, next))
		return 0;
	return len;
}

char *mail_words(const char *value)
{
	struct buf out = BUF_INIT;
	bool follows_word = false;

	for (const char *at = value; *at;) {
		struct word word;
		size_t len;

		if (read_word(&word, at)) {
			at = put_words(&out, &word);
			follows_word = true;
			continue;
		}
		len = plain_length(at, follows_word);
		put_decoded(&out, at, len, NULL);
		at += len ? len : strspn(at, " \t");
		follows_word = false;
	}
	return buf_detach(&out);
}
