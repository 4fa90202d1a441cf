#include "indexer/relabel_shard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/folded.h"
#include "index/stored.h"
#include "indexer/passage_terms.h"
#include "indexer/pipeline.h"
#include "indexer/shard.h"
#include "indexer/shard_rows.h"
#include "labels/label.h"
#include "schema/schema.h"
#include "xapian-c/xc_database.h"

enum { BATCH = 3000 };	/* passages between commits */

/* A document as it is stored, its passages' bytes included. */
struct stored {
	struct record_document record;
	struct record_passage *passages;
	struct text *texts;
	struct label_input *inputs;
	size_t count, capacity, text_capacity, input_capacity;
};

struct work {
	const struct generation *generation;
	size_t number;
	xc_database *from, *to;
	folded_writer *folded;
	passage_terms *terms;
	labeller *labeller;	/* NULL: labels stay */
	xc_document *document;
	struct stored stored;
	struct buf record;
	size_t pending;
	struct relabel_counts *counts;
};

static enum status failed(const struct work *work, const struct xc_error *xerr,
			  struct error *err)
{
	char what[32];

	snprintf(what, sizeof(what), "shard-%zu", work->number);
	return index_error(err, what, xerr);
}

static void clear_stored(struct stored *stored)
{
	record_document_release(&stored->record);
	for (size_t i = 0; i < stored->count; i++)
		record_passage_release(&stored->passages[i]);
	stored->count = 0;
}

/* Room for one more passage, whose text is then an empty one. */
static void make_room(struct stored *stored)
{
	size_t before = stored->text_capacity;

	mem_reserve(&stored->passages, &stored->capacity, stored->count + 1,
		    sizeof(*stored->passages));
	mem_reserve(&stored->inputs, &stored->input_capacity,
		    stored->count + 1, sizeof(*stored->inputs));
	mem_reserve(&stored->texts, &stored->text_capacity, stored->count + 1,
		    sizeof(*stored->texts));
	for (size_t i = before; i < stored->text_capacity; i++)
		text_init(&stored->texts[i]);
	memset(&stored->passages[stored->count], 0, sizeof(*stored->passages));
}

/* The whole document that begins with first, which is taken over. */
static enum status read_document(struct work *work, uint32_t id,
				 struct record_passage *first,
				 struct error *err)
{
	struct stored *stored = &work->stored;
	bool found;
	enum status status;

	make_room(stored);
	stored->passages[stored->count++] = *first;
	status = shard_document_row(work->from, first->document,
				    &stored->record, &found, err);
	if (!status && (!found || stored->record.first_id != id ||
			first->number))
		return error_set(err, STATUS_CORRUPT, "shard-%zu: passage %u "
				 "belongs to no document; see --check",
				 work->number, id);
	for (uint32_t i = 1; !status && i < stored->record.passage_count; i++) {
		make_room(stored);
		status = stored_passage(&stored->passages[stored->count++],
					&found, work->from, id + i, 1, err);
		if (!status && !found)
			status = error_set(err, STATUS_CORRUPT,
				"shard-%zu: passage %u is missing; see --check",
				work->number, id + i);
	}
	return status;
}

static void describe(struct stored *stored)
{
	size_t paragraph = 0;

	for (size_t i = 0; i < stored->count; i++) {
		const struct record_passage *passage = &stored->passages[i];
		struct text *text = &stored->texts[i];

		text_clear(text);
		text_put_utf8(text, passage->text, passage->text_len, 0);
		stored->inputs[i] = (struct label_input){
			.cp = text->cp,
			.count = text->count,
			.body = passage->body,
			.headings = (const char *const *)passage->headings,
			.heading_count = passage->heading_count,
			.paragraph = paragraph,
		};
		paragraph += !passage->continues;
	}
}

