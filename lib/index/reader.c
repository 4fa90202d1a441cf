#include "index/reader.h"

#include <stdlib.h>
#include <string.h>

#include "index/error.h"
#include "index/reader_parts.h"
#include "index/stored.h"
#include "schema/schema.h"

const xc_database *index_database(const index_reader *reader)
{
	return reader->group;
}

size_t index_shard_count(const index_reader *reader)
{
	return reader->live_count;
}

const xc_database *index_shard(const index_reader *reader, size_t shard)
{
	return live_shard(reader, shard)->database;
}

const folded_text *index_folded(const index_reader *reader, size_t shard)
{
	return live_shard(reader, shard)->folded;
}

const label_names *index_names(const index_reader *reader)
{
	return reader->names;
}

const lexicon *index_lexicon(const index_reader *reader)
{
	return reader->lexicon;
}

bool index_has_remote(const index_reader *reader)
{
	return reader->has_remote;
}

size_t index_missing_count(const index_reader *reader)
{
	return reader->shard_total - reader->live_count;
}

static const struct shard *missing_shard(const index_reader *reader,
					 size_t number)
{
	size_t i = 0;

	while (reader->shards[i].database || number--)
		i++;
	return &reader->shards[i];
}

const char *index_missing(const index_reader *reader, size_t number,
			  const char **reason)
{
	const struct shard *shard = missing_shard(reader, number);

	if (reason)
		*reason = shard->remote.why.text;
	return shard->name;
}

enum status index_missing_status(const index_reader *reader, size_t number)
{
	return missing_shard(reader, number)->remote.why.status;
}

enum status index_passage(const index_reader *reader, uint32_t id,
			  struct record_passage *out, struct error *err)
{
	return stored_passage(out, NULL, reader->group, id,
			      (uint32_t)reader->live_count, err);
}

/* STATUS_DONE: this shard does not have it. */
static enum status find_document(const struct shard *shard, const char *id,
				 struct record_document *out,
				 struct error *err)
{
	struct buf key = BUF_INIT;
	struct xc_error xerr;
	enum status status = STATUS_OK;
	void *bytes = NULL;
	size_t len = 0;

	memset(out, 0, sizeof(*out));
	schema_key(&key, META_DOCUMENT, id, strlen(id));
	if (xc_database_metadata(shard->database, key.data, key.len, &bytes,
				 &len, &xerr))
		status = index_error(err, "reading a document", &xerr);
	else if (!bytes)
		status = STATUS_DONE;
	else
		status = record_document_decode(out, bytes, len, err);
	free(bytes);
	buf_release(&key);
	return status;
}

static enum status no_document(const char *id, struct error *err)
{
	return error_set(err, STATUS_NOT_FOUND, "%s: no such document", id);
}

/* The shards of one index follow each other, and an id's shard depends on how
 * many its index has; so each shard is asked.  There are few. */
enum status index_document(const index_reader *reader, const char *id,
			   struct record_document *out, size_t *shard,
			   struct error *err)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < reader->live_count; i++) {
		enum status status = find_document(live_shard(reader, i), id,
						   out, err);

		if (shard)
			*shard = i;
		if (status != STATUS_DONE)
			return status;
	}
	return no_document(id, err);
}

enum status index_document_of(const index_reader *reader, uint32_t id,
			      const struct record_passage *passage,
			      struct record_document *out, struct error *err)
{
	const size_t shard = (id - 1) % reader->live_count;
	enum status status = find_document(live_shard(reader, shard),
					   passage->document, out, err);

	return status == STATUS_DONE ? no_document(passage->document, err)
				     : status;
}

uint32_t index_passage_id(const index_reader *reader,
			  const struct record_document *document, size_t shard,
			  size_t number)
{
	uint64_t local = (uint64_t)document->first_id + number;

	if (number >= document->passage_count)
		return 0;
	return (uint32_t)((local - 1) * reader->live_count + shard + 1);
}
