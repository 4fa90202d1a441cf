#include "indexer/upkeep/sweep_originals.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/error.h"
#include "index/stored.h"
#include "index/originals.h"
#include "indexer/read/seen.h"
#include "schema/record.h"
#include "schema/schema.h"
#include "xapian-c/xc_database.h"

/* Half of each hash is enough: the worst that a chance likeness does is to keep
 * a file. */
struct used {
	struct seen hashes;
	const xc_database *database;
	struct error *err;
};

static uint64_t half(const unsigned char hash[16])
{
	uint64_t key;

	memcpy(&key, hash, sizeof(key));
	return key;
}

static int note_document(void *context, const void *key, size_t len)
{
	struct used *used = context;
	struct record_document document;

	if (stored_document(&document, used->database, key, len, used->err))
		return -1;
	seen_add(&used->hashes, half(document.hash));
	for (size_t i = 0; i < document.version_count; i++)
		seen_add(&used->hashes, half(document.versions[i].hash));
	record_document_release(&document);
	return 0;
}

/* What an entry of a feed was read from. */
static int note_source(void *context, const void *key, size_t len)
{
	struct used *used = context;
	struct record_source source;

	if (stored_source(&source, used->database, key, len, used->err))
		return -1;
	seen_add(&used->hashes, half(source.hash));
	record_source_release(&source);
	return 0;
}

static bool is_used(void *context, const unsigned char hash[16])
{
	const struct used *used = context;

	return seen_has(&used->hashes, half(hash));
}

static enum status note_shard(struct used *used, const char *path,
			      struct error *err)
{
	xc_database *database;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	error_set(err, STATUS_OK, "%s", "");
	if (xc_database_open(&database, path, &xerr))
		return index_error(err, path, &xerr);
	used->database = database;
	if (xc_database_each_metadata(database, META_DOCUMENT,
				      strlen(META_DOCUMENT), note_document,
				      used, &xerr) ||
	    xc_database_each_metadata(database, META_SOURCE,
				      strlen(META_SOURCE), note_source, used,
				      &xerr))
		status = err->status ? err->status :
				       index_error(err, path, &xerr);
	xc_database_free(database);
	return status;
}

enum status sweep_originals(const char *index, const struct layout *layout,
			    struct error *err)
{
	struct used used = { .err = err };
	char *folder = layout_path(index, "originals");
	bool is_there = !access(folder, F_OK);
	enum status status = STATUS_OK;

	for (size_t i = 0; is_there && !status && i < layout->shards; i++) {
		char *path = layout_shard(layout, index, i);

		status = note_shard(&used, path, err);
		free(path);
	}
	if (is_there && !status)
		status = originals_sweep(index, is_used, &used, err);
	seen_release(&used.hashes);
	free(folder);
	return status;
}
