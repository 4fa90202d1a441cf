/* unpack/sandbox: what a reader process, a finder and a filter cannot do any more. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/unit/unit.h"
#include "unpack/sandbox.h"

static bool opens(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static bool creates(void)
{
	return open("made-here", O_WRONLY | O_CREAT, 0600) >= 0;
}
static bool connects(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool forks(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}
static bool executes(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return errno != EPERM;
}
static bool makes_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
static bool takes_much(void)
{
	volatile char *block = malloc(600u << 20);

	return block != NULL;
}
static bool takes_some(void)
{
	char *block = malloc(64u << 20);

	if (block)
		memset(block, 1, 64u << 20);
	return block && block[5] == 1;
}
static bool signals_parent(void) { return !kill(getppid(), 0); }

static const struct row {
	const char *why;
	enum sandbox_profile profile;
	bool (*deed)(void);
	bool works;
} rows[] = {
	{ "a reader opens nothing", SANDBOX_READER, opens, false },
	{ "a reader makes no file", SANDBOX_READER, creates, false },
	{ "a reader makes no socket", SANDBOX_READER, connects, false },
	{ "a reader makes no process", SANDBOX_READER, forks, false },
	{ "a reader executes nothing", SANDBOX_READER, executes, false },
	{ "a reader makes no code", SANDBOX_READER, makes_code, false },
	{ "a reader sends no signal", SANDBOX_READER, signals_parent, false },
	{ "a reader has limited memory", SANDBOX_READER, takes_much, false },
	{ "a reader has memory to work", SANDBOX_READER, takes_some, true },
	{ "a finder reads files", SANDBOX_FINDER, opens, true },
	{ "a finder makes no file", SANDBOX_FINDER, creates, false },
	{ "a finder makes no socket", SANDBOX_FINDER, connects, false },
	{ "a finder makes no process", SANDBOX_FINDER, forks, false },
	{ "a finder executes nothing", SANDBOX_FINDER, executes, false },
	{ "a finder makes no code", SANDBOX_FINDER, makes_code, false },
	{ "a finder sends no signal", SANDBOX_FINDER, signals_parent, false },
	{ "a finder has limited memory", SANDBOX_FINDER, takes_much, false },
	{ "a finder has memory to work", SANDBOX_FINDER, takes_some, true },
	{ "a filter reads files", SANDBOX_FILTER, opens, true },
	{ "a filter makes no file", SANDBOX_FILTER, creates, false },
	{ "a filter makes no socket", SANDBOX_FILTER, connects, false },
	{ "a filter makes no process", SANDBOX_FILTER, forks, false },
	{ "a filter has limited memory", SANDBOX_FILTER, takes_much, false },
};

static const struct sandbox_limits limits = { .memory = 256u << 20 };

/* 0: it worked; 1: it did not; else the sandbox could not be entered. */
static int in_child(const struct row *row)
{
	pid_t pid = fork();
	int ended = -1;

	if (pid == 0) {
		if (sandbox_enter(row->profile, &limits, NULL))
			_exit(2);
		_exit(row->deed() ? 0 : 1);
	}
	if (pid < 0 || waitpid(pid, &ended, 0) != pid)
		return -1;
	return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

int main(void)
{
	if (!sandbox_is_built_in()) {
		puts("1..0 # SKIP this build has no sandbox");
		return 0;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		EXPECT_INT(in_child(&rows[i]), rows[i].works ? 0 : 1);
	}
	return unit_done();
}
