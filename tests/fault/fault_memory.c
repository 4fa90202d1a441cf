/* fault_memory - preloaded into a program: the n-th allocation that its own code
 * makes gives NULL.  What libraries allocate is left alone: they have tests of
 * their own, and libxapian is allowed to die of it.
 *
 *	FAULT_COUNTER  a file of 8 zero bytes, which the family counts in
 *	FAULT_AT       n, from 1; 0 only counts
 *	FAULT_STICKY   set: all after the n-th fail too */
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static _Atomic uint64_t *counter;
static uint64_t fails_at;
static bool is_sticky;
static uintptr_t own_begin, own_end;

/* The first object is the program. */
static int note_program(struct dl_phdr_info *info, size_t size, void *context)
{
	(void)size;
	(void)context;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];

		if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
			continue;
		own_begin = info->dlpi_addr + part->p_vaddr;
		own_end = own_begin + part->p_memsz;
	}
	return 1;
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAULT_COUNTER"), *at = getenv("FAULT_AT");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *mapped = fd < 0 ? MAP_FAILED :
		mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE,
		     MAP_SHARED, fd, 0);

	if (fd >= 0)
		close(fd);
	if (mapped == MAP_FAILED)
		return;
	dl_iterate_phdr(note_program, NULL);
	fails_at = at ? strtoull(at, NULL, 10) : 0;
	is_sticky = getenv("FAULT_STICKY") != NULL;
	counter = mapped;
}

static bool fails(const void *caller)
{
	const uintptr_t at = (uintptr_t)caller;
	uint64_t number;

	if (!counter || at < own_begin || at >= own_end)
		return false;
	number = atomic_fetch_add(counter, 1) + 1;
	return fails_at && (number == fails_at ||
			    (number > fails_at && is_sticky));
}

void *malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL :
	       __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL :
	       __libc_realloc(block, size);
}
