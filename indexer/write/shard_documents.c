#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/stored.h"
#include "indexer/write/shard_parts.h"
#include "indexer/write/shard_rows.h"
#include "indexer/read/wire.h"
#include "schema/schema.h"

static uint64_t key_of(const char *id)
{
	unsigned char bytes[8];
	uint64_t key;

	schema_document_key(bytes, id, strlen(id));
	memcpy(&key, bytes, sizeof(key));
	return key;
}

bool shard_meet(struct shard *shard, const char *id)
{
	return seen_add(&shard->seen, key_of(id));
}

/* Frames wait here until the supervisor asks; a frame is kind, then sized. */
void shard_note(struct shard *shard, enum wire_kind kind, const char *one,
		const char *two)
{
	struct buf payload = BUF_INIT;

	buf_put_sized(&payload, one, strlen(one));
	buf_put_sized(&payload, two, strlen(two));
	buf_put_byte(&shard->events, (unsigned char)kind);
	buf_put_sized(&shard->events, payload.data, payload.len);
	buf_release(&payload);
}

/* The bytes that old was made of are gone from its place: whoever else has them
 * must be indexed for itself. */
static enum status leave_place(struct shard *shard,
			       const struct record_document *old,
			       struct error *err)
{
	struct places places = { NULL, 0, 0 };
	enum status status = places_load(&places, shard->database, old->hash,
					 err);

	if (!status && places.count && !strcmp(places.at[0].id, old->id)) {
		for (size_t i = 1; i < places.count; i++)
			shard_note(shard, WIRE_ORPHAN, places.at[i].path, "");
		while (places.count)
			places_drop(&places, 0);
		status = places_store(&places, shard->database, old->hash, err);
	}
	places_release(&places);
	return status;
}

/* Once ids have gaps, libxapian 1.4.22 fails on an unweighted term that every
 * document has ("Unexpected end of posting list"): it reads the list of all
 * documents under the term's name.  One document without terms keeps every
 * term from being in all of them. */
static enum status keep_one_empty(struct shard *shard, struct error *err)
{
	uint32_t id;
	char *row;
	size_t len;
	enum status status = shard_row(shard->database, "", META_EMPTY,
				       strlen(META_EMPTY), &row, &len, err);

	free(row);
	if (status || row)
		return status;
	xc_document_clear(shard->document);
	status = shard_put(shard, &id, err);
	if (!status)
		status = folded_append(shard->folded, id, NULL, 0, false, err);
	if (!status)
		status = shard_set_row(shard->database, "", META_EMPTY,
				       strlen(META_EMPTY), "1", 1, err);
	return status;
}

enum status shard_delete_passages(struct shard *shard, const char *id,
				  struct error *err)
{
	struct buf term = BUF_INIT;
	struct xc_error xerr;
	enum status status = keep_one_empty(shard, err);

	if (status)
		return status;
	schema_key(&term, PREFIX_DOCUMENT, id, strlen(id));
	if (xc_database_delete_term(shard->database, term.data, term.len,
				    &xerr))
		status = shard_failed(shard, &xerr, err);
	buf_release(&term);
	return status;
}

enum status shard_leave(struct shard *shard, const struct record_document *old,
			struct error *err)
{
	enum status status = leave_place(shard, old, err);

	if (!status && shard_is_capture(old))
		status = shard_forget_capture(shard, old, err);
	if (!status)
		status = shard_delete_passages(shard, old->id, err);
	if (!status)
		status = shard_set_row(shard->database, META_DOCUMENT, old->id,
				       strlen(old->id), "", 0, err);
	return status;
}

static enum status remove_document(struct shard *shard,
				   const struct record_document *old,
				   struct error *err)
{
	shard->counts.removed++;
	return shard_leave(shard, old, err);
}

void shard_arrival_release(struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->count; i++)
		record_passage_release(&arrival->passages[i]);
	record_document_release(&arrival->document);
	free(arrival->passages);
	free(arrival->path);
}

enum status shard_passages_decode(struct arrival *out, struct bytes *from,
				  struct error *err)
{
	size_t count = (size_t)bytes_uint(from), len;
	enum status status = STATUS_OK;

	if (from->failed || count > (size_t)(from->end - from->at))
		return error_set(err, STATUS_INTERNAL, "pipe: bad document");
	out->passages = mem_array(count, sizeof(*out->passages));
	for (size_t i = 0; !status && i < count; i++) {
		const char *record = bytes_sized(from, &len);

		status = record_passage_decode(&out->passages[i], record, len,
					       err);
		out->count += !status;
	}
	return status;
}

