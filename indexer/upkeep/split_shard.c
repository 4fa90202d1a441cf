/* One shard of an index that is split (indexer/upkeep/split.h). */
#include "indexer/upkeep/split.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/folded.h"
#include "indexer/write/bulk.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

/* A document of an old shard that comes here, by its place there. */
struct moved {
	uint32_t first_id;
	char *key;		/* of its row */
	size_t key_len;
};

struct work {
	const struct generation *generation;
	size_t number, shards;		/* of the new generation */
	xc_database *from, *to;
	folded_text *from_folded;
	folded_writer *to_folded;
	struct bulk bulk;
	struct moved *moved;
	size_t moved_count, moved_capacity;
	struct split_counts *counts;
	struct error *err;
	enum status status;
};

static enum status failed(struct work *work, const struct xc_error *xerr)
{
	return index_error(work->err, "splitting", xerr);
}

static bool is_here(const struct work *work, const char *id, size_t len)
{
	return schema_shard_of(id, len, work->shards) == work->number;
}

/* The part at hand is full, or the last one. */
static enum status close_part(struct work *work)
{
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (work->to && xc_database_close(work->to, &xerr))
		status = failed(work, &xerr);
	work->to = NULL;
	return status;
}

static enum status next_part(struct work *work)
{
	enum status status = close_part(work);

	return status ? status : bulk_next(&work->bulk, &work->to, work->err);
}

static enum status read_row(const struct work *work, const void *key,
			    size_t len, char **out, size_t *size)
{
	return shard_row(work->from, "", key, len, out, size, work->err);
}

static enum status note_document(struct work *work, const void *key,
				 size_t len)
{
	struct record_document record;
	char *bytes;
	size_t size;
	enum status status = read_row(work, key, len, &bytes, &size);

	if (status || !bytes)
		return status;
	status = record_document_decode(&record, bytes, size, work->err);
	free(bytes);
	if (status)
		return status;
	if (is_here(work, record.id, strlen(record.id))) {
		mem_reserve(&work->moved, &work->moved_capacity,
			    work->moved_count + 1, sizeof(*work->moved));
		work->moved[work->moved_count++] = (struct moved){
			record.first_id, mem_string_len(key, len), len };
	}
	record_document_release(&record);
	return STATUS_OK;
}

static int on_document(void *context, const void *key, size_t len)
{
	struct work *work = context;

	work->status = note_document(work, key, len);
	return work->status != STATUS_OK;
}

static enum status copy_passage(struct work *work, uint32_t from, uint32_t to)
{
	xc_document *document = NULL;
	struct xc_error xerr;
	size_t count = 0;
	bool continues = false;
	const uint16_t *units = folded_at(work->from_folded, from, &count,
					  &continues);
	enum status status = STATUS_OK;

	if (!units)
		return error_set(work->err, STATUS_CORRUPT, "the folded text of "
				 "passage %u is damaged; see --check", from);
	if (xc_database_document(work->from, from, &document, &xerr) ||
	    xc_database_replace(work->to, to, document, &xerr))
		status = failed(work, &xerr);
	xc_document_free(document);
	return status ? status :
	       folded_append_units(work->to_folded, to, units, count, continues,
				   work->err);
}

static enum status copy_passages(struct work *work,
				 struct record_document *record)
{
	const uint32_t first = record->first_id;
	enum status status = STATUS_OK;

	record->first_id = work->bulk.last_id + 1;
	for (uint32_t i = 0; !status && i < record->passage_count; i++)
		status = copy_passage(work, first + i, record->first_id + i);
	work->bulk.last_id += record->passage_count;
	work->bulk.passages += record->passage_count;
	work->counts->documents++;
	work->counts->passages += record->passage_count;
	return status;
}

static enum status copy_document(struct work *work, const struct moved *moved)
{
	struct record_document record;
	struct buf out = BUF_INIT;
	char *bytes;
	size_t size;
	enum status status = STATUS_OK;

	if (work->bulk.passages >= BULK_PART)
		status = next_part(work);
	if (!status)
		status = read_row(work, moved->key, moved->key_len, &bytes,
				  &size);
	if (status)
		return status;
	status = record_document_decode(&record, bytes, size, work->err);
	free(bytes);
	if (status)
		return status;
	status = copy_passages(work, &record);
	record_document_encode(&out, &record);
	if (!status)
		status = shard_set_row(work->to, "", moved->key,
				       moved->key_len, out.data, out.len,
				       work->err);
	record_document_release(&record);
	buf_release(&out);
	return status;
}

static bool begins(const char *key, size_t len, const char *prefix)
{
	return len > strlen(prefix) && !memcmp(key, prefix, strlen(prefix));
}

/* Whose row is it?  One that names no document is of the first shard.  The key
 * of a very long id is a hash of it: such rows go to all shards. */
