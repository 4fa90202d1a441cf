#include "labels/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "labels/name_table.h"
#include "labels/parts.h"
#include "text/fold.h"

enum { FIELDS = 6 };		/* kind, id, parent, name, traditional, english */

static void put_field(struct buf *out, const char *text)
{
	buf_put_byte(out, '\t');
	for (; text && *text; text++)
		buf_put_byte(out, *text == '\t' || *text == '\n' ?
				  ' ' : (unsigned char)*text);
}

static void put_label(struct buf *out, const struct tree *tree, size_t index)
{
	const struct taxonomy_label *label = &tree->labels[index];
	const struct label_part *part = &tree->parts[index];

	buf_put_string(out, label_kind_name(label->kind));
	put_field(out, label->id);
	put_field(out, label->parent < 0 ? "" : tree->labels[label->parent].id);
	put_field(out, label->name);
	put_field(out, label->traditional);
	put_field(out, label->english);
	if (label->short_name)
		put_field(out, label->short_name);
	for (size_t i = 0; i < label->alias_count; i++)
		put_field(out, label->aliases[i]);
	for (size_t i = 0; i < part->abbreviations.count; i++)
		put_field(out, part->abbreviations.at[i]);
	for (size_t i = 0; i < part->pinyin.count; i++)
		put_field(out, part->pinyin.at[i]);
	buf_put_byte(out, '\n');
}

void label_names_encode(struct buf *out, const taxonomy *all)
{
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		const struct tree *tree = taxonomy_tree(all,
							(enum label_kind)kind);

		for (size_t i = 0; i < tree->count; i++)
			put_label(out, tree, i);
	}
}

static int kind_of(const char *text)
{
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		if (!strcmp(text, label_kind_name((enum label_kind)kind)))
			return kind;
	return -1;
}

static void add_source(label_names *names, size_t label, const char *text)
{
	mem_reserve(&names->sources, &names->source_capacity,
		    names->source_count + 1, sizeof(*names->sources));
	names->sources[names->source_count++] = (struct name_source){
		text, label
	};
}

/* Cut line, which ends at a NUL, at its tabs.  False: too few fields. */
static bool take_line(label_names *names, char *line, size_t label,
		      const char **parent)
{
	char *fields[FIELDS];
	size_t count = 0;
	struct label_name *name = &names->labels[label];
	int kind;

	for (char *field = line; field; count++) {
		char *end = strchr(field, '\t');

		if (end)
			*end++ = '\0';
		if (count < FIELDS)
			fields[count] = field;
		if ((count >= 3 || count == 1) && *field)
			add_source(names, label, field);
		field = end;
	}
	if (count < FIELDS || !*fields[1] || !*fields[3])
		return false;
	kind = kind_of(fields[0]);
	if (kind < 0)
		return false;
	*name = (struct label_name){
		(enum label_kind)kind, fields[1], fields[3], fields[4],
		fields[5], -1
	};
	*parent = fields[2];
	return true;
}

static int by_id(const void *a, const void *b, void *context)
{
	const label_names *names = context;
	const struct label_name *x = &names->labels[*(const int *)a];
	const struct label_name *y = &names->labels[*(const int *)b];

	return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) :
	       strcmp(x->id, y->id);
}

/* Order the ids, then find each parent; false when one is not there, or is
 * not before its child (which also rules out a circle). */
static bool link_parents(label_names *names, const char *const *parents)
{
	names->by_id = mem_array(names->count, sizeof(*names->by_id));
	for (size_t i = 0; i < names->count; i++)
		names->by_id[i] = (int)i;
	qsort_r(names->by_id, names->count, sizeof(*names->by_id), by_id,
		names);
	for (size_t i = 0; i < names->count; i++) {
		struct label_name *name = &names->labels[i];

		if (!*parents[i])
			continue;
		name->parent = label_names_find(names, name->kind, parents[i]);
		if (name->parent < 0 || (size_t)name->parent >= i)
			return false;
	}
	return true;
}

enum status label_names_decode(label_names **out, const char *bytes, size_t len,
			       struct error *err)
{
	label_names *names = mem_alloc(sizeof(*names));
	size_t lines = 0;
	const char **parents;
	bool good = !len || (!memchr(bytes, '\0', len) && bytes[len - 1] == '\n');

	*out = NULL;
	names->index = mem_alloc(sizeof(*names->index));
	names->text = mem_string_len(bytes, len);
	for (size_t i = 0; i < len; i++)
		lines += bytes[i] == '\n';
	names->labels = mem_array(lines, sizeof(*names->labels));
	parents = mem_array(lines, sizeof(*parents));
	for (char *line = names->text; good && names->count < lines;) {
		char *end = strchr(line, '\n');

		*end = '\0';
		good = take_line(names, line, names->count,
				 &parents[names->count]);
		names->count += good;
		line = end + 1;
	}
	good = good && link_parents(names, parents);
	free(parents);
	if (!good) {
		label_names_free(names);
		return error_set(err, STATUS_CORRUPT, "label names: damaged");
	}
	*out = names;
	return STATUS_OK;
}

static int by_folded(const void *a, const void *b)
{
	const struct name_string *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	if (order)
		return order;
	return x->label < y->label ? -1 : x->label > y->label;
}

const struct name_index *label_names_index(const label_names *names)
{
	struct name_index *index = names->index;

	if (index->count == names->source_count)
		return index;
	index->strings = mem_array(names->source_count,
				   sizeof(*index->strings));
	for (; index->count < names->source_count; index->count++) {
		const struct name_source *from = &names->sources[index->count];

		index->strings[index->count] = (struct name_string){
			fold_utf8(from->text), from->label
		};
	}
	qsort(index->strings, index->count, sizeof(*index->strings),
	      by_folded);
	return index;
}

void label_names_free(label_names *names)
{
	if (!names)
		return;
	for (size_t i = 0; i < names->index->count; i++)
		free(names->index->strings[i].folded);
	free(names->index->strings);
	free(names->index);
	free(names->sources);
	free(names->labels);
	free(names->by_id);
	free(names->text);
	free(names);
}

size_t label_names_count(const label_names *names)
{
	return names->count;
}

const struct label_name *label_names_at(const label_names *names, size_t number)
{
	return &names->labels[number];
}

int label_names_find(const label_names *names, enum label_kind kind,
		     const char *id)
{
	size_t low = 0, high = names->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int number = names->by_id[middle];
		const struct label_name *name = &names->labels[number];
		int order = kind != name->kind ? (kind < name->kind ? -1 : 1) :
			    strcmp(id, name->id);

		if (!order)
			return number;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

int label_names_is_under(const label_names *names, int number, int ancestor)
{
	while (number >= 0 && number != ancestor)
		number = names->labels[number].parent;
	return number >= 0;
}
