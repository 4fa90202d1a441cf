#include "indexer/run/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "indexer/run/supervisor.h"
#include "unpack/sandbox.h"

enum { MEMORY = 480 << 20, LOOK_MS = 5, EXIT_NOT_STARTED = 121 };

static const struct program {
	const char *name, *package;
	const char *arguments[7];
} programs[] = {
	[JOB_FILTER_PDF] = { "pdftotext", "poppler-utils",
		{ "pdftotext", "-q", "-enc", "UTF-8", "/dev/fd/0", "-", NULL } },
	[JOB_FILTER_DOC] = { "antiword", "antiword",
		{ "antiword", "-w", "0", "-m", "UTF-8.txt", "/dev/fd/0", NULL } },
};

const char *filter_package(enum job_filter kind)
{
	return programs[kind].package;
}

/* Where the program lies on $PATH. */
static bool find(char *out, size_t size, const char *name)
{
	const char *at = getenv("PATH");

	while (at && *at) {
		size_t len = strcspn(at, ":");

		if (len && at[0] == '/') {
			snprintf(out, size, "%.*s/%s", (int)len, at, name);
			if (!access(out, X_OK))
				return true;
		}
		at += len + (at[len] == ':');
	}
	return false;
}

bool filter_is_there(enum job_filter kind)
{
	char path[PATH_MAX];

	return find(path, sizeof(path), programs[kind].name);
}

static void become(const struct program *program, const char *path, int in,
		   int out)
{
	static const char *const environment[] = {
		"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
		NULL };
	const struct sandbox_limits limits = { .memory = MEMORY,
		.cpu_s = FILTER_CPU_S, .file_bytes = FILTER_TEXT_MOST };
	int nowhere = open("/dev/null", O_WRONLY);
	char *const *arguments, *const *values;

	memcpy(&arguments, &(const char *const *){ program->arguments },
	       sizeof(arguments));	/* execve only reads them */
	memcpy(&values, &(const char *const *){ environment }, sizeof(values));
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(nowhere, STDERR_FILENO) < 0 || chdir("/") ||
	    close_range(STDERR_FILENO + 1, UINT_MAX, 0) ||
	    sandbox_enter(SANDBOX_FILTER, &limits, NULL))
		_exit(EXIT_NOT_STARTED);
	execve(path, arguments, values);
	_exit(EXIT_NOT_STARTED);
}

/* Wait for it, but not for ever.  STATUS_INTERRUPTED, or BAD_INPUT. */
static enum status await(pid_t pid, int *ended, struct error *err)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000 };
	enum status status = STATUS_OK;

	for (long turn = 0; waitpid(pid, ended, WNOHANG) == 0; turn++) {
		if (status)
			;
		else if (supervisor_is_stopped())
			status = error_set(err, STATUS_INTERRUPTED,
					   "interrupted");
		else if (turn * LOOK_MS > FILTER_WALL_S * 1000L)
			status = error_set(err, STATUS_BAD_INPUT,
					   "time-limit: the filter took over "
					   "%d s", FILTER_WALL_S);
		if (status)
			kill(pid, SIGKILL);
		nanosleep(&pause, NULL);
	}
	return status;
}

static enum status judge(const struct program *program, int ended,
			 struct error *err)
{
	int number = WIFSIGNALED(ended) ? WTERMSIG(ended) : 0;

	if (number == SIGXCPU || number == SIGKILL)
		return error_set(err, STATUS_BAD_INPUT, "time-limit: %s took "
				 "over %d s", program->name, FILTER_CPU_S);
	if (number == SIGXFSZ)
		return error_set(err, STATUS_BAD_INPUT, "too-large: over %d "
				 "MiB of text", FILTER_TEXT_MOST >> 20);
	if (number)
		return error_set(err, STATUS_BAD_INPUT, "filter: %s crashed: "
				 "signal %d", program->name, number);
	if (WEXITSTATUS(ended))
		return error_set(err, STATUS_BAD_INPUT, "filter: %s failed: "
				 "exit status %d", program->name,
				 WEXITSTATUS(ended));
	return STATUS_OK;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t done = write(fd, bytes, len);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			bytes += done;
			len -= (size_t)done;
		}
	}
	return !lseek(fd, 0, SEEK_SET);
}

static bool read_all(int fd, struct buf *out)
{
	off_t len = lseek(fd, 0, SEEK_END);
	ssize_t got = 1;

	if (len < 0 || lseek(fd, 0, SEEK_SET))
		return false;
	buf_reserve(out, (size_t)len + 1);
	while (len > 0 && (got > 0 || errno == EINTR)) {
		got = read(fd, out->data + out->len, (size_t)len);
		if (got > 0) {
			out->len += (size_t)got;
			len -= got;
		}
	}
	out->data[out->len] = '\0';
	return got >= 0;
}

static enum status run_between(const struct program *program,
			       const char *path, int in, int out,
			       struct error *err)
{
	pid_t pid;
	int ended = 0;
	enum status status;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return error_set(err, STATUS_IO, "fork: %s", strerror(errno));
	if (pid == 0)
		become(program, path, in, out);
	status = await(pid, &ended, err);
	return status ? status : judge(program, ended, err);
}

enum status filter_run(enum job_filter kind, const void *bytes, size_t len,
		       struct buf *out, struct error *err)
{
	const struct program *program = &programs[kind];
	char path[PATH_MAX];
	int in, made;
	enum status status;

	if (!find(path, sizeof(path), program->name))
		return error_set(err, STATUS_NOT_FOUND,
				 "no-filter: install %s", program->package);
	in = memfd_create("document", MFD_CLOEXEC);
	made = memfd_create("text", MFD_CLOEXEC);
	if (in < 0 || made < 0 || !write_all(in, bytes, len))
		status = error_set(err, STATUS_IO, "%s: %s", program->name,
				   strerror(errno));
	else
		status = run_between(program, path, in, made, err);
	if (!status && !read_all(made, out))
		status = error_set(err, STATUS_IO, "%s: %s", program->name,
				   strerror(errno));
	if (in >= 0)
		close(in);
	if (made >= 0)
		close(made);
	return status;
}
