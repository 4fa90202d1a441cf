/* indexer/write/resources.h - what a run labels and segments with: the taxonomy, the
 * label names made from it, and the word lexicon; and their copies in the
 * index, which queries use. */
#ifndef INDEXER_WRITE_RESOURCES_H
#define INDEXER_WRITE_RESOURCES_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "index/layout.h"
#include "labels/names.h"
#include "labels/taxonomy.h"
#include "text/lexicon.h"

struct resources {
	char *taxonomy_directory;	/* that it was loaded from */
	taxonomy *taxonomy;
	label_names *names;
	lexicon *words;
};

/* Load, before an index is made.  layout: of the index that is there, or NULL
 * when none is; then its own taxonomy is used unless taxonomy_directory
 * (--taxonomy) is given, and its own user lexicons besides the files in
 * lexicons. */
enum status resources_load(struct resources *out, const char *index,
			   const struct layout *layout,
			   const char *taxonomy_directory,
			   const char *const *lexicons, size_t lexicon_count,
			   struct error *err);
/* Keep them in the index as files of the layout's generation: labels, lexicon,
 * taxonomy/; and words/. */
enum status resources_save(const struct resources *resources,
			   const char *index, const struct layout *layout,
			   const char *const *lexicons, size_t lexicon_count,
			   struct error *err);
/* STATUS_USAGE, naming --relabel: the taxonomy is not the one that the index
 * was labelled with. */
enum status resources_expect_same(const struct resources *resources,
				  const char *index,
				  const struct layout *layout,
				  struct error *err);
void resources_release(struct resources *resources);

#endif
