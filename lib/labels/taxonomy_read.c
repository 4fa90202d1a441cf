/* One XML file of a taxonomy: validated, then turned into a tree. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "labels/parts.h"

struct reading {
	struct taxonomy *all;
	struct tree *tree;
	enum label_kind kind;
	const char *path;
	struct error *err;
	struct named {			/* <words name="..."> of this file */
		const char *name;
		struct words words;
	} *named;
	size_t named_count, named_capacity;
};

struct complaint {		/* the first error that libxml2 reports */
	int line;
	char text[256];
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *reported;
#else
typedef xmlError *reported;
#endif

static void take_complaint(void *context, reported error)
{
	struct complaint *first = context;
	size_t len;

	if (first->text[0] || !error || !error->message)
		return;
	first->line = error->line;
	len = strcspn(error->message, "\n");
	if (len >= sizeof(first->text))
		len = sizeof(first->text) - 1;
	memcpy(first->text, error->message, len);
	first->text[len] = '\0';
}

static enum status bad(const struct reading *reading, long line,
		       const char *what, const char *which)
{
	return error_set(reading->err, STATUS_BAD_INPUT, "%s:%ld: %s \"%s\"",
			 reading->path, line, what, which);
}

static enum status bad_file(const struct reading *reading,
			    const char *path, const struct complaint *first)
{
	return error_set(reading->err, STATUS_BAD_INPUT, "%s:%d: %s", path,
			 first->line,
			 first->text[0] ? first->text : "not well-formed");
}

static enum status validate(const struct reading *reading, xmlDocPtr doc,
			    const char *schema_path)
{
	struct complaint first = { 0, "" };
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(schema_path);
	xmlRelaxNGPtr schema = NULL;
	xmlRelaxNGValidCtxtPtr valid = NULL;
	enum status status = STATUS_OK;

	if (parser) {
		xmlRelaxNGSetParserStructuredErrors(parser, take_complaint,
						    &first);
		schema = xmlRelaxNGParse(parser);
	}
	if (!schema) {
		status = bad_file(reading, schema_path, &first);
		goto out;
	}
	valid = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidStructuredErrors(valid, take_complaint, &first);
	if (xmlRelaxNGValidateDoc(valid, doc) != 0)
		status = bad_file(reading, reading->path, &first);
out:
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	return status;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The words of text after those of before. */
static struct words split(const struct reading *reading, struct words before,
			  const char *text)
{
	struct pool **pool = &reading->all->pool;
	size_t count = before.count;
	const char **at;

	for (const char *p = text; *p; p++)
		count += !is_blank(*p) && (is_blank(p[1]) || !p[1]);
	if (count == before.count)
		return before;
	at = pool_take(pool, count * sizeof(*at));
	for (count = 0; count < before.count; count++)
		at[count] = before.at[count];
	while (*text) {
		size_t len = strcspn(text, " \t\n\r");

		if (len)
			at[count++] = pool_string(pool, text, len);
		text += len ? len : 1;
	}
	return (struct words){ at, count };
}

static struct words split_content(const struct reading *reading,
				  struct words before, xmlNodePtr node)
{
	xmlChar *text = xmlNodeGetContent(node);

	if (text)
		before = split(reading, before, (const char *)text);
	xmlFree(text);
	return before;
}

static struct words split_attribute(const struct reading *reading,
				    struct words before, xmlNodePtr node,
				    const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);

	if (text)
		before = split(reading, before, (const char *)text);
	xmlFree(text);
	return before;
}

/* The attribute's value in the pool; NULL when it is absent or empty. */
static const char *attribute(const struct reading *reading, xmlNodePtr node,
			     const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *copy = NULL;

	if (text && *text)
		copy = pool_string(&reading->all->pool, (const char *)text,
				   strlen((const char *)text));
	xmlFree(text);
	return copy;
}

static bool is_element(xmlNodePtr node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)node->name, name);
}

/* A whole number from 0 to 1000, or fallback when the attribute is absent. */
static enum status number(const struct reading *reading, int *out,
			  xmlNodePtr node, const char *name, int fallback)
{
	const char *text = attribute(reading, node, name);
	char *end;
	long value;

	*out = fallback;
	if (!text)
		return STATUS_OK;
	value = strtol(text, &end, 10);
	if (*end || value < -1000 || value > 1000)
		return bad(reading, xmlGetLineNo(node), "not a number:", text);
	*out = (int)value;
	return STATUS_OK;
}

static enum rule_place place_of(const char *text)
{
	if (text && !strcmp(text, "passage"))
		return RULE_PASSAGE;
	if (text && !strcmp(text, "lead"))
		return RULE_LEAD;
	if (text && !strcmp(text, "heading"))
		return RULE_HEADING;
	return RULE_SENTENCE;
}