enum status shard_arrival_decode(struct arrival *out, const struct buf *frame,
				 struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	const char *record;
	size_t len;
	enum status status;

	memset(out, 0, sizeof(*out));
	out->shares_bytes = bytes_uint(&from);
	out->path = bytes_string(&from);
	record = bytes_sized(&from, &len);
	status = record_document_decode(&out->document, record, len, err);
	return status ? status : shard_passages_decode(out, &from, err);
}

enum status shard_put_passage(struct shard *shard,
			      const struct record_passage *passages,
			      size_t count, size_t i, uint32_t *id,
			      struct error *err)
{
	const struct text *folded;
	enum status status = passage_terms_fill(shard->terms, shard->document,
						passages, count, i, &folded,
						err);

	if (!status)
		status = shard_put(shard, id, err);
	return status ? status :
	       folded_append(shard->folded, *id, folded->cp, folded->count,
			     passages[i].continues, err);
}

static enum status put_passages(struct shard *shard, struct arrival *arrival,
				struct error *err)
{
	struct record_document *document = &arrival->document;
	enum status status = passage_terms_begin(shard->terms, document, err);

	document->passage_count = (uint32_t)arrival->count;
	for (size_t i = 0; !status && i < arrival->count; i++) {
		uint32_t id;

		status = shard_put_passage(shard, arrival->passages,
					   arrival->count, i, &id, err);
		if (!status && i == 0)
			document->first_id = id;
	}
	return status;
}

enum status shard_put_document(struct shard *shard,
			       const struct record_document *document,
			       struct error *err)
{
	struct buf row = BUF_INIT;
	enum status status;

	record_document_encode(&row, document);
	status = shard_set_row(shard->database, META_DOCUMENT, document->id,
			       strlen(document->id), row.data, row.len, err);
	buf_release(&row);
	return status;
}

enum status shard_put_rows(struct shard *shard,
			   const struct record_document *document,
			   const char *path, bool shares_bytes,
			   struct error *err)
{
	enum status status = shard_put_document(shard, document, err);

	if (!status && shard_is_capture(document))
		status = shard_put_url(shard, document, err);
	if (!status && shares_bytes) {
		struct places places = { NULL, 0, 0 };

		places_add(&places, document->id, path);
		status = places_store(&places, shard->database, document->hash,
				      err);
		places_release(&places);
	}
	return status;
}

enum status shard_replace(struct shard *shard, struct arrival *arrival,
			  const struct record_document *old,
			  struct error *err)
{
	enum status status = STATUS_OK;

	if (old)
		status = leave_place(shard, old, err);
	if (!status && old)
		status = shard_delete_passages(shard, old->id, err);
	if (!status)
		status = put_passages(shard, arrival, err);
	if (!status)
		status = shard_put_rows(shard, &arrival->document,
					arrival->path, arrival->shares_bytes,
					err);
	if (old)
		shard->counts.replaced++;
	else
		shard->counts.added++;
	shard->counts.passages += arrival->count;
	shard->pending += arrival->count + 1;
	return status;
}

static bool is_unchanged(const struct record_document *old,
			 const struct record_document *now)
{
	return old->source == now->source && !strcmp(old->path, now->path) &&
	       !memcmp(old->hash, now->hash, sizeof(old->hash));
}

enum status shard_is_removed(struct shard *shard, const char *id, bool *out,
			     struct error *err)
{
	char *row;
	size_t len;
	enum status status = shard_row(shard->database, META_REMOVED, id,
				       strlen(id), &row, &len, err);

	*out = row;
	free(row);
	return status;
}

enum status shard_look_up(struct shard *shard,
			  const struct record_document *document,
			  struct record_document *old, bool *found,
			  bool *passed, struct error *err)
{
	const char *id = document->id;
	enum status status;

	*found = false;
	*passed = !shard_meet(shard, id) && !shard_was_abandoned(shard, id);
	if (*passed) {
		shard->counts.duplicates++;
		shard_note(shard, WIRE_DUPLICATE, id, document->path);
		return STATUS_OK;
	}
	status = shard_document_row(shard->database, id, old, found, err);
	if (!status && *found && is_unchanged(old, document)) {
		*passed = true;
		shard->counts.unchanged++;
	}
	return status;
}

