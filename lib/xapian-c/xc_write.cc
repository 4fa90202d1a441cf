/* xapian-c/xc_write.cc - documents and metadata into a database. */
#include "xapian-c/xc_internal.hh"

/* Run body with the writable database. */
template <class Body>
static enum xc_status write(xc_database *database, const char *doing,
			    struct xc_error *err, Body body) noexcept
{
	if (!database->writable)
		return xc_fail(err, XC_BAD_ARGUMENT, "%s: opened for reading only",
			       doing);
	return xc_guard(err, {doing}, [&] {
		body(*database->writable);
		return XC_OK;
	});
}

enum xc_status xc_database_put(xc_database *database,
			       const xc_document *document, uint32_t *id,
			       struct xc_error *err)
{
	const enum xc_status kept = xc_document_status(document, err);

	if (id)
		*id = 0;
	if (kept != XC_OK)
		return kept;
	return write(database, "batch lost: adding a document", err,
		     [&](Xapian::WritableDatabase &db) {
		const Xapian::docid made = db.add_document(document->document);

		if (id)
			*id = made;
	});
}

enum xc_status xc_database_replace(xc_database *database, uint32_t id,
				   const xc_document *document,
				   struct xc_error *err)
{
	const enum xc_status kept = xc_document_status(document, err);

	if (kept != XC_OK)
		return kept;
	if (!id)
		return xc_fail(err, XC_BAD_ARGUMENT,
			       "replacing document 0: ids start at 1");
	return write(database, "batch lost: replacing a document", err,
		     [&](Xapian::WritableDatabase &db) {
		db.replace_document(id, document->document);
	});
}

/* Asked before, so that an absent id is not taken for a lost batch. */
static enum xc_status expect_document(const xc_database *database, uint32_t id,
				      struct xc_error *err)
{
	if (!id)
		return xc_fail(err, XC_NOT_FOUND,
			       "deleting document 0: ids start at 1");
	return xc_guard(err, {"deleting a document"}, [&] {
		database->database.get_doclength(id);
		return XC_OK;
	});
}

enum xc_status xc_database_delete(xc_database *database, uint32_t id,
				  struct xc_error *err)
{
	const enum xc_status found = expect_document(database, id, err);

	if (found != XC_OK)
		return found;
	return write(database, "batch lost: deleting a document", err,
		     [&](Xapian::WritableDatabase &db) {
		db.delete_document(id);
	});
}

enum xc_status xc_database_delete_term(xc_database *database, const void *term,
				       size_t len, struct xc_error *err)
{
	if (!len)
		return xc_fail(err, XC_BAD_ARGUMENT,
			       "deleting by term: the term is empty");
	if (!xc_term_is_valid(term, len))
		return XC_OK;
	return write(database, "batch lost: deleting by term", err,
		     [&](Xapian::WritableDatabase &db) {
		db.delete_document(xc_string(term, len));
	});
}

enum xc_status xc_database_set_metadata(xc_database *database,
					const void *key, size_t key_len,
					const void *value, size_t len,
					struct xc_error *err)
{
	if (!key_len || key_len > XC_TERM_MOST)
		return xc_fail(err, XC_BAD_ARGUMENT,
			       "setting metadata: a key of %zu bytes", key_len);
	return write(database, "setting metadata", err,
		     [&](Xapian::WritableDatabase &db) {
		db.set_metadata(xc_string(key, key_len), xc_string(value, len));
	});
}

enum xc_status xc_database_begin(xc_database *database, struct xc_error *err)
{
	return write(database, "beginning a transaction", err,
		     [&](Xapian::WritableDatabase &db) {
		db.begin_transaction(true);
		database->in_transaction = true;
	});
}

/* libxapian leaves the transaction before it commits, so a failed commit ends
 * it too. */
enum xc_status xc_database_commit(xc_database *database, struct xc_error *err)
{
	return write(database, "committing", err,
		     [&](Xapian::WritableDatabase &db) {
		const bool was_in_transaction = database->in_transaction;

		database->in_transaction = false;
		if (was_in_transaction)
			db.commit_transaction();
		else
			db.commit();
	});
}

enum xc_status xc_database_cancel(xc_database *database, struct xc_error *err)
{
	return write(database, "cancelling a transaction", err,
		     [&](Xapian::WritableDatabase &db) {
		database->in_transaction = false;
		db.cancel_transaction();
	});
}
