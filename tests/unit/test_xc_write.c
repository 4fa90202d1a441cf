/* xapian-c: batches, transactions, full disks, overtaken readers. */
#include "tests/unit/test_xc.h"
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

static const struct xc_row rows[] = { { "first", NULL } };

static uint32_t documents_of(const xc_database *database)
{
	struct xc_database_info info;

	MUST(xc_database_info(database, &info, &xc_err));
	return info.documents;
}

static bool has_metadata(const xc_database *database, const char *key,
			 const char *want)
{
	void *value;
	size_t len;
	bool is_so;

	MUST(xc_database_metadata(database, key, strlen(key), &value, &len, &xc_err));
	is_so = want ? len == strlen(want) && !memcmp(value, want, len) : !value && !len;
	free(value);
	return is_so;
}

static xc_database *open_writer(const char *name)
{
	xc_database *writer;

	MUST(xc_database_open_writable(&writer, xc_at(name), XC_OPEN_OR_CREATE, &xc_err));
	return writer;
}

static void refused_document(xc_database *writer)
{
	xc_document *document;
	char long_term[300];
	uint32_t id = 7;

	memset(long_term, 'x', sizeof(long_term));
	unit_begin("a document with a kept failure is refused; the batch lives");
	MUST(xc_database_begin(writer, &xc_err));
	xc_put_text(writer, "new", NULL);
	MUST(xc_document_new(&document, &xc_err));
	xc_document_add_term(document, long_term, 300, 1);
	EXPECT_INT(xc_database_put(writer, document, &id, &xc_err), XC_BAD_ARGUMENT);
	EXPECT(id == 0 && !strstr(xc_err.message, "batch lost"));
	EXPECT_INT(xc_database_replace(writer, 1, document, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(documents_of(writer), 2);
	unit_begin("so it does when documents to replace or delete do not exist");
	xc_document_clear(document);
	EXPECT_INT(xc_database_replace(writer, 0, document, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_delete(writer, 99, &xc_err), XC_NOT_FOUND);
	EXPECT_INT(xc_database_delete(writer, 0, &xc_err), XC_NOT_FOUND);
	EXPECT_INT(xc_database_delete_term(writer, "none", 4, &xc_err), XC_OK);
	EXPECT_INT(xc_database_delete_term(writer, long_term, 300, &xc_err), XC_OK);
	unit_begin("an empty term deletes nothing");
	EXPECT_INT(xc_database_delete_term(writer, "", 0, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(documents_of(writer), 2);
	xc_document_free(document);
}

static void committed(xc_database *writer, xc_database *reader)
{
	bool changed = true;

	unit_begin("a reader sees nothing before the commit, and all after it");
	MUST(xc_database_set_metadata(writer, "mark", 4, "1", 1, &xc_err));
	MUST(xc_database_reopen(reader, &changed, &xc_err));
	EXPECT(!changed && documents_of(reader) == 1 && has_metadata(reader, "mark", NULL));
	MUST(xc_database_commit(writer, &xc_err));
	MUST(xc_database_reopen(reader, &changed, &xc_err));
	EXPECT(changed && documents_of(reader) == 2 && has_metadata(reader, "mark", "1"));
}

static void cancelled(xc_database *writer)
{
	unit_begin("cancel drops documents, deletions and metadata");
	MUST(xc_database_begin(writer, &xc_err));
	xc_put_text(writer, "newer", NULL);
	MUST(xc_database_delete(writer, 1, &xc_err));
	MUST(xc_database_delete_term(writer, "new", 3, &xc_err));
	MUST(xc_database_set_metadata(writer, "mark", 4, "2", 1, &xc_err));
	EXPECT_INT(documents_of(writer), 1);
	MUST(xc_database_cancel(writer, &xc_err));
	EXPECT(documents_of(writer) == 2 && has_metadata(writer, "mark", "1"));
	unit_begin("calls in the wrong order are refused");
	EXPECT_INT(xc_database_cancel(writer, &xc_err), XC_BAD_ARGUMENT);
	MUST(xc_database_begin(writer, &xc_err));
	EXPECT_INT(xc_database_begin(writer, &xc_err), XC_BAD_ARGUMENT);
}

static void ended(xc_database *writer, xc_database *reader)
{
	unit_begin("free and close discard a transaction");
	xc_put_text(writer, "newest", NULL);
	xc_database_free(writer);
	writer = open_writer("batch");
	MUST(xc_database_begin(writer, &xc_err));
	xc_put_text(writer, "newest", NULL);
	EXPECT_INT(xc_database_close(writer, &xc_err), XC_OK);
	MUST(xc_database_reopen(reader, NULL, &xc_err));
	EXPECT_INT(documents_of(reader), 2);
	unit_begin("close commits what is pending outside a transaction");
	writer = open_writer("batch");
	xc_put_text(writer, "newest", NULL);
	MUST(xc_database_close(writer, &xc_err));
	MUST(xc_database_reopen(reader, NULL, &xc_err));
	EXPECT_INT(documents_of(reader), 3);
}

static void changed(void)
{
	xc_database *writer = open_writer("batch");
	xc_document *document = xc_make("other", NULL);

	unit_begin("deleting and replacing");
	MUST(xc_database_replace(writer, 2, document, &xc_err));
	MUST(xc_database_delete(writer, 1, &xc_err));
	EXPECT_STR(xc_matches(writer, xc_all()), "2 3");
	EXPECT_STR(xc_matches(writer, xc_term("other")), "2");
	MUST(xc_database_delete_term(writer, "other", 5, &xc_err));
	EXPECT_STR(xc_matches(writer, xc_all()), "3");
	unit_begin("replacing what is not there puts it there");
	MUST(xc_database_replace(writer, 9, document, &xc_err));
	EXPECT_STR(xc_matches(writer, xc_all()), "3 9");
	xc_document_free(document);
	MUST(xc_database_close(writer, &xc_err));
}

static void batches(void)
{
	xc_database *writer, *reader;

	xc_build("batch", rows, 1);
	writer = open_writer("batch");
	reader = xc_open("batch");
	refused_document(writer);
	committed(writer, reader);
	cancelled(writer);
	ended(writer, reader);
	changed();
	xc_database_free(reader);
}

/* No file may grow beyond bytes: writing then fails as on a full disk. */
static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* Put documents until one fails, or many are in. */
static enum xc_status put_many(xc_database *database)
{
	xc_document *document;
	enum xc_status status = XC_OK;
	char text[64];

	for (int i = 0; status == XC_OK && i < 3000; i++) {
		snprintf(text, sizeof(text), "word%d other%d more%d", i, i + 1, i + 2);
		document = xc_make(text, text);
		status = xc_database_put(database, document, NULL, &xc_err);
		xc_document_free(document);
	}
	return status;
}

static void full_disk(void)
{
	xc_database *writer, *reader;

	signal(SIGXFSZ, SIG_IGN);
	xc_build("full", rows, 1);
	reader = xc_open("full");
	writer = open_writer("full");
	unit_begin("a commit that finds no room is XC_IO, with errno");
	MUST(xc_database_begin(writer, &xc_err));
	EXPECT_INT(put_many(writer), XC_OK);
	limit_files(64 * 1024);
	EXPECT_INT(xc_database_commit(writer, &xc_err), XC_IO);
	limit_files(RLIM_INFINITY);
	EXPECT_INT(xc_err.system, EFBIG);
	unit_begin("the batch is lost, what was committed stays");
	EXPECT_INT(documents_of(writer), 1);
	EXPECT_STR(xc_matches(reader, xc_all()), "1");
	unit_begin("with room again the same writer goes on");
	MUST(xc_database_begin(writer, &xc_err));
	xc_put_text(writer, "second", NULL);
	EXPECT_INT(xc_database_commit(writer, &xc_err), XC_OK);
	MUST(xc_database_reopen(reader, NULL, &xc_err));
	EXPECT_STR(xc_matches(reader, xc_all()), "1 2");
	MUST(xc_database_close(writer, &xc_err));
	xc_database_free(reader);
}

/* libxapian writes within put when its threshold is reached. */
static void lost_batch(void)
{
	xc_database *writer;

	setenv("XAPIAN_FLUSH_THRESHOLD", "100", 1);
	writer = open_writer("full");
	unsetenv("XAPIAN_FLUSH_THRESHOLD");
	unit_begin("a put that finds no room says that the batch is lost");
	MUST(xc_database_begin(writer, &xc_err));
	limit_files(64 * 1024);
	EXPECT_INT(put_many(writer), XC_IO);
	limit_files(RLIM_INFINITY);
	EXPECT(!strncmp(xc_err.message, "batch lost: ", 12));
	EXPECT_INT(documents_of(writer), 2);
	unit_begin("the transaction is open still, and can be cancelled");
	EXPECT_INT(xc_database_begin(writer, &xc_err), XC_BAD_ARGUMENT);
	EXPECT_INT(xc_database_cancel(writer, &xc_err), XC_OK);
	EXPECT_INT(documents_of(writer), 2);
	MUST(xc_database_close(writer, &xc_err));
}

/* Read every document until one fails. */
static enum xc_status read_all(const xc_database *database)
{
	enum xc_status status = XC_OK;

	for (uint32_t id = 1; status == XC_OK && id <= 1500; id++) {
		xc_document *document;
		const void *data;
		size_t len;

		status = xc_database_document(database, id, &document, &xc_err);
		if (status == XC_OK)
			status = xc_document_data(document, &data, &len, &xc_err);
		xc_document_free(document);
	}
	return status;
}

static void overtaken(void)
{
	xc_database *writer, *reader;
	xc_document *document = xc_make("some words to read again", "value");
	bool changed = false;

	MUST(xc_database_open_writable(&writer, xc_at("busy"), XC_CREATE, &xc_err));
	for (int i = 0; i < 1500; i++)
		MUST(xc_database_put(writer, document, NULL, &xc_err));
	MUST(xc_database_commit(writer, &xc_err));
	reader = xc_open("busy");
	for (int round = 0; round < 4; round++) {
		for (uint32_t id = 1; id <= 1500; id++)
			MUST(xc_database_replace(writer, id, document, &xc_err));
		MUST(xc_database_commit(writer, &xc_err));
	}
	unit_begin("a reader that a writer overtook says so");
	EXPECT_INT(read_all(reader), XC_MODIFIED);
	unit_begin("and reads again once it is reopened");
	MUST(xc_database_reopen(reader, &changed, &xc_err));
	EXPECT(changed);
	EXPECT_INT(read_all(reader), XC_OK);
	xc_document_free(document);
	xc_database_free(reader);
	MUST(xc_database_close(writer, &xc_err));
}

int main(void)
{
	xc_dir_make();
	batches();
	full_disk();
	lost_batch();
	overtaken();
	xc_dir_remove();
	return unit_done();
}
