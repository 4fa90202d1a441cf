#include "query/language/token.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/text.h"

enum { NEAR_MOST = 600, NEAR_USUAL = 20, FIELD_NAME_MOST = 12, NOT_FOUND = -1 };

/* The query as characters, and where the cutting stands. */
struct cutter {
	struct tokens *tokens;
	const uint32_t *cp;
	size_t count, at;
	bool is_value;		/* what follows is the value of a field */
};

static const struct field_name {
	const char *name;		/* folded */
	enum syntax_field field;
} field_names[] = {
	{ "title", FIELD_TITLE }, { "标题", FIELD_TITLE },
	{ "topic", FIELD_TOPIC }, { "主题", FIELD_TOPIC },
	{ "region", FIELD_REGION }, { "地区", FIELD_REGION },
	{ "platform", FIELD_PLATFORM }, { "平台", FIELD_PLATFORM },
	{ "origin", FIELD_ORIGIN }, { "发文", FIELD_ORIGIN },
	{ "date", FIELD_DATE }, { "日期", FIELD_DATE },
	{ "publisher", FIELD_PUBLISHER }, { "来源", FIELD_PUBLISHER },
	{ "author", FIELD_AUTHOR }, { "作者", FIELD_AUTHOR },
	{ "id", FIELD_ID },
};

static const uint32_t quotes[][2] = {
	{ '"', '"' }, { 0x201C, 0x201D }, { 0x300C, 0x300D },
	{ 0x300E, 0x300F }, { 0xFF02, 0xFF02 },
};

/* The half-width form of full-width ASCII; case and all else stay. */
static uint32_t narrow(uint32_t cp)
{
	return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
}

/* Characters that stand between others without being seen.  Control characters
 * that are no white space count as such. */
static bool is_invisible(uint32_t cp)
{
	if (cp < 0xA0)
		return (cp < 0x20 && !is_space(cp)) ||
		       (cp >= 0x7F && !is_space(cp));
	return cp == 0xAD || cp == 0xFEFF || cp == 0x180E ||
	       (cp >= 0x200B && cp <= 0x200F) ||
	       (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2060 && cp <= 0x206F) ||
	       (cp >= 0xE0000 && cp <= 0xE007F);
}

static uint32_t close_of(uint32_t open)
{
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (quotes[i][0] == open)
			return quotes[i][1];
	return 0;
}

static bool ends_word(uint32_t cp)
{
	uint32_t half = narrow(cp);

	return is_space(cp) || half == '(' || half == ')' || close_of(cp);
}

void token_fault(struct tokens *tokens, enum token_fault kind, size_t at)
{
	if (!tokens->faults[kind].count++)
		tokens->faults[kind].first = at;
}

static struct token *put(struct cutter *cutter, enum token_kind kind,
			 size_t begin, size_t end)
{
	struct tokens *tokens = cutter->tokens;
	struct token *token;

	mem_reserve(&tokens->at, &tokens->capacity, tokens->count + 1,
		    sizeof(*tokens->at));
	token = &tokens->at[tokens->count++];
	*token = (struct token){ .kind = kind, .begin = begin, .end = end };
	return token;
}

/* Characters [begin, end) as UTF-8 without the invisible ones. */
static char *visible(const struct cutter *cutter, size_t begin, size_t end)
{
	struct buf text = BUF_INIT;

	for (size_t i = begin; i < end; i++)
		if (!is_invisible(cutter->cp[i]))
			text_cps_to_utf8(&text, &cutter->cp[i], 1);
	return buf_detach(&text);
}

/* Backslashes count only before the closing quote: 2n of them stand for n and
 * the string ends, 2n + 1 for n and the quote as a character. */
static size_t count_backslashes(const struct cutter *cutter, size_t at)
{
	size_t count = 0;

	while (at + count < cutter->count && cutter->cp[at + count] == '\\')
		count++;
	return count;
}

/* Append the content of the quotes that open at at; where they close, or
 * NOT_FOUND. */
