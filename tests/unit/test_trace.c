/* base/trace: a line a stage where $TRACE points, and nothing otherwise. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/trace.h"

static void read_file(char *out, size_t size, const char *path)
{
	FILE *file = fopen(path, "r");
	size_t len = file ? fread(out, 1, size - 1, file) : 0;

	out[len] = '\0';
	if (file)
		fclose(file);
}

int main(void)
{
	char path[] = "/tmp/bagui-trace-XXXXXX", text[1024];
	int fd = mkstemp(path);
	struct trace trace;
	double ms = -1;
	char stage[16], subject[64], counts[64];

	unit_begin("without TRACE nothing is timed or written");
	unsetenv("TRACE");
	trace_open();
	trace = trace_begin();
	EXPECT_INT(trace.begin_ns, 0);
	trace_end(&trace, "clean", "x", "chars=%d", 1);
	read_file(text, sizeof(text), path);
	EXPECT_STR(text, "");

	unit_begin("with TRACE each stage is one line of four columns");
	setenv("TRACE", path, 1);
	trace_open();
	trace = trace_begin();
	trace_end(&trace, "clean", "a\nb/民生", "chars=%d", 412);
	trace_end(&trace, "terms", NULL, "terms=%d", 7);
	read_file(text, sizeof(text), path);
	EXPECT_INT(sscanf(text, "%15s %lf ms %63s %63s", stage, &ms, subject,
			  counts), 4);
	EXPECT_STR(stage, "clean");
	EXPECT(ms >= 0 && ms < 10000);
	EXPECT_STR(subject, "a?b/民生");
	EXPECT_STR(counts, "chars=412");
	EXPECT(strstr(text, "\nterms\t"));
	EXPECT(strstr(text, " ms\t-\tterms=7\n"));
	close(fd);
	unlink(path);
	return unit_done();
}
