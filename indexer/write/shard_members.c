#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "indexer/write/shard_parts.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

/* A document whose member was met again, as it was. */
enum status shard_keep(struct shard *shard, const struct buf *frame,
		       struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	char *id = bytes_string(&from);
	unsigned char bytes[8];
	uint64_t key;

	if (from.failed)
		return error_set(err, STATUS_INTERNAL, "pipe: bad id");
	schema_document_key(bytes, id, strlen(id));
	memcpy(&key, bytes, sizeof(key));
	seen_add(&shard->seen, key);
	shard->counts.unchanged++;
	free(id);
	return STATUS_OK;
}

/* Of the places of its bytes, the first is the document's own. */
static void name_places(struct record_document *document,
			const struct places *places)
{
	while (document->also_count)
		free(document->also[--document->also_count]);
	free(document->also);
	document->also = mem_array(places->count, sizeof(char *));
	for (size_t i = 1; i < places->count; i++)
		document->also[document->also_count++] =
			mem_string(places->at[i].id);
}

/* Another place has the bytes of a document of ours. */
enum status shard_also(struct shard *shard, const struct buf *frame,
			   struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	struct record_document document;
	struct places places = { NULL, 0, 0 };
	char *id = bytes_string(&from), *other = bytes_string(&from);
	char *path = bytes_string(&from);
	bool found = false;
	enum status status = from.failed ?
		error_set(err, STATUS_INTERNAL, "pipe: bad place") :
		shard_document_row(shard->database, id, &document, &found, err);

	if (!status && found)
		status = places_load(&places, shard->database, document.hash,
				     err);
	for (size_t i = 0; i < places.count; i++)
		if (!strcmp(places.at[i].id, other))
			found = false;
	if (!status && found) {
		places_add(&places, other, path);
		status = places_store(&places, shard->database, document.hash,
				      err);
		name_places(&document, &places);
		if (!status)
			status = shard_put_document(shard, &document, err);
		shard->pending++;
	}
	places_release(&places);
	free(id);
	free(other);
	free(path);
	return status;
}

/* A row that the supervisor made: its key and its value. */
enum status shard_meta(struct shard *shard, const struct buf *frame,
			   struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	size_t key_len, len;
	const char *key = bytes_sized(&from, &key_len);
	const char *value = bytes_sized(&from, &len);

	shard->pending++;
	if (from.failed)
		return error_set(err, STATUS_INTERNAL, "pipe: bad row");
	return shard_set_row(shard->database, "", key, key_len, value, len,
			     err);
}
