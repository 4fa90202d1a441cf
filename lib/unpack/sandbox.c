#include "unpack/sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <seccomp.h>
#include <unistd.h>
#if defined(__has_include)
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#define BUILT_IN 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BUILT_IN 0
#endif
#endif
#ifndef BUILT_IN
#define BUILT_IN 1
#endif
#ifndef RUNNING_ON_VALGRIND
#define RUNNING_ON_VALGRIND 0
#endif

bool sandbox_is_built_in(void)
{
	return BUILT_IN;
}

#define CALL(name) SCMP_SYS(name)

/* What work on bytes at hand needs.  All else is EPERM, so that a library which
 * only looks whether there is a file goes on without it. */
static const int common[] = {
	CALL(read), CALL(readv), CALL(pread64), CALL(write), CALL(writev),
	CALL(recvmsg), CALL(recvfrom), CALL(sendmsg), CALL(sendto), CALL(lseek),
	CALL(close), CALL(fstat), CALL(newfstatat), CALL(fcntl),
	CALL(munmap), CALL(mremap), CALL(madvise), CALL(brk), CALL(futex),
	CALL(rt_sigreturn), CALL(rt_sigprocmask), CALL(rt_sigaction),
	CALL(sigaltstack), CALL(restart_syscall), CALL(clock_gettime),
	CALL(clock_nanosleep), CALL(nanosleep), CALL(gettimeofday), CALL(time),
	CALL(getrandom), CALL(getpid), CALL(gettid), CALL(getrusage),
	CALL(sched_yield), CALL(sched_getaffinity), CALL(poll), CALL(ppoll),
	CALL(exit), CALL(exit_group), CALL(tgkill)
};

/* What finding files needs besides. */
static const int finder[] = {
	CALL(access), CALL(faccessat), CALL(faccessat2), CALL(stat), CALL(lstat),
	CALL(statx), CALL(readlink), CALL(readlinkat), CALL(getdents64),
	CALL(fadvise64)
};

/* What starting and running a program needs besides. */
static const int program[] = {
	CALL(execve), CALL(mmap), CALL(mprotect), CALL(access), CALL(faccessat),
	CALL(faccessat2), CALL(stat), CALL(lstat), CALL(readlink),
	CALL(readlinkat), CALL(getcwd), CALL(getdents64), CALL(statfs),
	CALL(fstatfs), CALL(arch_prctl), CALL(set_tid_address),
	CALL(set_robust_list), CALL(rseq), CALL(prlimit64), CALL(uname),
	CALL(getuid), CALL(geteuid), CALL(getgid), CALL(getegid), CALL(ioctl),
	CALL(dup), CALL(dup2), CALL(statx), CALL(sysinfo), CALL(fadvise64),
	CALL(pwrite64), CALL(ftruncate), CALL(unlink), CALL(umask),
	CALL(getppid), CALL(getpgrp)
};

static int allow_all(scmp_filter_ctx filter, const int *calls, size_t count)
{
	int failed = 0;

	for (size_t i = 0; !failed && i < count; i++)
		failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	return failed;
}

/* Memory, but none that can be executed. */
static int allow_memory(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp plain =
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(mmap), 1,
				      plain);

	return failed ? failed : seccomp_rule_add(filter, SCMP_ACT_ALLOW,
						  CALL(mprotect), 1, plain);
}

/* Files to read: libraries, fonts, mapping tables. */
static int allow_reading(scmp_filter_ctx filter)
{
	enum { WRITING = 03 | 0100 | 01000 };	/* O_ACCMODE, O_CREAT, O_TRUNC */
	int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(open), 1,
			SCMP_A1(SCMP_CMP_MASKED_EQ, WRITING, 0));

	return failed ? failed :
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(openat), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, WRITING, 0));
}

static int load_filter(enum sandbox_profile profile)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int failed = filter ? 0 : -ENOMEM;

	if (!failed)
		failed = allow_all(filter, common,
				   sizeof(common) / sizeof(common[0]));
	switch (profile) {
	case SANDBOX_READER:
		if (!failed)
			failed = allow_memory(filter);
		break;
	case SANDBOX_FINDER:
		if (!failed)
			failed = allow_memory(filter);
		if (!failed)
			failed = allow_all(filter, finder,
					   sizeof(finder) / sizeof(finder[0]));
		if (!failed)
			failed = allow_reading(filter);
		break;
	case SANDBOX_FILTER:
		if (!failed)
			failed = allow_all(filter, program,
					   sizeof(program) / sizeof(program[0]));
		if (!failed)
			failed = allow_reading(filter);
		break;
	}
	if (!failed)
		failed = seccomp_load(filter);
	seccomp_release(filter);
	return failed;
}

static bool set_limit(int what, rlim_t most)
{
	const struct rlimit limit = { most, most };

	return !setrlimit((__rlimit_resource_t)what, &limit);
}

/* Bytes of address space that the process has now. */
static uint64_t address_space(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;

	if (file) {
		if (fscanf(file, "%lu", &pages) != 1)
			pages = 0;
		fclose(file);
	}
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static bool set_limits(enum sandbox_profile profile,
		       const struct sandbox_limits *limits)
{
	bool set = set_limit(RLIMIT_AS, address_space() + limits->memory) &&
		   set_limit(RLIMIT_FSIZE, limits->file_bytes) &&
		   set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NPROC, 0);

	if (set && profile == SANDBOX_READER)
		set = set_limit(RLIMIT_NOFILE, 16);
	if (set && limits->cpu_s)
		set = set_limit(RLIMIT_CPU, limits->cpu_s);
	return set;
}

enum status sandbox_enter(enum sandbox_profile profile,
			  const struct sandbox_limits *limits,
			  struct error *err)
{
	int failed;

	if (!BUILT_IN || RUNNING_ON_VALGRIND)
		return STATUS_OK;
	if (!set_limits(profile, limits) ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return error_set(err, STATUS_IO, "sandbox: %s",
				 strerror(errno));
	failed = load_filter(profile);
	if (failed)
		return error_set(err, STATUS_IO, "sandbox: seccomp: %s",
				 strerror(-failed));
	return STATUS_OK;
}
