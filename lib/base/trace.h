/* base/trace.h - one line a stage, in the file that $TRACE names.
 *
 *	struct trace trace = trace_begin();
 *	...
 *	trace_end(&trace, "clean", id, "chars=%zu repairs=%zu", chars, repairs);
 * appends "clean<TAB>0.31 ms<TAB>id<TAB>chars=412 repairs=3".  Without $TRACE
 * nothing is written and the clock is not read.  Lines of several processes
 * may follow one another in one file; none is torn. */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H
#include <stdint.h>

struct trace {
	int64_t begin_ns;
};

/* Open the file of $TRACE, if it is set.  Once at the start of a program,
 * before it gives up the right to open files; a file that cannot be opened is
 * told on standard error, and the program goes on without. */
void trace_open(void);

/* Its descriptor, for a process that closes those it does not need; -1: none. */
int trace_file(void);

struct trace trace_begin(void);
/* subject (a document, a query) may be NULL; control characters in it are
 * replaced. */
void trace_end(const struct trace *trace, const char *stage,
	       const char *subject, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
