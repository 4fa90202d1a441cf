/* labels/parts.h - what the XML says beyond the names: rules, words that hide a
 * name, readings.  For the sources of this folder alone; others see
 * labels/taxonomy.h.
 *
 * Owner:  strings and arrays belong to the taxonomy's pool. */
#ifndef LABELS_PARTS_H
#define LABELS_PARTS_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "labels/taxonomy.h"

struct words {
	const char *const *at;
	size_t count;
};

enum rule_place { RULE_PASSAGE, RULE_SENTENCE, RULE_LEAD, RULE_HEADING };

enum {
	RULE_GROUPS = 4,	/* most any groups of one rule */
	RULE_ALL = 24		/* most words of its all */
};

/* Holds when one word of each any group, every word of all and no word of none
 * occur in the place.  Adds its weight to the label's, once a passage. */
struct rule {
	int label;
	int weight;
	enum rule_place place;
	bool decides;		/* then labels without such a rule are dropped */
	struct words any[RULE_GROUPS];
	size_t any_count;
	struct words all, none;
};

enum region_level { LEVEL_PROVINCE, LEVEL_PREFECTURE, LEVEL_COUNTY };

/* Stands beside the taxonomy_label of the same index. */
struct label_part {
	struct words pinyin;
	struct words abbreviations;	/* regions: 桂 */
	/* The label's aliases: first those that are looked for in text, then
	 * former names, which are too; the rest is for queries only. */
	size_t found_count, former_count;
	enum region_level level;
	long line;
};

struct tree {
	struct taxonomy_label *labels;
	struct label_part *parts;
	size_t count, label_capacity, part_capacity;
	struct rule *rules;
	size_t rule_count, rule_capacity;
	struct words common;	/* names that are also words */
	struct words block;	/* words that hide what lies under them */
	int threshold;
	int *by_id;		/* indices, ordered by id */
};

struct pool;			/* memory that is freed all at once */
void *pool_take(struct pool **pool, size_t size);	/* zeroed */
char *pool_string(struct pool **pool, const char *text, size_t len);
void pool_free(struct pool *pool);

struct taxonomy {
	struct tree trees[LABEL_KINDS];
	struct pool *pool;
};

const struct tree *taxonomy_tree(const taxonomy *taxonomy,
				 enum label_kind kind);

/* Fill one tree from the XML file at path, validated against the schema. */
enum status taxonomy_read(taxonomy *taxonomy, enum label_kind kind,
			  const char *path, const char *schema,
			  struct error *err);

#endif
