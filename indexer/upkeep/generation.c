#include "indexer/upkeep/generation.h"

#include <stdlib.h>
#include <unistd.h>

#include "index/about.h"
#include "indexer/write/bulk.h"
#include "indexer/write/seal.h"
#include "schema/schema.h"
#include "text/terms.h"

static enum status take_up(struct generation *generation, bool other_versions,
			   struct error *err)
{
	struct layout *old = &generation->old;
	enum status status = layout_read_any(old, generation->directory, err);

	if (!status)
		status = layout_lock(&generation->lock, generation->directory,
				     err);
	if (!status)	/* again, since it may have moved before the lock */
		status = other_versions ?
			 layout_read_any(old, generation->directory, err) :
			 layout_read(old, generation->directory, err);
	return status ? status :
	       layout_sweep(old, generation->directory, err);
}

/* Parts of shards that a killed run left behind become shards first. */
static enum status settle(const struct generation *generation,
			  struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < generation->old.shards; i++) {
		char *path = layout_shard(&generation->old,
					  generation->directory, i);
		struct bulk bulk = { .path = NULL };

		status = bulk_begin(&bulk, path, err);
		bulk_release(&bulk);
		free(path);
	}
	return status;
}

enum status generation_begin(struct generation *out,
			     const struct run_options *options,
			     bool other_versions, struct error *err)
{
	enum status status;

	*out = (struct generation){ .directory = options->index, .lock = -1 };
	status = take_up(out, other_versions, err);
	if (!status)
		status = settle(out, err);
	if (status)
		return status;
	out->next = (struct layout){ SCHEMA_VERSION, TERMS_VERSION,
				     out->old.shards,
				     out->old.generation + 1 };
	return resources_load(&out->resources, options->index, &out->old,
			      options->taxonomy, options->lexicons,
			      options->lexicon_count, err);
}

/* The names of files inside the new shards were made durable by Xapian; those
 * of the taxonomy were not. */
static enum status sync_taxonomy(const struct generation *generation,
				 struct error *err)
{
	char *path = layout_file(&generation->next, generation->directory,
				 "taxonomy");
	enum status status = layout_sync(path, err);

	free(path);
	return status;
}

enum status generation_finish(struct generation *generation,
			      const struct run_options *options,
			      struct error *err)
{
	const char *directory = generation->directory;
	enum status status = resources_save(&generation->resources, directory,
					    &generation->next,
					    options->lexicons,
					    options->lexicon_count, err);

	if (!status)
		status = about_save(&generation->next, directory, err);
	if (!status)
		status = sync_taxonomy(generation, err);
	if (!status)
		status = seal_break(directory, err);
	if (!status)
		status = layout_switch(&generation->next, directory, err);
	if (!status)
		status = layout_sweep(&generation->next, directory, err);
	return status ? status : seal_make(directory, NULL, err);
}

void generation_end(struct generation *generation)
{
	resources_release(&generation->resources);
	if (generation->lock >= 0)
		close(generation->lock);
}
