/* xapian-c: opening, locking, reading, metadata, groups. */
#include "tests/unit/test_xc.h"
#include <sys/stat.h>

static const struct xc_row rows[] = {
	{ "a b c", "1" }, { "a c", "2" }, { "b c a", NULL }, { "d", "4" },
};

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return;
	fputs(text, file);
	fclose(file);
}

static void opening(void)
{
	xc_database *database;

	unit_begin("a path that is absent has no database");
	EXPECT_INT(xc_database_open(&database, xc_at("absent"), &xc_err), XC_NOT_FOUND);
	EXPECT(!database && strstr(xc_err.message, "absent"));
	EXPECT_INT(xc_database_open_writable(&database, xc_at("absent"), XC_OPEN, &xc_err),
		   XC_NOT_FOUND);
	unit_begin("neither has an empty directory");
	mkdir(xc_at("empty"), 0700);
	EXPECT_INT(xc_database_open(&database, xc_at("empty"), &xc_err), XC_NOT_FOUND);
	unit_begin("a file that is something else cannot be opened");
	write_file(xc_at("text"), "this is no stub\n");
	EXPECT_INT(xc_database_open(&database, xc_at("text"), &xc_err), XC_OPENING);
	EXPECT_INT(xc_database_open(&database, xc_at("text/below"), &xc_err), XC_NOT_FOUND);
	unit_begin("an empty file is no database");
	write_file(xc_at("void"), "");
	EXPECT_INT(xc_database_open(&database, xc_at("void"), &xc_err), XC_OPENING);
	EXPECT(!database);
	unit_begin("a database whose version file is damaged is not absent");
	mkdir(xc_at("torn"), 0700);
	write_file(xc_at("torn/iamglass"), "nonsense");
	enum xc_status torn = xc_database_open(&database, xc_at("torn"), &xc_err);
	EXPECT(torn == XC_CORRUPT || torn == XC_VERSION || torn == XC_OPENING);
	unit_begin("creating what is there is refused");
	EXPECT_INT(xc_database_open_writable(&database, xc_at("db"), XC_CREATE, &xc_err),
		   XC_OPENING);
	unit_begin("a stub file opens what it lists");
	write_file(xc_at("stub"), "auto db\nauto db\n");
	MUST(xc_database_open(&database, xc_at("stub"), &xc_err));
	struct xc_database_info info;
	MUST(xc_database_info(database, &info, &xc_err));
	EXPECT_INT(info.shards, 2);
	EXPECT_INT(info.documents, 8);
	xc_database_free(database);
	unit_begin("err may be NULL");
	EXPECT_INT(xc_database_open(&database, xc_at("absent"), NULL), XC_NOT_FOUND);
}

static void locking(void)
{
	xc_database *writer, *second;
	bool is_locked;

	MUST(xc_database_open_writable(&writer, xc_at("db"), XC_OPEN, &xc_err));
	unit_begin("a second writer is refused");
	EXPECT_INT(xc_database_open_writable(&second, xc_at("db"), XC_OPEN, &xc_err),
		   XC_LOCKED);
	MUST(xc_is_locked(xc_at("db"), &is_locked, &xc_err));
	EXPECT(is_locked);
	MUST(xc_database_close(writer, &xc_err));
	unit_begin("the lock ends with the writer");
	MUST(xc_is_locked(xc_at("db"), &is_locked, &xc_err));
	EXPECT(!is_locked);
	unit_begin("there is no lock where there is no database");
	EXPECT_INT(xc_is_locked(xc_at("absent"), &is_locked, &xc_err), XC_NOT_FOUND);
}

struct line { char text[512]; size_t used; int stop_after; };

static int line_add(struct line *line, const void *bytes, size_t len,
		    unsigned long one, unsigned long two)
{
	char row[64];

	snprintf(row, sizeof(row), "%.*s", (int)len, (const char *)bytes);
	line->used += (size_t)snprintf(line->text + line->used,
				       sizeof(line->text) - line->used,
				       "%s%lu/%lu ", row, one, two);
	return line->stop_after && !--line->stop_after ? -7 : 0;
}

