#include "indexer/upkeep/check_shard.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/upkeep/check_passage.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

void check_found(struct checking *checking, const char *format, ...)
{
	va_list arguments;

	if (++checking->findings > CHECK_FINDINGS_MOST)
		return;
	fprintf(checking->out, "shard-%zu: ", checking->number);
	va_start(arguments, format);
	vfprintf(checking->out, format, arguments);
	va_end(arguments);
	fputc('\n', checking->out);
}

static void on_report(void *context, const char *line)
{
	struct checking *checking = context;

	snprintf(checking->said, sizeof(checking->said), "%s", line);
}

/* Xapian's own check of the database's structure. */
static void check_structure(struct checking *checking, const char *path)
{
	struct xc_error xerr;
	size_t errors;

	checking->said[0] = '\0';
	if (xc_check(path, &errors, on_report, checking, &xerr))
		check_found(checking, "%s", xerr.message);
	else if (errors)
		check_found(checking, "Xapian finds %zu errors: %s", errors,
			    checking->said);
}

/* Every id up to the last: documents whole and in order, no gaps in them. */
static void walk_passages(struct checking *checking)
{
	for (uint32_t id = 1; id && id <= checking->last_id; id++) {
		xc_document *document;
		struct xc_error xerr;
		enum xc_status status = xc_database_document(
			checking->database, id, &document, &xerr);

		if (status == XC_NOT_FOUND)
			continue;
		if (status) {
			check_found(checking, "passage %u: %s", id,
				    xerr.message);
			continue;
		}
		checking->seen++;
		check_passage(checking, id, document);
		xc_document_free(document);
	}
}

static void check_row(struct checking *checking,
		      const struct record_document *row)
{
	struct xc_term_info info;
	struct buf term = BUF_INIT;

	schema_key(&term, PREFIX_DOCUMENT, row->id, strlen(row->id));
	if (xc_database_term_info(checking->database, term.data, term.len,
				  &info, NULL) ||
	    info.documents != row->passage_count)
		check_found(checking, "%s: its row says %u passages, its term "
			    "is in %u", row->id, row->passage_count,
			    info.documents);
	if (schema_shard_of(row->id, strlen(row->id),
			    checking->config->layout->shards) !=
	    checking->number)
		check_found(checking, "%s: belongs to another shard", row->id);
	checking->documents++;
	checking->rows_passages += row->passage_count;
	buf_release(&term);
}

static int on_document_row(void *context, const void *key, size_t len)
{
	struct checking *checking = context;
	struct record_document row;
	char *bytes;
	size_t size;
	struct error why;

	if (shard_row(checking->database, "", key, len, &bytes, &size, &why) ||
	    !bytes || record_document_decode(&row, bytes, size, &why)) {
		check_found(checking, "%.*s: %s", (int)len, (const char *)key,
			    bytes ? why.text : "the row cannot be read");
	} else {
		check_row(checking, &row);
		record_document_release(&row);
	}
	free(bytes);
	return 0;
}

static int on_ledger_row(void *context, const void *key, size_t len)
{
	struct checking *checking = context;
	struct record_source row;
	char *bytes;
	size_t size;
	struct error why;

	if (shard_row(checking->database, "", key, len, &bytes, &size, &why) ||
	    !bytes || record_source_decode(&row, bytes, size, &why)) {
		check_found(checking, "%.*s: %s", (int)len, (const char *)key,
			    bytes ? why.text : "the row cannot be read");
	} else {
		if (row.number != schema_source_number(row.path))
			check_found(checking, "%s: its ledger row has the "
				    "number of another file", row.path);
		record_source_release(&row);
	}
	free(bytes);
	return 0;
}

static void walk_rows(struct checking *checking)
{
	struct xc_error xerr;

	if (xc_database_each_metadata(checking->database, META_DOCUMENT,
				      strlen(META_DOCUMENT), on_document_row,
				      checking, &xerr))
		check_found(checking, "documents' rows: %s", xerr.message);
	if (xc_database_each_metadata(checking->database, META_SOURCE,
				      strlen(META_SOURCE), on_ledger_row,
				      checking, &xerr))
		check_found(checking, "ledger: %s", xerr.message);
}

static void check_totals(struct checking *checking, uint32_t documents)
{
	if (checking->seen != documents)
		check_found(checking, "%llu passages can be read, of %u",
			    (unsigned long long)checking->seen, documents);
	if (checking->rows_passages != checking->passages)
		check_found(checking, "documents' rows say %llu passages, "
			    "there are %llu",
			    (unsigned long long)checking->rows_passages,
			    (unsigned long long)checking->passages);
	check_passage_end(checking);
}

static void check_contents(struct checking *checking, const char *path)
{
	struct xc_database_info info;
	struct xc_error xerr;
	char *folded = layout_folded(checking->config->layout,
				     checking->config->directory,
				     checking->number);
	struct error why;

	if (xc_database_open(&checking->database, path, &xerr) ||
	    xc_database_info(checking->database, &info, &xerr)) {
		check_found(checking, "%s", xerr.message);
	} else {
		checking->last_id = info.last_id;
		if (folded_open(&checking->folded, folded, info.last_id, &why))
			check_found(checking, "%s", why.text);
		walk_passages(checking);
		walk_rows(checking);
		check_totals(checking, info.documents);
	}
	folded_close(checking->folded);
	xc_database_free(checking->database);
	free(folded);
}

enum status check_shard(const struct check_config *config, size_t number,
			FILE *out, struct error *err)
{
	struct checking checking = { .config = config, .number = number,
				     .out = out };
	char *path = layout_shard(config->layout, config->directory, number);

	(void)err;
	check_structure(&checking, path);
	fflush(out);	/* what was found stays told if the rest crashes */
	check_contents(&checking, path);
	if (checking.findings > CHECK_FINDINGS_MOST)
		fprintf(out, "shard-%zu: %zu more\n", number,
			checking.findings - CHECK_FINDINGS_MOST);
	fprintf(out, "= %llu %llu\n", (unsigned long long)checking.documents,
		(unsigned long long)checking.passages);
	check_release(&checking);
	free(path);
	return STATUS_OK;
}