static void read_named(struct reading *reading, xmlNodePtr node)
{
	struct words none = { NULL, 0 };

	mem_reserve(&reading->named, &reading->named_capacity,
		    reading->named_count + 1, sizeof(*reading->named));
	reading->named[reading->named_count++] = (struct named){
		attribute(reading, node, "name"),
		split_content(reading, none, node)
	};
}

/* The words of a group: those of the list that it uses, and its own. */
static enum status read_group(const struct reading *reading, struct words *out,
			      xmlNodePtr node)
{
	const char *use = attribute(reading, node, "use");
	struct words words = { NULL, 0 };
	size_t i = 0;

	while (use && i < reading->named_count &&
	       (!reading->named[i].name || strcmp(reading->named[i].name, use)))
		i++;
	if (use && i == reading->named_count)
		return bad(reading, xmlGetLineNo(node), "no list of words",
			   use);
	if (use)
		words = reading->named[i].words;
	*out = split_content(reading, words, node);
	return STATUS_OK;
}

static enum status read_rule(struct reading *reading, xmlNodePtr node,
			     int label)
{
	struct tree *tree = reading->tree;
	struct rule rule = { .label = label };
	const char *decides = attribute(reading, node, "decides");
	enum status status = number(reading, &rule.weight, node, "weight", 0);

	if (status)
		return status;
	rule.place = place_of(attribute(reading, node, "in"));
	rule.decides = decides && !strcmp(decides, "yes");
	for (xmlNodePtr child = node->children; child && !status;
	     child = child->next) {
		if (is_element(child, "all"))
			status = read_group(reading, &rule.all, child);
		if (is_element(child, "none"))
			status = read_group(reading, &rule.none, child);
		if (!is_element(child, "any"))
			continue;
		if (rule.any_count == RULE_GROUPS)
			return bad(reading, xmlGetLineNo(child),
				   "too many groups in", "rule");
		status = read_group(reading, &rule.any[rule.any_count++],
				    child);
	}
	if (status)
		return status;
	if (rule.all.count > RULE_ALL)
		return bad(reading, xmlGetLineNo(node), "too many words in",
			   "all");
	if (!rule.any_count && !rule.all.count)
		return bad(reading, xmlGetLineNo(node), "no words in", "rule");
	mem_reserve(&tree->rules, &tree->rule_capacity, tree->rule_count + 1,
		    sizeof(*tree->rules));
	tree->rules[tree->rule_count++] = rule;
	return STATUS_OK;
}

/* Append an empty label and its part. */
static int add_label(struct tree *tree, enum label_kind kind, long line)
{
	mem_reserve(&tree->labels, &tree->label_capacity, tree->count + 1,
		    sizeof(*tree->labels));
	mem_reserve(&tree->parts, &tree->part_capacity, tree->count + 1,
		    sizeof(*tree->parts));
	tree->labels[tree->count] = (struct taxonomy_label){
		.kind = kind, .parent = -1
	};
	tree->parts[tree->count] = (struct label_part){ .line = line };
	return (int)tree->count++;
}

static void read_names(const struct reading *reading, xmlNodePtr node,
		       int index)
{
	struct taxonomy_label *label = &reading->tree->labels[index];
	struct label_part *part = &reading->tree->parts[index];
	struct words words = { NULL, 0 };

	label->name = attribute(reading, node, "name");
	label->traditional = attribute(reading, node, "traditional");
	label->english = attribute(reading, node, "english");
	label->short_name = attribute(reading, node, "short");
	part->pinyin = split_attribute(reading, words, node, "pinyin");
	part->abbreviations = split_attribute(reading, words, node, "abbr");
	words = split_attribute(reading, words, node, "aliases");
	part->found_count = words.count;
	words = split_attribute(reading, words, node, "former");
	part->former_count = words.count - part->found_count;
	words = split_attribute(reading, words, node, "queries");
	label->aliases = words.at;
	label->alias_count = words.count;
}

/* A topic or platform, its rules, and those under it. */
static enum status read_label(struct reading *reading, xmlNodePtr node,
			      int parent)
{
	int index = add_label(reading->tree, reading->kind, xmlGetLineNo(node));
	struct taxonomy_label *label = &reading->tree->labels[index];
	enum status status = STATUS_OK;

	label->id = attribute(reading, node, "id");
	label->parent = parent;
	read_names(reading, node, index);
	if (!label->id || !label->name)
		return bad(reading, xmlGetLineNo(node), "empty id or name of",
			   (const char *)node->name);
	for (xmlNodePtr child = node->children; child && !status;
	     child = child->next) {
		if (is_element(child, "rule"))
			status = read_rule(reading, child, index);
		else if (is_element(child, (const char *)node->name))
			status = read_label(reading, child, index);
	}
	return status;
}

