/* A generation stays while somebody is opening it.  What names it, the file
 * "bagui", is replaced by a switch: readers share a lock on the file that they
 * found there, and the writer waits for those of the file that it replaced. */
#include "index/layout.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HOLD_TRIES = 100, PAUSE_MS = 5, PAUSES = 2000 };

static bool lock(int fd, short type)
{
	struct flock whole = { .l_type = type, .l_whence = SEEK_SET };

	return !fcntl(fd, F_OFD_SETLK, &whole);
}

static bool is_there(int fd, const char *path)
{
	struct stat held, there;

	return !fstat(fd, &held) && !stat(path, &there) &&
	       held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

int layout_hold(const char *directory)
{
	char *path = layout_path(directory, "bagui");
	int fd = -1;

	for (int i = 0; i < HOLD_TRIES; i++) {
		fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0 || (lock(fd, F_RDLCK) && is_there(fd, path)))
			break;
		layout_let_go(fd);
		fd = -1;
	}
	free(path);
	return fd;
}

void layout_let_go(int fd)
{
	if (fd >= 0)
		close(fd);
}

int layout_description(const char *directory)
{
	char *path = layout_path(directory, "bagui");
	int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);

	free(path);
	return fd;
}

void layout_wait(int fd)
{
	const struct timespec pause = { 0, PAUSE_MS * 1000000L };

	for (int i = 0; fd >= 0 && i < PAUSES && !lock(fd, F_WRLCK); i++)
		nanosleep(&pause, NULL);
	layout_let_go(fd);
}
