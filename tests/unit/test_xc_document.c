/* xapian-c: statuses, terms, numbers, and documents before they are put. */
#include "tests/unit/test_xc.h"
#include <math.h>

static void statuses(void)
{
	unit_begin("every status has its own name");
	for (int i = XC_OK; i <= XC_INTERNAL; i++) {
		EXPECT(strcmp(xc_status_name((enum xc_status)i), "unknown"));
		for (int j = XC_OK; j < i; j++)
			EXPECT(strcmp(xc_status_name((enum xc_status)i),
				      xc_status_name((enum xc_status)j)));
	}
	unit_begin("the library's version is 1.4.22 or later");
	int major = 0, minor = 0, patch = 0;
	EXPECT_INT(sscanf(xc_library_version(), "%d.%d.%d", &major, &minor, &patch), 3);
	EXPECT(major * 10000 + minor * 100 + patch >= 10422);
}

static void terms(void)
{
	static const struct { const char *why; int byte; size_t len; bool want; } rows[] = {
		{ "an empty term is none", 'x', 0, false },
		{ "one byte is a term", 'x', 1, true },
		{ "245 bytes are a term", 'x', 245, true },
		{ "246 bytes are too many", 'x', 246, false },
		{ "a NUL byte counts twice: 122 of them are a term", 0, 122, true },
		{ "a NUL byte counts twice: 123 of them are too many", 0, 123, false },
	};
	char bytes[300];

	for (size_t i = 0; i < COUNT(rows); i++) {
		unit_begin(rows[i].why);
		memset(bytes, rows[i].byte, sizeof(bytes));
		EXPECT(xc_term_is_valid(bytes, rows[i].len) == rows[i].want);
	}
}

static void numbers(void)
{
	static const double rows[] = {
		-INFINITY, -1e300, -20090601, -1, -1e-9, 0, 1e-9, 0.5, 1, 2,
		20090601, 20251122, 4294967295.0, 1e300, INFINITY
	};
	char last[9], next[9];
	size_t last_len = 0;

	unit_begin("encoded numbers sort as bytes and come back as they were");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const size_t len = xc_number_encode(next, rows[i]);
		const size_t least = len < last_len ? len : last_len;
		const int order = memcmp(last, next, least);

		EXPECT(len <= sizeof(next));
		EXPECT(!i || order < 0 || (!order && last_len < len));
		EXPECT(xc_number_decode(next, len) == rows[i] || isinf(rows[i]));
		memcpy(last, next, len);
		last_len = len;
	}
	unit_begin("no number at all sorts first");
	EXPECT_INT(xc_number_encode(next, NAN), 0);
}

struct line { char text[256]; size_t used; };

static int write_term(void *context, const void *term, size_t len, uint32_t wdf)
{
	struct line *line = context;

	line->used += (size_t)snprintf(line->text + line->used,
				       sizeof(line->text) - line->used, "%.*s:%u ",
				       (int)len, (const char *)term, (unsigned)wdf);
	return 0;
}

static int stop_at_second(void *context, const void *term, size_t len, uint32_t wdf)
{
	int *seen = context;

	(void)term, (void)len, (void)wdf;
	return ++*seen == 2 ? 42 : 0;
}

static void building(void)
{
	xc_document *document;
	struct line line = { "", 0 };
	const void *bytes;
	size_t len;
	int seen = 0;

	MUST(xc_document_new(&document, &xc_err));
	xc_document_add_term(document, "b", 1, 0);
	xc_document_add_term(document, "a", 1, 2);
	xc_document_add_posting(document, "a", 1, 7, 1);
	xc_document_set_value(document, 3, "v\0w", 3);
	xc_document_set_data(document, "d\0e", 3);

	unit_begin("a document has its terms in order, with wdf summed");
	MUST(xc_document_each_term(document, write_term, &line, &xc_err));
	EXPECT_STR(line.text, "a:3 b:0 ");
	unit_begin("values and data may hold any bytes");
	MUST(xc_document_value(document, 3, &bytes, &len, &xc_err));
	EXPECT(len == 3 && !memcmp(bytes, "v\0w", 3));
	MUST(xc_document_data(document, &bytes, &len, &xc_err));
	EXPECT(len == 3 && !memcmp(bytes, "d\0e", 3));
	unit_begin("a slot that was not set is empty");
	MUST(xc_document_value(document, 4, &bytes, &len, &xc_err));
	EXPECT_INT(len, 0);
	unit_begin("a walk ends when the callback says so, with its number");
	EXPECT_INT(xc_document_each_term(document, stop_at_second, &seen, &xc_err),
		   XC_CALLBACK);
	EXPECT_INT(xc_err.callback, 42);
	EXPECT_INT(seen, 2);
	unit_begin("a cleared document is empty");
	xc_document_clear(document);
	line = (struct line){ "", 0 };
	MUST(xc_document_each_term(document, write_term, &line, &xc_err));
	EXPECT_STR(line.text, "");
	xc_document_free(document);
}

static void sticky(void)
{
	xc_document *document;
	char bytes[300];
	const void *data;
	size_t len;

	memset(bytes, 'x', sizeof(bytes));
	memcpy(bytes, "a\nb\xFF\xE4\xB8\xAD", 7);
	MUST(xc_document_new(&document, &xc_err));
	unit_begin("the first failure is kept, and later calls do nothing");
	xc_document_add_term(document, bytes, sizeof(bytes), 1);
	xc_document_add_term(document, "", 0, 1);
	xc_document_set_data(document, "d", 1);
	EXPECT_INT(xc_document_status(document, &xc_err), XC_BAD_ARGUMENT);
	EXPECT(strstr(xc_err.message, "300 bytes"));
	MUST(xc_document_data(document, &data, &len, &xc_err));
	EXPECT_INT(len, 0);
	unit_begin("a message shows the term as one line of UTF-8");
	EXPECT(strstr(xc_err.message, "a?b?\xE4\xB8\xADxxx"));
	EXPECT(!strpbrk(xc_err.message, "\n\r\t"));
	unit_begin("clearing forgets the failure");
	xc_document_clear(document);
	EXPECT_INT(xc_document_status(document, &xc_err), XC_OK);
	unit_begin("an empty term is refused");
	xc_document_add_posting(document, "", 0, 1, 1);
	EXPECT_INT(xc_document_status(document, NULL), XC_BAD_ARGUMENT);
	xc_document_clear(document);
	unit_begin("the slot number that means none is refused");
	xc_document_set_value(document, UINT32_MAX, "v", 1);
	EXPECT_INT(xc_document_status(document, NULL), XC_BAD_ARGUMENT);
	xc_document_free(document);
	unit_begin("freeing nothing is fine");
	xc_document_free(NULL);
	xc_query_free(NULL);
	xc_search_free(NULL);
	xc_hits_free(NULL);
	xc_value_counts_free(NULL);
	xc_database_free(NULL);
	EXPECT_INT(xc_database_close(NULL, NULL), XC_OK);
}

int main(void)
{
	statuses();
	terms();
	numbers();
	building();
	sticky();
	return unit_done();
}
