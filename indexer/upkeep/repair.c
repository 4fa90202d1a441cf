#include "indexer/upkeep/repair.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/layout.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/crew.h"
#include "indexer/upkeep/generation.h"
#include "indexer/run/messages.h"
#include "indexer/upkeep/relabel_shard.h"
#include "indexer/upkeep/repair_ledger.h"
#include "indexer/write/seal.h"
#include "schema/schema.h"
#include "text/terms.h"

enum { ATTEMPTS = 100 };	/* crashes of libxapian that a shard may cost */

/* One shard, over all attempts. */
struct salvaging {
	bool done;
	uint32_t *skipped;	/* where reading it crashed */
	size_t count, capacity;
	bool skips_rows;
	struct buf lost;	/* lines of the attempt at hand */
	unsigned long long documents, passages;
};

struct repairing {
	struct generation generation;
	struct salvaging *shards;
	uint32_t *at;		/* shared with the children: one a shard */
	struct error *err;
};

static void remove_attempt(const struct repairing *all, size_t shard)
{
	const struct generation *generation = &all->generation;
	char *database = layout_shard(&generation->next, generation->directory,
				      shard);
	char *folded = layout_folded(&generation->next, generation->directory,
				     shard);
	struct buf ends = BUF_INIT;

	buf_put_format(&ends, "%s.at", folded);
	layout_remove(database, NULL);
	layout_remove(folded, NULL);
	layout_remove(ends.data, NULL);
	buf_release(&ends);
	free(folded);
	free(database);
}

static enum status work(void *context, size_t shard, FILE *out,
			struct error *err)
{
	const struct repairing *all = context;
	const struct salvaging *own = &all->shards[shard];
	const struct relabel_salvage salvage = {
		.skipped = own->skipped, .skipped_count = own->count,
		.skips_rows = own->skips_rows, .at = &all->at[shard],
		.lost = out,
	};
	struct relabel_counts counts;
	enum status status;

	if (own->done)
		return STATUS_OK;
	*salvage.at = 0;
	remove_attempt(all, shard);
	status = relabel_shard(&counts, &all->generation, shard, false,
			       &salvage, err);
	if (!status)
		fprintf(out, "= %llu %llu\n",
			(unsigned long long)counts.documents,
			(unsigned long long)counts.passages);
	return status;
}

static void on_line(void *context, size_t shard, const char *line)
{
	struct repairing *all = context;
	struct salvaging *own = &all->shards[shard];

	if (sscanf(line, "= %llu %llu", &own->documents, &own->passages) == 2)
		own->done = true;
	else
		buf_put_format(&own->lost, "%s\n", line);
}

/* A crash is passed over at the next attempt; other failures are ours. */
static void on_failure(void *context, size_t shard, const struct error *why)
{
	struct repairing *all = context;
	struct salvaging *own = &all->shards[shard];
	const uint32_t at = all->at[shard];

	buf_clear(&own->lost);
	if (why->status != STATUS_CORRUPT || own->count >= ATTEMPTS || !at ||
	    (at == RELABEL_AT_ROWS && own->skips_rows)) {
		error_set(all->err, why->status, "%s", why->text);
		return;
	}
	if (at == RELABEL_AT_ROWS) {
		own->skips_rows = true;
		return;
	}
	mem_reserve(&own->skipped, &own->capacity, own->count + 1,
		    sizeof(*own->skipped));
	own->skipped[own->count++] = at;
}

static bool are_done(const struct repairing *all)
{
	bool done = true;

	for (size_t i = 0; i < all->generation.old.shards; i++)
		done = done && all->shards[i].done;
	return done;
}

static enum status salvage(struct repairing *all, size_t jobs)
{
	const size_t shards = all->generation.old.shards;
	const struct crew crew = { .shards = shards, .jobs = jobs,
				   .work = work, .line = on_line,
				   .failed = on_failure, .context = all };
	enum status status = STATUS_OK;

	all->err->status = STATUS_OK;
	all->shards = mem_array(shards, sizeof(*all->shards));
	all->at = mmap(NULL, shards * sizeof(*all->at),
		       PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		       0);
	if (all->at == MAP_FAILED)
		return error_set(all->err, STATUS_NO_MEMORY, "repairing: %s",
				 strerror(errno));
	while (!status && !are_done(all)) {
		status = crew_run(&crew, all->err);
		if (!status)
			status = all->err->status;
	}
	munmap(all->at, shards * sizeof(*all->at));
	return status;
}

