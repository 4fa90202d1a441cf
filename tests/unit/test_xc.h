/* tests/unit/test_xc.h - a temporary directory, small databases from tables,
 * and answers as text, for the tests of xapian-c. */
#ifndef TEST_XC_H
#define TEST_XC_H
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "tests/unit/unit.h"
#include "xapian-c/xc_search.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static char xc_dir[128];
static struct xc_error xc_err;

static inline int xc_remove_entry(const char *path, const struct stat *about,
				  int type, struct FTW *walk)
{
	(void)about, (void)type, (void)walk;
	return remove(path);
}

static inline void xc_dir_remove(void)
{
	if (*xc_dir)
		nftw(xc_dir, xc_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void xc_dir_make(void)
{
	const char *base = getenv("TMPDIR");

	snprintf(xc_dir, sizeof(xc_dir), "%s/xc-XXXXXX", base ? base : "/tmp");
	if (!mkdtemp(xc_dir)) {
		*xc_dir = '\0';
		printf("Bail out! no temporary directory\n");
		exit(1);
	}
}

/* The path of name in the directory; good for the next 15 calls. */
static inline const char *xc_at(const char *name)
{
	static char paths[16][256];
	static unsigned turn;
	char *path = paths[turn++ % 16];

	snprintf(path, 256, "%s/%s", xc_dir, name);
	return path;
}

/* A step of a test that must succeed, or the rest makes no sense. */
#define MUST(call) xc_must(call, #call, __FILE__, __LINE__)
static inline void xc_must(enum xc_status status, const char *what,
			   const char *file, int line)
{
	if (status == XC_OK)
		return;
	printf("# %s:%d: %s: %s: %s\nBail out! %s\n", file, line, what,
	       xc_status_name(status), xc_err.message, what);
	xc_dir_remove();
	exit(1);
}

/* "a b" as a document: terms with positions from 1; slot 0 holds value. */
static inline xc_document *xc_make(const char *text, const char *value)
{
	xc_document *document;
	uint32_t position = 0;

	MUST(xc_document_new(&document, &xc_err));
	for (const char *word = text; *word; ) {
		const size_t len = strcspn(word, " ");

		xc_document_add_posting(document, word, len, ++position, 1);
		word += len + (word[len] == ' ');
	}
	if (value)
		xc_document_set_value(document, 0, value, strlen(value));
	xc_document_set_data(document, text, strlen(text));
	return document;
}

static inline uint32_t xc_put_text(xc_database *database, const char *text,
				   const char *value)
{
	xc_document *document = xc_make(text, value);
	uint32_t id;

	MUST(xc_database_put(database, document, &id, &xc_err));
	xc_document_free(document);
	return id;
}

struct xc_row { const char *text, *value; };

static inline void xc_build(const char *name, const struct xc_row *rows,
			    size_t count)
{
	xc_database *database;

	MUST(xc_database_open_writable(&database, xc_at(name), XC_CREATE, &xc_err));
	for (size_t i = 0; i < count; i++)
		xc_put_text(database, rows[i].text, rows[i].value);
	MUST(xc_database_close(database, &xc_err));
}

static inline xc_database *xc_open(const char *name)
{
	xc_database *database;

	MUST(xc_database_open(&database, xc_at(name), &xc_err));
	return database;
}

static inline xc_query *xc_term(const char *term)
{
	xc_query *query;

	MUST(xc_query_term(&query, term, strlen(term), 1, &xc_err));
	return query;
}

/* Combine and free the parts. */
static inline xc_query *xc_join(enum xc_operator op, xc_query **parts,
				size_t count, uint32_t number)
{
	xc_query *query;

	MUST(xc_query_combine(&query, op, (const xc_query *const *)parts, count,
			      number, &xc_err));
	for (size_t i = 0; i < count; i++)
		xc_query_free(parts[i]);
	return query;
}

static inline xc_query *xc_pair(enum xc_operator op, xc_query *left,
				xc_query *right)
{
	xc_query *parts[] = { left, right };

	return xc_join(op, parts, 2, 0);
}

static inline xc_query *xc_words(enum xc_operator op, const char *text,
				 uint32_t number)
{
	xc_query *parts[32] = { NULL };
	size_t count = 0;

	for (const char *word = text; *word; ) {
		const size_t len = strcspn(word, " ");

		MUST(xc_query_term(&parts[count++], word, len, 1, &xc_err));
		word += len + (word[len] == ' ');
	}
	return xc_join(op, parts, count, number);
}

static inline xc_query *xc_all(void)
{
	xc_query *query;

	MUST(xc_query_all(&query, &xc_err));
	return query;
}

static inline xc_search *xc_prepare(const xc_database *database, xc_query *query)
{
	xc_search *search;

	MUST(xc_search_new(&search, database, &xc_err));
	MUST(xc_search_query(search, query, &xc_err));
	xc_query_free(query);
	return search;
}

static inline xc_hits *xc_run_all(xc_search *search)
{
	xc_hits *hits;

	MUST(xc_search_run(&hits, search, 0, 100000, 100000, &xc_err));
	return hits;
}

/* The ids of the hits in their order, as "3 1 2"; borrowed until the next. */
static inline const char *xc_ids(const xc_hits *hits)
{
	static char text[4096];
	struct xc_hits_info info;
	size_t used = 0;

	xc_hits_info(hits, &info);
	*text = '\0';
	for (uint32_t i = 0; i < info.count && used < sizeof(text) - 16; i++) {
		struct xc_hit hit;

		MUST(xc_hits_at(hits, i, &hit, &xc_err));
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u",
					 i ? " " : "", (unsigned)hit.id);
	}
	return text;
}

/* Run search for all hits, and free it. */
static inline const char *xc_answer(xc_search *search)
{
	xc_hits *hits = xc_run_all(search);
	const char *ids = xc_ids(hits);

	xc_hits_free(hits);
	xc_search_free(search);
	return ids;
}

static inline int xc_by_id(const void *left, const void *right)
{
	const uint32_t one = *(const uint32_t *)left, two = *(const uint32_t *)right;

	return one < two ? -1 : one > two;
}

/* The ids of all that matches query, ascending; frees it.  Weighted, because
 * ELITE picks its parts by their weights. */
static inline const char *xc_matches(const xc_database *database, xc_query *query)
{
	static char text[4096];
	xc_search *search = xc_prepare(database, query);
	xc_hits *hits = xc_run_all(search);
	uint32_t ids[256], count = 0;
	struct xc_hit hit;
	size_t used = 0;

	while (count < 256 && xc_hits_at(hits, count, &hit, NULL) == XC_OK)
		ids[count++] = hit.id;
	qsort(ids, count, sizeof(*ids), xc_by_id);
	*text = '\0';
	for (uint32_t i = 0; i < count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%u",
					 i ? " " : "", (unsigned)ids[i]);
	xc_hits_free(hits);
	xc_search_free(search);
	return text;
}

#endif
