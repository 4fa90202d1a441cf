#include "indexer/shard.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/trace.h"
#include "index/error.h"
#include "index/layout.h"
#include "indexer/shard_parts.h"
#include "indexer/wire.h"

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

static enum status open_shard(struct shard *shard, struct error *err)
{
	const struct shard_config *config = shard->config;
	char *path = layout_path(config->directory, "shard-%zu",
				 config->number);
	char *folded = layout_path(config->directory, "folded-%zu",
				   config->number);
	struct xc_database_info info = { 0 };
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_open_blocks(&shard->database, path, XC_OPEN_OR_CREATE,
				    SHARD_BLOCK_BYTES, &xerr) ||
	    xc_database_info(shard->database, &info, &xerr) ||
	    xc_document_new(&shard->document, &xerr))
		status = shard_failed(shard, &xerr, err);
	if (!status)
		status = folded_writer_open(&shard->folded, folded,
					    info.last_id, err);
	if (!status)
		status = passage_terms_new(&shard->terms, config->names,
					   config->words, err);
	free(path);
	free(folded);
	return status ? status : begin_batch(shard, err);
}

static void close_shard(struct shard *shard)
{
	passage_terms_free(shard->terms);
	folded_writer_close(shard->folded, NULL);
	xc_document_free(shard->document);
	xc_database_free(shard->database);
	seen_release(&shard->seen);
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

static enum status handle(struct shard *shard, enum wire_kind kind,
			  const struct buf *frame, struct error *err)
{
	enum status status = STATUS_OK;

	switch (kind) {
	case WIRE_DOCUMENT: status = shard_document(shard, frame, err); break;
	case WIRE_ALSO: status = shard_also(shard, frame, err); break;
	case WIRE_DROP_UNSEEN: status = shard_drop_unseen(shard, frame, err); break;
	case WIRE_REMOVE: status = shard_remove(shard, frame, err); break;
	case WIRE_META: status = shard_meta(shard, frame, err); break;
	case WIRE_COMMIT: return on_commit(shard, err);
	case WIRE_FINISH:
		status = on_commit(shard, err);
		return status ? status : STATUS_DONE;
	case WIRE_DUPLICATE: case WIRE_ORPHAN: case WIRE_ERROR: case WIRE_ACK:
		return error_set(err, STATUS_INTERNAL, "pipe: bad frame");
	}
	if (!status && shard->pending >= SHARD_BATCH)
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
