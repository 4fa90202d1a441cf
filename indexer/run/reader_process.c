#include "indexer/run/reader_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/trace.h"
#include "indexer/run/supervisor.h"
#include "indexer/read/wire.h"
#include "unpack/sandbox.h"

enum { LOOK_MS = 200, EXIT_NO_MEMORY = 2 /* of base/mem.h */ };
#define SECOND_NS UINT64_C(1000000000)

struct reader_process {
	struct reader_config config;
	pid_t pid;			/* 0: none lives */
	int fd;
	struct job_state *state;	/* shared */
	uint64_t watched, watched_ns;	/* record, and CPU time when it began */
	bool too_slow;
	bool may_stop;			/* in the middle of the job */
};

static void to_nowhere(int fd)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nowhere >= 0)
		dup2(nowhere, fd);
	if (nowhere > STDERR_FILENO)
		close(nowhere);
}

/* The writers, the ledger, the report are the supervisor's business. */
static void close_others(int fd)
{
	int kept = trace_file();
	int low = kept >= 0 && kept < fd ? kept : fd;
	int high = kept > fd ? kept : fd;

	close_range(STDERR_FILENO + 1, (unsigned)low - 1, 0);
	if (high > low + 1)
		close_range((unsigned)low + 1, (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, UINT_MAX, 0);
}

static void serve_in_child(reader_process *reader, pid_t parent, int fd)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "bagui-reader");
	if (getppid() != parent)
		_exit(1);
	signal(SIGINT, SIG_IGN);	/* the supervisor decides when to end */
	signal(SIGTERM, SIG_IGN);
	to_nowhere(STDIN_FILENO);	/* a source comes as a job */
	to_nowhere(STDOUT_FILENO);
	if (sandbox_is_built_in())	/* else: for what a sanitizer says */
		to_nowhere(STDERR_FILENO);
	close_others(fd);
	_exit(reader->config.serve(fd, reader->state,
				   reader->config.taxonomy,
				   reader->config.map));
}

static enum status fork_reader(reader_process *reader, struct error *err)
{
	pid_t parent = getpid();
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return error_set(err, STATUS_IO, "socketpair: %s",
				 strerror(errno));
	fflush(NULL);
	memset(reader->state, 0, sizeof(*reader->state));
	reader->watched = reader->watched_ns = 0;
	reader->too_slow = false;
	reader->pid = fork();
	if (reader->pid == 0) {
		close(ends[0]);
		serve_in_child(reader, parent, ends[1]);
	}
	close(ends[1]);
	reader->fd = ends[0];
	if (reader->pid > 0)
		return STATUS_OK;
	close(ends[0]);
	reader->pid = 0;
	return error_set(err, STATUS_IO, "fork: %s", strerror(errno));
}

enum status reader_process_start(reader_process **out,
				 const struct reader_config *config,
				 struct error *err)
{
	reader_process *made = mem_alloc(sizeof(*made));
	enum status status = STATUS_OK;

	made->config = *config;
	made->state = mmap(NULL, sizeof(*made->state), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (made->state == MAP_FAILED) {
		made->state = NULL;
		status = error_set(err, STATUS_NO_MEMORY, "mmap: %s",
				   strerror(errno));
	}
	if (!status)
		status = fork_reader(made, err);
	*out = made;
	if (status) {
		reader_process_stop(made);
		*out = NULL;
	}
	return status;
}

/* Wait for it; how it ended. */
static int bury(reader_process *reader)
{
	int ended = 0;

	close(reader->fd);
	while (waitpid(reader->pid, &ended, 0) < 0 && errno == EINTR)
		;
	reader->pid = 0;
	return ended;
}

void reader_process_abandon(reader_process *reader)
{
	if (!reader->pid)
		return;
	kill(reader->pid, SIGKILL);	/* it keeps nothing */
	bury(reader);
}

void reader_process_stop(reader_process *reader)
{
	if (!reader)
		return;
	reader_process_abandon(reader);
	if (reader->state)
		munmap(reader->state, sizeof(*reader->state));
	free(reader);
}

static uint64_t cpu_ns(pid_t pid)
{
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &used))
		return 0;
	return (uint64_t)used.tv_sec * SECOND_NS + (uint64_t)used.tv_nsec;
}

