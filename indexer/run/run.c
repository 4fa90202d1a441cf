#include "indexer/run/run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/about.h"
#include "index/layout.h"
#include "indexer/run/messages.h"
#include "indexer/read/reader_work.h"
#include "indexer/write/seal.h"
#include "indexer/run/supervisor.h"
#include "schema/schema.h"
#include "text/terms.h"

static volatile sig_atomic_t stop_asked;

void run_stop(void)
{
	stop_asked = 1;
}

bool supervisor_is_stopped(void)
{
	return stop_asked;
}

static size_t processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count > 0 ? (size_t)count : 1;
}

/* Is at least one SOURCE there?  Otherwise no index is made for nothing. */
static bool has_source(const struct run_options *options)
{
	if (options->files0_from || options->removed_count ||
	    options->unremoved_count)
		return true;
	for (size_t i = 0; i < options->source_count; i++)
		if (!strcmp(options->sources[i], "-") ||
		    !access(options->sources[i], F_OK))
			return true;
	return false;
}

static enum status open_layout(struct supervisor *run, bool *is_new,
			       struct error *err)
{
	const struct run_options *options = run->options;
	struct layout *layout = &run->layout;
	enum status status = layout_read(layout, options->index, err);

	*is_new = false;
	if (status == STATUS_OK) {
		run->shards = layout->shards;
		if (options->shards && options->shards != layout->shards)
			return error_set(err, STATUS_USAGE,
				"--shards: %s has %zu, fixed when it was made",
				options->index, layout->shards);
		return STATUS_OK;
	}
	if (status == STATUS_CORRUPT && layout_remove_unborn(options->index))
		status = STATUS_NOT_FOUND;
	if (status != STATUS_NOT_FOUND)
		return status;
	*is_new = true;
	run->shards = options->shards ? options->shards :
		      options->jobs ? options->jobs : processors();
	*layout = (struct layout){ SCHEMA_VERSION, TERMS_VERSION, run->shards,
				   0 };
	return STATUS_OK;
}

static enum status make_index(struct supervisor *run, struct error *err)
{
	return layout_create(&run->layout, run->options->index, err);
}

static enum status start_reader(struct supervisor *run, struct error *err)
{
	const struct reader_config config = {
		.serve = reader_serve,
		.taxonomy = run->resources.taxonomy,
		.map = run->options->xml_map,
		.cpu_s = READER_CPU_S,
	};

	return reader_process_start(&run->reader, &config, err);
}

static enum status load(struct supervisor *run, bool is_new,
			struct error *err)
{
	const struct run_options *options = run->options;
	enum status status = resources_load(&run->resources, options->index,
					    is_new ? NULL : &run->layout,
					    options->taxonomy,
					    options->lexicons,
					    options->lexicon_count, err);

	if (!status && !is_new)
		status = resources_expect_same(&run->resources, options->index,
					       &run->layout, err);
	if (!status)	/* before anything untrusted is touched */
		status = start_reader(run, err);
	return status;
}

static enum status read_numbers(struct supervisor *run, struct error *err)
{
	enum status status = ledger_open(&run->ledger, run->options->index,
					 &run->layout, err);

	if (!status)
		status = ledger_number(run->ledger, META_RUNS, &run->run, err);
	run->run++;
	return status;
}

static enum status start_writers(struct supervisor *run, struct error *err)
{
	struct shard_config config = {
		.directory = run->options->index,
		.layout = &run->layout,
		.names = run->resources.names,
		.words = run->resources.words,
		.run = run->run,
	};

	return writers_start(&run->writers, &config, run->shards, err);
}

static void on_skip(void *context, const char *path, const char *reason,
		    bool missing)
{
	struct supervisor *run = context;

	if (missing)
		report_missing(run->report, path, reason);
	else
		report_add(run->report, !strcmp(reason, "permission") ?
			   OUTCOME_REJECTED : OUTCOME_SKIPPED, path, "",
			   reason, 0);
}

static enum status on_file(void *context, const struct walk_file *file,
			   struct error *err)
{
	return source_file(context, file, err);
}

static enum status count_file(void *context, const struct walk_file *file,
			      struct error *err)
{
	struct supervisor *run = context;

	(void)err;
	run->progress.total += (uint64_t)file->about.st_size;
	return STATUS_OK;
}

static void count_skip(void *context, const char *path, const char *reason,
		       bool missing)
{
	(void)context, (void)path, (void)reason, (void)missing;
}

