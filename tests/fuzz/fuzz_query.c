/* What a visitor types. */
#include "base/mem.h"
#include "query/language/syntax.h"
#include "tests/fuzz/fuzz.h"

static bool has_no_words(void *context, const struct syntax_node *leaf)
{
	(void)context;
	return leaf->text[0] != '#';
}

static void check_node(const struct syntax_node *node, size_t depth)
{
	FUZZ_MUST(depth < 1000);
	FUZZ_MUST(node->begin <= node->end);
	FUZZ_MUST(!syntax_is_leaf(node) || node->text);
	for (size_t i = 0; i < node->count; i++)
		check_node(node->children[i], depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *query = mem_string_len((const char *)bytes, len);
	struct syntax syntax;
	struct buf described = BUF_INIT;

	if (!syntax_parse(&syntax, query, NULL)) {
		if (syntax.root)
			check_node(syntax.root, 0);
		syntax_settle(&syntax, has_no_words, NULL);
		syntax_describe(&described, syntax.root);
	}
	syntax_release(&syntax);
	buf_release(&described);
	free(query);
	return 0;
}
