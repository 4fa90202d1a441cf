#include "indexer/upkeep/relabel_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/stored.h"
#include "indexer/read/pipeline.h"
#include "indexer/write/shard.h"
#include "indexer/write/shard_rows.h"
#include "schema/record_group.h"
#include "schema/schema.h"

enum status relabel_failed(const struct relabel_work *work, const struct xc_error *xerr,
			  struct error *err)
{
	char what[32];

	snprintf(what, sizeof(what), "shard-%zu", work->number);
	return index_error(err, what, xerr);
}

static bool is_skipped(const struct relabel_work *work, uint32_t id)
{
	const struct relabel_salvage *salvage = work->salvage;

	if (!salvage)
		return false;
	*salvage->at = id;
	for (size_t i = 0; i < salvage->skipped_count; i++)
		if (salvage->skipped[i] == id)
			return true;
	return false;
}

enum status relabel_or_pass(struct relabel_work *work, enum status status)
{
	work->has_gaps = work->has_gaps || status;
	return work->salvage ? STATUS_OK : status;
}

static void drop_passages(struct relabel_stored *stored, size_t count)
{
	for (size_t i = 0; i < count; i++)
		record_passage_release(&stored->passages[i]);
	stored->count -= count;
	if (count)
		memmove(stored->passages, stored->passages + count,
			stored->count * sizeof(*stored->passages));
	stored->labelled = stored->count;
}

void relabel_clear(struct relabel_stored *stored)
{
	record_document_release(&stored->record);
	drop_passages(stored, stored->count);
	stored->read = 0;
}

/* Room for one more passage, whose text is then an empty one. */
static void make_room(struct relabel_stored *stored)
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

/* The row of the document that begins with the passage first. */
static enum status read_row(struct relabel_work *work, uint32_t id,
			    const struct record_passage *first,
			    struct error *err)
{
	struct relabel_stored *stored = &work->stored;
	bool found;
	enum status status = shard_document_row(work->from, first->document,
						&stored->record, &found, err);

	if (!status && (!found || stored->record.first_id != id ||
			first->number))
		return error_set(err, STATUS_CORRUPT, "shard-%zu: passage %u "
				 "belongs to no document; see --check",
				 work->number, id);
	return status;
}

static enum status read_passage(struct relabel_work *work, uint32_t id,
				struct record_passage *out, struct error *err)
{
	bool found;
	enum status status = stored_passage(out, &found, work->from, id, 1,
					    err);

	return status || found ? status :
	       error_set(err, STATUS_CORRUPT, "shard-%zu: passage %u is "
			 "missing; see --check", work->number, id);
}

/* A salvage must know that all of it is there before it writes any of it. */
static enum status try_passages(struct relabel_work *work, uint32_t id,
				struct error *err)
{
	enum status status = STATUS_OK;

	for (uint32_t i = 0; work->salvage && !status &&
			     i < work->stored.record.passage_count; i++) {
		struct record_passage passage = { .text = NULL };

		status = read_passage(work, id + i, &passage, err);
		record_passage_release(&passage);
	}
	return status;
}

/* The next part of the document whose first passage is id. */
static enum status read_part(struct relabel_work *work, uint32_t id,
			     struct error *err)
{
	struct relabel_stored *stored = &work->stored;
	size_t characters = 0;
	enum status status = STATUS_OK;

	while (!status && stored->read < stored->record.passage_count &&
	       (stored->count == stored->labelled ||
		!label_part_ends(characters,
				 stored->passages[stored->count - 1].continues))) {
		struct record_passage *passage;
		struct text *text;

		make_room(stored);
		passage = &stored->passages[stored->count];
		text = &stored->texts[stored->count++ - stored->labelled];
		status = read_passage(work, id + stored->read++, passage, err);
		text_clear(text);
		text_put_utf8(text, passage->text, passage->text_len, 0);
		characters += text->count;
	}
	return status;
}