static bool is_code(const char *id)
{
	return id && strlen(id) == 6 && strspn(id, "0123456789") == 6;
}

static enum region_level level_of(const char *code)
{
	if (!strcmp(code + 2, "0000"))
		return LEVEL_PROVINCE;
	return strcmp(code + 4, "00") ? LEVEL_COUNTY : LEVEL_PREFECTURE;
}

static enum status read_region(struct reading *reading, xmlNodePtr node)
{
	int index = add_label(reading->tree, reading->kind, xmlGetLineNo(node));
	struct taxonomy_label *label = &reading->tree->labels[index];

	label->id = attribute(reading, node, "code");
	read_names(reading, node, index);
	if (!is_code(label->id))
		return bad(reading, xmlGetLineNo(node), "not a six-digit code:",
			   label->id ? label->id : "");
	if (!label->name)
		return bad(reading, xmlGetLineNo(node), "empty name of",
			   label->id);
	reading->tree->parts[index].level = level_of(label->id);
	return STATUS_OK;
}

static enum status read_root(struct reading *reading, xmlNodePtr root)
{
	struct tree *tree = reading->tree;
	enum status status = number(reading, &tree->threshold, root,
				    "threshold", 10);

	for (xmlNodePtr node = root->children; node && !status;
	     node = node->next) {
		if (is_element(node, "block"))
			tree->block = split_content(reading, tree->block, node);
		else if (is_element(node, "common"))
			tree->common = split_content(reading, tree->common,
						     node);
		else if (is_element(node, "words"))
			read_named(reading, node);
		else if (is_element(node, "region"))
			status = read_region(reading, node);
		else if (node->type == XML_ELEMENT_NODE)
			status = read_label(reading, node, -1);
	}
	return status;
}

static int by_id(const void *a, const void *b, void *context)
{
	const struct tree *tree = context;

	return strcmp(tree->labels[*(const int *)a].id,
		      tree->labels[*(const int *)b].id);
}

static enum status order_ids(const struct reading *reading)
{
	struct tree *tree = reading->tree;

	tree->by_id = mem_array(tree->count, sizeof(*tree->by_id));
	for (size_t i = 0; i < tree->count; i++)
		tree->by_id[i] = (int)i;
	qsort_r(tree->by_id, tree->count, sizeof(*tree->by_id), by_id, tree);
	for (size_t i = 1; i < tree->count; i++)
		if (!by_id(&tree->by_id[i - 1], &tree->by_id[i], tree)) {
			int second = tree->by_id[i] > tree->by_id[i - 1] ?
				     tree->by_id[i] : tree->by_id[i - 1];

			return bad(reading, tree->parts[second].line,
				   "second label with id",
				   tree->labels[second].id);
		}
	return STATUS_OK;
}

/* 450902 lies in 450900 if that exists, else in 450000. */
static void set_region_parents(const struct reading *reading)
{
	struct tree *tree = reading->tree;

	for (size_t i = 0; i < tree->count; i++) {
		struct taxonomy_label *label = &tree->labels[i];

		for (size_t keep = 4; keep >= 2 && label->parent < 0; keep -= 2) {
			char code[7] = "000000";

			memcpy(code, label->id, keep);
			if (strcmp(code, label->id))
				label->parent = taxonomy_find(
					reading->all, reading->kind, code);
		}
	}
}

enum status taxonomy_read(taxonomy *all, enum label_kind kind,
			  const char *path, const char *schema,
			  struct error *err)
{
	struct reading reading = {
		.all = all, .tree = &all->trees[kind], .kind = kind,
		.path = path, .err = err
	};
	struct complaint first = { 0, "" };
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr doc = xmlCtxtReadFile(parser, path, NULL, XML_PARSE_NONET |
					XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	struct buf root = BUF_INIT;
	enum status status;

	buf_put_format(&root, "%ss", label_kind_name(kind));
	if (!doc) {
		take_complaint(&first, xmlCtxtGetLastError(parser));
		status = bad_file(&reading, path, &first);
		goto out;
	}
	status = validate(&reading, doc, schema);
	if (!status && strcmp((const char *)xmlDocGetRootElement(doc)->name,
			      root.data))
		status = bad(&reading, 1, "the outermost element is not",
			     root.data);
	if (!status)
		status = read_root(&reading, xmlDocGetRootElement(doc));
	if (!status)
		status = order_ids(&reading);
	if (!status && kind == LABEL_REGION)
		set_region_parents(&reading);
out:
	free(reading.named);
	buf_release(&root);
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(parser);
	return status;
}
