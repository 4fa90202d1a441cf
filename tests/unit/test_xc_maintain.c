/* xapian-c: compacting and checking. */
#include "tests/unit/test_xc.h"

/* libxapian's own check frees an object by the size of its base class (1.4.22),
 * which the address sanitizer would take for a mistake of ours. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

static const struct xc_row first[] = { { "a b", "1" }, { "b c", "2" }, { "c d", "3" } };
static const struct xc_row second[] = { { "a x", "4" }, { "x y", "5" } };

static void set_metadata(const char *name, const char *key, const char *value)
{
	xc_database *database;

	MUST(xc_database_open_writable(&database, xc_at(name), XC_OPEN, &xc_err));
	MUST(xc_database_set_metadata(database, key, strlen(key), value, strlen(value),
				      &xc_err));
	MUST(xc_database_close(database, &xc_err));
}

static void build(void)
{
	xc_database *database;

	xc_build("one", first, COUNT(first));
	xc_build("two", second, COUNT(second));
	set_metadata("one", "who", "one");
	set_metadata("two", "who", "two");
	MUST(xc_database_open_writable(&database, xc_at("one"), XC_OPEN, &xc_err));
	MUST(xc_database_delete(database, 1, &xc_err));
	MUST(xc_database_close(database, &xc_err));
}

static void compacting(void)
{
	const char *sources[2] = { xc_at("one"), xc_at("two") };
	const char *absent[1];
	xc_database *database;
	void *value;
	size_t len;

	unit_begin("sources are shifted one behind the other, and gaps before them go");
	EXPECT_INT(xc_compact(xc_at("both"), sources, 2, false, &xc_err), XC_OK);
	database = xc_open("both");
	EXPECT_STR(xc_matches(database, xc_all()), "1 2 3 4");
	EXPECT_STR(xc_matches(database, xc_term("x")), "3 4");
	EXPECT_STR(xc_matches(database, xc_term("c")), "1 2");
	unit_begin("of equal metadata keys the first source's stays");
	MUST(xc_database_metadata(database, "who", 3, &value, &len, &xc_err));
	EXPECT(len == 3 && !memcmp(value, "one", 3));
	free(value);
	xc_database_free(database);

	unit_begin("ids that overlap cannot be kept");
	EXPECT_INT(xc_compact(xc_at("mixed"), sources, 2, true, &xc_err), XC_BAD_ARGUMENT);
	unit_begin("the ids of one source can, gaps included");
	EXPECT_INT(xc_compact(xc_at("kept"), sources, 1, true, &xc_err), XC_OK);
	database = xc_open("kept");
	EXPECT_STR(xc_matches(database, xc_all()), "2 3");
	xc_database_free(database);

	unit_begin("a destination that is there is left alone");
	EXPECT_INT(xc_compact(xc_at("two"), sources, 1, false, &xc_err), XC_OPENING);
	database = xc_open("two");
	EXPECT_STR(xc_matches(database, xc_all()), "1 2");
	xc_database_free(database);
	unit_begin("no sources, or one that is absent");
	EXPECT_INT(xc_compact(xc_at("none"), sources, 0, false, &xc_err), XC_BAD_ARGUMENT);
	absent[0] = xc_at("absent");
	EXPECT_INT(xc_compact(xc_at("none"), absent, 1, false, &xc_err), XC_NOT_FOUND);
	EXPECT(access(xc_at("none"), F_OK));
}

static void compacting_under_a_writer(void)
{
	const char *sources[1] = { xc_at("two") };
	xc_database *writer, *database;

	unit_begin("compacting takes what was committed, also under a writer");
	MUST(xc_database_open_writable(&writer, xc_at("two"), XC_OPEN, &xc_err));
	xc_put_text(writer, "z", NULL);
	EXPECT_INT(xc_compact(xc_at("seen"), sources, 1, false, &xc_err), XC_OK);
	database = xc_open("seen");
	EXPECT_STR(xc_matches(database, xc_all()), "1 2");
	xc_database_free(database);
	MUST(xc_database_begin(writer, &xc_err));
	MUST(xc_database_cancel(writer, &xc_err));
	MUST(xc_database_close(writer, &xc_err));
}

struct report { int lines; bool has_break; };

static void on_line(void *context, const char *line)
{
	struct report *report = context;

	report->lines++;
	report->has_break |= strchr(line, '\n') != NULL;
}

static void build_large(void)
{
	xc_database *database;
	char text[64];

	MUST(xc_database_open_writable(&database, xc_at("large"), XC_CREATE, &xc_err));
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "word%d other%d common", i, i % 50);
		xc_put_text(database, text, NULL);
	}
	MUST(xc_database_close(database, &xc_err));
}

static void flip_bytes(const char *path, long from, int count)
{
	FILE *file = fopen(path, "r+b");

	EXPECT(file);
	if (!file)
		return;
	for (int i = 0; i < count; i++) {
		fseek(file, from + i, SEEK_SET);
		const int byte = fgetc(file);
		fseek(file, from + i, SEEK_SET);
		fputc(byte ^ 0xFF, file);
	}
	fclose(file);
}

static void checking(void)
{
	struct report report = { 0, false };
	enum xc_status status;
	size_t errors = 99;

	build_large();
	unit_begin("a sound database has no errors, and a report of some lines");
	MUST(xc_check(xc_at("large"), &errors, on_line, &report, &xc_err));
	EXPECT_INT(errors, 0);
	EXPECT(report.lines > 3 && !report.has_break);
	unit_begin("the report may be NULL");
	MUST(xc_check(xc_at("large"), &errors, NULL, NULL, &xc_err));
	EXPECT_INT(errors, 0);
	unit_begin("flipped bytes in a block's header are found");
	flip_bytes(xc_at("large/postlist.glass"), 8192 + 4, 4);
	status = xc_check(xc_at("large"), &errors, on_line, &report, &xc_err);
	EXPECT((status == XC_OK && errors > 0) || status == XC_CORRUPT || status == XC_IO);
	unit_begin("a file cut short is found");
	EXPECT(!truncate(xc_at("two/termlist.glass"), 100));
	status = xc_check(xc_at("two"), &errors, NULL, NULL, &xc_err);
	EXPECT((status == XC_OK && errors > 0) || status == XC_CORRUPT || status == XC_IO);
	unit_begin("nothing to check is not found");
	EXPECT_INT(xc_check(xc_at("absent"), &errors, NULL, NULL, &xc_err), XC_NOT_FOUND);
}

int main(void)
{
	xc_dir_make();
	build();
	compacting();
	compacting_under_a_writer();
	checking();
	xc_dir_remove();
	return unit_done();
}
