#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/originals.h"
#include "indexer/run/supervisor.h"
#include "schema/schema.h"

static void put_string(struct buf *out, const char *text)
{
	buf_put_sized(out, text, strlen(text));
}

enum status send_part(struct supervisor *run, size_t shard,
		      enum wire_kind kind, const void *bytes, size_t len,
		      struct error *err)
{
	return writers_send_bytes(run->writers, shard, kind, bytes, len, err);
}

void send_count(struct supervisor *run, const struct job_document *document)
{
	run->unsynced += document->text_bytes;
	run->progress.text += document->text_bytes;
	run->progress.documents++;
}

enum status send_document(struct supervisor *run,
			  const struct job_document *document,
			  struct error *err)
{
	size_t shard = schema_shard_of(document->id, strlen(document->id),
				       run->shards);

	send_count(run, document);
	return send_part(run, shard, WIRE_DOCUMENT, document->payload,
			 document->payload_len, err);
}

enum status send_keep(struct supervisor *run, const char *id,
		      struct error *err)
{
	buf_clear(&run->frame);
	put_string(&run->frame, id);
	return writers_send(run->writers,
			    schema_shard_of(id, strlen(id), run->shards),
			    WIRE_KEEP, &run->frame, err);
}

enum status send_seen(struct supervisor *run, const char *id,
		      const unsigned char *hash, const char *date,
		      const char *path, struct error *err)
{
	buf_clear(&run->frame);
	put_string(&run->frame, id);
	buf_put_sized(&run->frame, hash ? hash : (const unsigned char *)"",
		      hash ? 16 : 0);
	put_string(&run->frame, date);
	put_string(&run->frame, path);
	return writers_send(run->writers,
			    schema_shard_of(id, strlen(id), run->shards),
			    WIRE_SEEN, &run->frame, err);
}

static struct pending_row *new_row(struct supervisor *run, const char *path)
{
	struct pending_row *pending;

	mem_reserve(&run->rows, &run->row_capacity, run->row_count + 1,
		    sizeof(*run->rows));
	pending = &run->rows[run->row_count++];
	buf_init(&pending->key);
	buf_init(&pending->value);
	schema_key(&pending->key, META_SOURCE, path, strlen(path));
	return pending;
}

void send_source_row(struct supervisor *run, const struct record_source *row)
{
	record_source_encode(&new_row(run, row->path)->value, row);
}

void send_forget_source(struct supervisor *run, const char *path)
{
	new_row(run, path);
}

static enum status send_meta(struct supervisor *run, const struct buf *key,
			     const struct buf *value, struct error *err)
{
	buf_clear(&run->frame);
	buf_put_sized(&run->frame, key->data, key->len);
	buf_put_sized(&run->frame, value->data ? value->data : "", value->len);
	return writers_send(run->writers, 0, WIRE_META, &run->frame, err);
}

enum status send_number(struct supervisor *run, const char *key,
			uint64_t number, struct error *err)
{
	struct buf name = BUF_INIT, value = BUF_INIT;
	enum status status;

	buf_put_string(&name, key);
	buf_put_uint(&value, number);
	status = send_meta(run, &name, &value, err);
	buf_release(&name);
	buf_release(&value);
	return status;
}

enum status send_drop_unseen(struct supervisor *run, uint64_t source,
			     bool is_gone, struct error *err)
{
	enum status status = STATUS_OK;

	buf_clear(&run->frame);
	buf_put_uint(&run->frame, source);
	buf_put_uint(&run->frame, is_gone);
	for (size_t i = 0; !status && i < run->shards; i++)
		status = writers_send(run->writers, i, WIRE_DROP_UNSEEN,
				      &run->frame, err);
	return status;
}

enum status send_also(struct supervisor *run, size_t shard, const char *id,
		      const char *other, const char *path, struct error *err)
{
	buf_clear(&run->frame);
	put_string(&run->frame, id);
	put_string(&run->frame, other);
	put_string(&run->frame, path);
	return writers_send(run->writers, shard, WIRE_ALSO, &run->frame, err);
}

enum status send_removal(struct supervisor *run, const char *id, bool keep_out,
			 struct error *err)
{
	buf_clear(&run->frame);
	put_string(&run->frame, id);
	buf_put_uint(&run->frame, keep_out);
	return writers_send(run->writers,
			    schema_shard_of(id, strlen(id), run->shards),
			    WIRE_REMOVE, &run->frame, err);
}

static void on_event(void *context, enum wire_kind kind, const char *one,
		     const char *two)
{
	struct supervisor *run = context;

	if (kind == WIRE_DUPLICATE)
		report_take_back(run->report, two, one,
				 "duplicate-id: the first one is kept");
	if (kind != WIRE_ORPHAN)
		return;
	mem_reserve(&run->orphans, &run->orphan_capacity,
		    run->orphan_count + 1, sizeof(*run->orphans));
	run->orphans[run->orphan_count++] = mem_string(one);
}

static enum status send_rows(struct supervisor *run, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < run->row_count; i++) {
		if (!status)
			status = send_meta(run, &run->rows[i].key,
					   &run->rows[i].value, err);
		buf_release(&run->rows[i].key);
		buf_release(&run->rows[i].value);
	}
	run->row_count = 0;
	return status;
}

enum status send_sync(struct supervisor *run, struct error *err)
{
	bool has_rows = run->row_count;
	enum status status = run->has_originals ?
		originals_sync(run->options->index, err) : STATUS_OK;

	run->has_originals = false;
	if (!status)
		status = writers_commit(run->writers, &run->counts, on_event,
					run, err);
	run->unsynced = 0;
	if (!run->is_new) {	/* parts of a new shard are not in the ledger */
		fresh_clear(&run->fresh);
		fresh_clear(&run->urls);
	}
	if (!status && has_rows)
		status = send_rows(run, err);
	return status ? status : ledger_refresh(run->ledger, err);
}

enum status send_finish(struct supervisor *run, struct error *err)
{
	enum status status = writers_finish(run->writers, &run->counts,
					    on_event, run, err);

	return status ? status : ledger_refresh(run->ledger, err);
}
