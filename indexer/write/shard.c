#include "indexer/write/shard.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/trace.h"
#include "index/error.h"
#include "index/layout.h"
#include "indexer/write/shard_parts.h"
#include "indexer/read/wire.h"

enum status shard_failed(struct shard *shard,
				 const struct xc_error *xerr, struct error *err)
{
	char what[32];

	snprintf(what, sizeof(what), "shard-%zu", shard->config->number);
	return index_error(err, what, xerr);
}

static enum status begin_batch(struct shard *shard, struct error *err)
{
	struct xc_error xerr;

	shard->pending = 0;
	if (xc_database_begin(shard->database, &xerr))
		return shard_failed(shard, &xerr, err);
	return STATUS_OK;
}

static enum status commit_batch(struct shard *shard, struct error *err)
{
	struct trace trace = trace_begin();
	struct xc_error xerr;
	enum status status = folded_sync(shard->folded, err);

	if (status)
		return status;
	if (xc_database_commit(shard->database, &xerr))
		return shard_failed(shard, &xerr, err);
	trace_end(&trace, "commit", NULL, "shard=%zu passages=%zu",
		  shard->config->number, shard->pending);
	return begin_batch(shard, err);
}

void shard_set_flush(int passages)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", passages);
	setenv("XAPIAN_FLUSH_THRESHOLD", text, 1);
}

/* The whole shard, for writing. */
static enum status open_whole(struct shard *shard, uint32_t *last_id,
			      struct error *err)
{
	struct xc_database_info info = { 0 };
	struct xc_error xerr;

	shard_set_flush(SHARD_FLUSH);
	if (xc_database_open_blocks(&shard->database, shard->path,
				    XC_OPEN_OR_CREATE, SHARD_BLOCK_BYTES,
				    &xerr) ||
	    xc_database_info(shard->database, &info, &xerr))
		return shard_failed(shard, &xerr, err);
	*last_id = info.last_id;
	return begin_batch(shard, err);
}

static enum status open_database(struct shard *shard, uint32_t *last_id,
				 struct error *err)
{
	enum status status = bulk_begin(&shard->bulk, shard->path, err);

	*last_id = 0;
	if (status || !shard->bulk.path)
		return status ? status : open_whole(shard, last_id, err);
	status = bulk_next(&shard->bulk, &shard->database, err);
	return status ? status : begin_batch(shard, err);
}

static enum status open_shard(struct shard *shard, struct error *err)
{
	const struct shard_config *config = shard->config;
	char *folded = layout_folded(config->layout, config->directory,
				     config->number);
	uint32_t last_id;
	struct xc_error xerr;
	enum status status;

	shard->path = layout_shard(config->layout, config->directory,
				   config->number);
	status = open_database(shard, &last_id, err);
	if (!status && xc_document_new(&shard->document, &xerr))
		status = shard_failed(shard, &xerr, err);
	if (!status)
		status = folded_writer_open(&shard->folded, folded, last_id,
					    err);
	if (!status)
		status = passage_terms_new(&shard->terms, config->names,
					   config->words, err);
	if (!status && !shard->bulk.path)
		status = shard_clear_open(shard, err);
	free(folded);
	return status;
}

static void close_database(struct shard *shard)
{
	xc_database_free(shard->database);
	shard->database = NULL;
}

/* The part at hand is full: commit it and begin another. */
static enum status turn_page(struct shard *shard, struct error *err)
{
	enum status status = commit_batch(shard, err);

	if (status)
		return status;
	close_database(shard);
	status = bulk_next(&shard->bulk, &shard->database, err);
	return status ? status : begin_batch(shard, err);
}

enum status shard_leave_bulk(struct shard *shard, struct error *err)
{
	struct trace trace = trace_begin();
	size_t parts = shard->bulk.parts;
	uint32_t last_id;
	enum status status;

	if (!shard->bulk.path)
		return STATUS_OK;
	status = commit_batch(shard, err);
	close_database(shard);
	if (!status)
		status = bulk_end(&shard->bulk, err);
	trace_end(&trace, "merge", NULL, "shard=%zu parts=%zu",
		  shard->config->number, parts);
	if (!status)
		status = open_whole(shard, &last_id, err);
	return status ? status : shard_clear_open(shard, err);
}

enum status shard_put(struct shard *shard, uint32_t *id, struct error *err)
{
	struct xc_error xerr;
	enum xc_status failed;

	if (shard->bulk.path) {
		*id = ++shard->bulk.last_id;
		shard->bulk.passages++;
		failed = xc_database_replace(shard->database, *id,
					     shard->document, &xerr);
	} else {
		failed = xc_database_put(shard->database, shard->document, id,
					 &xerr);
	}
	return failed ? shard_failed(shard, &xerr, err) : STATUS_OK;
}

