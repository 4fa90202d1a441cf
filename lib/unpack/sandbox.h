/* unpack/sandbox.h - what a process that touches untrusted bytes gives up.
 *
 * From then on it cannot open or write a file, start a program or a process,
 * or make a socket: such calls fail with EPERM.  It keeps the descriptors that
 * it has, and memory of its own.  The same is true of what it executes.
 * Not in builds with sanitizers, nor under valgrind, which need those calls. */
#ifndef UNPACK_SANDBOX_H
#define UNPACK_SANDBOX_H
#include <stdbool.h>
#include <stdint.h>
#include "base/status.h"

enum sandbox_profile {
	SANDBOX_READER,		/* a reader process: takes files that are sent */
	SANDBOX_FINDER,		/* looks for bytes in files: it may open them to
				 * read */
	SANDBOX_FILTER		/* a program that makes text of a file: it may
				 * read files (its libraries, its tables), and
				 * execute, which it needs once */
};

struct sandbox_limits {
	uint64_t memory;	/* bytes that it may have beyond what it has */
	unsigned cpu_s;		/* 0: no limit */
	uint64_t file_bytes;	/* that it may write to a file of its own */
};

/* Is this build's sandbox real? */
bool sandbox_is_built_in(void);
/* Enter it; there is no way back.  STATUS_IO: the system has no seccomp. */
enum status sandbox_enter(enum sandbox_profile profile,
			  const struct sandbox_limits *limits,
			  struct error *err);

#endif
