#include "indexer/upkeep/split.h"

#include <inttypes.h>
#include <stdio.h>

#include "indexer/upkeep/crew.h"
#include "indexer/run/messages.h"

struct splitting {
	struct generation generation;
	struct split_counts counts;
};

static enum status make_shard(void *context, size_t number, FILE *out,
			      struct error *err)
{
	const struct splitting *all = context;
	struct split_counts counts;
	enum status status = split_shard(&counts, &all->generation, number,
					 err);

	if (!status)
		fprintf(out, "%" PRIu64 " %" PRIu64 "\n", counts.documents,
			counts.passages);
	return status;
}

static void add_counts(void *context, size_t number, const char *line)
{
	struct splitting *all = context;
	uint64_t documents, passages;

	(void)number;
	if (sscanf(line, "%" SCNu64 " %" SCNu64, &documents, &passages) != 2)
		return;
	all->counts.documents += documents;
	all->counts.passages += passages;
}

enum status split(const struct run_options *options, size_t shards,
		  struct error *err)
{
	struct splitting all = { .counts = { 0, 0 } };
	struct crew crew = { .shards = shards, .jobs = options->jobs,
			     .work = make_shard, .line = add_counts,
			     .context = &all };
	enum status status = generation_begin(&all.generation, options, false,
					      err);

	all.generation.next.shards = shards;
	if (!status)
		status = crew_run(&crew, err);
	if (!status)
		status = generation_finish(&all.generation, options, err);
	if (!status)
		say("%" PRIu64 " documents, %" PRIu64 " passages: %zu shards, "
		    "%zu before", all.counts.documents, all.counts.passages,
		    shards, all.generation.old.shards);
	generation_end(&all.generation);
	return status;
}