static void describe(struct relabel_stored *stored)
{
	size_t paragraph = 0;

	for (size_t i = stored->labelled; i < stored->count; i++) {
		const struct record_passage *passage = &stored->passages[i];
		const size_t at = i - stored->labelled;

		stored->inputs[at] = (struct label_input){
			.cp = stored->texts[at].cp,
			.count = stored->texts[at].count,
			.body = passage->body,
			.headings = (const char *const *)passage->headings,
			.heading_count = passage->heading_count,
			.paragraph = paragraph,
		};
		paragraph += !passage->continues;
	}
}

static void keep_origin(struct record_document *record,
			const struct label_result *labels, const taxonomy *all)
{
	free(record->date);
	free(record->origin);
	record->date = mem_string(labels->date);
	record->origin = mem_string(labels->origin < 0 ? "" :
		taxonomy_label(all, LABEL_REGION, (size_t)labels->origin)->id);
}

/* The part at hand. */
static void label_anew(struct relabel_work *work)
{
	struct relabel_stored *stored = &work->stored;
	struct record_document *record = &stored->record;
	const taxonomy *all = work->generation->resources.taxonomy;
	const size_t count = stored->count - stored->labelled;
	struct label_document document = {
		.title = record->title,
		.publisher = record->publisher,
		.author = record->author,
		.url = record->url,
		.given_date = record->given_date,
		.given_region = record->given_region,
		.given_topics = (const char *const *)record->given_topics,
		.given_platforms = (const char *const *)record->given_platforms,
		.count = count,
		.goes_on = stored->read > count,
	};
	const struct label_result *labels;

	describe(stored);
	document.passages = stored->inputs;
	labeller_run(work->labeller, &document, &labels);
	if (!document.goes_on)
		keep_origin(record, labels, all);
	for (size_t i = 0; i < count; i++) {
		struct record_passage *passage =
			&stored->passages[stored->labelled + i];

		record_passage_drop_labels(passage);
		pipeline_put_labels(passage, all, &labels->passages[i]);
	}
}

enum status relabel_commit(struct relabel_work *work, struct error *err)
{
	struct xc_error xerr;
	enum status status = folded_sync(work->folded, err);

	work->pending = 0;
	if (!status && (xc_database_commit(work->to, &xerr) ||
			xc_database_begin(work->to, &xerr)))
		status = relabel_failed(work, &xerr, err);
	return status;
}

static enum status write_row(struct relabel_work *work, struct error *err)
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

static enum status write_passage(struct relabel_work *work, uint32_t id,
				 size_t i, struct error *err)
{
	const struct relabel_stored *stored = &work->stored;
	const struct record_passage *passage = &stored->passages[i];
	const struct text *folded;
	struct xc_error xerr;
	enum status status;

	status = passage_terms_fill(work->terms, work->document,
				    stored->passages, stored->count, i,
				    &folded, err);
	if (status)
		return status;
	if (xc_database_replace(work->to, id, work->document, &xerr))
		return relabel_failed(work, &xerr, err);
	work->pending++;
	work->counts->passages++;
	return folded_append(work->folded, id, folded->cp, folded->count,
			     passage->continues, err);
}

/* Those whose group is whole, and behind which the next one is there; of the last
 * part, all. */
static enum status write_part(struct relabel_work *work, uint32_t id,
			      struct error *err)
{
	struct relabel_stored *stored = &work->stored;
	const uint32_t first = id + stored->read - (uint32_t)stored->count;
	const bool is_last = stored->read == stored->record.passage_count;
	const size_t ready = is_last ? stored->count :
		(stored->count - 1) / RECORD_GROUP * RECORD_GROUP;
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < ready; i++)
		status = write_passage(work, first + (uint32_t)i, i, err);
	drop_passages(stored, ready);
	return status;
}

enum status relabel_write(struct relabel_work *work, uint32_t id,
			  struct error *err)
{
	const struct relabel_stored *stored = &work->stored;
	enum status status = passage_terms_begin(work->terms, &stored->record,
						 err);