static enum status take_document(struct shard *shard,
				 struct arrival *arrival, struct error *err)
{
	struct record_document old;
	bool found, passed, is_out;
	enum status status = shard_is_removed(shard, arrival->document.id,
					      &is_out, err);

	if (status || is_out)
		return status;
	if (shard_is_capture(&arrival->document))
		return shard_capture(shard, arrival, err);
	status = shard_look_up(shard, &arrival->document, &old, &found,
			       &passed, err);
	if (!status && !passed)
		status = shard_replace(shard, arrival, found ? &old : NULL,
				       err);
	if (found)
		record_document_release(&old);
	return status;
}

enum status shard_document(struct shard *shard, const struct buf *frame,
			       struct error *err)
{
	struct arrival arrival;
	enum status status = shard_arrival_decode(&arrival, frame, err);

	if (!status)
		status = take_document(shard, &arrival, err);
	shard_arrival_release(&arrival);
	return status;
}

/* The ids of a source's documents that this run did not meet. */
struct unseen {
	struct shard *shard;
	struct seen noted;
	uint32_t *passages;	/* one of each document */
	size_t count, capacity;
	struct error *err;
};

static int note_unseen(void *context, uint32_t id, uint32_t wdf)
{
	struct unseen *unseen = context;
	struct xc_error xerr;
	uint64_t key;
	size_t len;

	(void)wdf;
	if (xc_database_value(unseen->shard->database, id, SLOT_DOCUMENT, &key,
			      sizeof(key), &len, &xerr))
		return -1;
	if (seen_has(&unseen->shard->seen, key) ||
	    !seen_add(&unseen->noted, key))
		return 0;
	mem_reserve(&unseen->passages, &unseen->capacity, unseen->count + 1,
		    sizeof(*unseen->passages));
	unseen->passages[unseen->count++] = id;
	return 0;
}

/* A captured page that later crawls do not find any more stays, until the file
 * of the crawl is gone. */
static enum status remove_by_passage(struct shard *shard, uint32_t id,
				     bool is_gone, struct error *err)
{
	struct record_passage passage;
	struct record_document row;
	bool found;
	enum status status = stored_passage(&passage, NULL, shard->database,
					    id, 1, err);

	if (status)
		return status;
	status = shard_document_row(shard->database, passage.document, &row,
				    &found, err);
	if (!status && found && (is_gone || !shard_is_capture(&row)))
		status = remove_document(shard, &row, err);
	if (found)
		record_document_release(&row);
	record_passage_release(&passage);
	return status;
}

enum status shard_drop_unseen(struct shard *shard, const struct buf *frame,
				  struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	struct unseen unseen = { .shard = shard, .err = err };
	struct xc_error xerr;
	char term[32];
	int len = snprintf(term, sizeof(term), PREFIX_SOURCE "%llu",
			   (unsigned long long)bytes_uint(&from));
	bool is_gone = bytes_uint(&from);
	enum status status = STATUS_OK;

	if (xc_database_each_posting(shard->database, term, (size_t)len,
				     note_unseen, &unseen, &xerr))
		status = shard_failed(shard, &xerr, err);
	for (size_t i = 0; !status && i < unseen.count; i++)
		status = remove_by_passage(shard, unseen.passages[i], is_gone,
					   err);
	shard->pending += unseen.count;
	seen_release(&unseen.noted);
	free(unseen.passages);
	return status;
}

enum status shard_remove(struct shard *shard, const struct buf *frame,
			     struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	char *id = bytes_string(&from);
	bool keep_out = bytes_uint(&from);
	struct record_document row;
	struct buf source = BUF_INIT;
	bool found = false, is_out = false;
	enum status status = from.failed ?
		error_set(err, STATUS_INTERNAL, "pipe: bad id") :
		shard_is_removed(shard, id, &is_out, err);

	if (!status)
		status = shard_document_row(shard->database, id, &row, &found,
					    err);
	if (keep_out)
		buf_put_uint(&source, found ? row.source : 0);
	if (!status && found && keep_out)
		status = remove_document(shard, &row, err);
	if (found)
		record_document_release(&row);
	if (!status && !(keep_out && is_out))
		status = shard_set_row(shard->database, META_REMOVED, id,
				       strlen(id), keep_out ? source.data : "",
				       source.len, err);
	shard->pending++;
	buf_release(&source);
	free(id);
	return status;
}
