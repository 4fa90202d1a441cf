#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/mem.h"
#include "indexer/run/filter.h"
#include "indexer/run/messages.h"
#include "indexer/run/source_parts.h"
#include "schema/schema.h"

static void set_string(char **field, const char *value)
{
	char *copy = mem_string(value);

	free(*field);
	*field = copy;
}

/* Is the name another file's already? */
static enum status name_is_taken(struct taking *taking, const char *name,
				 bool *taken, struct error *err)
{
	struct supervisor *run = taking->run;
	uint64_t owner;
	enum status status;

	*taken = seen_has(&run->names, XXH3_64bits(name, strlen(name)));
	if (*taken)
		return STATUS_OK;
	status = ledger_owner(run->ledger, name, &owner, taken, err);
	*taken = *taken && owner != taking->row.number;
	return status;
}

/* A new file gets the name that its place gives it; two different files that
 * would get one name are told apart by ~2, ~3, ... */
static enum status choose_name(struct taking *taking, const char *wanted,
			       struct error *err)
{
	struct buf name = BUF_INIT;
	bool taken = false;
	enum status status;

	buf_put_string(&name, wanted);
	status = name_is_taken(taking, name.data, &taken, err);
	for (unsigned i = 2; !status && taken; i++) {
		buf_clear(&name);
		buf_put_format(&name, "%s~%u", wanted, i);
		status = name_is_taken(taking, name.data, &taken, err);
	}
	if (!status && strcmp(name.data, wanted)) {
		struct buf note = BUF_INIT;

		buf_put_format(&note, "name-taken: indexed as %s", name.data);
		report_note(taking->run->report, wanted, "", note.data);
		buf_release(&note);
	}
	set_string(&taking->row.name, name.data);
	buf_release(&name);
	return status;
}

static enum status begin(struct taking *taking, const char *real,
			 const char *name, struct error *err)
{
	struct supervisor *run = taking->run;
	enum status status = STATUS_OK;

	if (!taking->was_known) {
		taking->row.number = schema_source_number(real);
		taking->row.path = mem_string(real);
		status = choose_name(taking, name, err);
	}
	if (!status)
		seen_add(&run->names, XXH3_64bits(taking->row.name,
						  strlen(taking->row.name)));
	taking->row.run = run->run;
	taking->documents_before = taking->row.documents;
	memcpy(taking->hash_before, taking->row.hash, sizeof(taking->hash_before));
	taking->row.documents = 0;
	taking->position_before = run->progress.bytes;
	record_source_forget_refused(&taking->row);
	set_string(&taking->row.version, BAGUI_VERSION);
	return status;
}

/* The file, which must be one: what the walk saw may be something else now. */
static int open_file(const char *path, struct error *err)
{
	struct stat about;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0) {
		error_set(err, STATUS_IO, "%s", strerror(errno));
	} else if (fstat(fd, &about) || !S_ISREG(about.st_mode)) {
		error_set(err, STATUS_IO, "no file any more");
		close(fd);
		fd = -1;
	}
	return fd;
}

static enum status take(struct taking *taking, const char *path,
			struct error *err)
{
	struct error why = { STATUS_OK, "" };
	int fd = path ? open_file(path, &why) : dup(STDIN_FILENO);
	enum status status;

	if (fd < 0) {
		source_settle(taking, OUTCOME_REJECTED, *why.text ? why.text :
			      strerror(errno));
		taking->is_whole = true;
		return STATUS_OK;
	}
	status = source_read(taking, fd, err);
	close(fd);
	return status;
}

static enum status maybe_sync(struct supervisor *run, struct error *err)
{
	progress_show(&run->progress);
	return run->unsynced >= SYNC_BYTES ? send_sync(run, err) : STATUS_OK;
}

/* Its documents are sent: drop those that it has no more, and write its row.
 * What a source that could not be read to its end had further on stays. */
static enum status finish(struct taking *taking, struct error *err)
{
	struct supervisor *run = taking->run;
	enum status status = STATUS_OK;

	if (taking->outcome != OUTCOME_UNCHANGED) {
		if (taking->was_known && taking->is_whole && !taking->is_again)
			status = send_drop_unseen(run, taking->row.number,
						  false, err);
		set_string(&taking->row.status,
				  outcome_name(taking->outcome));
		set_string(&taking->row.reason, taking->reason);
	}
	send_source_row(run, &taking->row);
	if (taking->is_settled)
		report_add(run->report, taking->outcome, taking->row.name, "",
			   taking->reason, taking->row.size);
	return status ? status : maybe_sync(run, err);
}

static enum status take_named(struct taking *taking, const char *real,
			      const char *path, const char *name,
			      struct error *err)
{
	enum status status = begin(taking, real, name, err);

