/* The rows of a shard that is written anew. */
#include "indexer/upkeep/relabel_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

static bool has_prefix(const void *key, size_t len, const char *prefix)
{
	return len >= strlen(prefix) && !memcmp(key, prefix, strlen(prefix));
}

static bool was_written(const struct relabel_work *work, const char *prefix,
			const void *name, size_t len)
{
	char *bytes = NULL;
	size_t size;

	shard_row(work->to, prefix, name, len, &bytes, &size, NULL);
	free(bytes);
	return bytes != NULL;
}

/* Rows of documents with passages are written with these. */
static enum status copy_document(struct relabel_work *work, const char *key,
				 size_t len, const char *bytes, size_t size,
				 struct error *err)
{
	const size_t prefix = strlen(META_DOCUMENT);
	struct record_document *record = &work->stored.record;
	enum status status = record_document_decode(record, bytes, size, err);
	bool is_whole = !status && !record->passage_count;

	if (is_whole)
		status = relabel_write(work, 0, err);
	else if (work->salvage && !was_written(work, "", key, len))
		fprintf(work->salvage->lost, "document %.*s\n",
			(int)(len - prefix), key + prefix);
	if (!is_whole)
		status = relabel_or_pass(work, status);
	relabel_clear(&work->stored);
	return status;
}

/* Do the places of equal bytes still have the document that stands for them?
 * If not, all of them must be read again. */
static bool has_first_place(const struct relabel_work *work, const void *key,
			    size_t len)
{
	struct places places = { NULL, 0, 0 };
	unsigned char hash[16];
	bool has = false;

	if (len == strlen(META_HASH) + sizeof(hash)) {
		memcpy(hash, (const char *)key + strlen(META_HASH),
		       sizeof(hash));
		places_load(&places, work->from, hash, NULL);
	}
	if (places.count)
		has = was_written(work, META_DOCUMENT, places.at[0].id,
				  strlen(places.at[0].id));
	for (size_t i = 0; !has && i < places.count; i++)
		fprintf(work->salvage->lost, "source %s\n", places.at[i].path);
	places_release(&places);
	return has;
}

static enum status copy_row(struct relabel_work *work, const void *key, size_t len,
			    struct error *err)
{
	char *bytes;
	size_t size;
	enum status status = shard_row(work->from, "", key, len, &bytes, &size,
				       err);

	if (status || !bytes)
		return relabel_or_pass(work, status);
	if (has_prefix(key, len, META_DOCUMENT)) {
		status = copy_document(work, key, len, bytes, size, err);
	} else if (!work->salvage || !has_prefix(key, len, META_HASH) ||
		   has_first_place(work, key, len)) {
		status = shard_set_row(work->to, "", key, len, bytes, size,
				       err);
		work->pending++;
	}
	free(bytes);
	return status || work->pending < RELABEL_BATCH ? status :
	       relabel_commit(work, err);
}

struct copying {
	struct relabel_work *work;
	struct error *err;
	enum status status;
};

static int copy_key(void *context, const void *key, size_t len)
{
	struct copying *copying = context;

	copying->status = copy_row(copying->work, key, len, copying->err);
	return copying->status != STATUS_OK;
}

enum status relabel_rows(struct relabel_work *work, struct error *err)
{
	struct copying copying = { work, err, STATUS_OK };
	struct xc_error xerr;

	if (work->salvage && work->salvage->skips_rows) {
		fprintf(work->salvage->lost, "rows of shard-%zu\n",
			work->number);
		return STATUS_OK;
	}
	if (work->salvage)
		*work->salvage->at = RELABEL_AT_ROWS;
	if (!xc_database_each_metadata(work->from, "", 0, copy_key, &copying,
				       &xerr))
		return STATUS_OK;
	return copying.status ? copying.status :
	       relabel_or_pass(work, relabel_failed(work, &xerr, err));
}