	do {
		if (!status)
			status = read_part(work, id, err);
		if (!status && work->labeller)
			label_anew(work);
		if (!status)
			status = write_part(work, id, err);
	} while (!status && stored->read < stored->record.passage_count);
	if (!status)
		status = write_row(work, err);
	return status || work->pending < RELABEL_BATCH ? status :
	       relabel_commit(work, err);
}

/* The document without terms (schema.h, bagui.empty). */
static enum status write_empty(struct relabel_work *work, uint32_t id,
			       struct error *err)
{
	struct xc_error xerr;

	xc_document_clear(work->document);
	if (xc_database_replace(work->to, id, work->document, &xerr))
		return relabel_failed(work, &xerr, err);
	return folded_append(work->folded, id, NULL, 0, false, err);
}

/* What a salvage leaves out is missing as if it had been deleted. */
static enum status keep_one_empty(struct relabel_work *work, uint32_t id,
				  struct error *err)
{
	enum status status;

	if (!work->salvage || !work->has_gaps)
		return STATUS_OK;
	status = write_empty(work, id, err);
	return status ? status :
	       shard_set_row(work->to, "", META_EMPTY, strlen(META_EMPTY), "1",
			     1, err);
}

static enum status write_all(struct relabel_work *work, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_info(work->from, &info, &xerr))
		return relabel_or_pass(work, relabel_failed(work, &xerr, err));
	for (uint32_t id = 1; !status && id && id <= info.last_id; id++) {
		struct record_passage first;
		bool found;

		if (is_skipped(work, id)) {
			work->has_gaps = true;
			continue;
		}
		status = stored_passage(&first, &found, work->from, id, 1, err);
		if (status || !found) {
			status = relabel_or_pass(work, status);
			continue;
		}
		if (!first.document) {	/* or its record is lost */
			work->has_gaps = true;
			status = work->salvage ? STATUS_OK :
				 write_empty(work, id, err);
			continue;
		}
		status = read_row(work, id, &first, err);
		record_passage_release(&first);
		if (!status)
			status = try_passages(work, id, err);
		if (status)
			status = relabel_or_pass(work, status);
		else if (!(status = relabel_write(work, id, err)))
			id += work->stored.record.passage_count - 1;
		relabel_clear(&work->stored);
	}
	return status ? status : keep_one_empty(work, info.last_id + 1, err);
}

/* A run that was cut short at once has left some shards out: *has_source. */
static enum status open_databases(struct relabel_work *work, bool *has_source,
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
	if (opened && work->salvage && !access(from, F_OK))
		fprintf(work->salvage->lost, "all of shard-%zu\n",
			work->number);
	if ((opened && opened != XC_NOT_FOUND && !work->salvage) ||
	    xc_database_open_blocks(&work->to, to, XC_CREATE,
				    SHARD_BLOCK_BYTES, &xerr) ||
	    xc_document_new(&work->document, &xerr) ||
	    xc_database_begin(work->to, &xerr))
		status = relabel_failed(work, &xerr, err);
	if (!status)
		status = folded_writer_open(&work->folded, folded, 0, err);
	free(from);
	free(to);
	free(folded);
	return status;
}

static enum status open_work(struct relabel_work *work, bool relabels,
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

static void close_work(struct relabel_work *work)
{
	struct relabel_stored *stored = &work->stored;

	relabel_clear(stored);
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
			  bool relabels, const struct relabel_salvage *salvage,
			  struct error *err)
{
	struct relabel_work work = { .generation = generation, .number = number,
			     .counts = out, .salvage = salvage };
	bool has_source;
	enum status status;

	*out = (struct relabel_counts){ 0, 0 };
	status = open_work(&work, relabels, &has_source, err);
	if (!status && has_source)
		status = write_all(&work, err);
	if (!status && has_source)
		status = relabel_rows(&work, err);
	if (!status)
		status = relabel_commit(&work, err);
	close_work(&work);
	return status;
}