static long read_quoted(struct buf *out, const struct cutter *cutter, size_t at)
{
	const uint32_t close = close_of(cutter->cp[at++]);
	bool was_space = false;

	while (at < cutter->count) {
		size_t slashes = count_backslashes(cutter, at);
		uint32_t next = at + slashes < cutter->count ?
			cutter->cp[at + slashes] : 0;
		uint32_t cp = cutter->cp[at];

		if (next == close) {
			for (size_t i = 0; i < slashes / 2; i++)
				buf_put_byte(out, '\\');
			at += slashes;
			if (slashes % 2 == 0)
				return (long)at;
			text_cps_to_utf8(out, &close, 1);
			was_space = false;
		} else if (is_space(cp)) {
			if (!was_space)
				buf_put_byte(out, ' ');
			was_space = true;
		} else if (!is_invisible(cp)) {
			text_cps_to_utf8(out, &cp, 1);
			was_space = false;
		}
		at++;
	}
	return NOT_FOUND;
}

static void cut_quoted(struct cutter *cutter)
{
	struct buf text = BUF_INIT;
	const size_t begin = cutter->at;
	long end = read_quoted(&text, cutter, begin);
	size_t count = text.len ? utf8_count(text.data, text.len) : 0;

	if (end == NOT_FOUND) {
		token_fault(cutter->tokens, FAULT_QUOTE, begin);
		cutter->at++;
		buf_release(&text);
		return;
	}
	cutter->at = (size_t)end + 1;
	if (!count) {
		token_fault(cutter->tokens, FAULT_EMPTY, begin);
		buf_release(&text);
		return;
	}
	if (count > SYNTAX_EXACT_MOST)
		token_fault(cutter->tokens, FAULT_LONG, begin);
	put(cutter, count > SYNTAX_EXACT_MOST ? TOKEN_WORD : TOKEN_EXACT,
	    begin, cutter->at)->text = buf_detach(&text);
}

/* The field whose name characters [begin, end) are, or FIELD_NONE. */
static enum syntax_field find_field(const struct cutter *cutter, size_t begin,
				    size_t end)
{
	char *typed = visible(cutter, begin, end), *name = fold_utf8(typed);
	enum syntax_field field = FIELD_NONE;

	for (size_t i = 0; i < sizeof(field_names) / sizeof(*field_names); i++)
		if (!strcmp(field_names[i].name, name))
			field = field_names[i].field;
	free(name);
	free(typed);
	return field;
}

/* Does word: before the colon at end look like a field that we don't have?
 * 10:30 and http://... do not. */
static bool looks_like_field(const struct cutter *cutter, size_t begin,
			     size_t end)
{
	if (begin == end || end - begin > FIELD_NAME_MOST ||
	    end + 1 == cutter->count || ends_word(cutter->cp[end + 1]) ||
	    narrow(cutter->cp[end + 1]) == '/')
		return false;
	for (size_t i = begin; i < end; i++) {
		uint32_t cp = fold_cp(cutter->cp[i]);

		if (!is_han(cp) && (cp < 'a' || cp > 'z'))
			return false;
	}
	return true;
}

/* Cut "title:" off; false when no field begins here. */
static bool cut_field(struct cutter *cutter)
{
	size_t end = cutter->at;
	enum syntax_field field;

	while (end < cutter->count && !ends_word(cutter->cp[end]) &&
	       narrow(cutter->cp[end]) != ':')
		end++;
	if (end == cutter->count || narrow(cutter->cp[end]) != ':')
		return false;
	field = find_field(cutter, cutter->at, end);
	if (field == FIELD_NONE) {
		if (looks_like_field(cutter, cutter->at, end))
			token_fault(cutter->tokens, FAULT_FIELD, cutter->at);
		return false;
	}
	put(cutter, TOKEN_FIELD, cutter->at, end + 1);
	cutter->tokens->at[cutter->tokens->count - 1].field = field;
	cutter->tokens->at[cutter->tokens->count - 1].text =
		visible(cutter, cutter->at, end);
	cutter->at = end + 1;
	cutter->is_value = true;
	return true;
}

/* NEAR alone, NEAR/s, NEAR/p, 同句 and 同段, or 0. */
static unsigned near_unit(const char *text)
{
	if (!strcmp(text, "NEAR"))
		return NEAR_USUAL;
	if (!strcasecmp(text, "near/s") || !strcmp(text, "同句"))
		return SYNTAX_SENTENCE;
	if (!strcasecmp(text, "near/p") || !strcmp(text, "同段"))
		return SYNTAX_PARAGRAPH;
	return 0;
}

/* "NEAR/20" with its number; 0 when it is not that. */
static unsigned near_distance(const char *text)
{
	unsigned distance = near_unit(text);

	if (distance)
		return distance;
	if (strncmp(text, "NEAR/", 5) || !text[5])
		return 0;
	for (text += 5; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		if (distance <= NEAR_MOST)
			distance = distance * 10 + (unsigned)(*text - '0');
	}
	return distance;
}