static void close_shard(struct shard *shard)
{
	passage_terms_free(shard->terms);
	folded_writer_close(shard->folded, NULL);
	xc_document_free(shard->document);
	close_database(shard);
	bulk_release(&shard->bulk);
	free(shard->path);
	seen_release(&shard->seen);
	shard_release_open(shard);
	buf_release(&shard->events);
}

static enum status send_events(struct shard *shard, struct error *err)
{
	struct bytes from = bytes_of(shard->events.data, shard->events.len);
	enum status status = STATUS_OK;

	while (!status && from.at < from.end) {
		enum wire_kind kind = (enum wire_kind)*from.at++;
		size_t len;
		const char *payload = bytes_sized(&from, &len);

		status = wire_send(shard->fd, kind, payload, len, err);
	}
	buf_clear(&shard->events);
	return status;
}

static enum status on_commit(struct shard *shard, struct error *err)
{
	enum status status = shard->pending ? commit_batch(shard, err) :
					      STATUS_OK;

	if (!status)
		status = send_events(shard, err);
	if (!status)
		status = wire_send(shard->fd, WIRE_ACK, &shard->counts,
				   sizeof(shard->counts), err);
	memset(&shard->counts, 0, sizeof(shard->counts));
	return status;
}

/* Only new documents and rows can go into a part. */
static bool needs_whole(enum wire_kind kind)
{
	return kind == WIRE_ALSO || kind == WIRE_SEEN ||
	       kind == WIRE_DROP_UNSEEN || kind == WIRE_REMOVE;
}

static enum status handle(struct shard *shard, enum wire_kind kind,
			  const struct buf *frame, struct error *err)
{
	enum status status = needs_whole(kind) ? shard_leave_bulk(shard, err) :
						 STATUS_OK;

	if (status)
		return status;
	switch (kind) {
	case WIRE_DOCUMENT: status = shard_document(shard, frame, err); break;
	case WIRE_BEGIN: status = shard_begin_large(shard, frame, err); break;
	case WIRE_PASSAGES:
		status = shard_add_passages(shard, frame, err);
		break;
	case WIRE_END: status = shard_end_large(shard, err); break;
	case WIRE_ABANDON: status = shard_abandon(shard, err); break;
	case WIRE_ALSO: status = shard_also(shard, frame, err); break;
	case WIRE_KEEP: status = shard_keep(shard, frame, err); break;
	case WIRE_SEEN: status = shard_seen(shard, frame, err); break;
	case WIRE_DROP_UNSEEN:
		status = shard_drop_unseen(shard, frame, err);
		break;
	case WIRE_REMOVE: status = shard_remove(shard, frame, err); break;
	case WIRE_META: status = shard_meta(shard, frame, err); break;
	case WIRE_COMMIT: return on_commit(shard, err);
	case WIRE_FINISH:
		status = shard_leave_bulk(shard, err);
		return status ? status : on_commit(shard, err);
	case WIRE_DUPLICATE: case WIRE_ORPHAN: case WIRE_ERROR: case WIRE_ACK:
		return error_set(err, STATUS_INTERNAL, "pipe: bad frame");
	}
	if (!status && shard->bulk.path && shard->bulk.passages >= BULK_PART)
		return turn_page(shard, err);
	if (!status && shard->pending >= SHARD_BATCH && !shard->open.is_open)
		status = commit_batch(shard, err);
	return status;
}

static void report_failure(struct shard *shard, const struct error *err)
{
	struct buf payload = BUF_INIT;

	buf_put_uint(&payload, (uint64_t)err->status);
	buf_put_sized(&payload, err->text, strlen(err->text));
	wire_send(shard->fd, WIRE_ERROR, payload.data, payload.len, NULL);
	buf_release(&payload);
}

int shard_serve(int fd, const struct shard_config *config)
{
	struct shard shard = { .fd = fd, .config = config };
	struct error err = { STATUS_OK, "" };
	struct buf frame = BUF_INIT;
	enum wire_kind kind;
	enum status status;

	signal(SIGINT, SIG_IGN);	/* the supervisor decides when to end */
	signal(SIGTERM, SIG_IGN);
	status = open_shard(&shard, &err);
	while (!status) {
		status = wire_receive(fd, &kind, &frame, &err);
		if (!status)
			status = handle(&shard, kind, &frame, &err);
	}
	if (status != STATUS_DONE)
		report_failure(&shard, &err);
	close_shard(&shard);
	buf_release(&frame);
	return status != STATUS_DONE;
}
