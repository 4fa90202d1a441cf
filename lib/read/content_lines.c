#include "read/content_lines.h"

#include <string.h>

/* What is left of the first line. */
struct rest { const char *at, *end; };

static char next(const struct rest *rest)
{
	return rest->at < rest->end ? *rest->at : '\0';
}

static void skip_blanks(struct rest *rest)
{
	while (next(rest) == ' ' || next(rest) == '\t')
		rest->at++;
}

static bool take(struct rest *rest, char wanted)
{
	skip_blanks(rest);
	if (next(rest) != wanted)
		return false;
	rest->at++;
	return true;
}

/* Past a string, whose first quote was taken; *key is what stands in it. */
static bool take_string(struct rest *rest, struct rest *key)
{
	key->at = rest->at;
	while (rest->at < rest->end && *rest->at != '"')
		rest->at += *rest->at == '\\' && rest->end - rest->at > 1 ? 2 : 1;
	key->end = rest->at;
	return take(rest, '"');
}

/* Past a value, up to the comma or the end of the object that it is in. */
static void skip_value(struct rest *rest)
{
	size_t depth = 0;
	struct rest inner;

	for (; rest->at < rest->end; rest->at++) {
		if (!depth && (*rest->at == ',' || *rest->at == '}'))
			return;
		depth += *rest->at == '{' || *rest->at == '[';
		depth -= depth && (*rest->at == '}' || *rest->at == ']');
		if (*rest->at != '"')
			continue;
		rest->at++;
		if (!take_string(rest, &inner))
			return;
		rest->at--;
	}
}

static bool is_text_key(const struct rest *key)
{
	return key->end - key->at == 4 && (!memcmp(key->at, "text", 4) ||
					   !memcmp(key->at, "html", 4));
}

/* The object's keys, one after the other; what is cut may have gone on. */
static bool has_text(struct rest *line, bool *is_closed)
{
	bool found = false;
	struct rest key;

	do {
		if (!take(line, '"') || !take_string(line, &key) ||
		    !take(line, ':'))
			return found;
		skip_blanks(line);
		found |= is_text_key(&key) && next(line) == '"';
		skip_value(line);
	} while (take(line, ','));
	*is_closed = take(line, '}');
	return found;
}

bool content_is_json_lines(const char *head, size_t len)
{
	struct rest line = { head, head + len };
	bool is_closed = false, is_whole;
	const char *end;

	if (len >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3))
		line.at += 3;
	end = memchr(line.at, '\n', (size_t)(line.end - line.at));
	is_whole = end != NULL;
	if (is_whole)
		line.end = end;
	return take(&line, '{') && has_text(&line, &is_closed) &&
	       (is_closed || !is_whole);
}
