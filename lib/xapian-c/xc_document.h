/* xapian-c/xc_document.h - one document: terms, values, data. */
#ifndef XC_DOCUMENT_H
#define XC_DOCUMENT_H
#include "xapian-c/xc.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct xc_document xc_document;

enum xc_status xc_document_new(xc_document **out, struct xc_error *err);
void xc_document_free(xc_document *document);
/* Empty it, to be filled again. */
void xc_document_clear(xc_document *document);

/* Building is sticky: the first failure (a term that is empty or too long
 * above all, or the slot UINT32_MAX) is kept, later calls do nothing, and
 * putting the document into a database reports it and changes nothing there. */
void xc_document_add_term(xc_document *document, const void *term, size_t len,
			  uint32_t wdf);
void xc_document_add_posting(xc_document *document, const void *term,
			     size_t len, uint32_t position, uint32_t wdf);
void xc_document_set_value(xc_document *document, uint32_t slot,
			   const void *value, size_t len);
void xc_document_set_data(xc_document *document, const void *data, size_t len);
/* The kept failure, or XC_OK. */
enum xc_status xc_document_status(const xc_document *document,
				  struct xc_error *err);

/* Reading.  Bytes are borrowed until the next call on this document. */
enum xc_status xc_document_data(const xc_document *document, const void **data,
				size_t *len, struct xc_error *err);
enum xc_status xc_document_value(const xc_document *document, uint32_t slot,
				 const void **value, size_t *len,
				 struct xc_error *err);
/* In the database that was asked for it; 0 for one under construction. */
uint32_t xc_document_id(const xc_document *document);

/* The document's terms in order.  Stops when each returns other than 0, with
 * XC_CALLBACK. */
typedef int xc_document_term_fn(void *context, const void *term, size_t len,
				uint32_t wdf);
enum xc_status xc_document_each_term(const xc_document *document,
				     xc_document_term_fn *each, void *context,
				     struct xc_error *err);

#ifdef __cplusplus
}
#endif
#endif