/* What an operator would be: half-width, as operators may be full-width. */
static char *narrowed(const struct cutter *cutter, size_t begin, size_t end)
{
	struct buf text = BUF_INIT;

	for (size_t i = begin; i < end; i++) {
		uint32_t cp = narrow(cutter->cp[i]);

		if (!is_invisible(cp))
			text_cps_to_utf8(&text, &cp, 1);
	}
	return buf_detach(&text);
}

static void set_operator(struct cutter *cutter, struct token *token)
{
	char *text = narrowed(cutter, token->begin, token->end);

	if (!strcmp(text, "AND"))
		token->kind = TOKEN_AND;
	else if (!strcmp(text, "OR"))
		token->kind = TOKEN_OR;
	else if (!strcmp(text, "NOT"))
		token->kind = TOKEN_NOT;
	token->distance = near_distance(text);
	if (token->distance)
		token->kind = TOKEN_NEAR;
	if (token->distance > NEAR_MOST && token->distance < SYNTAX_SENTENCE) {
		token_fault(cutter->tokens, FAULT_NEAR, token->begin);
		token->distance = NEAR_MOST;
	}
	free(text);
}

static bool has_star(const struct cutter *cutter, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (narrow(cutter->cp[i]) == '*')
			return true;
	return false;
}

static void cut_word(struct cutter *cutter)
{
	const size_t begin = cutter->at;
	size_t end = begin, text_end;
	struct token *token;

	while (end < cutter->count && (end == begin ||
				       !ends_word(cutter->cp[end])))
		end++;
	cutter->at = text_end = end;
	while (text_end > begin && narrow(cutter->cp[text_end - 1]) == '*')
		text_end--;
	if (text_end == begin || has_star(cutter, begin, text_end)) {
		if (has_star(cutter, begin, end))
			token_fault(cutter->tokens, FAULT_STAR, begin);
		text_end = end;
	}
	token = put(cutter, text_end < end ? TOKEN_PREFIX : TOKEN_WORD, begin,
		    end);
	token->text = visible(cutter, begin, text_end);
	if (!cutter->is_value && token->kind == TOKEN_WORD)
		set_operator(cutter, token);
}

/* -A, +A: a sign counts where a word begins, directly before what it is for. */
static bool cut_sign(struct cutter *cutter)
{
	const size_t at = cutter->at;
	const uint32_t sign = narrow(cutter->cp[at]);
	bool begins = !at || is_space(cutter->cp[at - 1]) ||
		narrow(cutter->cp[at - 1]) == '(';
	bool stands_alone = at + 1 == cutter->count ||
		is_space(cutter->cp[at + 1]) ||
		narrow(cutter->cp[at + 1]) == ')';

	if ((sign != '-' && sign != '+') || !begins || cutter->is_value)
		return false;
	if (stands_alone)
		token_fault(cutter->tokens, FAULT_OPERATOR, at);
	else
		put(cutter, sign == '-' ? TOKEN_NOT : TOKEN_MUST, at, at + 1)
			->text = visible(cutter, at, at + 1);
	cutter->at++;
	return true;
}

static void cut_next(struct cutter *cutter)
{
	const size_t at = cutter->at;
	const uint32_t cp = cutter->cp[at], half = narrow(cp);

	if (is_space(cp) || is_invisible(cp)) {
		cutter->at++;
		return;
	}
	if (half == '(' || half == ')') {
		put(cutter, half == '(' ? TOKEN_OPEN : TOKEN_CLOSE, at, at + 1);
		cutter->at++;
	} else if (close_of(cp)) {
		cut_quoted(cutter);
	} else if (cut_sign(cutter)) {
		return;
	} else if (!cutter->is_value && cut_field(cutter)) {
		return;
	} else {
		cut_word(cutter);
	}
	cutter->is_value = false;
}

void tokens_cut(struct tokens *out, const char *query)
{
	struct text text = TEXT_INIT;
	struct cutter cutter = { .tokens = out };

	memset(out, 0, sizeof(*out));
	text_put_utf8(&text, query, strlen(query), 0);
	cutter.cp = text.cp;
	cutter.count = text.count;
	while (cutter.at < cutter.count)
		cut_next(&cutter);
	text_release(&text);
}

void tokens_release(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		free(tokens->at[i].text);
	free(tokens->at);
	memset(tokens, 0, sizeof(*tokens));
}
