#include "tests/web/generate.h"

#include <stddef.h>

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

static size_t pick(uint64_t *state, size_t count)
{
	return (size_t)(next(state) % count);
}

#define PICK(state, list) list[pick(state, sizeof(list) / sizeof(list[0]))]

/* "<xss" and its like must come out of no page as they went in. */
static const char *const words[] = {
	"民生", "热线", "服務", "改革", "玉林", "就业", "a", "237", "的",
	"\"", "“", "”", "「", "(", ")", "((((((((((", "AND", "OR", "NOT", "-",
	"+", "*", "服*", "NEAR/3", "NEAR/99999999999", "title:", "地区:玉林",
	"date:2009-03..2009-06", "date:x..", "region:", "id:", "~", "^2",
	"<xss>", "\"><xss a=\"", "'><xss a='", "</title><xss>", "javascript:xss",
	"\" onxss=1 \"", "%00", "%FF", "%E6%B0", "%zz", "%", "%0D%0AX-Xss: 1",
	"%1B[31m", "\xE2\x80\xAE", "\xEF\xBF\xBE", "\xF0\xA0\x80\x80", "&amp;",
	"{{7*7}}", "${x}", "%25n%25s", "；", "：", "，", "\\", "\\\"",
};

static const char *const names[] = {
	"q", "q", "q", "q", "q", "topic", "region", "platform", "origin",
	"year", "publisher",
	"from", "to", "match", "scope", "limit", "offset", "sort", "group",
	"facets", "lang", "raw", "id", "nothing", "%71", "",
};

static const char *const values[] = {
	"hotline", "450000", "广西", "2009", "2009-03", "2009-13", "auto", "any",
	"document", "passage", "relevance", "-date", "date", "en", "zh-Hant",
	"fr", "0", "1", "10", "100", "1000000000", "-1", "99999999999999999999",
	"0x10", "year", "region:450000", "topic,year", "", "x", "<xss>",
};

static const char *const paths[] = {
	"", "", "", "", "", "/", "/json", "/csv", "/atom", "/suggest",
	"/opensearch.xml", "/help", "/style.css", "/doc", "/doc/", "/doc/x",
	"/doc/<xss>", "/doc/../../etc/passwd", "/<xss>", "/json/", "//",
	"/doc/\xFF\xFE", "/doc/a\r\nX-Xss: 1",
};

static const char *const methods[] = {
	"GET", "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "get",
	"PUT", "<xss>",
};

static void put_text(struct buf *out, uint64_t *state)
{
	size_t count = pick(state, 6);

	for (size_t i = 0; i <= count; i++) {
		buf_put_string(out, PICK(state, words));
		if (pick(state, 2))
			buf_put_byte(out, '+');
	}
	if (!pick(state, 50))	/* now and then, bytes of any kind */
		for (int i = 0; i < 40; i++)
			buf_put_byte(out, (unsigned char)(1 + pick(state, 255)));
	if (!pick(state, 200))	/* and too many of them */
		for (int i = 0; i < 500; i++)
			buf_put_string(out, PICK(state, words));
}

static void put_param(struct buf *out, uint64_t *state)
{
	const char *name = PICK(state, names);

	buf_put_string(out, name);
	buf_put_byte(out, '=');
	if (name[0] == 'q' || !pick(state, 10))
		put_text(out, state);
	else
		buf_put_string(out, PICK(state, values));
}

void generate(struct generated *out, uint64_t *state)
{
	size_t count = pick(state, 5);

	out->method = PICK(state, methods);
	buf_init(&out->path);
	buf_init(&out->query);
	buf_put_string(&out->path, PICK(state, paths));
	buf_put_string(&out->query, "");
	for (size_t i = 0; i < count; i++) {
		put_param(&out->query, state);
		if (i + 1 < count)
			buf_put_byte(&out->query, pick(state, 20) ? '&' : ';');
	}
}

void generated_release(struct generated *generated)
{
	buf_release(&generated->path);
	buf_release(&generated->query);
}
