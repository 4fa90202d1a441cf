/* tests/unit/news.h - the texts of ../shared/data/news, one document each time,
 * for tests over real material.  Where the folder or zstdcat is absent,
 * news_each() says false and the test is to be shown as skipped. */
#ifndef NEWS_H
#define NEWS_H
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

typedef void news_fn(void *context, const char *text, size_t len);

/* The JSON string that begins at at, behind its quote. */
static inline void news_unescape(struct buf *out, const char *at)
{
	buf_clear(out);
	buf_put_string(out, "");
	for (; *at && *at != '"'; at++) {
		char bytes[4];

		if (*at != '\\') {
			buf_put(out, at, 1);
			continue;
		}
		switch (*++at) {
		case 'n': buf_put(out, "\n", 1); break;
		case 't': buf_put(out, "\t", 1); break;
		case 'r': buf_put(out, "\r", 1); break;
		case 'u': {
			char digits[5] = { at[1], at[2], at[3], at[4], '\0' };

			buf_put(out, bytes, utf8_encode(bytes, (uint32_t)strtoul(digits, NULL, 16)));
			at += 4;
			break;
		}
		default: buf_put(out, at, 1);
		}
	}
}

/* Call each with the texts of file name, up to limit bytes of JSON Lines. */
static inline bool news_each(const char *name, size_t limit, news_fn *each, void *context)
{
	char command[256], path[128];
	char *line = NULL;
	size_t room = 0, seen = 0;
	ssize_t len;
	struct buf text = BUF_INIT;
	FILE *pipe;

	snprintf(path, sizeof(path), "../shared/data/news/%s.jsonl.zst", name);
	snprintf(command, sizeof(command), "zstdcat '%s' 2>/dev/null", path);
	if (access(path, R_OK) || !(pipe = popen(command, "r")))
		return false;
	while (seen < limit && (len = getline(&line, &room, pipe)) > 0) {
		const char *at = strstr(line, "\"text\": \"");

		seen += (size_t)len;
		if (!at)
			continue;
		news_unescape(&text, at + strlen("\"text\": \""));
		each(context, text.data, text.len);
	}
	free(line);
	pclose(pipe);
	buf_release(&text);
	return seen > 0;
}

#endif
