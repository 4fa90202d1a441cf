#include "indexer/upkeep/relabel.h"

#include <stdio.h>

#include "indexer/upkeep/crew.h"
#include "indexer/upkeep/generation.h"
#include "indexer/run/messages.h"
#include "indexer/upkeep/relabel_shard.h"

struct job {
	struct generation generation;
	bool relabels;
	unsigned long long documents, passages;
};

static enum status work(void *context, size_t shard, FILE *out,
			struct error *err)
{
	const struct job *job = context;
	struct relabel_counts counts;
	enum status status = relabel_shard(&counts, &job->generation, shard,
					   job->relabels, NULL, err);

	fprintf(out, "%llu %llu\n", (unsigned long long)counts.documents,
		(unsigned long long)counts.passages);
	return status;
}

static void add_counts(void *context, size_t shard, const char *line)
{
	struct job *job = context;
	unsigned long long documents, passages;

	(void)shard;
	if (sscanf(line, "%llu %llu", &documents, &passages) != 2)
		return;
	job->documents += documents;
	job->passages += passages;
}

enum status relabel(const struct run_options *options, bool relabels,
		    bool upgrade, struct error *err)
{
	struct job job = { .relabels = relabels };
	struct progress progress;
	struct crew crew = { .jobs = options->jobs, .work = work,
			     .line = add_counts, .context = &job };
	enum status status = generation_begin(&job.generation, options,
					      upgrade, err);

	progress_begin(&progress, PROGRESS_NEVER);
	crew.shards = job.generation.old.shards;
	if (!status)
		status = crew_run(&crew, err);
	if (!status)
		status = generation_finish(&job.generation, options, err);
	generation_end(&job.generation);
	if (!status)
		say("%llu documents, %llu passages %s anew in %.1f s",
		    job.documents, job.passages,
		    relabels ? "labelled" : "made",
		    progress_seconds(&progress));
	return status;
}