static int on_term(void *context, const void *term, size_t len,
		   const struct xc_term_info *info)
{
	return line_add(context, term, len, info->documents,
			(unsigned long)info->occurrences);
}

static int on_posting(void *context, uint32_t id, uint32_t wdf)
{
	return line_add(context, "", 0, id, wdf);
}

static int on_key(void *context, const void *key, size_t len)
{
	return line_add(context, key, len, 0, 0);
}

static void holdings(const xc_database *database)
{
	struct xc_database_info info;
	struct xc_term_info term;
	char long_term[300];

	unit_begin("what a database holds");
	MUST(xc_database_info(database, &info, &xc_err));
	EXPECT_INT(info.documents, 4);
	EXPECT_INT(info.last_id, 4);
	EXPECT_INT(info.shards, 1);
	EXPECT(info.average_length == 9 / 4.0);
	EXPECT(info.revision > 0 && info.has_positions);
	unit_begin("a term has its documents and occurrences");
	MUST(xc_database_term_info(database, "a", 1, &term, &xc_err));
	EXPECT(term.documents == 3 && term.occurrences == 3);
	unit_begin("a term that is absent, empty or too long has none");
	MUST(xc_database_term_info(database, "z", 1, &term, &xc_err));
	EXPECT(!term.documents && !term.occurrences);
	memset(long_term, 'x', sizeof(long_term));
	MUST(xc_database_term_info(database, long_term, 300, &term, &xc_err));
	EXPECT(!term.documents);
	MUST(xc_database_term_info(database, "", 0, &term, &xc_err));
	EXPECT(!term.documents);
}

static void reading(const xc_database *database)
{
	xc_document *document;
	char out[8] = "........";
	const void *bytes;
	size_t len;

	unit_begin("a document comes back with its id, data and value");
	MUST(xc_database_document(database, 2, &document, &xc_err));
	EXPECT_INT(xc_document_id(document), 2);
	MUST(xc_document_data(document, &bytes, &len, &xc_err));
	EXPECT(len == 3 && !memcmp(bytes, "a c", 3));
	MUST(xc_document_value(document, 0, &bytes, &len, &xc_err));
	EXPECT(len == 1 && !memcmp(bytes, "2", 1));
	xc_document_free(document);
	unit_begin("an id without a document is not found");
	EXPECT_INT(xc_database_document(database, 9, &document, &xc_err), XC_NOT_FOUND);
	EXPECT_INT(xc_database_document(database, 0, &document, &xc_err), XC_NOT_FOUND);
	EXPECT_INT(xc_database_value(database, 9, 0, out, 8, &len, &xc_err), XC_NOT_FOUND);
	unit_begin("a value is copied as far as there is room, its length told whole");
	MUST(xc_database_value(database, 1, 0, out, 0, &len, &xc_err));
	EXPECT(len == 1 && out[0] == '.');
	MUST(xc_database_value(database, 1, 0, out, 8, &len, &xc_err));
	EXPECT(len == 1 && out[0] == '1' && out[1] == '.');
}

static void walking(const xc_database *database)
{
	struct line line = { "", 0, 0 };
	char long_term[300];

	memset(long_term, 'x', sizeof(long_term));
	unit_begin("the terms in order");
	MUST(xc_database_each_term(database, "", 0, on_term, &line, &xc_err));
	EXPECT_STR(line.text, "a3/3 b2/2 c3/3 d1/1 ");
	unit_begin("the terms with a prefix, and none with one too long");
	line = (struct line){ "", 0, 0 };
	MUST(xc_database_each_term(database, "c", 1, on_term, &line, &xc_err));
	MUST(xc_database_each_term(database, long_term, 300, on_term, &line, &xc_err));
	EXPECT_STR(line.text, "c3/3 ");
	unit_begin("the postings of a term; without a term, all documents");
	line = (struct line){ "", 0, 0 };
	MUST(xc_database_each_posting(database, "b", 1, on_posting, &line, &xc_err));
	MUST(xc_database_each_posting(database, "", 0, on_posting, &line, &xc_err));
	MUST(xc_database_each_posting(database, "z", 1, on_posting, &line, &xc_err));
	EXPECT_STR(line.text, "1/1 3/1 1/1 2/1 3/1 4/1 ");
	unit_begin("a callback ends a walk");
	line = (struct line){ "", 0, 2 };
	EXPECT_INT(xc_database_each_term(database, "", 0, on_term, &line, &xc_err),
		   XC_CALLBACK);
	EXPECT_INT(xc_err.callback, -7);
	EXPECT_STR(line.text, "a3/3 b2/2 ");
}