static void measure(struct supervisor *run)
{
	for (size_t i = 0; run->progress.is_shown &&
			   i < run->options->source_count; i++)
		if (strcmp(run->options->sources[i], "-"))
			walk(run->options->sources[i], count_file, count_skip,
			     run, NULL);
}

/* The NUL-separated names of --files0-from. */
static enum status take_list(struct supervisor *run, struct error *err)
{
	const char *from = run->options->files0_from;
	FILE *list = !from ? NULL : !strcmp(from, "-") ? stdin :
		     fopen(from, "r");
	char *name = NULL;
	size_t size = 0;
	enum status status = STATUS_OK;

	if (from && !list)
		return error_set(err, STATUS_IO, "%s: %s", from,
				 strerror(errno));
	while (list && !status && getdelim(&name, &size, '\0', list) > 0)
		if (*name)
			status = walk(name, on_file, on_skip, run, err);
	if (list && ferror(list))
		status = error_set(err, STATUS_IO, "%s: %s", from,
				   strerror(errno));
	if (list && list != stdin)
		fclose(list);
	free(name);
	return status;
}

struct unremoved {
	struct supervisor *run;
	uint64_t source;
};

static enum status forget_state(void *context, const struct record_source *row,
				struct error *err)
{
	const struct unremoved *unremoved = context;
	struct record_source changed = *row;

	(void)err;
	if (row->number != unremoved->source)
		return STATUS_OK;
	changed.mtime_ns = -1;
	memset(changed.hash, 0, sizeof(changed.hash));
	send_source_row(unremoved->run, &changed);
	return STATUS_OK;
}

/* Let a document in again: the next run over its source reads that, though its
 * bytes are what they were. */
static enum status unremove(struct supervisor *run, const char *id,
			    struct error *err)
{
	struct unremoved unremoved = { run, 0 };
	bool found;
	enum status status = ledger_removed(run->ledger, id, &unremoved.source,
					    &found, err);

	if (!status && found)
		status = ledger_each(run->ledger, forget_state, &unremoved,
				     err);
	return status ? status : send_removal(run, id, false, err);
}

static enum status take_sources(struct supervisor *run, struct error *err)
{
	const struct run_options *options = run->options;
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < options->removed_count; i++)
		status = send_removal(run, options->removed[i], true, err);
	for (size_t i = 0; !status && i < options->unremoved_count; i++)
		status = unremove(run, options->unremoved[i], err);
	/* This run sees it, too: the second one commits the rows. */
	for (int i = 0; !status && options->unremoved_count && i < 2; i++)
		status = send_sync(run, err);
	for (size_t i = 0; !status && i < options->source_count; i++)
		status = !strcmp(options->sources[i], "-") ?
			 source_stdin(run, err) :
			 walk(options->sources[i], on_file, on_skip, run, err);
	return status ? status : take_list(run, err);
}

/* Files whose bytes were indexed at a place that has other bytes now. */
static enum status take_orphans(struct supervisor *run, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < run->orphan_count; i++) {
		if (!status)
			status = source_again(run, run->orphans[i], err);
		free(run->orphans[i]);
	}
	run->orphan_count = 0;
	return status;
}

static enum status finish(struct supervisor *run, struct error *err)
{
	enum status status = send_number(run, META_RUNS, run->run, err);

	if (!status)
		status = send_sync(run, err);	/* documents, then their rows */
	while (!status && run->orphan_count) {
		status = take_orphans(run, err);
		if (!status)
			status = send_sync(run, err);
	}
	return status ? status : send_finish(run, err);
}

static enum status work(struct supervisor *run, struct run_result *result,
			struct error *err)
{
	struct error why = { STATUS_OK, "" };
	enum status status;

	measure(run);
	status = take_sources(run, &why);
	if (status == STATUS_INTERRUPTED) {
		result->interrupted = true;
		status = STATUS_OK;
	}
	if (!status && run->options->prune && !result->interrupted)
		status = prune(run, &why);
	if (!status || status == STATUS_USAGE) {
		enum status ended = finish(run, err);

		if (ended)
			return ended;
	}
	return status ? error_set(err, status, "%s", why.text) : STATUS_OK;
}

