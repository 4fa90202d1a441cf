#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "indexer/run/messages.h"
#include "indexer/run/supervisor.h"

/* The files of this run's SOURCEs that the ledger knows and the disk has not. */
struct gone {
	char **sources;			/* real paths of the SOURCEs */
	size_t source_count;
	uint64_t known;			/* rows below the SOURCEs */
	struct record_source *rows;
	size_t count, capacity;
};

static bool is_below(const char *path, const char *source)
{
	size_t len = strlen(source);

	return !strncmp(path, source, len) &&
	       (path[len] == '/' || path[len] == '\0' ||
		(len && source[len - 1] == '/'));
}

static enum status note_gone(void *context, const struct record_source *row,
			     struct error *err)
{
	struct gone *gone = context;
	struct stat about;
	bool below = false;
	struct record_source *copy;

	(void)err;
	for (size_t i = 0; i < gone->source_count; i++)
		below = below || is_below(row->path, gone->sources[i]);
	if (!below)
		return STATUS_OK;
	gone->known++;
	if (!lstat(row->path, &about) || errno != ENOENT)
		return STATUS_OK;
	mem_reserve(&gone->rows, &gone->capacity, gone->count + 1,
		    sizeof(*gone->rows));
	copy = &gone->rows[gone->count++];
	memset(copy, 0, sizeof(*copy));
	copy->path = mem_string(row->path);
	copy->name = mem_string(row->name);
	copy->number = row->number;
	return STATUS_OK;
}

static enum status find_sources(struct gone *gone,
				const struct run_options *options,
				struct error *err)
{
	gone->sources = mem_array(options->source_count, sizeof(char *));
	for (size_t i = 0; i < options->source_count; i++) {
		char *real = realpath(options->sources[i], NULL);

		if (!real)
			return error_set(err, STATUS_USAGE,
				"--prune: %s is missing itself; nothing pruned",
				options->sources[i]);
		gone->sources[gone->source_count++] = real;
	}
	return STATUS_OK;
}

static enum status drop(struct supervisor *run, struct gone *gone,
			struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < gone->count; i++) {
		struct record_source *row = &gone->rows[i];

		say("%s %s", run->options->dry_run ? "would drop" : "dropped",
		    row->name);
		if (run->options->dry_run)
			continue;
		status = send_drop_unseen(run, row->number, true, err);
		if (!status)
			send_forget_source(run, row->path);
	}
	return status;
}

enum status prune(struct supervisor *run, struct error *err)
{
	struct gone gone = { NULL, 0, 0, NULL, 0, 0 };
	enum status status = find_sources(&gone, run->options, err);

	if (!status)
		status = ledger_each(run->ledger, note_gone, &gone, err);
	if (!status && gone.count * 2 > gone.known &&
	    !run->options->prune_force && !run->options->dry_run)
		status = error_set(err, STATUS_USAGE,
			"--prune: %zu of %llu files are gone, over half; "
			"use --prune=force if that is meant", gone.count,
			(unsigned long long)gone.known);
	if (!status)
		status = drop(run, &gone, err);
	for (size_t i = 0; i < gone.source_count; i++)
		free(gone.sources[i]);
	for (size_t i = 0; i < gone.count; i++)
		record_source_release(&gone.rows[i]);
	free(gone.sources);
	free(gone.rows);
	return status;
}
