#include <stdlib.h>
#include <string.h>

#include "indexer/shard_parts.h"
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
