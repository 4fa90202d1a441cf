#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "indexer/write/shard_parts.h"
#include "indexer/write/shard_rows.h"
#include "schema/record_group.h"
#include "schema/schema.h"

static void clear_held(struct open_document *open, size_t count)
{
	for (size_t i = 0; i < count; i++)
		record_passage_release(&open->held[i]);
	open->count -= count;
	memmove(open->held, open->held + count,
		open->count * sizeof(*open->held));
}

/* Be done with the document at hand. */
static void leave(struct open_document *open)
{
	if (!open->is_open)
		return;
	clear_held(open, open->count);
	record_document_release(&open->record);
	free(open->path);
	open->path = NULL;
	open->is_open = open->is_passed = open->is_replaced = false;
}

void shard_release_open(struct shard *shard)
{
	leave(&shard->open);
	free(shard->open.held);
	free(shard->open.abandoned);
}

bool shard_was_abandoned(const struct shard *shard, const char *id)
{
	return shard->open.abandoned && !strcmp(shard->open.abandoned, id);
}

/* Put those held passages whose group is whole, and behind which the next one
 * is there for a string that runs on into it; at the end, all. */
static enum status put_held(struct shard *shard, bool is_end, struct error *err)
{
	struct open_document *open = &shard->open;
	size_t ready = is_end ? open->count : !open->count ? 0 :
		       (open->count - 1) / RECORD_GROUP * RECORD_GROUP;
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < ready; i++) {
		uint32_t id;

		status = shard_put_passage(shard, open->held, open->count, i,
					   &id, err);
		if (!status && !open->put++)
			open->first_id = id;
	}
	shard->pending += ready;
	clear_held(open, ready);
	return status;
}

/* Take over count passages. */
static enum status hold(struct shard *shard, struct record_passage *passages,
			size_t count, struct error *err)
{
	struct open_document *open = &shard->open;

	mem_reserve(&open->held, &open->capacity, open->count + count,
		    sizeof(*open->held));
	if (count)
		memcpy(open->held + open->count, passages,
		       count * sizeof(*passages));
	open->count += count;
	return put_held(shard, false, err);
}

static enum status set_open_row(struct shard *shard, const char *id, bool is_set,
				struct error *err)
{
	return shard_set_row(shard->database, META_OPEN, id, strlen(id),
			     id, is_set ? strlen(id) : 0, err);
}

/* The document takes the place of what has its id. */
static enum status begin(struct shard *shard, struct arrival *arrival,
			 struct error *err)
{
	struct open_document *open = &shard->open;
	struct record_document old;
	bool found = false;
	enum status status = shard_is_removed(shard, arrival->document.id,
					      &open->is_passed, err);

	if (!status && !open->is_passed)
		status = shard_look_up(shard, &arrival->document, &old, &found,
				       &open->is_passed, err);
	if (!status && !open->is_passed && found)
		status = shard_leave(shard, &old, err);
	open->is_replaced = found;
	if (found)
		record_document_release(&old);
	if (status || open->is_passed)
		return status;
	if (shard->bulk.path)
		status = set_open_row(shard, arrival->document.id, true, err);
	return status ? status :
	       passage_terms_begin(shard->terms, &open->record, err);
}

enum status shard_begin_large(struct shard *shard, const struct buf *frame,
			      struct error *err)
{
	struct open_document *open = &shard->open;
	struct arrival arrival;
	enum status status = shard_arrival_decode(&arrival, frame, err);

	if (!status && (open->is_open || shard_is_capture(&arrival.document)))
		status = error_set(err, STATUS_INTERNAL, "pipe: bad document");
	if (status) {
		shard_arrival_release(&arrival);
		return status;
	}
	open->is_open = true;
	open->record = arrival.document;
	open->path = arrival.path;
	open->shares_bytes = arrival.shares_bytes;
	open->put = 0;
	status = begin(shard, &arrival, err);
	if (!status && !open->is_passed) {
		status = hold(shard, arrival.passages, arrival.count, err);
		arrival.count = 0;
	}
	arrival.path = NULL;
	memset(&arrival.document, 0, sizeof(arrival.document));
	shard_arrival_release(&arrival);
	return status;
}