static void label_anew(struct work *work)
{
	struct stored *stored = &work->stored;
	struct record_document *record = &stored->record;
	const taxonomy *all = work->generation->resources.taxonomy;
	struct label_document document = {
		.title = record->title,
		.publisher = record->publisher,
		.author = record->author,
		.url = record->url,
		.given_date = record->given_date,
		.given_region = record->given_region,
		.given_topics = (const char *const *)record->given_topics,
		.given_platforms = (const char *const *)record->given_platforms,
		.passages = stored->inputs,
		.count = stored->count,
	};
	const struct label_result *labels;

	describe(stored);
	document.passages = stored->inputs;
	labeller_run(work->labeller, &document, &labels);
	free(record->date);
	free(record->origin);
	record->date = mem_string(labels->date);
	record->origin = mem_string(labels->origin < 0 ? "" :
		taxonomy_label(all, LABEL_REGION, (size_t)labels->origin)->id);
	for (size_t i = 0; i < stored->count; i++) {
		record_passage_drop_labels(&stored->passages[i]);
		pipeline_put_labels(&stored->passages[i], all,
				    &labels->passages[i]);
	}
}

static enum status commit(struct work *work, struct error *err)
{
	struct xc_error xerr;
	enum status status = folded_sync(work->folded, err);

	work->pending = 0;
	if (!status && (xc_database_commit(work->to, &xerr) ||
			xc_database_begin(work->to, &xerr)))
		status = failed(work, &xerr, err);
	return status;
}

static enum status write_row(struct work *work, struct error *err)
{
	const struct record_document *record = &work->stored.record;

	buf_clear(&work->record);
	record_document_encode(&work->record, record);
	work->pending++;
	work->counts->documents++;
	return shard_set_row(work->to, META_DOCUMENT, record->id,
			     strlen(record->id), work->record.data,
			     work->record.len, err);
}

static enum status write_passage(struct work *work, size_t i,
				 struct error *err)
{
	const struct stored *stored = &work->stored;
	const struct record_passage *passage = &stored->passages[i];
	const uint32_t id = stored->record.first_id + (uint32_t)i;
	const struct text *folded;
	struct xc_error xerr;
	enum status status;

	status = passage_terms_fill(work->terms, work->document,
				    stored->passages, stored->count, i,
				    &folded, err);
	if (status)
		return status;
	if (xc_database_replace(work->to, id, work->document, &xerr))
		return failed(work, &xerr, err);
	work->pending++;
	work->counts->passages++;
	return folded_append(work->folded, id, folded->cp, folded->count,
			     passage->continues, err);
}

static enum status write_document(struct work *work, struct error *err)
{
	const struct stored *stored = &work->stored;
	enum status status;

	if (work->labeller)
		label_anew(work);
	status = passage_terms_begin(work->terms, &stored->record, err);
	for (size_t i = 0; !status && i < stored->count; i++)
		status = write_passage(work, i, err);
	if (!status)
		status = write_row(work, err);
	return status || work->pending < BATCH ? status :
	       commit(work, err);
}

/* The document without terms (schema.h, bagui.empty). */
static enum status write_empty(struct work *work, uint32_t id,
			       struct error *err)
{
	struct xc_error xerr;

	xc_document_clear(work->document);
	if (xc_database_replace(work->to, id, work->document, &xerr))
		return failed(work, &xerr, err);
	return folded_append(work->folded, id, NULL, 0, false, err);
}

static enum status write_all(struct work *work, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_info(work->from, &info, &xerr))
		return failed(work, &xerr, err);
	for (uint32_t id = 1; !status && id && id <= info.last_id; id++) {
		struct record_passage first;
		bool found;

		status = stored_passage(&first, &found, work->from, id, 1, err);
		if (status || !found)
			continue;
		if (!first.document) {
			status = write_empty(work, id, err);
			continue;
		}
		status = read_document(work, id, &first, err);
		if (!status)
			status = write_document(work, err);
		if (!status)
			id += (uint32_t)work->stored.count - 1;
		clear_stored(&work->stored);
	}
	return status;
}

