/* labels/taxonomy.h - the topics, regions and platforms that a campaign has.
 *
 * Three XML files in one directory (topics.xml, platforms.xml, regions.xml),
 * each validated against taxonomy.rng when loaded.  A file that the directory
 * does not have is taken from elsewhere, see taxonomy_file().
 * Owner:  strings and labels are borrowed from the taxonomy until it is freed. */
#ifndef LABELS_TAXONOMY_H
#define LABELS_TAXONOMY_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"

enum label_kind { LABEL_TOPIC, LABEL_REGION, LABEL_PLATFORM, LABEL_KINDS };

/* "topic", "region", "platform". */
const char *label_kind_name(enum label_kind kind);

struct taxonomy_label {
	enum label_kind kind;
	const char *id;			/* "hotline", "450900" */
	const char *name;		/* 热线服务平台, simplified */
	const char *traditional;	/* 熱線服務平台; NULL when the same */
	const char *english;		/* NULL when there is none */
	const char *short_name;		/* 玉林 of 玉林市; NULL when none */
	const char *const *aliases;	/* other names, former ones included */
	size_t alias_count;
	int parent;			/* index in the same kind, or -1 */
};

typedef struct taxonomy taxonomy;

/* Load and validate.  STATUS_NOT_FOUND: no such directory or file;
 * STATUS_BAD_INPUT: err names file, line and reason. */
enum status taxonomy_load(taxonomy **out, const char *directory,
			  struct error *err);
void taxonomy_free(taxonomy *taxonomy);

/* The path of the file (topics.xml, ...) that a taxonomy in directory uses: in
 * it, else in ../taxonomy beside it, else in the taxonomy installed with this
 * program.  NULL: there is none.  The caller frees it. */
char *taxonomy_file(const char *directory, const char *name);

size_t taxonomy_count(const taxonomy *taxonomy, enum label_kind kind);
const struct taxonomy_label *taxonomy_label(const taxonomy *taxonomy,
					    enum label_kind kind, size_t index);
/* The index of the label with this id, or -1. */
int taxonomy_find(const taxonomy *taxonomy, enum label_kind kind,
		  const char *id);

/* All names and cue words, for the word lexicon: called with UTF-8. */
typedef void taxonomy_word_fn(void *context, const char *word);
void taxonomy_each_word(const taxonomy *taxonomy, taxonomy_word_fn *each,
			void *context);

#endif
