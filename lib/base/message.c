#include "base/message.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"

enum { PARTS_MOST = 8, DEPTH_MOST = 4 };	/* of texts in a message; of messages in it */

struct parts {
	struct part { const char *begin; size_t len; } at[PARTS_MOST];
	size_t count;
};

/* Does text have the form of pattern?  Each %s takes as little as it can, and
 * something. */
static bool fits(struct parts *parts, const char *pattern, const char *text)
{
	const size_t first = parts->count;

	while (*pattern && strncmp(pattern, "%s", 2)) {
		if (*pattern++ != *text++)
			return false;
	}
	if (!*pattern)
		return !*text;
	if (first == PARTS_MOST)
		return false;
	for (size_t len = 1; text[len - 1]; len++) {
		parts->at[first] = (struct part){ text, len };
		parts->count = first + 1;
		if (fits(parts, pattern + 2, text + len))
			return true;
	}
	parts->count = first;
	return false;
}

static void put(struct buf *out, const struct message_table *const *tables,
		const char *message, int depth);

static void put_row(struct buf *out, const struct message_table *const *tables,
		    const char *chinese, const struct parts *parts, int depth)
{
	for (; *chinese; chinese++) {
		const size_t number = (size_t)(chinese[1] - '1');
		char *part;

		if (*chinese != '%' || number >= parts->count) {
			buf_put_byte(out, (unsigned char)*chinese);
			continue;
		}
		part = mem_string_len(parts->at[number].begin,
				      parts->at[number].len);
		put(out, tables, part, depth + 1);
		free(part);
		chinese++;
	}
}

static bool find(struct parts *parts, const char **chinese,
		 const struct message_table *const *tables, const char *message)
{
	for (; *tables; tables++) {
		for (size_t i = 0; i < (*tables)->count; i++) {
			parts->count = 0;
			if (fits(parts, (*tables)->rows[i].english, message)) {
				*chinese = (*tables)->rows[i].chinese;
				return true;
			}
		}
	}
	return false;
}

/* Whatever says of something what is the matter with it.  Within a message it
 * may be a user's text that has a colon: so only when what is the matter is
 * known. */
static bool is_about(struct parts *parts, const char **chinese,
		     const struct message_table *const *tables,
		     const char *message, int depth)
{
	struct parts inner;

	parts->count = 0;
	*chinese = "%1：%2";
	return fits(parts, "%s: %s", message) &&
	       (!depth || find(&inner, &(const char *){ NULL }, tables,
			       parts->at[1].begin));
}

static void put(struct buf *out, const struct message_table *const *tables,
		const char *message, int depth)
{
	struct parts parts;
	const char *chinese;

	if (depth < DEPTH_MOST &&
	    (find(&parts, &chinese, tables, message) ||
	     is_about(&parts, &chinese, tables, message, depth)))
		put_row(out, tables, chinese, &parts, depth);
	else
		buf_put_string(out, message);
}

void message_put_chinese(struct buf *out,
			 const struct message_table *const *tables,
			 const char *message)
{
	put(out, tables, message, 0);
}

void message_put(struct buf *out, const struct message_table *const *tables,
		 const char *message)
{
	if (options_is_chinese())
		message_put_chinese(out, tables, message);
	else
		buf_put_string(out, message);
}