/* Rows of documents with passages are written with these. */
static enum status copy_row(struct work *work, const void *key, size_t len,
			    struct error *err)
{
	const size_t prefix = strlen(META_DOCUMENT);
	char *bytes;
	size_t size;
	enum status status = shard_row(work->from, "", key, len, &bytes, &size,
				       err);

	if (status || !bytes)
		return status;
	if (len < prefix || memcmp(key, META_DOCUMENT, prefix)) {
		status = shard_set_row(work->to, "", key, len, bytes, size,
				       err);
		work->pending++;
	} else {
		status = record_document_decode(&work->stored.record, bytes,
						size, err);
		if (!status && !work->stored.record.passage_count)
			status = write_document(work, err);
		clear_stored(&work->stored);
	}
	free(bytes);
	return status || work->pending < BATCH ? status :
	       commit(work, err);
}

struct copying {
	struct work *work;
	struct error *err;
	enum status status;
};

static int copy_key(void *context, const void *key, size_t len)
{
	struct copying *copying = context;

	copying->status = copy_row(copying->work, key, len, copying->err);
	return copying->status != STATUS_OK;
}

static enum status copy_rows(struct work *work, struct error *err)
{
	struct copying copying = { work, err, STATUS_OK };
	struct xc_error xerr;

	if (!xc_database_each_metadata(work->from, "", 0, copy_key, &copying,
				       &xerr))
		return STATUS_OK;
	return copying.status ? copying.status : failed(work, &xerr, err);
}

/* A run that was cut short at once has left some shards out: *has_source. */
static enum status open_databases(struct work *work, bool *has_source,
				  struct error *err)
{
	const struct generation *all = work->generation;
	char *from = layout_shard(&all->old, all->directory, work->number);
	char *to = layout_shard(&all->next, all->directory, work->number);
	char *folded = layout_folded(&all->next, all->directory, work->number);
	struct xc_error xerr;
	enum xc_status opened = xc_database_open(&work->from, from, &xerr);
	enum status status = STATUS_OK;

	*has_source = !opened;
	if ((opened && opened != XC_NOT_FOUND) ||
	    xc_database_open_blocks(&work->to, to, XC_CREATE,
				    SHARD_BLOCK_BYTES, &xerr) ||
	    xc_document_new(&work->document, &xerr) ||
	    xc_database_begin(work->to, &xerr))
		status = failed(work, &xerr, err);
	if (!status)
		status = folded_writer_open(&work->folded, folded, 0, err);
	free(from);
	free(to);
	free(folded);
	return status;
}

static enum status open_work(struct work *work, bool relabels,
			     bool *has_source, struct error *err)
{
	const struct resources *resources = &work->generation->resources;
	enum status status = open_databases(work, has_source, err);

	if (!status)
		status = passage_terms_new(&work->terms, resources->names,
					   resources->words, err);
	if (!status && relabels)
		status = labeller_new(&work->labeller, resources->taxonomy,
				      err);
	return status;
}

static void close_work(struct work *work)
{
	struct stored *stored = &work->stored;

	clear_stored(stored);
	for (size_t i = 0; i < stored->text_capacity; i++)
		text_release(&stored->texts[i]);
	free(stored->texts);
	free(stored->inputs);
	free(stored->passages);
	buf_release(&work->record);
	labeller_free(work->labeller);
	passage_terms_free(work->terms);
	folded_writer_close(work->folded, NULL);
	xc_document_free(work->document);
	xc_database_free(work->to);
	xc_database_free(work->from);
}

enum status relabel_shard(struct relabel_counts *out,
			  const struct generation *generation, size_t number,
			  bool relabels, struct error *err)
{
	struct work work = { .generation = generation, .number = number,
			     .counts = out };
	bool has_source;
	enum status status;

	*out = (struct relabel_counts){ 0, 0 };
	status = open_work(&work, relabels, &has_source, err);
	if (!status && has_source)
		status = write_all(&work, err);
	if (!status && has_source)
		status = copy_rows(&work, err);
	if (!status)
		status = commit(&work, err);
	close_work(&work);
	return status;
}