	if (!status)
		status = take(taking, path, err);
	if (!status)
		status = finish(taking, err);
	record_source_release(&taking->row);
	job_member_release(&taking->member);
	return status;
}

static int64_t mtime_of(const struct stat *about)
{
	return (int64_t)about->st_mtim.tv_sec * 1000000000 +
	       about->st_mtim.tv_nsec;
}

/* Nothing to do: the outcome of the run that read it holds. */
static void report_unchanged(struct supervisor *run,
			     const struct record_source *row)
{
	int outcome = outcome_of_name(row->status);
	bool refused = outcome == OUTCOME_REJECTED ||
		       outcome == OUTCOME_QUARANTINED;

	for (size_t i = 0; i < row->refused_count; i++) {
		const struct record_refused *what = &row->refused[i];
		int kind = outcome_of_name(what->status);

		if (*what->member && kind >= 0)
			report_add(run->report, (enum outcome)kind, row->name,
				   what->member, what->reason, what->bytes);
	}
	report_add(run->report, refused ? (enum outcome)outcome :
		   OUTCOME_UNCHANGED, row->name, "", row->reason, row->size);
}

bool source_lacks_filter(const char *reason)
{
	return !strncmp(reason, "no-filter", strlen("no-filter"));
}

static bool has_filter_now(const char *reason)
{
	for (int i = JOB_FILTER_PDF; i <= JOB_FILTER_DOC; i++)
		if (source_lacks_filter(reason) &&
		    strstr(reason, filter_package((enum job_filter)i)))
			return filter_is_there((enum job_filter)i);
	return false;
}

/* What was refused may be read by another version of the program, or with a
 * filter that was not there. */
static bool is_worth_retrying(const struct record_source *row)
{
	bool was_refused = row->refused_count ||
			   !strcmp(row->status, "rejected") ||
			   !strcmp(row->status, "quarantined");
	bool has_filter = has_filter_now(row->reason);

	for (size_t i = 0; i < row->refused_count && !has_filter; i++)
		has_filter = has_filter_now(row->refused[i].reason);
	return has_filter ||
	       (was_refused &&
		(!row->version || strcmp(row->version, BAGUI_VERSION)));
}

static bool is_as_it_was(const struct record_source *row,
			 const struct stat *about)
{
	return row->size == (uint64_t)about->st_size &&
	       row->mtime_ns == mtime_of(about) && !is_worth_retrying(row);
}

enum status source_file(struct supervisor *run, const struct walk_file *file,
			struct error *err)
{
	struct taking taking = { .run = run };
	char *real = realpath(file->path, NULL);
	uint64_t before = run->progress.bytes;
	enum status status;

	if (supervisor_is_stopped()) {
		free(real);
		return STATUS_INTERRUPTED;
	}
	if (!real)
		real = mem_string(file->path);
	status = ledger_source(run->ledger, real, &taking.row,
			       &taking.was_known, err);
	run->progress.files++;
	if (!status && taking.was_known &&
	    is_as_it_was(&taking.row, &file->about)) {
		report_unchanged(run, &taking.row);
		record_source_release(&taking.row);
	} else if (!status && run->options->dry_run) {
		say("would %s %s", taking.was_known ? "read again" : "index",
		    file->name);
		record_source_release(&taking.row);
	} else if (!status) {
		taking.row.size = (uint64_t)file->about.st_size;
		taking.row.mtime_ns = mtime_of(&file->about);
		status = take_named(&taking, real, file->path, file->name, err);
	}
	run->progress.bytes = before + (uint64_t)file->about.st_size;
	progress_show(&run->progress);
	free(real);
	return status;
}

enum status source_stdin(struct supervisor *run, struct error *err)
{
	struct taking taking = { .run = run, .is_stream = true };
	enum status status = ledger_source(run->ledger, "-", &taking.row,
					   &taking.was_known, err);

	/* What an earlier stream brought stays: a stream has no "now gone". */
	if (!status && taking.was_known)
		record_source_release(&taking.row);
	taking.was_known = false;
	return status ? status : take_named(&taking, "-", NULL, "stdin", err);
}

enum status source_again(struct supervisor *run, const char *path,
			 struct error *err)
{
	struct taking taking = { .run = run, .is_again = true };
	struct stat about;
	enum status status = ledger_source(run->ledger, path, &taking.row,
					   &taking.was_known, err);

	if (status || !taking.was_known || stat(path, &about))
		return status;
	taking.row.size = (uint64_t)about.st_size;
	taking.row.mtime_ns = mtime_of(&about);
	return take_named(&taking, path, path, taking.row.name, err);
}
