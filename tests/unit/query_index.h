/* tests/unit/query_index.h - a small index on disk, made straight from a table
 * of passages by lib/ alone, for tests of what queries find. */
#ifndef UNIT_QUERY_INDEX_H
#define UNIT_QUERY_INDEX_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/folded.h"
#include "index/layout.h"
#include "schema/record.h"
#include "schema/record_group.h"
#include "schema/schema.h"
#include "schema/term.h"
#include "text/fold.h"
#include "text/terms.h"
#include "xapian-c/xc_database.h"

enum { QUERY_INDEX_SHARDS = 2 };

/* One passage.  Passages of one document stand together; labels are written
 * "prefix:id", separated by blanks, with their ancestors. */
struct query_passage {
	const char *document, *text;
	const char *labels;	/* terms, or NULL */
	const char *regions;	/* slot 4, or NULL */
	const char *date;	/* or NULL */
	bool continues;
};

static inline enum status query_index_term(void *context,
					   const struct term *term)
{
	struct buf spelled = BUF_INIT;

	term_encode(&spelled, term->bytes, term->len);
	xc_document_add_term(context, spelled.data, spelled.len, 1);
	buf_release(&spelled);
	return STATUS_OK;
}

static inline enum status query_index_overlap(void *context,
					      const struct term *term)
{
	struct buf spelled = BUF_INIT;

	term_encode(&spelled, term->bytes, term->len);
	xc_document_add_term(context, spelled.data, spelled.len, 0);
	buf_release(&spelled);
	return STATUS_OK;
}

static inline void query_index_labels(xc_document *out, const char *labels)
{
	while (labels && *labels) {
		size_t len = strcspn(labels, " ");

		xc_document_add_term(out, labels, len, 0);
		labels += len + strspn(labels + len, " ");
	}
}

static inline void query_index_values(xc_document *out,
				      const struct query_passage *passage)
{
	unsigned char key[8];
	char first[9], last[9];

	schema_document_key(key, passage->document, strlen(passage->document));
	xc_document_set_value(out, SLOT_DOCUMENT, key, sizeof(key));
	if (passage->regions)
		xc_document_set_value(out, SLOT_REGION, passage->regions,
				      strlen(passage->regions));
	if (passage->date && schema_date_range(first, last, passage->date)) {
		xc_document_set_value(out, SLOT_DATE_FIRST, first, 8);
		xc_document_set_value(out, SLOT_DATE_LAST, last, 8);
	}
}

/* The shards of an index under construction. */
struct query_index {
	const char *directory;
	segmenter *segmenter;
	xc_database *databases[QUERY_INDEX_SHARDS];
	folded_writer *folded[QUERY_INDEX_SHARDS];
	struct record_document document;	/* of the passages just put */
	size_t shard;
	char empty[1];
};

static inline void query_index_bail(const char *what, const char *why)
{
	printf("Bail out! %s: %s\n", what, why);
	exit(1);
}

static inline void query_index_end_document(struct query_index *index)
{
	struct buf key = BUF_INIT, bytes = BUF_INIT;
	struct record_document *document = &index->document;

	if (!document->passage_count)
		return;
	schema_key(&key, META_DOCUMENT, document->id, strlen(document->id));
	record_document_encode(&bytes, document);
	if (xc_database_set_metadata(index->databases[index->shard], key.data,
				     key.len, bytes.data, bytes.len, NULL))
		query_index_bail("index", "metadata");
	buf_release(&key);
	buf_release(&bytes);
	document->passage_count = 0;
}

