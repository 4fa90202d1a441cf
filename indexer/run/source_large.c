#include <string.h>

#include "indexer/run/source_parts.h"
#include "schema/schema.h"

enum status source_open_document(struct taking *taking, const struct buf *frame,
				 struct error *err)
{
	struct supervisor *run = taking->run;
	struct job_document document = { .line = 0 };
	enum status status = job_document_decode(&document, frame, err);

	if (!status && taking->is_open)
		status = error_set(err, STATUS_INTERNAL,
				   "pipe: bad frame of a reader");
	if (!status) {
		taking->open_shard = schema_shard_of(document.id,
						     strlen(document.id),
						     run->shards);
		taking->is_open = true;
		status = send_part(run, taking->open_shard, WIRE_BEGIN,
				   document.payload, document.payload_len, err);
	}
	job_document_release(&document);
	return status;
}

enum status source_passages(struct taking *taking, const struct buf *frame,
			    struct error *err)
{
	if (!taking->is_open)
		return error_set(err, STATUS_INTERNAL,
				 "pipe: bad frame of a reader");
	return send_part(taking->run, taking->open_shard, WIRE_PASSAGES,
			 frame->data, frame->len, err);
}

enum status source_original_part(struct taking *taking,
				 const struct buf *frame, struct error *err)
{
	struct supervisor *run = taking->run;
	enum status status = STATUS_OK;

	if (!run->options->keep_originals)
		return STATUS_OK;
	if (!taking->original)
		status = originals_begin(&taking->original, run->options->index,
					 taking->bytes.hash, err);
	return status ? status : originals_add(taking->original, frame->data,
					       frame->len, err);
}

enum status source_close_document(struct taking *taking,
				  const struct job_document *document,
				  struct error *err)
{
	struct supervisor *run = taking->run;
	originals_draft *original = taking->original;
	enum status status = STATUS_OK;

	if (!taking->is_open)
		return error_set(err, STATUS_INTERNAL,
				 "pipe: bad frame of a reader");
	taking->is_open = false;
	taking->original = NULL;
	if (original) {
		run->has_originals = true;
		status = originals_keep(original, err);
	}
	send_count(run, document);
	return status ? status : send_part(run, taking->open_shard, WIRE_END,
					   NULL, 0, err);
}

enum status source_abandon(struct taking *taking, struct error *err)
{
	bool is_open = taking->is_open;

	originals_drop(taking->original);
	taking->original = NULL;
	taking->is_open = false;
	return is_open ? send_part(taking->run, taking->open_shard,
				   WIRE_ABANDON, NULL, 0, err) : STATUS_OK;
}