static void summarise(struct supervisor *run)
{
	const struct shard_counts *counts = &run->counts;
	double seconds = progress_seconds(&run->progress);
	double megabytes = (double)run->progress.text / 1e6;

	progress_end(&run->progress);
	say("%llu documents added, %llu replaced, %llu removed; "
	    "%llu passages, %.1f MB in %.1f s (%.2f MB/s)",
	    (unsigned long long)counts->added,
	    (unsigned long long)counts->replaced,
	    (unsigned long long)counts->removed,
	    (unsigned long long)counts->passages, megabytes, seconds,
	    megabytes / (seconds > 0.001 ? seconds : 0.001));
	say("sources and members: %llu indexed, %llu repaired, "
	    "%llu unchanged, %llu duplicate, %llu skipped, %llu rejected, "
	    "%llu quarantined",
	    (unsigned long long)report_count(run->report, OUTCOME_INDEXED),
	    (unsigned long long)report_count(run->report, OUTCOME_REPAIRED),
	    (unsigned long long)report_count(run->report, OUTCOME_UNCHANGED),
	    (unsigned long long)report_count(run->report, OUTCOME_DUPLICATE),
	    (unsigned long long)report_count(run->report, OUTCOME_SKIPPED),
	    (unsigned long long)report_count(run->report, OUTCOME_REJECTED),
	    (unsigned long long)report_count(run->report, OUTCOME_QUARANTINED));
}

static void release(struct supervisor *run)
{
	reader_process_stop(run->reader);
	writers_stop(run->writers);
	for (size_t i = 0; i < run->row_count; i++) {
		buf_release(&run->rows[i].key);
		buf_release(&run->rows[i].value);
	}
	for (size_t i = 0; i < run->orphan_count; i++)
		free(run->orphans[i]);
	free(run->rows);
	fresh_release(&run->fresh);
	fresh_release(&run->urls);
	free(run->orphans);
	seen_release(&run->names);
	buf_release(&run->frame);
	ledger_close(run->ledger);
	resources_release(&run->resources);
}

static enum status run_locked(struct supervisor *run,
			      struct run_result *result, struct error *err)
{
	const struct run_options *options = run->options;
	enum status status = read_numbers(run, err);

	if (!status)
		status = resources_save(&run->resources, options->index,
					&run->layout, options->lexicons,
					options->lexicon_count, err);
	if (!status)
		status = start_writers(run, err);
	if (!status)
		status = work(run, result, err);
	if (!status)
		summarise(run);
	return status;
}

/* With the lock: nobody has written the index anew meanwhile; what an attempt
 * to do so left goes; the seal is broken, and *seal has what it said. */
static enum status take_possession(struct supervisor *run, struct seal *seal,
				   struct error *err)
{
	const char *directory = run->options->index;
	struct layout now;
	enum status status = layout_read(&now, directory, err);

	if (!status && now.generation != run->layout.generation)
		status = error_set(err, STATUS_LOCKED,
				   "%s: another bagui-index was writing here",
				   directory);
	if (!status)
		status = layout_sweep(&now, directory, err);
	if (status)
		return status;
	seal_load(seal, directory, NULL);	/* none is fine */
	return seal_break(directory, err);
}

enum status run(const struct run_options *options, struct run_result *result,
		struct error *err)
{
	struct supervisor state = { .options = options };
	struct seal seal = { NULL, 0, 0 };
	struct error ignored;
	int lock = -1;
	bool is_new;
	enum status status = open_layout(&state, &is_new, err);

	*result = (struct run_result){ false, false };
	progress_begin(&state.progress, options->progress);
	if (!status)
		status = report_open(&state.report, options->report, err);
	if (!status && is_new && !options->source_count && !has_source(options))
		status = error_set(err, STATUS_NOT_FOUND,
				   "%s: no index, and no SOURCE to make it of",
				   options->index);
	if (!status && is_new && !has_source(options)) {
		for (size_t i = 0; i < options->source_count; i++)
			report_missing(state.report, options->sources[i],
				       "missing");
		result->has_failures = true;
		return report_close(state.report, err);
	}
	if (!status)
		status = load(&state, is_new, err);
	state.is_new = is_new;
	if (!status && is_new)
		status = make_index(&state, err);
	if (!status)
		status = layout_lock(&lock, options->index, err);
	if (!status)
		status = take_possession(&state, &seal, err);
	if (!status)
		status = run_locked(&state, result, err);
	progress_end(&state.progress);
	if (state.report)
		result->has_failures = report_has_failures(state.report);
	if (report_close(state.report, status ? &ignored : err) && !status)
		status = STATUS_IO;
	release(&state);
	if (!status)
		status = about_save(&state.layout, options->index, err);
	if (!status)
		status = seal_if_cheap(options->index, &seal,
				       progress_seconds(&state.progress), err);
	seal_release(&seal);
	if (lock >= 0)
		close(lock);
	return status;
}