/* Nothing came for a while: is it still busy with the same record, and for too
 * long?  Then what it would say is not waited for. */
static void look(reader_process *reader)
{
	const uint64_t record = reader->state->record;
	const uint64_t now = cpu_ns(reader->pid);
	const uint64_t most = reader->config.cpu_s + (reader->state->bytes >> 20);

	if (record != reader->watched) {
		reader->watched = record;
		reader->watched_ns = now;
	} else if (now - reader->watched_ns > most * SECOND_NS) {
		reader->too_slow = true;
		kill(reader->pid, SIGKILL);
	}
}

static enum status wait_for(void *context, struct error *err)
{
	reader_process *reader = context;
	struct pollfd ready = { .fd = reader->fd, .events = POLLIN };

	for (;;) {
		int count = poll(&ready, 1, LOOK_MS);

		if (reader->may_stop && supervisor_is_stopped())
			return error_set(err, STATUS_INTERRUPTED,
					 "interrupted");
		if (count > 0)
			return STATUS_OK;
		if (count == 0)
			look(reader);
	}
}

/* It is gone: why, in the words of the report. */
static enum status explain_end(reader_process *reader,
			       struct reader_place *where, struct error *err)
{
	bool too_slow = reader->too_slow;
	int ended;

	where->finding = reader->state->finding;
	where->member = reader->state->member;
	where->line = reader->state->line;
	ended = bury(reader);
	if (too_slow)
		return error_set(err, STATUS_BAD_INPUT, "time-limit: over %u s "
				 "of processor time", reader->config.cpu_s);
	if (WIFSIGNALED(ended))
		return error_set(err, STATUS_BAD_INPUT, "crashed: signal %d",
				 WTERMSIG(ended));
	if (WEXITSTATUS(ended) == EXIT_NO_MEMORY)
		return error_set(err, STATUS_BAD_INPUT, "memory-limit");
	return error_set(err, STATUS_BAD_INPUT, "crashed: exit status %d",
			 WEXITSTATUS(ended));
}

enum status reader_process_next(reader_process *reader, enum job_frame *kind,
				struct buf *out, struct reader_place *where,
				struct error *err)
{
	enum wire_kind received = WIRE_ERROR;
	enum status status = reader->pid ?
		wire_receive_with(reader->fd, &received, out, wait_for, reader,
				  err) : STATUS_DONE;

	*kind = (enum job_frame)received;
	if (!status || status == STATUS_INTERRUPTED)
		return status;
	if (!reader->pid)
		return error_set(err, STATUS_INTERNAL, "no reader process");
	kill(reader->pid, SIGKILL);	/* a bad frame is no better than none */
	return explain_end(reader, where, err);
}

enum status reader_process_job(reader_process *reader, const struct job *job,
			       int fd, struct error *err)
{
	struct buf frame = BUF_INIT;
	enum status status = STATUS_OK;

	job_encode(&frame, job);
	if (!reader->pid)
		status = fork_reader(reader, err);
	/* One that died before it began has not come to any member. */
	reader->state->member = job->skip_members;
	reader->state->line = 0;
	reader->state->finding = true;
	reader->may_stop = !job->is_again;
	if (!status)
		status = wire_send(reader->fd, (enum wire_kind)JOB_BEGIN,
				   frame.data, frame.len, err);
	if (!status)
		status = wire_send_fd(reader->fd, fd, err);
	buf_release(&frame);
	/* One that died idle is found out, and replaced, when it is read from. */
	return status == STATUS_IO && reader->pid ? STATUS_OK : status;
}

enum status reader_process_answer(reader_process *reader, enum job_frame kind,
				  const void *bytes, size_t len,
				  struct error *err)
{
	enum status status = wire_send(reader->fd, (enum wire_kind)kind, bytes,
				       len, err);

	return status == STATUS_IO ? STATUS_OK : status;
}
