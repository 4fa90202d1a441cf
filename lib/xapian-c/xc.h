/* xapian-c/xc.h - a C binding for libxapian: statuses and the error shape.
 *
 * xapian-c wraps libxapian (>= 1.4.22; compiles against 2.x) for programs in
 * C11.  It knows nothing of the program that uses it.  The other headers:
 *   xc_document.h  a document under construction, or read back
 *   xc_database.h  open, read, write, transactions, compact, check
 *   xc_query.h     query trees
 *   xc_search.h    match, rank, count, sort, collapse, deadline
 *
 * Errors:  no C++ exception leaves the binding.  A function that can fail
 *          returns enum xc_status and, if err is not NULL, explains itself
 *          there; its out-parameter is then NULL or 0.
 * Owner:   what comes through T **out is the caller's and ends by its _close()
 *          or _free(), which accept NULL.  A returned const pointer is
 *          borrowed; its header says until when.  Handles are counted
 *          references inside: arguments are never consumed, and a result stays
 *          valid after the handle that it came from is freed.
 * Strings: (bytes, len), any bytes; where a NUL-terminated const char * stands,
 *          the header says so by its name (path, host, message).
 * Threads: a database and everything made from it belong to one thread at a
 *          time.
 * Memory:  XC_NO_MEMORY is reported, but end the process then, at once: when
 *          memory stays away libxapian crashes while it closes a database. */
#ifndef XC_H
#define XC_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum xc_status {
	XC_OK,
	XC_DONE,		/* a cursor is at its end */
	XC_NOT_FOUND,		/* no such document, term or file */
	XC_BAD_ARGUMENT,	/* term too long, bad value, wrong call order */
	XC_LOCKED,		/* another writer has the database */
	XC_MODIFIED,		/* a writer overtook us: reopen and repeat */
	XC_CORRUPT,
	XC_VERSION,		/* format of another version */
	XC_OPENING,		/* cannot be opened for another reason */
	XC_IO,			/* reading or writing failed, disk full included */
	XC_NETWORK,		/* a remote database cannot be reached */
	XC_TIMEOUT,		/* a remote or a deadline took too long */
	XC_UNSUPPORTED,		/* this backend cannot do that */
	XC_CALLBACK,		/* a callback of the caller stopped the work */
	XC_NO_MEMORY,
	XC_INTERNAL
};

#define XC_MESSAGE_BYTES 256

struct xc_error {
	enum xc_status status;
	int system;		/* errno behind it, or 0 */
	int callback;		/* what the callback returned, for XC_CALLBACK */
	char message[XC_MESSAGE_BYTES];	/* one line; control bytes replaced */
};

/* A short name such as "not-found".  Never NULL. */
const char *xc_status_name(enum xc_status status);
/* The version of libxapian that is linked, such as "1.4.22". */
const char *xc_library_version(void);

#define XC_TERM_MOST 245	/* bytes of a term; each NUL byte counts twice */

/* May this be a term?  False: empty, or too long once stored. */
bool xc_term_is_valid(const void *term, size_t len);

/* Numbers as values that sort as they count (Xapian's sortable form).  out has
 * room for 9 bytes; returns the length.  Minus infinity, and what is no number,
 * have length 0, which as a value is none. */
size_t xc_number_encode(char out[9], double number);
double xc_number_decode(const void *bytes, size_t len);

#ifdef __cplusplus
}
#endif
#endif
