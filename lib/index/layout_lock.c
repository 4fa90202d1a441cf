/* Who may write: one process at a time, with all that it forked. */
#include "index/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAUSE_MS = 20, PAUSES = 500 };

/* The process that the file names as the holder is gone. */
static bool is_orphaned(int fd)
{
	char text[24] = "";
	long holder = 0;

	if (pread(fd, text, sizeof(text) - 1, 0) > 0)
		holder = strtol(text, NULL, 10);
	return holder > 0 && kill((pid_t)holder, 0) < 0 && errno == ESRCH;
}

/* What a killed process forked ends by itself, but may need a moment to.
 * 0, or why the lock is not ours. */
static int take(int fd)
{
	const struct timespec pause = { 0, PAUSE_MS * 1000000L };
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	for (int i = 0; fcntl(fd, F_OFD_SETLK, &whole) < 0; i++) {
		int why = errno == EACCES ? EAGAIN : errno;

		if (why != EAGAIN || i == PAUSES || !is_orphaned(fd))
			return why;
		nanosleep(&pause, NULL);
	}
	return 0;
}

/* A holder whose name cannot be written is never waited for, that is all. */
static bool sign(int fd)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	return !ftruncate(fd, 0) && pwrite(fd, text, (size_t)len, 0) == len;
}

enum status layout_lock(int *out_fd, const char *directory, struct error *err)
{
	char *path = layout_path(directory, "lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	int why = fd < 0 ? errno : take(fd);
	enum status status = STATUS_OK;

	*out_fd = -1;
	if (why == EAGAIN)
		status = error_set(err, STATUS_LOCKED,
				   "%s: another bagui-index is writing here",
				   directory);
	else if (why)
		status = error_set(err, STATUS_IO, "%s: %s", path,
				   strerror(why));
	if (status && fd >= 0)
		close(fd);
	else if (!status && (*out_fd = fd) >= 0)
		sign(fd);
	free(path);
	return status;
}
