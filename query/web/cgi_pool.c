/* The process that a server starts for FastCGI: it serves nothing itself, but
 * sees to it that its workers are there. */
#include "query/web/cgi.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "query/engine/engine.h"

enum {
	SHORT_LIFE_MS = 1000,	/* who dies sooner is not replaced at once */
	PAUSE_MS = 500,
	LAST_WORDS_MS = 2000,	/* beyond the deadline of a request */
	STEP_MS = 20
};

struct worker {
	pid_t pid;		/* 0: none */
	double begin_ms;
	bool is_cold;		/* the one before it did not end well */
};

static void sleep_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* A worker never outlives the pool. */
static void start(struct worker *worker, const sigset_t *held)
{
	pid_t pool = getpid();

	worker->begin_ms = clock_ms();
	worker->pid = fork();
	if (worker->pid)
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != pool)
		_exit(EXIT_FAILURE);
	sigprocmask(SIG_UNBLOCK, held, NULL);
	_exit(cgi_fast_run(worker->is_cold));
}

static void start_all(struct worker *workers, int count, const sigset_t *held)
{
	for (int i = 0; i < count; i++) {
		if (workers[i].pid <= 0)
			start(&workers[i], held);
	}
}

static void bury(struct worker *worker, int status)
{
	if (WIFSIGNALED(status))
		fprintf(stderr, "{\"reason\":\"worker %ld: signal %d\"}\n",
			(long)worker->pid, WTERMSIG(status));
	worker->pid = 0;
	worker->is_cold = status != 0;
	if (clock_ms() < worker->begin_ms + SHORT_LIFE_MS)
		sleep_ms(PAUSE_MS);
}

/* How many are left after those that have ended are buried. */
static int look_after(struct worker *workers, int count)
{
	int left = 0;

	for (int i = 0; i < count; i++) {
		int status;

		if (workers[i].pid > 0 &&
		    waitpid(workers[i].pid, &status, WNOHANG) > 0)
			bury(&workers[i], status);
		left += workers[i].pid > 0;
	}
	return left;
}

/* A signal that comes just before a worker waits for a request is lost, so it
 * is sent until it was heard. */
static void end_all(struct worker *workers, int count)
{
	double end_ms = clock_ms() + http_site_timeout() + LAST_WORDS_MS;

	for (;;) {
		int signal = clock_ms() < end_ms ? SIGTERM : SIGKILL;

		for (int i = 0; i < count; i++) {
			if (workers[i].pid > 0)
				kill(workers[i].pid, signal);
		}
		sleep_ms(STEP_MS);
		for (int i = 0; i < count; i++)
			workers[i].begin_ms = 0;
		if (!look_after(workers, count))
			return;
	}
}

int cgi_pool_run(int count)
{
	struct worker *workers = mem_array((size_t)count, sizeof(*workers));
	sigset_t held;
	int signal = SIGCHLD;

	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGCHLD);
	sigprocmask(SIG_BLOCK, &held, NULL);
	while (signal == SIGCHLD) {
		look_after(workers, count);
		start_all(workers, count, &held);
		sigwait(&held, &signal);
	}
	end_all(workers, count);
	free(workers);
	return EXIT_SUCCESS;
}
