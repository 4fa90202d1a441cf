/* fault_io - preloaded into a program: the n-th write, sync or rename of files
 * fails, in whatever process of the family it is made.
 *
 *	FAULT_COUNTER  a file of 8 zero bytes, which the family counts in
 *	FAULT_AT       n, from 1; 0 only counts
 *	FAULT_KIND     ENOSPC, EIO, or SHORT: half is written
 *	FAULT_STICKY   set: all after the n-th fail too */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault { FAULT_NONE, FAULT_FAILS, FAULT_SHORT };

static _Atomic uint64_t *counter;
static uint64_t fails_at;
static bool is_sticky, is_short;
static int error_number;

/* What dlsym() gives is an object's address by C, a function's by POSIX. */
#define REAL(name) \
	static __typeof__(&name) real; \
	if (!real) { \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&real, &found, sizeof(real)); \
	}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAULT_COUNTER"), *at = getenv("FAULT_AT");
	const char *kind = getenv("FAULT_KIND");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *mapped = fd < 0 ? MAP_FAILED :
		mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE,
		     MAP_SHARED, fd, 0);

	if (fd >= 0)
		close(fd);
	if (mapped == MAP_FAILED)
		return;
	fails_at = at ? strtoull(at, NULL, 10) : 0;
	is_sticky = getenv("FAULT_STICKY") != NULL;
	is_short = kind && !strcmp(kind, "SHORT");
	error_number = kind && !strcmp(kind, "EIO") ? EIO : ENOSPC;
	counter = mapped;
}

static enum fault next(bool can_be_short)
{
	uint64_t number;

	if (!counter)
		return FAULT_NONE;
	number = atomic_fetch_add(counter, 1) + 1;
	if (!fails_at || number < fails_at || (number > fails_at && !is_sticky))
		return FAULT_NONE;
	if (is_short)
		return can_be_short ? FAULT_SHORT : FAULT_NONE;
	errno = error_number;
	return FAULT_FAILS;
}

/* Pipes and terminals are no disks. */
static enum fault next_of(int fd, bool can_be_short)
{
	struct stat about;

	return counter && !fstat(fd, &about) && S_ISREG(about.st_mode) ?
	       next(can_be_short) : FAULT_NONE;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	REAL(write)
	switch (next_of(fd, len > 1)) {
	case FAULT_NONE: break;
	case FAULT_FAILS: return -1;
	case FAULT_SHORT: len /= 2; break;
	}
	return real(fd, bytes, len);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	REAL(pwrite)
	switch (next_of(fd, len > 1)) {
	case FAULT_NONE: break;
	case FAULT_FAILS: return -1;
	case FAULT_SHORT: len /= 2; break;
	}
	return real(fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	return pwrite(fd, bytes, len, (off_t)at);
}

int fsync(int fd)
{
	REAL(fsync)
	return next_of(fd, false) ? -1 : real(fd);
}

int fdatasync(int fd)
{
	REAL(fdatasync)
	return next_of(fd, false) ? -1 : real(fd);
}

int ftruncate(int fd, off_t len)
{
	REAL(ftruncate)
	return next_of(fd, false) ? -1 : real(fd, len);
}

int rename(const char *from, const char *to)
{
	REAL(rename)
	return next(false) ? -1 : real(from, to);
}
