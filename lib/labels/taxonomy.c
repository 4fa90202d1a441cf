#include "labels/taxonomy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "labels/parts.h"

struct pool {
	struct pool *next;
	size_t used, size;
	max_align_t bytes[];
};

enum { POOL_BYTES = 1 << 16 };

void *pool_take(struct pool **pool, size_t size)
{
	struct pool *block = *pool;
	char *at;

	size = (size + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
	if (!block || block->size - block->used < size) {
		size_t room = size > POOL_BYTES ? size : POOL_BYTES;

		block = mem_alloc(sizeof(*block) + room);
		block->size = room;
		block->next = *pool;
		*pool = block;
	}
	at = (char *)block->bytes + block->used;
	block->used += size;
	return at;
}

char *pool_string(struct pool **pool, const char *text, size_t len)
{
	char *copy = pool_take(pool, len + 1);

	memcpy(copy, text, len);
	return copy;
}

void pool_free(struct pool *pool)
{
	while (pool) {
		struct pool *next = pool->next;

		free(pool);
		pool = next;
	}
}

const char *label_kind_name(enum label_kind kind)
{
	switch (kind) {
	case LABEL_TOPIC: return "topic";
	case LABEL_REGION: return "region";
	case LABEL_PLATFORM: return "platform";
	case LABEL_KINDS: break;
	}
	return "unknown";
}

static const char *const file_names[LABEL_KINDS] = {
	"topics.xml", "regions.xml", "platforms.xml"
};

static bool is_file(struct buf *path, const char *directory,
		    const char *between, const char *name)
{
	buf_clear(path);
	buf_put_format(path, "%s%s/%s", directory, between, name);
	return access(path->data, R_OK) == 0;
}

char *taxonomy_file(const char *directory, const char *name)
{
	char *self = realpath("/proc/self/exe", NULL);
	char *slash = self ? strrchr(self, '/') : NULL;
	struct buf path = BUF_INIT;
	bool found = is_file(&path, directory, "", name) ||
		     is_file(&path, directory, "/../taxonomy", name);

	if (slash)
		*slash = '\0';
	if (slash && !found)
		found = is_file(&path, self, "/share/bagui/taxonomy", name) ||
			is_file(&path, self, "/../share/bagui/taxonomy", name);
	free(self);
	if (found)
		return buf_detach(&path);
	buf_release(&path);
	return NULL;
}

static enum status load_kind(taxonomy *all, enum label_kind kind,
			     const char *directory, struct error *err)
{
	char *path = taxonomy_file(directory, file_names[kind]);
	char *schema = taxonomy_file(directory, "taxonomy.rng");
	enum status status;

	if (!path || !schema)
		status = error_set(err, STATUS_NOT_FOUND, "%s/%s: no such file",
				   directory,
				   path ? "taxonomy.rng" : file_names[kind]);
	else
		status = taxonomy_read(all, kind, path, schema, err);
	free(schema);
	free(path);
	return status;
}

enum status taxonomy_load(taxonomy **out, const char *directory,
			  struct error *err)
{
	struct taxonomy *made;
	enum status status = STATUS_OK;

	*out = NULL;
	if (access(directory, R_OK | X_OK) != 0)
		return error_set(err, STATUS_NOT_FOUND,
				 "%s: no such taxonomy directory", directory);
	made = mem_alloc(sizeof(*made));
	for (int kind = 0; kind < LABEL_KINDS && !status; kind++)
		status = load_kind(made, (enum label_kind)kind, directory, err);
	if (status)
		taxonomy_free(made);
	else
		*out = made;
	return status;
}

void taxonomy_free(taxonomy *all)
{
	if (!all)
		return;
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		struct tree *tree = &all->trees[kind];

		free(tree->labels);
		free(tree->parts);
		free(tree->rules);
		free(tree->by_id);
	}
	pool_free(all->pool);
	free(all);
}

const struct tree *taxonomy_tree(const taxonomy *all, enum label_kind kind)
{
	return &all->trees[kind];
}

size_t taxonomy_count(const taxonomy *all, enum label_kind kind)
{
	return all->trees[kind].count;
}

const struct taxonomy_label *taxonomy_label(const taxonomy *all,
					    enum label_kind kind, size_t index)
{
	return &all->trees[kind].labels[index];
}

int taxonomy_find(const taxonomy *all, enum label_kind kind,
		  const char *id)
{
	const struct tree *tree = &all->trees[kind];
	size_t low = 0, high = tree->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int index = tree->by_id[middle];
		int order = strcmp(id, tree->labels[index].id);

		if (order == 0)
			return index;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static void each_of(const struct words *words, taxonomy_word_fn *each,
		    void *context)
{
	for (size_t i = 0; i < words->count; i++)
		if (utf8_count(words->at[i], strlen(words->at[i])) > 1)
			each(context, words->at[i]);
}

static void each_name(const struct taxonomy_label *label,
		      taxonomy_word_fn *each, void *context)
{
	each(context, label->name);
	if (label->short_name)
		each(context, label->short_name);
	for (size_t i = 0; i < label->alias_count; i++)
		each(context, label->aliases[i]);
}

void taxonomy_each_word(const taxonomy *all, taxonomy_word_fn *each,
			void *context)
{
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		const struct tree *tree = &all->trees[kind];

		for (size_t i = 0; i < tree->count; i++)
			each_name(&tree->labels[i], each, context);
		for (size_t i = 0; i < tree->rule_count; i++) {
			const struct rule *rule = &tree->rules[i];

			/* The further groups are everyday words. */
			if (rule->any_count)
				each_of(&rule->any[0], each, context);
			each_of(&rule->all, each, context);
		}
	}
}
