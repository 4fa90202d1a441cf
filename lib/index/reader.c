#include "index/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/layout.h"
#include "schema/schema.h"
#include "xapian-c/xc_document.h"

struct shard {
	char *folded_path;
	xc_database *database;
	folded_text *folded;
};

struct index_reader {
	xc_database *group;
	struct shard *shards;
	size_t shard_count, shard_capacity;
	label_names *names;
	lexicon *lexicon;
	char *lexicon_bytes;
};

static enum status open_folded(struct shard *shard, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	if (xc_database_info(shard->database, &info, &xerr))
		return index_error(err, shard->folded_path, &xerr);
	folded_close(shard->folded);
	shard->folded = NULL;
	return folded_open(&shard->folded, shard->folded_path, info.last_id,
			   err);
}

static enum status open_shard(index_reader *reader, const char *directory,
			      size_t number, struct error *err)
{
	char *path = layout_path(directory, "shard-%zu", number);
	struct shard *shard;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	mem_reserve(&reader->shards, &reader->shard_capacity,
		    reader->shard_count + 1, sizeof(*reader->shards));
	shard = &reader->shards[reader->shard_count++];
	memset(shard, 0, sizeof(*shard));
	shard->folded_path = layout_path(directory, "folded-%zu", number);
	if (xc_database_open(&shard->database, path, &xerr) ||
	    xc_database_add(reader->group, shard->database, &xerr))
		status = index_error(err, path, &xerr);
	else
		status = open_folded(shard, err);
	free(path);
	return status;
}

static enum status load_names(index_reader *reader, const char *directory,
			      struct error *err)
{
	char *path = layout_path(directory, "labels"), *bytes;
	size_t len;
	enum status status = layout_load(&bytes, &len, path, err);

	free(path);
	if (status)
		return status;
	status = label_names_decode(&reader->names, bytes, len, err);
	free(bytes);
	return status;
}

static enum status load_lexicon(index_reader *reader, const char *directory,
				struct error *err)
{
	char *path = layout_path(directory, "lexicon");
	size_t len;
	enum status status = layout_load(&reader->lexicon_bytes, &len, path,
					 err);

	free(path);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status)
		return status;
	return lexicon_map(&reader->lexicon, reader->lexicon_bytes, len, err);
}

static enum status open_directory(index_reader *reader, const char *directory,
				  struct error *err)
{
	struct layout layout;
	enum status status = layout_read(&layout, directory, err);

	for (size_t i = 0; !status && i < layout.shards; i++)
		status = open_shard(reader, directory, i, err);
	if (!status && !reader->names)
		status = load_names(reader, directory, err);
	if (!status && !reader->lexicon_bytes)
		status = load_lexicon(reader, directory, err);
	return status;
}

enum status index_open(index_reader **out, const char *const *directories,
		       size_t count, struct error *err)
{
	index_reader *reader = mem_alloc(sizeof(*reader));
	struct xc_error xerr;
	enum status status = STATUS_OK;

	*out = NULL;
	if (xc_database_open_group(&reader->group, &xerr))
		status = index_error(err, "opening", &xerr);
	for (size_t i = 0; !status && i < count; i++)
		status = open_directory(reader, directories[i], err);
	if (status)
		index_close(reader);
	else
		*out = reader;
	return status;
}

void index_close(index_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->shard_count; i++) {
		folded_close(reader->shards[i].folded);
		xc_database_free(reader->shards[i].database);
		free(reader->shards[i].folded_path);
	}
	free(reader->shards);
	xc_database_free(reader->group);
	label_names_free(reader->names);
	lexicon_free(reader->lexicon);
	free(reader->lexicon_bytes);
	free(reader);
}

enum status index_refresh(index_reader *reader, struct error *err)
{
	struct xc_error xerr;
	enum status status = STATUS_OK;
	bool changed;

	if (xc_database_reopen(reader->group, &changed, &xerr))
		return index_error(err, "reopening", &xerr);
	for (size_t i = 0; !status && i < reader->shard_count; i++)
		status = open_folded(&reader->shards[i], err);
	return status;
}

const xc_database *index_database(const index_reader *reader)
{
	return reader->group;
}

size_t index_shard_count(const index_reader *reader)
{
	return reader->shard_count;
}

const xc_database *index_shard(const index_reader *reader, size_t shard)
{
	return reader->shards[shard].database;
}

const folded_text *index_folded(const index_reader *reader, size_t shard)
{
	return reader->shards[shard].folded;
}

const label_names *index_names(const index_reader *reader)
{
	return reader->names;
}

const lexicon *index_lexicon(const index_reader *reader)
{
	return reader->lexicon;
}

enum status index_passage(const index_reader *reader, uint32_t id,
			  struct record_passage *out, struct error *err)
{
	xc_document *document;
	struct xc_error xerr;
	const void *data;
	size_t len;
	enum status status;

	memset(out, 0, sizeof(*out));
	if (xc_database_document(reader->group, id, &document, &xerr))
		return index_error(err, "reading a passage", &xerr);
	if (xc_document_data(document, &data, &len, &xerr))
		status = index_error(err, "reading a passage", &xerr);
	else
		status = record_passage_decode(out, data, len, err);
	xc_document_free(document);
	return status;
}

/* The shards of one index follow each other, and an id's shard depends on how
 * many its index has; so each shard is asked.  There are few. */
enum status index_document(const index_reader *reader, const char *id,
			   struct record_document *out, size_t *shard,
			   struct error *err)
{
	struct buf key = BUF_INIT;
	struct xc_error xerr;
	enum status status = STATUS_OK;
	void *bytes = NULL;
	size_t len = 0, i;

	memset(out, 0, sizeof(*out));
	schema_key(&key, META_DOCUMENT, id, strlen(id));
	for (i = 0; !bytes && !status && i < reader->shard_count; i++)
		if (xc_database_metadata(reader->shards[i].database, key.data,
					 key.len, &bytes, &len, &xerr))
			status = index_error(err, "reading a document", &xerr);
	if (!status && !bytes)
		status = error_set(err, STATUS_NOT_FOUND, "%s: no such document",
				   id);
	if (!status)
		status = record_document_decode(out, bytes, len, err);
	if (!status && shard)
		*shard = i - 1;
	free(bytes);
	buf_release(&key);
	return status;
}

uint32_t index_passage_id(const index_reader *reader,
			  const struct record_document *document, size_t shard,
			  size_t number)
{
	uint64_t local = (uint64_t)document->first_id + number;

	if (number >= document->passage_count)
		return 0;
	return (uint32_t)((local - 1) * reader->shard_count + shard + 1);
}