static void read_only(xc_database *database)
{
	unit_begin("a reader cannot write");
	EXPECT_INT(xc_database_delete(database, 1, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_begin(database, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_commit(database, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_set_metadata(database, "k", 1, "v", 1, &xc_err),
		   XC_BAD_ARGUMENT);
}

static void metadata(void)
{
	xc_database *writer;
	struct line line = { "", 0, 0 };
	char key[300];
	void *value;
	size_t len;

	MUST(xc_database_open_writable(&writer, xc_at("meta"), XC_CREATE, &xc_err));
	unit_begin("a key of 245 bytes is good, whatever they are; 0 or 246 are not");
	memset(key, 0, sizeof(key));
	EXPECT_INT(xc_database_set_metadata(writer, key, 245, "v", 1, &xc_err), XC_OK);
	EXPECT_INT(xc_database_set_metadata(writer, key, 246, "v", 1, &xc_err),
		   XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_set_metadata(writer, key, 0, "v", 1, &xc_err),
		   XC_BAD_ARGUMENT);
	MUST(xc_database_commit(writer, &xc_err));
	MUST(xc_database_metadata(writer, key, 245, &value, &len, &xc_err));
	EXPECT_INT(len, 1);
	free(value);
	EXPECT_INT(xc_database_metadata(writer, key, 246, &value, &len, &xc_err),
		   XC_BAD_ARGUMENT);
	unit_begin("an empty value removes the key");
	MUST(xc_database_set_metadata(writer, key, 245, "", 0, &xc_err));
	MUST(xc_database_metadata(writer, key, 245, &value, &len, &xc_err));
	EXPECT(!value && !len);
	unit_begin("keys are walked in order, by prefix");
	MUST(xc_database_set_metadata(writer, "row:2", 5, "b", 1, &xc_err));
	MUST(xc_database_set_metadata(writer, "row:1", 5, "a", 1, &xc_err));
	MUST(xc_database_set_metadata(writer, "other", 5, "o", 1, &xc_err));
	MUST(xc_database_commit(writer, &xc_err));
	MUST(xc_database_each_metadata(writer, "row:", 4, on_key, &line, &xc_err));
	EXPECT_STR(line.text, "row:10/0 row:20/0 ");
	MUST(xc_database_close(writer, &xc_err));
}

static void groups(void)
{
	xc_database *group, *member = xc_open("db");
	struct xc_database_info info;

	MUST(xc_database_open_group(&group, &xc_err));
	unit_begin("an empty group holds nothing");
	MUST(xc_database_info(group, &info, &xc_err));
	EXPECT(!info.shards && !info.documents);
	unit_begin("a group interleaves the ids of its members");
	MUST(xc_database_add(group, member, &xc_err));
	MUST(xc_database_add(group, member, &xc_err));
	MUST(xc_database_info(group, &info, &xc_err));
	EXPECT(info.shards == 2 && info.documents == 8 && info.revision == 0);
	EXPECT_STR(xc_matches(group, xc_term("d")), "7 8");
	unit_begin("only a group takes members");
	EXPECT_INT(xc_database_add(member, group, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_add(group, group, &xc_err), XC_BAD_ARGUMENT);
	unit_begin("a member may be freed before its group");
	xc_database_free(member);
	EXPECT_STR(xc_matches(group, xc_term("d")), "7 8");
	xc_database_free(group);
}

int main(void)
{
	xc_database *database;

	xc_dir_make();
	xc_build("db", rows, COUNT(rows));
	opening();
	locking();
	database = xc_open("db");
	holdings(database);
	reading(database);
	walking(database);
	read_only(database);
	xc_database_free(database);
	metadata();
	groups();
	xc_dir_remove();
	return unit_done();
}