enum status shard_add_passages(struct shard *shard, const struct buf *frame,
			       struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	struct arrival arrival = { .count = 0 };
	enum status status;

	if (!shard->open.is_open)
		return error_set(err, STATUS_INTERNAL, "pipe: bad passages");
	if (shard->open.is_passed)
		return STATUS_OK;
	status = shard_passages_decode(&arrival, &from, err);
	if (!status) {
		status = hold(shard, arrival.passages, arrival.count, err);
		arrival.count = 0;
	}
	shard_arrival_release(&arrival);
	return status;
}

enum status shard_end_large(struct shard *shard, struct error *err)
{
	struct open_document *open = &shard->open;
	struct record_document *record = &open->record;
	enum status status = STATUS_OK;

	if (!open->is_open)
		return error_set(err, STATUS_INTERNAL, "pipe: bad document");
	if (!open->is_passed) {
		status = put_held(shard, true, err);
		if (!status && open->put != record->passage_count)
			status = error_set(err, STATUS_INTERNAL,
					   "pipe: %u passages of %u",
					   open->put, record->passage_count);
		record->first_id = open->first_id;
		if (!status)
			status = shard_put_rows(shard, record, open->path,
						open->shares_bytes, err);
		shard->counts.replaced += open->is_replaced;
		shard->counts.added += !open->is_replaced;
		shard->counts.passages += open->put;
		shard->pending++;
	}
	leave(open);
	return status;
}

/* Passages without a document. */
static enum status drop(struct shard *shard, const char *id, struct error *err)
{
	enum status status = shard_delete_passages(shard, id, err);

	shard->pending++;
	return status ? status : set_open_row(shard, id, false, err);
}

enum status shard_abandon(struct shard *shard, struct error *err)
{
	struct open_document *open = &shard->open;
	enum status status = STATUS_OK;

	if (!open->is_open)
		return error_set(err, STATUS_INTERNAL, "pipe: bad document");
	if (!open->is_passed) {
		free(open->abandoned);
		open->abandoned = mem_string(open->record.id);
		shard->counts.removed += open->is_replaced;
		status = shard->bulk.path ? shard_leave_bulk(shard, err) :
			 drop(shard, open->record.id, err);
	}
	leave(open);
	return status;
}

struct open_rows {
	struct shard *shard;
	char **ids;
	size_t count, capacity;
};

static int note_open(void *context, const void *key, size_t len)
{
	struct open_rows *rows = context;
	struct xc_error xerr;
	void *id;
	size_t id_len;

	if (xc_database_metadata(rows->shard->database, key, len, &id, &id_len,
				 &xerr))
		return -1;
	mem_reserve(&rows->ids, &rows->capacity, rows->count + 1,
		    sizeof(*rows->ids));
	rows->ids[rows->count++] = mem_string_len(id, id_len);
	free(id);
	return 0;
}

/* The row has done its work: the document is there, or its passages go. */
static enum status settle(struct shard *shard, const char *id,
			  struct error *err)
{
	struct record_document record;
	bool found;
	enum status status = shard_document_row(shard->database, id, &record,
						&found, err);

	if (!status && !found)
		return drop(shard, id, err);
	if (found)
		record_document_release(&record);
	shard->pending++;
	return status ? status : set_open_row(shard, id, false, err);
}

enum status shard_clear_open(struct shard *shard, struct error *err)
{
	struct open_rows rows = { .shard = shard };
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_each_metadata(shard->database, META_OPEN,
				      strlen(META_OPEN), note_open,
				      &rows, &xerr))
		status = shard_failed(shard, &xerr, err);
	for (size_t i = 0; i < rows.count; i++) {
		if (!status)
			status = settle(shard, rows.ids[i], err);
		free(rows.ids[i]);
	}
	free(rows.ids);
	return status;
}
