#include "query/search/original_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "index/stored.h"
#include "schema/schema.h"

/* The shard that has a document's row, or NULL. */
static const xc_database *find_row(struct record_document *out,
				   const index_reader *index, const char *id)
{
	const xc_database *found = NULL;
	struct buf key = BUF_INIT;

	schema_key(&key, META_DOCUMENT, id, strlen(id));
	for (size_t i = 0; !found && i < index_shard_count(index); i++) {
		const xc_database *shard = index_shard(index, i);
		struct xc_error xerr;
		void *bytes = NULL;
		size_t len = 0;

		if (xc_database_metadata(shard, key.data, key.len, &bytes,
					 &len, &xerr) || !bytes)
			continue;
		if (!record_document_decode(out, bytes, len, NULL))
			found = shard;
		free(bytes);
	}
	buf_release(&key);
	return found;
}

/* The document of "document#n", and n. */
static const xc_database *find_of_passage(struct record_document *out,
					  uint32_t *number,
					  const index_reader *index,
					  const char *id)
{
	const char *sign = strrchr(id, '#');
	const xc_database *shard;
	int64_t value;
	char *name;

	if (!sign || sign[1] < '0' || sign[1] > '9' ||
	    option_number(&value, sign + 1, 0, UINT32_MAX, NULL))
		return NULL;
	*number = (uint32_t)value;
	name = mem_string_len(id, (size_t)(sign - id));
	shard = find_row(out, index, name);
	free(name);
	return shard;
}

enum status original_find(struct record_document *document,
			  struct record_passage *passage, bool *is_passage,
			  const index_reader *index, const char *id,
			  struct error *err)
{
	const xc_database *shard = find_row(document, index, id);
	uint32_t number = 0;

	*is_passage = !shard;
	if (!shard)
		shard = find_of_passage(document, &number, index, id);
	if (!shard)
		return error_set(err, STATUS_NOT_FOUND, "%.300s: no such "
				 "passage or document", id);
	if (!document->passage_count)
		return error_set(err, STATUS_NOT_FOUND, "%.300s: it has no "
				 "passage", id);
	if (number >= document->passage_count)
		return error_set(err, STATUS_NOT_FOUND,
				 "%.300s: no such passage", id);
	return stored_passage(passage, NULL, shard,
			      document->first_id + number, 1, err);
}

/* The walk over the ledger for the file of that number. */
struct ledger_walk {
	const xc_database *shard;
	uint64_t number;
	unsigned char *hash;
	char *path;		/* absolute */
};

static int look_at_row(void *context, const void *key, size_t len)
{
	struct ledger_walk *walk = context;
	struct record_source row;

	if (stored_source(&row, walk->shard, key, len, NULL))
		return 0;
	if (row.number == walk->number) {
		walk->path = mem_string(row.path);
		memcpy(walk->hash, row.hash, sizeof(row.hash));
	}
	record_source_release(&row);
	return walk->path != NULL;
}

char *original_path(const index_reader *index, uint64_t number,
		    unsigned char hash[16])
{
	struct ledger_walk walk = { .number = number, .hash = hash };
	struct xc_error xerr;

	for (size_t i = 0; !walk.path && i < index_shard_count(index); i++) {
		walk.shard = index_shard(index, i);
		xc_database_each_metadata(walk.shard, META_SOURCE,
					  strlen(META_SOURCE), look_at_row,
					  &walk, &xerr);
	}
	return walk.path;
}
