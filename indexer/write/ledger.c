#include "indexer/write/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/layout.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"
#include "xapian-c/xc_database.h"

enum { TRIES = 5 };

struct ledger {
	xc_database **shards;	/* NULL: not made yet */
	char **paths;
	size_t count;
};

static enum status open_missing(ledger *ledger, struct error *err)
{
	struct xc_error xerr;

	for (size_t i = 0; i < ledger->count; i++) {
		enum xc_status status = XC_OK;

		if (!ledger->shards[i])
			status = xc_database_open(&ledger->shards[i],
						  ledger->paths[i], &xerr);
		if (status && status != XC_NOT_FOUND)
			return index_error(err, ledger->paths[i], &xerr);
	}
	return STATUS_OK;
}

enum status ledger_open(ledger **out, const char *directory,
			const struct layout *layout, struct error *err)
{
	const size_t shards = layout->shards;
	ledger *made = mem_alloc(sizeof(*made));
	enum status status;

	made->count = shards;
	made->shards = mem_array(shards, sizeof(*made->shards));
	made->paths = mem_array(shards, sizeof(*made->paths));
	for (size_t i = 0; i < shards; i++)
		made->paths[i] = layout_shard(layout, directory, i);
	status = open_missing(made, err);
	*out = made;
	if (status) {
		ledger_close(made);
		*out = NULL;
	}
	return status;
}

void ledger_close(ledger *ledger)
{
	if (!ledger)
		return;
	for (size_t i = 0; i < ledger->count; i++) {
		xc_database_free(ledger->shards[i]);
		free(ledger->paths[i]);
	}
	free(ledger->shards);
	free(ledger->paths);
	free(ledger);
}

enum status ledger_refresh(ledger *ledger, struct error *err)
{
	struct xc_error xerr;
	bool changed;

	for (size_t i = 0; i < ledger->count; i++)
		if (ledger->shards[i] &&
		    xc_database_reopen(ledger->shards[i], &changed, &xerr))
			return index_error(err, ledger->paths[i], &xerr);
	return open_missing(ledger, err);
}

/* One row of one shard, read again after a writer's commit got in the way. */
static enum status row(ledger *ledger, size_t shard, const char *prefix,
		       const char *name, size_t name_len, char **out,
		       size_t *len, struct error *err)
{
	enum status status = STATUS_OK;

	*out = NULL;
	*len = 0;
	for (int i = 0; ledger->shards[shard] && i < TRIES; i++) {
		status = shard_row(ledger->shards[shard], prefix, name,
				   name_len, out, len, err);
		if (status != STATUS_STALE)
			break;
		status = ledger_refresh(ledger, err);
		if (status)
			break;
	}
	return status;
}

enum status ledger_source(ledger *ledger, const char *path,
			  struct record_source *out, bool *found,
			  struct error *err)
{
	char *bytes;
	size_t len;
	enum status status = row(ledger, 0, META_SOURCE, path, strlen(path),
				 &bytes, &len, err);

	*found = false;
	if (status || !bytes)
		return status;
	status = record_source_decode(out, bytes, len, err);
	*found = !status;
	free(bytes);
	return status;
}

enum status ledger_same_bytes(ledger *ledger, const unsigned char hash[16],
			      char **id, size_t *shard, struct error *err)
{
	*id = NULL;
	for (size_t i = 0; i < ledger->count; i++) {
		char *bytes;
		size_t len;
		enum status status = row(ledger, i, META_HASH,
					 (const char *)hash, 16, &bytes, &len,
					 err);
		struct bytes from = bytes_of(bytes, len);

		if (status)
			return status;
		if (!bytes)
			continue;
		*id = bytes_string(&from);
		*shard = i;
		free(bytes);
		if (*id)
			return STATUS_OK;
	}
	return STATUS_OK;
}

static enum status document_row(ledger *ledger, const char *id,
				struct record_document *out, bool *found,
				struct error *err)
{
	size_t shard = schema_shard_of(id, strlen(id), ledger->count);
	char *bytes;
	size_t len;
	enum status status = row(ledger, shard, META_DOCUMENT, id, strlen(id),
				 &bytes, &len, err);

	*found = false;
	if (status || !bytes)
		return status;
	status = record_document_decode(out, bytes, len, err);
	free(bytes);
	*found = !status;
	return status;
}

