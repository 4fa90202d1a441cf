#include "index/stored.h"

#include <stdlib.h>
#include <string.h>

#include "index/error.h"
#include "schema/record_group.h"
#include "xapian-c/xc_document.h"

static const char doing[] = "reading a passage";

static enum status read_data(xc_document **document, const void **data,
			     size_t *len, const xc_database *database,
			     uint32_t id, struct error *err)
{
	struct xc_error xerr;

	*len = 0;
	if (xc_database_document(database, id, document, &xerr))
		return index_error(err, doing, &xerr);
	if (xc_document_data(*document, data, len, &xerr))
		return index_error(err, doing, &xerr);
	return STATUS_OK;
}

/* *has_record is false for the document that has none. */
static enum status read_from(struct record_passage *out, bool *has_record,
			     size_t *back, const xc_database *database,
			     uint32_t id, size_t index, struct error *err)
{
	xc_document *document = NULL;
	const void *data;
	size_t len;
	enum status status = read_data(&document, &data, &len, database, id,
				       err);

	*back = 0;
	*has_record = !status && len;
	if (*has_record && !index)
		status = record_group_back(back, data, len, err);
	if (*has_record && !status && !*back)
		status = record_group_decode(out, data, len, index, err);
	xc_document_free(document);
	return status;
}

enum status stored_passage(struct record_passage *out, bool *found,
			   const xc_database *database, uint32_t id,
			   uint32_t step, struct error *err)
{
	bool has_record;
	size_t back, none;
	enum status status;

	memset(out, 0, sizeof(*out));
	status = read_from(out, &has_record, &back, database, id, 0, err);
	if (!status && back && back * step < id)
		status = read_from(out, &has_record, &none, database,
				   id - (uint32_t)back * step, back, err);
	else if (!status && back)
		status = error_set(err, STATUS_CORRUPT,
				   "a stored passage is damaged");
	if (!found)
		return !status && !has_record ?
		       error_set(err, STATUS_STALE, "%s: it is gone", doing) :
		       status;
	*found = !status;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status read_row(void **out, size_t *out_len,
			    const xc_database *database, const void *key,
			    size_t len, struct error *err)
{
	struct xc_error xerr;

	*out = NULL;
	if (xc_database_metadata(database, key, len, out, out_len, &xerr))
		return index_error(err, "reading a row", &xerr);
	return STATUS_OK;
}

enum status stored_document(struct record_document *out,
			    const xc_database *database, const void *key,
			    size_t len, struct error *err)
{
	void *bytes;
	size_t bytes_len;
	enum status status = read_row(&bytes, &bytes_len, database, key, len,
				      err);

	if (!status)
		status = record_document_decode(out, bytes, bytes_len, err);
	free(bytes);
	return status;
}

enum status stored_source(struct record_source *out,
			  const xc_database *database, const void *key,
			  size_t len, struct error *err)
{
	void *bytes;
	size_t bytes_len;
	enum status status = read_row(&bytes, &bytes_len, database, key, len,
				      err);

	if (!status)
		status = record_source_decode(out, bytes, bytes_len, err);
	free(bytes);
	return status;
}
