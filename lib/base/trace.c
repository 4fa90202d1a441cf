#include "base/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"

enum { SUBJECT_BYTES = 256, COUNTS_BYTES = 256 };

static int trace_fd = -1;

void trace_open(void)
{
	const char *path = getenv("TRACE");

	if (trace_fd >= 0 || !path || !*path)
		return;
	trace_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (trace_fd < 0)
		fprintf(stderr, "TRACE=%s: %s\n", path, strerror(errno));
}

int trace_file(void)
{
	return trace_fd;
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

struct trace trace_begin(void)
{
	return (struct trace){ trace_fd < 0 ? 0 : now_ns() };
}

void trace_end(const struct trace *trace, const char *stage,
	       const char *subject, const char *format, ...)
{
	char line[SUBJECT_BYTES + COUNTS_BYTES + 128];
	char name[SUBJECT_BYTES], counts[COUNTS_BYTES];
	va_list arguments;
	ssize_t ignored;
	int len;

	if (trace_fd < 0)
		return;
	va_start(arguments, format);
	vsnprintf(counts, sizeof(counts), format, arguments);
	va_end(arguments);
	utf8_copy_line(name, sizeof(name), subject ? subject : "-");
	len = snprintf(line, sizeof(line), "%.60s\t%.2f ms\t%s\t%s\n", stage,
		       (double)(now_ns() - trace->begin_ns) / 1e6, name, counts);
	/* One write of an appended line is not mixed with other processes'. */
	ignored = write(trace_fd, line, (size_t)len);
	(void)ignored;
}
