/* Opening, closing and opening anew (index/reader.h). */
#include "index/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/reader_parts.h"

enum { OPEN_TRIES = 5 };

struct shard *reader_add_shard(index_reader *reader, const char *name)
{
	struct shard *shard;

	mem_reserve(&reader->shards, &reader->shard_capacity,
		    reader->shard_total + 1, sizeof(*reader->shards));
	shard = &reader->shards[reader->shard_total++];
	memset(shard, 0, sizeof(*shard));
	shard->name = mem_string(name);
	return shard;
}

void reader_close_shard(struct shard *shard)
{
	folded_close(shard->folded);
	xc_database_free(shard->database);
	shard->folded = NULL;
	shard->database = NULL;
}

static void drop_shards(index_reader *reader, size_t first)
{
	while (reader->shard_total > first) {
		struct shard *shard = &reader->shards[--reader->shard_total];

		reader_close_shard(shard);
		free(shard->folded_path);
		free(shard->name);
	}
}

static enum status open_folded(struct shard *shard, struct error *err)
{
	struct xc_database_info info;
	struct xc_error xerr;

	if (!shard->folded_path)
		return STATUS_OK;
	if (xc_database_info(shard->database, &info, &xerr))
		return index_error(err, shard->folded_path, &xerr);
	folded_close(shard->folded);
	shard->folded = NULL;
	return folded_open(&shard->folded, shard->folded_path, info.last_id,
			   err);
}

static enum status open_database(struct shard *shard, const char *path,
				 struct error *err)
{
	struct xc_error xerr;

	if (xc_database_open(&shard->database, path, &xerr))
		return index_error(err, path, &xerr);
	return open_folded(shard, err);
}

static enum status open_shard(index_reader *reader,
			      const struct opened *from, size_t number,
			      struct error *err)
{
	const char *directory = from->place.name;
	char *path = layout_shard(&from->layout, directory, number);
	struct shard *shard = reader_add_shard(reader, path);
	enum status status;

	shard->folded_path = layout_folded(&from->layout, directory, number);
	status = open_database(shard, path, err);
	free(path);
	return status;
}

static enum status load_names(index_reader *reader, const struct opened *from,
			      struct error *err)
{
	char *path = layout_file(&from->layout, from->place.name, "labels");
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

enum status reader_use_words(index_reader *reader, char *bytes, size_t len,
			     struct error *err)
{
	reader->lexicon_bytes = bytes;
	return lexicon_map(&reader->lexicon, bytes, len, err);
}

static bool is_other_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino != b->st_ino || a->st_size != b->st_size ||
	       a->st_mtim.tv_sec != b->st_mtim.tv_sec ||
	       a->st_mtim.tv_nsec != b->st_mtim.tv_nsec;
}

static bool has_moved(const struct opened *index)
{
	const char *stub = index->place.stub;
	struct layout now;
	struct stat about;

	if (stub && !stat(stub, &about) && is_other_file(&about, &index->stub))
		return true;
	return index->place.kind == PLACE_INDEX &&
	       !layout_read(&now, index->place.name, NULL) &&
	       now.generation != index->layout.generation;
}

/* An index may have none; but one that is gone with its generation is no such
 * case, and without its words other terms would be asked for. */
