#include "indexer/write/shard_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"

enum status shard_row(const xc_database *database, const char *prefix,
		      const char *name, size_t name_len, char **out,
		      size_t *len, struct error *err)
{
	struct buf key = BUF_INIT;
	struct xc_error xerr;
	void *bytes = NULL;
	enum status status = STATUS_OK;

	schema_key(&key, prefix, name, name_len);
	if (xc_database_metadata(database, key.data, key.len, &bytes, len,
				 &xerr))
		status = index_error(err, "reading a row", &xerr);
	*out = bytes;
	buf_release(&key);
	return status;
}

enum status shard_set_row(xc_database *database, const char *prefix,
			  const char *name, size_t name_len, const void *value,
			  size_t len, struct error *err)
{
	struct buf key = BUF_INIT;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	schema_key(&key, prefix, name, name_len);
	if (xc_database_set_metadata(database, key.data, key.len, value, len,
				     &xerr))
		status = index_error(err, "writing a row", &xerr);
	buf_release(&key);
	return status;
}

enum status shard_document_row(const xc_database *database, const char *id,
			       struct record_document *out, bool *found,
			       struct error *err)
{
	char *bytes;
	size_t len;
	enum status status = shard_row(database, META_DOCUMENT, id, strlen(id),
				       &bytes, &len, err);

	*found = false;
	if (status || !bytes)
		return status;
	status = record_document_decode(out, bytes, len, err);
	*found = !status;
	free(bytes);
	return status;
}

void places_release(struct places *places)
{
	while (places->count)
		places_drop(places, places->count - 1);
	free(places->at);
	memset(places, 0, sizeof(*places));
}

void places_add(struct places *places, const char *id, const char *path)
{
	mem_reserve(&places->at, &places->capacity, places->count + 1,
		    sizeof(*places->at));
	places->at[places->count++] = (struct place){ mem_string(id),
						      mem_string(path) };
}

void places_drop(struct places *places, size_t index)
{
	free(places->at[index].id);
	free(places->at[index].path);
	memmove(places->at + index, places->at + index + 1,
		(--places->count - index) * sizeof(*places->at));
}

enum status places_load(struct places *out, const xc_database *database,
			const unsigned char hash[16], struct error *err)
{
	struct bytes from;
	char *bytes;
	size_t len;
	enum status status = shard_row(database, META_HASH, (const char *)hash,
				       16, &bytes, &len, err);

	if (status || !bytes)
		return status;
	from = bytes_of(bytes, len);
	while (from.at < from.end && !from.failed) {
		char *id = bytes_string(&from);
		char *path = bytes_string(&from);

		if (!from.failed)
			places_add(out, id, path);
		free(id);
		free(path);
	}
	free(bytes);
	return STATUS_OK;
}

enum status places_store(const struct places *places, xc_database *database,
			 const unsigned char hash[16], struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status;

	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->at[i];

		buf_put_sized(&bytes, place->id, strlen(place->id));
		buf_put_sized(&bytes, place->path, strlen(place->path));
	}
	status = shard_set_row(database, META_HASH, (const char *)hash, 16,
			       bytes.data ? bytes.data : "", bytes.len, err);
	buf_release(&bytes);
	return status;
}
