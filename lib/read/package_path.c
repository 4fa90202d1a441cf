#include "read/package.h"

#include <stdint.h>
#include <string.h>

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	       c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void put_unescaped(struct buf *out, const char *from, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int high = i + 2 < len && from[i] == '%' ? digit(from[i + 1]) : -1;
		int low = high < 0 ? -1 : digit(from[i + 2]);

		int byte = low < 0 ? (unsigned char)from[i] : high * 16 + low;

		if (byte)
			buf_put_byte(out, (unsigned char)byte);
		if (low >= 0)
			i += 2;
	}
}

/* Cut the last step of the path in out. */
static void step_back(struct buf *out)
{
	while (out->len && out->data[out->len - 1] == '/')
		out->len--;
	while (out->len && out->data[out->len - 1] != '/')
		out->len--;
	buf_reserve(out, 0);	/* ends it there */
}

char *package_resolve(const char *base, const char *href)
{
	struct buf out = BUF_INIT;
	const char *slash = strrchr(base, '/');
	size_t end = strcspn(href, "#?"), step;

	if (*href != '/' && *href != '\\' && slash)
		buf_put(&out, base, (size_t)(slash - base) + 1);
	for (size_t at = 0; at < end; at += step + 1) {
		step = strcspn(href + at, "/\\#?");
		if (step == 2 && !memcmp(href + at, "..", 2)) {
			step_back(&out);
		} else if (step && !(step == 1 && href[at] == '.')) {
			put_unescaped(&out, href + at, step);
			if (at + step < end)
				buf_put_byte(&out, '/');
		}
	}
	return buf_detach(&out);
}
