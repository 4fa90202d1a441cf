#include "read/markdown_inline.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/HTMLparser.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"

enum {
	RUN_MOST = 3,		/* marks in a row that mean emphasis */
	URL_MOST = 4096,	/* characters in the brackets of a link */
	LOOKS_MOST = 50,	/* ahead, a character of the text */
	REFERENCE_MOST = 32
};

/* The span that is put, and what of it is marks. */
struct span {
	struct markup *markup;
	const struct text *text;
	size_t begin, end;
	bool *is_mark;		/* of each character from begin on */
	size_t budget;		/* steps left for looking ahead: keeps it linear */
};

static uint32_t at(const struct span *span, size_t i)
{
	return i >= span->begin && i < span->end ? span->text->cp[i] : 0;
}

static void mark(struct span *span, size_t begin, size_t end)
{
	for (; begin < end; begin++)
		span->is_mark[begin - span->begin] = true;
}

static bool is_ascii_punctuation(uint32_t cp)
{
	return (cp >= '!' && cp <= '/') || (cp >= ':' && cp <= '@') ||
	       (cp >= '[' && cp <= '`') || (cp >= '{' && cp <= '~');
}

static bool is_word(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' &&
	       (cp | 0x20) <= 'z') || is_han(cp);
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static size_t run_length(const struct span *span, size_t i)
{
	size_t len = 1;

	while (at(span, i + len) == at(span, i))
		len++;
	return len;
}

/* The end of the code that the run of '`' at i opens; 0: it opens none. */
static size_t code_end(struct span *span, size_t i, size_t len)
{
	for (size_t j = i + len; j < span->end && span->budget; span->budget--) {
		size_t more = at(span, j) == '`' ? run_length(span, j) : 0;

		if (more == len)
			return j;
		j += more ? more : 1;
	}
	return 0;
}

/* The '>' that ends a tag, an address in brackets or a comment; 0: none. */
static size_t tag_end(struct span *span, size_t i)
{
	uint32_t next = at(span, i + 1);
	bool is_comment = next == '!' && at(span, i + 2) == '-';

	if (!is_comment && next != '/' && ((next | 0x20) < 'a' ||
					   (next | 0x20) > 'z'))
		return 0;
	for (size_t j = i + 1; j < span->end && j - i < URL_MOST; j++) {
		if (!span->budget || !--span->budget)
			return 0;
		if (at(span, j) == '>' &&
		    (!is_comment || (at(span, j - 1) == '-' &&
				     at(span, j - 2) == '-')))
			return j;
		if (at(span, j) == '<' && !is_comment)
			return 0;
	}
	return 0;
}

/* <http://...> and <a@b.c> say themselves. */
static bool is_address(const struct span *span, size_t i, size_t end)
{
	for (; i < end; i++) {
		if (is_space(at(span, i)) || at(span, i) == '=')
			return false;
		if (at(span, i) == '@' || (at(span, i) == ':' &&
					   at(span, i + 1) == '/'))
			return true;
	}
	return false;
}

static bool is_break_tag(const struct span *span, size_t i)
{
	return (at(span, i + 1) | 0x20) == 'b' &&
	       (at(span, i + 2) | 0x20) == 'r' && !is_word(at(span, i + 3));
}

/* Behind "](...)" or "][...]" that begins at i; i when there is none. */
static size_t past_target(struct span *span, size_t i)
{
	uint32_t open = at(span, i + 1);
	uint32_t close = open == '(' ? ')' : ']';
	size_t depth = 0;

	if (open != '(' && open != '[')
		return i;
	for (size_t j = i + 1; j < span->end && j - i < URL_MOST; j++) {
		if (!span->budget || !--span->budget)
			return i;
		if (at(span, j) == open)
			depth++;
		else if (at(span, j) == close && !--depth)
			return j + 1;
	}
	return i;
}

struct open_bracket {
	size_t at;
	bool is_image;
};

/* Links: the brackets, and what the text leads to, are marks. */
static void mark_links(struct span *span)
{
	struct open_bracket open[16];
	size_t depth = 0;

	for (size_t i = span->begin; i < span->end; i++) {
		size_t past;

		if (span->is_mark[i - span->begin])
			continue;
		if (at(span, i) == '[' && depth < 16) {
			bool is_image = at(span, i - 1) == '!';

			open[depth++] = (struct open_bracket){ i, is_image };
		} else if (at(span, i) == ']' && depth) {
			struct open_bracket from = open[--depth];
			bool is_note = at(span, from.at + 1) == '^';

			past = past_target(span, i);
			if (is_note) {
				mark(span, from.at, i + 1);
			} else if (past > i) {
				mark(span, from.at - from.is_image, from.at + 1);
				mark(span, i, past);
				i = past - 1;
			}
		}
	}
}

static int mark_kind(uint32_t cp)
{
	return cp == '*' ? 0 : cp == '_' ? 1 : cp == '~' ? 2 : cp == '=' ? 3 :
	       -1;
}

static bool is_emphasis(const struct span *span, size_t i, size_t len)
{
	uint32_t before = at(span, i - 1), after = at(span, i + len);

	switch (at(span, i)) {
	case '*': return len <= RUN_MOST &&
			 !(is_digit(before) && is_digit(after));
	case '_': return len <= RUN_MOST && !(is_word(before) && is_word(after));
	default: return len == 2;	/* ~~ and == */
	}
}

