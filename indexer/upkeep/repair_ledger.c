#include "indexer/upkeep/repair_ledger.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/error.h"
#include "indexer/run/messages.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

/* The source number of every document that is there. */
struct owners {
	uint64_t *at;
	size_t count, capacity;
	const xc_database *database;	/* being walked */
};

void repair_ledger_release(struct repair_ledger *ledger)
{
	for (size_t i = 0; i < ledger->count; i++)
		free(ledger->forgotten[i]);
	free(ledger->forgotten);
}

void repair_ledger_forget(struct repair_ledger *ledger, const char *path)
{
	mem_reserve(&ledger->forgotten, &ledger->capacity, ledger->count + 1,
		    sizeof(*ledger->forgotten));
	ledger->forgotten[ledger->count++] = mem_string(path);
}

static int note_owner(void *context, const void *key, size_t len)
{
	struct owners *owners = context;
	struct record_document row;
	char *bytes = NULL;
	size_t size;

	if (shard_row(owners->database, "", key, len, &bytes, &size, NULL) ||
	    !bytes || record_document_decode(&row, bytes, size, NULL)) {
		free(bytes);
		return 0;
	}
	mem_reserve(&owners->at, &owners->capacity, owners->count + 1,
		    sizeof(*owners->at));
	owners->at[owners->count++] = row.source;
	record_document_release(&row);
	free(bytes);
	return 0;
}

static int compare(const void *a, const void *b)
{
	const uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;

	return (one > two) - (one < two);
}

static enum status read_owners(struct owners *owners,
			       const struct generation *generation,
			       struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < generation->next.shards; i++) {
		char *path = layout_shard(&generation->next,
					  generation->directory, i);
		xc_database *database;
		struct xc_error xerr;

		if (xc_database_open(&database, path, &xerr)) {
			status = index_error(err, path, &xerr);
		} else {
			owners->database = database;
			if (xc_database_each_metadata(database, META_DOCUMENT,
						      strlen(META_DOCUMENT),
						      note_owner, owners,
						      &xerr))
				status = index_error(err, path, &xerr);
			xc_database_free(database);
		}
		free(path);
	}
	qsort(owners->at, owners->count, sizeof(*owners->at), compare);
	return status;
}

static size_t documents_of(const struct owners *owners, uint64_t source)
{
	size_t low = 0, high = owners->count, count = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (owners->at[middle] < source)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + count < owners->count &&
	       owners->at[low + count] == source)
		count++;
	return count;
}

struct rows {
	struct repair_ledger *ledger;
	const struct owners *owners;
	xc_database *database;
	bool *lost;
};

static bool is_forgotten(const struct repair_ledger *ledger, const char *path)
{
	for (size_t i = 0; i < ledger->count; i++)
		if (!strcmp(ledger->forgotten[i], path))
			return true;
	return false;
}

static int note_row(void *context, const void *key, size_t len)
{
	struct rows *rows = context;
	struct record_source row;
	char *bytes = NULL;
	size_t size;

	if (shard_row(rows->database, "", key, len, &bytes, &size, NULL) ||
	    !bytes || record_source_decode(&row, bytes, size, NULL)) {
		free(bytes);
		return 0;
	}
	if (!is_forgotten(rows->ledger, row.path) &&
	    row.documents > documents_of(rows->owners, row.number))
		repair_ledger_forget(rows->ledger, row.path);
	record_source_release(&row);
	free(bytes);
	return 0;
}

static enum status drop_rows(struct rows *rows, struct error *err)
{
	struct repair_ledger *ledger = rows->ledger;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_each_metadata(rows->database, META_SOURCE,
				      strlen(META_SOURCE), note_row, rows,
				      &xerr))
		status = index_error(err, "the ledger", &xerr);
	for (size_t i = 0; !status && i < ledger->count; i++) {
		const char *path = ledger->forgotten[i];

		say("to be read again: %s", path);
		*rows->lost = true;
		status = shard_set_row(rows->database, META_SOURCE, path,
				       strlen(path), "", 0, err);
	}
	return status;
}

enum status repair_ledger_write(struct repair_ledger *ledger, bool *lost,
				struct error *err)
{
	const struct generation *generation = ledger->generation;
	struct owners owners = { .count = 0 };
	struct rows rows = { .ledger = ledger, .owners = &owners,
			     .lost = lost };
	char *path = layout_shard(&generation->next, generation->directory, 0);
	struct xc_error xerr;
	enum status status = read_owners(&owners, generation, err);

	if (!status && xc_database_open_writable(&rows.database, path, XC_OPEN,
						 &xerr))
		status = index_error(err, path, &xerr);
	if (!status)
		status = drop_rows(&rows, err);
	if (rows.database && xc_database_close(rows.database, &xerr) && !status)
		status = index_error(err, path, &xerr);
	free(owners.at);
	free(path);
	return status;
}
