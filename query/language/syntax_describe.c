#include "query/language/syntax.h"

int syntax_is_leaf(const struct syntax_node *node)
{
	return node->kind == SYNTAX_WORD || node->kind == SYNTAX_EXACT ||
	       node->kind == SYNTAX_PREFIX;
}

const char *syntax_field_name(enum syntax_field field)
{
	switch (field) {
	case FIELD_NONE: return "";
	case FIELD_TITLE: return "title";
	case FIELD_TOPIC: return "topic";
	case FIELD_REGION: return "region";
	case FIELD_PLATFORM: return "platform";
	case FIELD_ORIGIN: return "origin";
	case FIELD_DATE: return "date";
	case FIELD_PUBLISHER: return "publisher";
	case FIELD_AUTHOR: return "author";
	case FIELD_ID: return "id";
	}
	return "";
}

static const char *kind_name(enum syntax_kind kind)
{
	switch (kind) {
	case SYNTAX_WORD: return "word";
	case SYNTAX_EXACT: return "exact";
	case SYNTAX_PREFIX: return "prefix";
	case SYNTAX_NEAR: return "near";
	case SYNTAX_AND: return "and";
	case SYNTAX_OR: return "or";
	case SYNTAX_NOT: return "not";
	case SYNTAX_MUST: return "must";
	case SYNTAX_TOGETHER: return "together";
	}
	return "";
}

static void put_distance(struct buf *out, unsigned distance)
{
	if (distance == SYNTAX_SENTENCE)
		buf_put_string(out, " /s");
	else if (distance == SYNTAX_PARAGRAPH)
		buf_put_string(out, " /p");
	else
		buf_put_format(out, " /%u", distance);
}

void syntax_describe(struct buf *out, const struct syntax_node *node)
{
	if (!node)
		return;
	buf_put_format(out, "(%s", kind_name(node->kind));
	if (syntax_is_leaf(node)) {
		buf_put_byte(out, ' ');
		if (node->field != FIELD_NONE)
			buf_put_format(out, "%s:",
				       syntax_field_name(node->field));
		buf_put_string(out, node->text);
	}
	for (size_t i = 0; i < node->count; i++) {
		if (node->children[i]->distance && node->kind == SYNTAX_NEAR)
			put_distance(out, node->children[i]->distance);
		buf_put_byte(out, ' ');
		syntax_describe(out, node->children[i]);
	}
	buf_put_byte(out, ')');
}