static bool row_is_here(const struct work *work, const char *key, size_t len,
			const char *value, size_t size)
{
	const char *blank = memchr(key, ' ', len);

	if (begins(key, len, META_HASH)) {
		struct bytes row = bytes_of(value, size);
		char *id = bytes_string(&row);
		bool is = !row.failed && is_here(work, id, strlen(id));

		free(id);
		return is;
	}
	if (begins(key, len, META_URL))
		return is_here(work, value, size);
	if (begins(key, len, META_REMOVED))
		return len >= XC_TERM_MOST - 1 ||
		       is_here(work, key + strlen(META_REMOVED),
			       len - strlen(META_REMOVED));
	if (begins(key, len, META_VERSION) && blank)
		return len >= XC_TERM_MOST - 1 ||
		       is_here(work, blank + 1,
			       (size_t)(key + len - blank - 1));
	return !work->number;
}

static int on_row(void *context, const void *key, size_t len)
{
	struct work *work = context;
	char *bytes = NULL;
	size_t size;

	/* Documents are copied with their passages; ids have no gaps any more;
	 * what a shard says of itself is written anew. */
	if (begins(key, len, META_DOCUMENT) ||
	    begins(key, len, "bagui.about") || begins(key, len, "bagui.names") ||
	    begins(key, len, "bagui.words") ||
	    (len == strlen(META_EMPTY) && !memcmp(key, META_EMPTY, len)))
		return 0;
	work->status = read_row(work, key, len, &bytes, &size);
	if (!work->status && bytes && row_is_here(work, key, len, bytes, size))
		work->status = shard_set_row(work->to, "", key, len, bytes,
					     size, work->err);
	free(bytes);
	return work->status != STATUS_OK;
}

static enum status walk_rows(struct work *work, const char *prefix,
			     xc_key_fn *each)
{
	struct xc_error xerr;

	if (!xc_database_each_metadata(work->from, prefix, strlen(prefix), each,
				       work, &xerr))
		return STATUS_OK;
	return work->status ? work->status : failed(work, &xerr);
}

static int by_place(const void *a, const void *b)
{
	const struct moved *one = a, *two = b;

	return (one->first_id > two->first_id) -
	       (one->first_id < two->first_id);
}

static void forget_moved(struct work *work)
{
	while (work->moved_count)
		free(work->moved[--work->moved_count].key);
}

static enum status copy_from(struct work *work)
{
	enum status status = walk_rows(work, META_DOCUMENT, on_document);

	if (!status && work->moved_count)
		qsort(work->moved, work->moved_count, sizeof(*work->moved),
		      by_place);
	for (size_t i = 0; !status && i < work->moved_count; i++)
		status = copy_document(work, &work->moved[i]);
	forget_moved(work);
	return status ? status : walk_rows(work, "", on_row);
}

/* A run that was cut short at once has left some shards out. */
static enum status copy_shard(struct work *work, size_t old)
{
	const struct generation *all = work->generation;
	char *path = layout_shard(&all->old, all->directory, old);
	char *folded = layout_folded(&all->old, all->directory, old);
	struct xc_database_info info;
	struct xc_error xerr;
	enum xc_status opened = xc_database_open(&work->from, path, &xerr);
	enum status status = STATUS_OK;

	if (opened && opened != XC_NOT_FOUND)
		status = failed(work, &xerr);
	if (!opened && xc_database_info(work->from, &info, &xerr))
		status = failed(work, &xerr);
	if (!opened && !status)
		status = folded_open(&work->from_folded, folded, info.last_id,
				     work->err);
	if (!opened && !status)
		status = copy_from(work);
	folded_close(work->from_folded);
	xc_database_free(work->from);
	work->from_folded = NULL;
	work->from = NULL;
	free(folded);
	free(path);
	return status;
}

static enum status open_work(struct work *work)
{
	const struct generation *all = work->generation;
	char *path = layout_shard(&all->next, all->directory, work->number);
	char *folded = layout_folded(&all->next, all->directory, work->number);
	enum status status = bulk_begin(&work->bulk, path, work->err);

	if (!status)
		status = next_part(work);
	if (!status)
		status = folded_writer_open(&work->to_folded, folded, 0,
					    work->err);
	free(folded);
	free(path);
	return status;
}

enum status split_shard(struct split_counts *out,
			const struct generation *generation, size_t number,
			struct error *err)
{
	struct work work = { .generation = generation, .number = number,
			     .shards = generation->next.shards, .counts = out,
			     .err = err };
	enum status status;

	*out = (struct split_counts){ 0, 0 };
	status = open_work(&work);
	for (size_t i = 0; !status && i < generation->old.shards; i++)
		status = copy_shard(&work, i);
	if (!status)
		status = close_part(&work);
	if (!status)
		status = folded_sync(work.to_folded, err);
	if (!status)
		status = bulk_end(&work.bulk, err);
	folded_writer_close(work.to_folded, NULL);
	xc_database_free(work.to);
	bulk_release(&work.bulk);
	free(work.moved);
	return status;
}
