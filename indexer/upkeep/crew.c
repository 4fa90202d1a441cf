#include "indexer/upkeep/crew.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

/* Begins the line in which a child says why it failed; no other line has it. */
enum { FAILURE = '\1' };

struct member {
	pid_t pid;
	FILE *lines;
};

static void work_in_child(const struct crew *crew, size_t shard, int fd,
			  pid_t parent)
{
	struct error err = { STATUS_OK, "" };
	FILE *out = fdopen(fd, "w");
	enum status status = STATUS_IO;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (out && getppid() == parent)
		status = crew->work(crew->context, shard, out, &err);
	if (out && status)
		fprintf(out, "%c%d %s\n", FAILURE, (int)status, err.text);
	if (out && fflush(out))
		status = STATUS_IO;
	_exit(status != STATUS_OK);
}

static enum status start(struct member *out, const struct crew *crew,
			 size_t shard, struct error *err)
{
	pid_t parent = getpid();
	int ends[2];

	if (pipe(ends))
		return error_set(err, STATUS_IO, "pipe: %s", strerror(errno));
	fflush(NULL);
	out->pid = fork();
	if (out->pid == 0) {
		close(ends[0]);
		work_in_child(crew, shard, ends[1], parent);
	}
	close(ends[1]);
	out->lines = out->pid > 0 ? fdopen(ends[0], "r") : NULL;
	if (out->lines)
		return STATUS_OK;
	close(ends[0]);
	return error_set(err, STATUS_IO, "fork: %s", strerror(errno));
}

static void take_line(const struct crew *crew, size_t shard, char *line,
		      struct error *why)
{
	char *text;
	long status;

	line[strcspn(line, "\n")] = '\0';
	if (line[0] != FAILURE) {
		if (crew->line)
			crew->line(crew->context, shard, line);
		return;
	}
	status = strtol(line + 1, &text, 10);
	error_set(why, status > STATUS_OK && status <= STATUS_INTERNAL ?
		       (enum status)status : STATUS_INTERNAL,
		  "%s", *text ? text + 1 : text);
}

/* Read what a member says until it ends, and how it ended. */
static void await(struct member *member, const struct crew *crew, size_t shard,
		  struct error *why)
{
	char *line = NULL;
	size_t size = 0;
	int ended = 0;

	while (getline(&line, &size, member->lines) > 0)
		take_line(crew, shard, line, why);
	free(line);
	fclose(member->lines);
	while (waitpid(member->pid, &ended, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(ended))
		error_set(why, STATUS_CORRUPT,
			  "shard-%zu: the process that worked on it died "
			  "(signal %d)", shard, WTERMSIG(ended));
	else if (ended && !why->status)
		error_set(why, STATUS_INTERNAL,
			  "shard-%zu: the work on it failed", shard);
}

static size_t jobs_of(const struct crew *crew)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (crew->jobs)
		return crew->jobs;
	return processors > 0 ? (size_t)processors : 1;
}

static void give_up(struct member *members, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		kill(members[i].pid, SIGKILL);
		fclose(members[i].lines);
		waitpid(members[i].pid, NULL, 0);
	}
}

enum status crew_run(const struct crew *crew, struct error *err)
{
	struct member *members = mem_array(crew->shards, sizeof(*members));
	const size_t jobs = jobs_of(crew);
	size_t started = 0, ended = 0;
	enum status status = STATUS_OK;

	while (!status && ended < crew->shards) {
		struct error why = { STATUS_OK, "" };

		if (started < crew->shards && started < ended + jobs) {
			status = start(&members[started], crew, started, err);
			started += !status;
			continue;
		}
		await(&members[ended], crew, ended, &why);
		if (why.status && crew->failed)
			crew->failed(crew->context, ended, &why);
		else if (why.status)
			status = error_set(err, why.status, "%s", why.text);
		ended++;
	}
	give_up(members, ended, started);
	free(members);
	return status;
}