static enum status load_lexicon(index_reader *reader,
				const struct opened *from, struct error *err)
{
	char *path = layout_file(&from->layout, from->place.name, "lexicon");
	char *bytes;
	size_t len;
	enum status status = layout_load(&bytes, &len, path, err);

	free(path);
	if (status == STATUS_NOT_FOUND && !has_moved(from))
		return STATUS_OK;
	return status ? status : reader_use_words(reader, bytes, len, err);
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

void reader_close_words(index_reader *reader)
{
	label_names_free(reader->names);
	lexicon_free(reader->lexicon);
	free(reader->lexicon_bytes);
	reader->names = NULL;
	reader->lexicon = NULL;
	reader->lexicon_bytes = NULL;
}

static enum status open_generation(index_reader *reader, struct opened *index,
				   struct error *err)
{
	int hold = layout_hold(index->place.name);
	enum status status = layout_read(&index->layout, index->place.name, err);

	if (!status)
		status = open_files(reader, index, err);
	layout_let_go(hold);
	return status;
}

/* Files that are gone because the index moved to another generation meanwhile
 * are looked for there. */
static enum status open_directory(index_reader *reader, struct opened *index,
				  struct error *err)
{
	const size_t first = reader->shard_total;
	enum status status = STATUS_STALE;

	for (int i = 0; status && i < OPEN_TRIES; i++) {
		if (i && !has_moved(index))
			break;
		drop_shards(reader, first);
		if (index == reader->indexes)
			reader_close_words(reader);
		status = open_generation(reader, index, err);
	}
	return status;
}

/* "dir/shard-3.2" has its text in "dir/folded-3.2"; NULL: there is none. */
static char *folded_beside(const char *path)
{
	static const char usual[] = "shard-";
	const char *name = strrchr(path, '/');
	struct buf out = BUF_INIT;
	struct stat about;

	name = name ? name + 1 : path;
	if (strncmp(name, usual, strlen(usual)))
		return NULL;
	buf_put(&out, path, (size_t)(name - path));
	buf_put_format(&out, "folded-%s", name + strlen(usual));
	if (!stat(out.data, &about))
		return buf_detach(&out);
	buf_release(&out);
	return NULL;
}

static enum status open_alone(index_reader *reader, const struct shard_place *place,
			      struct error *err)
{
	struct shard *shard = reader_add_shard(reader, place->name);
	struct about about;
	enum status status;

	shard->folded_path = folded_beside(place->name);
	reader->has_remote |= !shard->folded_path;
	status = open_database(shard, place->name, err);
	return status ? status :
	       about_read(&about, shard->database, place->name, err);
}

static enum status open_place(index_reader *reader, struct opened *index,
			      struct error *err)
{
	const struct shard_place *place = &index->place;

	if (place->stub && stat(place->stub, &index->stub))
		memset(&index->stub, 0, sizeof(index->stub));
	switch (place->kind) {
	case PLACE_INDEX:
		return open_directory(reader, index, err);
	case PLACE_SHARD:
		return open_alone(reader, place, err);
	case PLACE_REMOTE:
		reader_add_shard(reader, place->name)->remote.place = place;
		reader->has_remote = true;
		break;
	}
	return STATUS_OK;
}

enum status reader_make_group(index_reader *reader, struct error *err)
{
	struct xc_error xerr;

	xc_database_free(reader->group);
	reader->group = NULL;
	free(reader->live);
	reader->live = mem_array(reader->shard_total + 1, sizeof(size_t));
	reader->live_count = 0;
	if (xc_database_open_group(&reader->group, &xerr))
		return index_error(err, "opening", &xerr);
	for (size_t i = 0; i < reader->shard_total; i++) {
		struct shard *shard = &reader->shards[i];

		if (!shard->database)
			continue;
		if (xc_database_add(reader->group, shard->database, &xerr))
			return index_error(err, shard->name, &xerr);
		reader->live[reader->live_count++] = i;
	}
	if (!reader->live_count)
		return error_set(err, STATUS_NETWORK, "no shard answers: %s",
				 reader->shards[0].remote.why.text);
	return STATUS_OK;
}

static enum status open_places(index_reader *reader, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < reader->given_count; i++)
		status = shard_places_add(&reader->places, reader->given[i], err);
	reader->index_count = reader->places.count;
	reader->indexes = mem_array(reader->index_count + 1,
				    sizeof(*reader->indexes));
	for (size_t i = 0; !status && i < reader->index_count; i++) {
		reader->indexes[i].place = reader->places.at[i];
		status = open_place(reader, &reader->indexes[i], err);
	}
	if (!status)
		status = reader_connect_all(reader, err);
	if (!status)
		status = reader_make_group(reader, err);
	return status || reader->names ? status :
	       reader_fetch_words(reader, err);
}

enum status index_open_within(index_reader **out,
			      const char *const *directories, size_t count,
			      unsigned timeout_ms, struct error *err)
{
	index_reader *reader = mem_alloc(sizeof(*reader));
	enum status status;

	*out = NULL;
	reader->given = mem_array(count + 1, sizeof(*reader->given));
	reader->given_count = count;
	reader->timeout_ms = timeout_ms;
	for (size_t i = 0; i < count; i++)
		reader->given[i] = mem_string(directories[i]);
	status = open_places(reader, err);
	if (status)
		index_close(reader);
	else
		*out = reader;
	return status;
}

enum status index_open(index_reader **out, const char *const *directories,
		       size_t count, struct error *err)
{
	return index_open_within(out, directories, count, 0, err);
}

void index_close(index_reader *reader)
{
	while (reader) {
		index_reader *retired = reader->retired;

		drop_shards(reader, 0);
		free(reader->shards);
		free(reader->live);
		xc_database_free(reader->group);
		reader_close_words(reader);
		shard_places_release(&reader->places);
		for (size_t i = 0; i < reader->given_count; i++)
			free(reader->given[i]);
		free(reader->given);
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
	struct index_reader old = *reader;
	index_reader *fresh;
	enum status status = index_open_within(&fresh,
		(const char *const *)reader->given, reader->given_count,
		reader->timeout_ms, err);

	if (status)
		return status;
	*reader = *fresh;
	*fresh = old;
	reader->retired = fresh;
	drop_shards(fresh, 0);
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
	for (size_t i = 0; !status && i < reader->live_count; i++)
		status = open_folded(live_shard(reader, i), err);
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
