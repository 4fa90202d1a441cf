/* tests/unit/unit.h - the smallest harness: TAP on stdout, one point a row.
 *
 *	unit_begin("what is so");  EXPECT_...;  ...  return unit_done();
 * A row passes when all of its expectations held. */
#ifndef UNIT_H
#define UNIT_H
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int unit_rows, unit_failed_rows;
static bool unit_row_failed, unit_row_open;
static char unit_title[256];

static inline void unit_end(void)
{
	if (!unit_row_open)
		return;
	unit_row_open = false;
	unit_failed_rows += unit_row_failed;
	printf("%sok %d - %s\n", unit_row_failed ? "not " : "", ++unit_rows,
	       unit_title);
}

static inline void unit_begin(const char *title)
{
	unit_end();
	snprintf(unit_title, sizeof(unit_title), "%s", title);
	unit_row_failed = false;
	unit_row_open = true;
}

static inline void unit_fail(const char *file, int line, const char *what)
{
	unit_row_failed = true;
	printf("# %s:%d: %s\n", file, line, what);
}

static inline void unit_expect_int(const char *file, int line, const char *what,
				   long long got, long long want)
{
	if (got == want)
		return;
	unit_fail(file, line, what);
	printf("#   got %lld, want %lld\n", got, want);
}

static inline void unit_expect_str(const char *file, int line, const char *what,
				   const char *got, const char *want)
{
	if (got && want ? !strcmp(got, want) : got == want)
		return;
	unit_fail(file, line, what);
	printf("#   got  \"%s\"\n#   want \"%s\"\n", got ? got : "(null)",
	       want ? want : "(null)");
}

#define EXPECT(claim) do { if (!(claim)) unit_fail(__FILE__, __LINE__, #claim); } while (0)
#define EXPECT_INT(got, want) \
	unit_expect_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
#define EXPECT_STR(got, want) unit_expect_str(__FILE__, __LINE__, #got, got, want)

static inline int unit_done(void)
{
	unit_end();
	printf("1..%d\n", unit_rows);
	return unit_failed_rows != 0;
}

#endif
