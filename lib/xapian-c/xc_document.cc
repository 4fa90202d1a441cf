/* xapian-c/xc_document.cc - documents under construction and read back. */
#include "xapian-c/xc_internal.hh"

/* Run body unless an earlier step failed; keep its failure. */
template <class Body>
static void build(xc_document *document, const char *doing, Body body) noexcept
{
	struct xc_error *failure = &document->failure;

	if (failure->status != XC_OK)
		return;
	xc_guard(failure, {doing}, [&] {
		body();
		return XC_OK;
	});
}

enum xc_status xc_document_new(xc_document **out, struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"making a document"}, [&] {
		*out = new xc_document;
		return XC_OK;
	});
}

void xc_document_free(xc_document *document)
{
	delete document;
}

void xc_document_clear(xc_document *document)
{
	document->failure = {};
	document->id = 0;
	build(document, "making a document", [&] {
		document->document = Xapian::Document();
	});
}

/* Keep a refusal that says which term it is. */
static bool refuse_term(xc_document *document, const void *term, size_t len)
{
	char shown[64];

	if (xc_term_is_valid(term, len))
		return false;
	if (document->failure.status != XC_OK)
		return true;
	if (!len) {
		xc_fail(&document->failure, XC_BAD_ARGUMENT,
			"adding a term: it is empty");
		return true;
	}
	xc_one_line(shown, sizeof(shown), static_cast<const char *>(term), len);
	xc_fail(&document->failure, XC_BAD_ARGUMENT,
		"adding a term: %zu bytes are too long: %s...", len, shown);
	return true;
}

void xc_document_add_term(xc_document *document, const void *term, size_t len,
			  uint32_t wdf)
{
	if (refuse_term(document, term, len))
		return;
	build(document, "adding a term", [&] {
		document->document.add_term(xc_string(term, len), wdf);
	});
}

void xc_document_add_posting(xc_document *document, const void *term,
			     size_t len, uint32_t position, uint32_t wdf)
{
	if (refuse_term(document, term, len))
		return;
	build(document, "adding a posting", [&] {
		document->document.add_posting(xc_string(term, len), position, wdf);
	});
}

void xc_document_set_value(xc_document *document, uint32_t slot,
			   const void *value, size_t len)
{
	build(document, "setting a value", [&] {
		if (slot == Xapian::BAD_VALUENO)
			throw Xapian::InvalidArgumentError("no such slot");
		document->document.add_value(slot, xc_string(value, len));
	});
}

void xc_document_set_data(xc_document *document, const void *data, size_t len)
{
	build(document, "setting data", [&] {
		document->document.set_data(xc_string(data, len));
	});
}

enum xc_status xc_document_status(const xc_document *document,
				  struct xc_error *err)
{
	if (document->failure.status != XC_OK && err)
		*err = document->failure;
	return document->failure.status;
}

/* Lend what body returns. */
template <class Body>
static enum xc_status lend(const xc_document *document, const void **bytes,
			   size_t *len, struct xc_error *err, Body body) noexcept
{
	*bytes = nullptr;
	*len = 0;
	return xc_guard(err, {"reading a document"}, [&] {
		document->buffer = body();
		*bytes = document->buffer.data();
		*len = document->buffer.size();
		return XC_OK;
	});
}

enum xc_status xc_document_data(const xc_document *document, const void **data,
				size_t *len, struct xc_error *err)
{
	return lend(document, data, len, err, [&] {
		return document->document.get_data();
	});
}

enum xc_status xc_document_value(const xc_document *document, uint32_t slot,
				 const void **value, size_t *len,
				 struct xc_error *err)
{
	return lend(document, value, len, err, [&] {
		return document->document.get_value(slot);
	});
}

uint32_t xc_document_id(const xc_document *document)
{
	return document->id;
}

enum xc_status xc_document_each_term(const xc_document *document,
				     xc_document_term_fn *each, void *context,
				     struct xc_error *err)
{
	return xc_guard(err, {"reading a document"}, [&] {
		const Xapian::TermIterator end = document->document.termlist_end();

		for (auto at = document->document.termlist_begin(); at != end; ++at) {
			const std::string term = *at;

			xc_heed(each(context, term.data(), term.size(), at.get_wdf()));
		}
		return XC_OK;
	});
}