/* Print what is lost, and forget the sources that it came from. */
static enum status account(struct repairing *all, bool *lost)
{
	struct repair_ledger ledger = { .generation = &all->generation };
	enum status status = STATUS_OK;

	for (size_t i = 0; i < all->generation.old.shards; i++) {
		char *rest = NULL, *line;

		if (!all->shards[i].lost.data)
			continue;
		line = strtok_r(all->shards[i].lost.data, "\n", &rest);
		for (; line; line = strtok_r(NULL, "\n", &rest)) {
			if (!strncmp(line, "source ", 7)) {
				repair_ledger_forget(&ledger, line + 7);
				continue;
			}
			say("lost: %s", line);
			*lost = true;
		}
	}
	status = repair_ledger_write(&ledger, lost, all->err);
	repair_ledger_release(&ledger);
	return status;
}

static void release(struct repairing *all)
{
	for (size_t i = 0; all->shards && i < all->generation.old.shards; i++) {
		free(all->shards[i].skipped);
		buf_release(&all->shards[i].lost);
	}
	free(all->shards);
	generation_end(&all->generation);
}

static void conclude(const struct repairing *all, bool lost)
{
	unsigned long long documents = 0, passages = 0;

	for (size_t i = 0; i < all->generation.old.shards; i++) {
		documents += all->shards[i].documents;
		passages += all->shards[i].passages;
	}
	say("%s: repaired: %llu documents, %llu passages%s",
	    all->generation.directory, documents, passages, lost ?
	    "; run bagui-index on the sources to get back what was lost" : "");
}

/* A damaged taxonomy gives way to the installed one; its labels stay. */
static enum status begin(struct repairing *all,
			 const struct run_options *options)
{
	enum status status = generation_begin(&all->generation, options, true,
					      all->err);
	char *taxonomy;

	if (!status || all->generation.lock < 0)
		return status;
	say("%s; taking the installed taxonomy", all->err->text);
	generation_end(&all->generation);
	taxonomy = layout_file(&all->generation.old, options->index,
			       "taxonomy");
	status = layout_remove(taxonomy, all->err);
	free(taxonomy);
	return status ? status :
	       generation_begin(&all->generation, options, true, all->err);
}

static enum status write_anew(const struct run_options *options, bool *lost,
			      struct error *err)
{
	struct repairing all = { .err = err };
	enum status status = begin(&all, options);

	if (!status)
		status = salvage(&all, options->jobs);
	if (!status)
		status = account(&all, lost);
	if (!status)
		status = generation_finish(&all.generation, options, err);
	if (!status)
		conclude(&all, *lost);
	release(&all);
	return status;
}

static enum status seal_anew(const char *directory, struct error *err)
{
	int lock;
	enum status status = layout_lock(&lock, directory, err);

	if (status)
		return status;
	status = seal_make(directory, NULL, err);
	close(lock);
	return status;
}

/* The number and the generation in the name of a shard's folder. */
static bool is_shard(const char *name, unsigned *number, unsigned *generation)
{
	int end = 0;

	*generation = 0;
	if (sscanf(name, "shard-%u%n", number, &end) != 1)
		return false;
	if (!name[end])
		return true;
	return sscanf(name + end, ".%u%n", generation, &end) == 1;
}

/* The description is lost: say again what the folders are. */
static enum status describe_anew(const char *directory, struct error *err)
{
	struct layout layout = { SCHEMA_VERSION, TERMS_VERSION, 0, 0 };
	DIR *folder = opendir(directory);
	struct dirent *item;
	unsigned number, generation;

	while (folder && (item = readdir(folder))) {
		if (!is_shard(item->d_name, &number, &generation) ||
		    generation < layout.generation)
			continue;
		if (generation > layout.generation)
			layout.shards = 0;
		layout.generation = generation;
		if (number >= layout.shards)
			layout.shards = number + 1;
	}
	if (folder)
		closedir(folder);
	if (!layout.shards)
		return err->status;
	say("%s: %zu shards of generation %u are there", err->text,
	    layout.shards, layout.generation);
	return layout_switch(&layout, directory, err);
}

enum status repair(const struct run_options *options, bool *lost,
		   struct error *err)
{
	struct layout layout;
	enum status status = layout_read(&layout, options->index, err);

	*lost = false;
	if (status == STATUS_CORRUPT)
		status = describe_anew(options->index, err);
	if (status)
		return status;
	status = check(options->index, err);
	if (!status)
		return seal_anew(options->index, err);
	return status == STATUS_CORRUPT ? write_anew(options, lost, err) :
	       status;
}