static inline void query_index_put(struct query_index *index,
				   const struct query_passage *passages,
				   size_t count, size_t i)
{
	const struct query_passage *passage = &passages[i];
	struct record_document *document = &index->document;
	struct record_passage record = { .text_len = strlen(passage->text) };
	struct text text = TEXT_INIT;
	struct buf bytes = BUF_INIT, key = BUF_INIT;
	xc_document *out = NULL;
	uint32_t id = 0;
	size_t own;

	if (!i || strcmp(passage->document, passages[i - 1].document))
		query_index_end_document(index);
	index->shard = schema_shard_of(passage->document,
				       strlen(passage->document),
				       QUERY_INDEX_SHARDS);
	free(document->id);
	record.document = document->id = mem_string(passage->document);
	record.number = document->passage_count;
	record.text = mem_string(passage->text);
	record.continues = passage->continues;
	record_group_encode(&bytes, &record, 1, 0);
	xc_document_new(&out, NULL);
	text_put_utf8(&text, passage->text, record.text_len, 0);
	fold_cps(text.cp, text.cp, text.count);
	own = text.count;
	terms_each(index->segmenter, text.cp, own, query_index_term, out);
	if (passage->continues && i + 1 < count) {
		text_put_utf8(&text, passages[i + 1].text,
			      strlen(passages[i + 1].text), 0);
		fold_cps(text.cp, text.cp, text.count);
		terms_each_bigram(text.cp + own - 1, text.count - own + 1,
				  query_index_overlap, out);
	}
	query_index_labels(out, passage->labels);
	schema_key(&key, PREFIX_DOCUMENT, passage->document,
		   strlen(passage->document));
	xc_document_add_term(out, key.data, key.len, 0);
	query_index_values(out, passage);
	xc_document_set_data(out, bytes.data, bytes.len);
	if (xc_database_put(index->databases[index->shard], out, &id, NULL) ||
	    folded_append(index->folded[index->shard], id, text.cp, own,
			  passage->continues, NULL))
		query_index_bail("index", "put");
	if (!document->passage_count++)
		document->first_id = id;
	document->title = document->date = document->publisher =
		document->author = document->url = document->origin =
		document->path = document->member = document->encoding =
		index->empty;
	free(record.text);
	buf_release(&key);
	buf_release(&bytes);
	text_release(&text);
	xc_document_free(out);
}

static inline void query_index_open(struct query_index *index,
				    const char *directory, const char *labels)
{
	const struct layout layout = { SCHEMA_VERSION, TERMS_VERSION,
				       QUERY_INDEX_SHARDS, 0 };
	char *path = layout_path(directory, "labels");
	struct error err = { STATUS_OK, "" };

	memset(index, 0, sizeof(*index));
	index->directory = directory;
	if (layout_create(&layout, directory, &err) ||
	    layout_save(path, labels, strlen(labels), &err) ||
	    segmenter_new(&index->segmenter, NULL, &err))
		query_index_bail(directory, err.text);
	free(path);
	for (size_t i = 0; i < QUERY_INDEX_SHARDS; i++) {
		char *shard = layout_path(directory, "shard-%zu", i);
		char *folded = layout_path(directory, "folded-%zu", i);

		if (xc_database_open_writable(&index->databases[i], shard,
					      XC_CREATE, NULL) ||
		    folded_writer_open(&index->folded[i], folded, 0, &err))
			query_index_bail(shard, err.text);
		free(folded);
		free(shard);
	}
}

/* Make the index in a new directory below /tmp, whose name is the caller's. */
static inline char *query_index_make(const struct query_passage *passages,
				     size_t count, const char *labels)
{
	char *directory = mem_string("/tmp/bagui-unit-XXXXXX");
	struct query_index index;

	if (!mkdtemp(directory))
		query_index_bail(directory, "cannot be made");
	query_index_open(&index, directory, labels);
	for (size_t i = 0; i < count; i++)
		query_index_put(&index, passages, count, i);
	query_index_end_document(&index);
	for (size_t i = 0; i < QUERY_INDEX_SHARDS; i++)
		if (folded_sync(index.folded[i], NULL) ||
		    folded_writer_close(index.folded[i], NULL) ||
		    xc_database_close(index.databases[i], NULL))
			query_index_bail(directory, "cannot be closed");
	segmenter_free(index.segmenter);
	free(index.document.id);
	return directory;
}

/* Remove the directory and free its name. */
static inline void query_index_remove(char *directory)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	if (system(command))
		printf("# %s is left\n", directory);
	free(directory);
}

#endif