static bool is_edge(uint32_t cp)
{
	return !cp || is_space(cp);
}

/* A run that can open waits for one like it that can close. */
static void mark_emphasis(struct span *span)
{
	size_t open[4][RUN_MOST + 1];
	size_t len;

	memset(open, 0, sizeof(open));	/* index + 1; 0: none is open */
	for (size_t i = span->begin; i < span->end; i += len) {
		int kind = mark_kind(at(span, i));
		size_t *waiting;

		len = 1;
		if (kind < 0 || span->is_mark[i - span->begin])
			continue;
		len = run_length(span, i);
		if (!is_emphasis(span, i, len))
			continue;
		waiting = &open[kind][len];
		if (*waiting && !is_edge(at(span, i - 1))) {
			mark(span, *waiting - 1, *waiting - 1 + len);
			mark(span, i, i + len);
			*waiting = 0;
		} else if (!is_edge(at(span, i + len))) {
			*waiting = i + 1;
		}
	}
}

/* What is said as it stands: escaped characters, code, tags.  They are marked,
 * or kept from being taken for marks by a second meaning: the flags. */
static void mark_plain(struct span *span, bool *is_plain)
{
	size_t len, end;

	for (size_t i = span->begin; i < span->end; i += len) {
		uint32_t cp = at(span, i);

		len = 1;
		if (cp == '\\' && is_ascii_punctuation(at(span, i + 1))) {
			mark(span, i, i + 1);
			is_plain[i + 1 - span->begin] = true;
			len = 2;
		} else if (cp == '`') {
			len = run_length(span, i);
			end = code_end(span, i, len);
			if (!end)
				continue;
			mark(span, i, i + len);
			mark(span, end, end + len);
			for (size_t j = i + len; j < end; j++)
				is_plain[j - span->begin] = true;
			len = end + len - i;
		} else if (cp == '<' && (end = tag_end(span, i)) != 0) {
			if (is_address(span, i, end)) {
				mark(span, i, i + 1);
				mark(span, end, end + 1);
			} else {
				mark(span, i, end + 1);
			}
			for (size_t j = i; j < end; j++)
				is_plain[j - span->begin] = true;
			len = end + 1 - i;
		}
	}
}

/* &amp; &#12290; &#x3002;: the character, and *len of the reference; 0. */
static uint32_t reference(const struct span *span, size_t i, size_t *len)
{
	char name[REFERENCE_MOST];
	size_t count = 0;
	const htmlEntityDesc *entity;
	unsigned long value;
	char *end;

	while (count + 1 < REFERENCE_MOST &&
	       (is_word(at(span, i + 1 + count)) || at(span, i + 1 + count) == '#') &&
	       at(span, i + 1 + count) < 0x80) {
		name[count] = (char)at(span, i + 1 + count);
		count++;
	}
	name[count] = '\0';
	*len = count + 2;
	if (!count || at(span, i + 1 + count) != ';')
		return 0;
	if (name[0] != '#') {
		entity = htmlEntityLookup((const xmlChar *)name);
		return entity ? entity->value : 0;
	}
	value = (name[1] | 0x20) == 'x' ? strtoul(name + 2, &end, 16) :
					  strtoul(name + 1, &end, 10);
	return *end || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ?
	       0 : (uint32_t)value;
}

static bool is_hard_break(const struct span *span, size_t i)
{
	return at(span, i - 1) == '\\' ||
	       (at(span, i - 1) == ' ' && at(span, i - 2) == ' ');
}

static void put_characters(struct span *span, const bool *is_plain,
			   bool is_lines)
{
	const struct text *text = span->text;
	struct text *out = &span->markup->raw->text;

	for (size_t i = span->begin; i < span->end; i++) {
		size_t k = i - span->begin, len = 1;
		uint32_t cp = text->cp[i], other = 0;

		if (cp == '<' && span->is_mark[k] && is_break_tag(span, i))
			markup_break(span->markup);
		if (span->is_mark[k])
			continue;
		if (cp == '\n' && (is_lines || is_hard_break(span, i))) {
			markup_break(span->markup);
			continue;
		}
		if (cp == '\\' && at(span, i + 1) == '\n')
			continue;
		if (cp == '&' && !is_plain[k])
			other = reference(span, i, &len);
		text_put(out, other ? other : cp, text->src[i],
			 text_src_end(text, i + (other ? len : 1)));
		i += other ? len - 1 : 0;
	}
}

void markdown_put(struct markup *markup, const struct text *text, size_t begin,
		  size_t end, bool is_lines)
{
	struct span span = { markup, text, begin, end, NULL,
			     (end - begin) * LOOKS_MOST + URL_MOST };
	bool *is_plain = mem_array(end - begin + 1, sizeof(*is_plain));
	bool *is_mark = mem_array(end - begin + 1, sizeof(*is_mark));

	span.is_mark = is_mark;
	mark_plain(&span, is_plain);
	/* Plain characters hide behind marks while links are looked for. */
	for (size_t i = 0; i < end - begin; i++)
		is_plain[i] = is_plain[i] && !is_mark[i];
	for (size_t i = 0; i < end - begin; i++)
		is_mark[i] |= is_plain[i];
	mark_links(&span);
	mark_emphasis(&span);
	for (size_t i = 0; i < end - begin; i++)
		is_mark[i] = is_mark[i] && !is_plain[i];
	put_characters(&span, is_plain, is_lines);
	free(is_plain);
	free(is_mark);
}
