#include "index/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/layout.h"
#include "index/stored.h"
#include "schema/schema.h"

struct shard {
	char *folded_path;
	xc_database *database;
	folded_text *folded;
};

struct opened {
	char *directory;
	struct layout layout;
};

struct index_reader {
	xc_database *group;
	struct opened *indexes;
	size_t index_count;
	struct shard *shards;
	size_t shard_count, shard_capacity;
	label_names *names;
	lexicon *lexicon;
	char *lexicon_bytes;
	index_reader *retired;	/* whose names and lexicon may be in use */
};

enum { OPEN_TRIES = 5 };

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

static enum status open_shard(index_reader *reader,
			      const struct opened *from, size_t number,
			      struct error *err)
{
	char *path = layout_shard(&from->layout, from->directory, number);
	struct shard *shard;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	mem_reserve(&reader->shards, &reader->shard_capacity,
		    reader->shard_count + 1, sizeof(*reader->shards));
	shard = &reader->shards[reader->shard_count++];
	memset(shard, 0, sizeof(*shard));
	shard->folded_path = layout_folded(&from->layout, from->directory,
					   number);
	if (xc_database_open(&shard->database, path, &xerr))
		status = index_error(err, path, &xerr);
	else
		status = open_folded(shard, err);
	free(path);
	return status;
}

static enum status load_names(index_reader *reader, const struct opened *from,
			      struct error *err)
{
	char *path = layout_file(&from->layout, from->directory, "labels");
	char *bytes;
	size_t len;
	enum status status = layout_load(&bytes, &len, path, err);

	free(path);
	if (status)
		return status;
	status = label_names_decode(&reader->names, bytes, len, err);
	free(bytes);
	return status;
}

static enum status load_lexicon(index_reader *reader,
				const struct opened *from, struct error *err)
{
	char *path = layout_file(&from->layout, from->directory, "lexicon");
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

/* The first index's names and words serve all. */
static enum status open_files(index_reader *reader, const struct opened *from,
			      struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < from->layout.shards; i++)
		status = open_shard(reader, from, i, err);
	if (!status && from == reader->indexes)
		status = load_names(reader, from, err);
	if (!status && from == reader->indexes)
		status = load_lexicon(reader, from, err);
	return status;
}

static void close_shards(index_reader *reader, size_t first)
{
	while (reader->shard_count > first) {
		struct shard *shard = &reader->shards[--reader->shard_count];

		folded_close(shard->folded);
		xc_database_free(shard->database);
		free(shard->folded_path);
	}
}

static void drop_words(index_reader *reader)
{
	label_names_free(reader->names);
	lexicon_free(reader->lexicon);
	free(reader->lexicon_bytes);
	reader->names = NULL;
	reader->lexicon = NULL;
	reader->lexicon_bytes = NULL;
}

static bool has_moved(const struct opened *index)
{
	struct layout now;

	return !layout_read(&now, index->directory, NULL) &&
	       now.generation != index->layout.generation;
}

/* Files that are gone because the index moved to another generation meanwhile
 * are looked for there. */
static enum status open_directory(index_reader *reader, struct opened *index,
				  struct error *err)
{
	const size_t first = reader->shard_count;
	enum status status = STATUS_STALE;

	for (int i = 0; status && i < OPEN_TRIES; i++) {
		if (i && !has_moved(index))
			break;
		close_shards(reader, first);
		if (index == reader->indexes)
			drop_words(reader);
		status = layout_read(&index->layout, index->directory, err);
		if (status)
			break;
		status = open_files(reader, index, err);
	}
	return status;
}

static enum status make_group(index_reader *reader, struct error *err)
{
	struct xc_error xerr;

	if (xc_database_open_group(&reader->group, &xerr))
		return index_error(err, "opening", &xerr);
	for (size_t i = 0; i < reader->shard_count; i++)
		if (xc_database_add(reader->group, reader->shards[i].database,
				    &xerr))
			return index_error(err, reader->shards[i].folded_path,
					   &xerr);
	return STATUS_OK;
}

enum status index_open(index_reader **out, const char *const *directories,
		       size_t count, struct error *err)
{
	index_reader *reader = mem_alloc(sizeof(*reader));
	enum status status = STATUS_OK;

	*out = NULL;
	reader->indexes = mem_array(count, sizeof(*reader->indexes));
	reader->index_count = count;
	for (size_t i = 0; i < count; i++)
		reader->indexes[i].directory = mem_string(directories[i]);
	for (size_t i = 0; !status && i < count; i++)
		status = open_directory(reader, &reader->indexes[i], err);
	if (!status)
		status = make_group(reader, err);
	if (status)
		index_close(reader);
	else
		*out = reader;
	return status;
}

void index_close(index_reader *reader)
{
	while (reader) {
		index_reader *retired = reader->retired;

		close_shards(reader, 0);
		free(reader->shards);
		xc_database_free(reader->group);
		drop_words(reader);
		for (size_t i = 0; i < reader->index_count; i++)
			free(reader->indexes[i].directory);
		free(reader->indexes);
		free(reader);
		reader = retired;
	}
}

bool index_has_moved(const index_reader *reader)
{
	for (size_t i = 0; i < reader->index_count; i++)
		if (has_moved(&reader->indexes[i]))
			return true;
	return false;
}

/* Open everything anew; names and lexicon that were lent out stay. */
static enum status replace(index_reader *reader, struct error *err)
{
	const char **directories = mem_array(reader->index_count,
					     sizeof(*directories));
	struct index_reader old = *reader;
	index_reader *fresh;
	enum status status;

	for (size_t i = 0; i < reader->index_count; i++)
		directories[i] = reader->indexes[i].directory;
	status = index_open(&fresh, directories, reader->index_count, err);
	free(directories);
	if (status)
		return status;
	*reader = *fresh;
	*fresh = old;
	reader->retired = fresh;
	close_shards(fresh, 0);
	xc_database_free(fresh->group);
	fresh->group = NULL;
	return STATUS_OK;
}

static enum status reopen(index_reader *reader, struct error *err)
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

enum status index_refresh(index_reader *reader, struct error *err)
{
	enum status status = STATUS_STALE;

	if (!index_has_moved(reader))
		status = reopen(reader, err);
	if (status && index_has_moved(reader))
		status = replace(reader, err);
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
	return stored_passage(out, NULL, reader->group, id,
			      (uint32_t)reader->shard_count, err);
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
