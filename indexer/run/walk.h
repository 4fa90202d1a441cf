/* indexer/run/walk.h - the files below the SOURCEs, in order.
 *
 * Iterative, entries sorted by bytes, so that runs are repeatable.  Symbolic
 * links below a SOURCE are not followed; what is neither a file nor a folder is
 * reported and passed over. */
#ifndef INDEXER_RUN_WALK_H
#define INDEXER_RUN_WALK_H

#include <stdbool.h>
#include <sys/stat.h>
#include "base/status.h"

struct walk_file {
	const char *path;	/* to open it */
	const char *name;	/* below the SOURCE, begun with its own name */
	struct stat about;
};

/* Called for each file in order; another status than OK ends the walk. */
typedef enum status walk_file_fn(void *context, const struct walk_file *file,
				 struct error *err);
/* Called for what was passed over, with a reason ("symlink", "permission", ...);
 * missing tells that it is a SOURCE that cannot be read at all. */
typedef void walk_skip_fn(void *context, const char *path, const char *reason,
			  bool missing);

enum status walk(const char *source, walk_file_fn *file, walk_skip_fn *skip,
		 void *context, struct error *err);

#endif