enum status ledger_owner(ledger *ledger, const char *id, uint64_t *source,
			 bool *found, struct error *err)
{
	struct record_document document;
	enum status status = document_row(ledger, id, &document, found, err);

	if (!*found)
		return status;
	*source = document.source;
	record_document_release(&document);
	return STATUS_OK;
}

enum status ledger_hash(ledger *ledger, const char *id, uint64_t source,
			unsigned char out[16], bool *found, struct error *err)
{
	struct record_document document;
	enum status status = document_row(ledger, id, &document, found, err);

	if (!*found)
		return status;
	*found = document.source == source;
	memcpy(out, document.hash, sizeof(document.hash));
	record_document_release(&document);
	return STATUS_OK;
}

enum status ledger_removed(ledger *ledger, const char *id, uint64_t *source,
			   bool *found, struct error *err)
{
	char *bytes;
	size_t len;
	enum status status = row(ledger,
				 schema_shard_of(id, strlen(id), ledger->count),
				 META_REMOVED, id, strlen(id), &bytes, &len,
				 err);
	struct bytes from = bytes_of(bytes, len);

	*source = status || !bytes ? 0 : bytes_uint(&from);
	*found = !status && bytes && !from.failed && *source;
	free(bytes);
	return status;
}

enum status ledger_url(ledger *ledger, const char *url, char **id,
		       unsigned char hash[16], struct error *err)
{
	struct record_document document;
	enum status status = STATUS_OK;
	bool found = false;
	char *bytes = NULL;
	size_t len = 0;

	for (size_t i = 0; !status && !bytes && i < ledger->count; i++)
		status = row(ledger, i, META_URL, url, strlen(url), &bytes,
			     &len, err);
	*id = bytes ? mem_string_len(bytes, len) : NULL;
	free(bytes);
	if (status || !*id)
		return status;
	status = document_row(ledger, *id, &document, &found, err);
	if (found) {
		memcpy(hash, document.hash, sizeof(document.hash));
		record_document_release(&document);
	} else {
		free(*id);
		*id = NULL;
	}
	return status;
}

enum status ledger_number(ledger *ledger, const char *key, uint64_t *out,
			  struct error *err)
{
	char *bytes;
	size_t len;
	enum status status = row(ledger, 0, "", key, strlen(key), &bytes, &len,
				 err);
	struct bytes from = bytes_of(bytes, len);

	*out = status || !bytes ? 0 : bytes_uint(&from);
	free(bytes);
	return status;
}

struct keys {
	char **at;
	size_t *len;
	size_t count, capacity, len_capacity;
};

static int keep_key(void *context, const void *key, size_t len)
{
	struct keys *keys = context;

	mem_reserve(&keys->at, &keys->capacity, keys->count + 1,
		    sizeof(*keys->at));
	mem_reserve(&keys->len, &keys->len_capacity, keys->count + 1,
		    sizeof(*keys->len));
	keys->len[keys->count] = len;
	keys->at[keys->count++] = mem_string_len(key, len);
	return 0;
}

static enum status call_each(ledger *ledger, const struct keys *keys,
			     ledger_fn *each, void *context, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < keys->count; i++) {
		struct record_source source;
		char *bytes;
		size_t len;

		status = row(ledger, 0, "", keys->at[i], keys->len[i], &bytes,
			     &len, err);
		if (status || !bytes)
			continue;
		status = record_source_decode(&source, bytes, len, err);
		free(bytes);
		if (status)
			continue;
		status = each(context, &source, err);
		record_source_release(&source);
	}
	return status;
}

enum status ledger_each(ledger *ledger, ledger_fn *each, void *context,
			struct error *err)
{
	struct keys keys = { NULL, NULL, 0, 0, 0 };
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (!ledger->shards[0])
		return STATUS_OK;
	if (xc_database_each_metadata(ledger->shards[0], META_SOURCE,
				      strlen(META_SOURCE), keep_key, &keys,
				      &xerr))
		status = index_error(err, ledger->paths[0], &xerr);
	else
		status = call_each(ledger, &keys, each, context, err);
	for (size_t i = 0; i < keys.count; i++)
		free(keys.at[i]);
	free(keys.at);
	free(keys.len);
	return status;
}
